"""Users' own Python files, loaded as modules; what goes wrong there is told with the user's line.

A *place* says where a class of a user's stands: ``mine.py``, ``mine.py:Class`` or
``package.module:Class``. A file is run as a module of its own, or by its dotted name inside a
package.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

from .errors import NegotiationError, nearest

T = TypeVar("T")

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


def is_place(text: str) -> bool:
    """Return whether a text names a file or a class of a module, rather than something shipped."""
    return bool(split(text)[0])


def file_of(place: str) -> Path:
    """Return the file of a place; raises as `finished_in` for a module that cannot be had."""
    where, _ = split(place)
    if ".py:" in place or not _DOTTED.fullmatch(place.strip()):
        return Path(where)
    file = _imported(where).__file__
    if file is None or not file.endswith(".py"):
        raise NegotiationError(f"{where} is no module of Python text; try the path of a file")
    return Path(file)


def split(text: str) -> tuple[str, str]:
    """Return file or module, and class; the first is empty for the name of something shipped.

    >>> split("mine.py:Fair"), split("package.module:Fair"), split("boulware")
    (('mine.py', 'Fair'), ('package.module', 'Fair'), ('', ''))
    """
    head, middle, name = text.strip().rpartition(".py:")
    if middle:
        return f"{head}.py", name
    if _DOTTED.fullmatch(text.strip()):
        module, _, name = text.strip().partition(":")
        return module, name
    is_file = text.endswith(".py") or "/" in text or "\\" in text or _is_there(text)
    return (text, "") if is_file else ("", "")


def _is_there(text: str) -> bool:
    """Return whether a text that could be no name of something shipped is a path."""
    try:
        return not text.isidentifier() and Path(text).exists()
    except (OSError, ValueError):  # no path can be called so
        return False


def finished_in(place: str, kind: Callable[..., T]) -> list[type[T]]:
    """Return the finished classes of a kind that a place holds, in the order of its file.

    Raises ``NegotiationError`` for a file or module that is not there or does not load, with its
    line, and for one that holds no such class, or not the one named.
    """
    where, name = split(place)
    what = words(kind)
    path = file_of(place)
    if is_folder(path):
        raise NegotiationError(f"{path} is a folder; try one of its files, e.g. {path}/mine.py")
    if not is_file(path):
        raise NegotiationError(f"there is no file {where or place}; try the path of a Python file")
    found = finished(path, kind)
    if not name:
        return found
    named = {member.__name__: member for member in found}
    if found and name not in named:
        raise NegotiationError(f"{where} has no {what} {name!r}; try {nearest(name, named)}")
    return [named[name]] if name in named else []


def finished(path: Path, kind: Callable[..., T]) -> list[type[T]]:
    """Return the finished classes of a kind that a Python file defines, in its order."""
    return [found for found in defined(path, kind) if not inspect.isabstract(found)]


def defined(path: Path, kind: Callable[..., T], *, alone: bool = False) -> list[type[T]]:
    """Return the classes of a kind that a Python file defines, the unfinished ones too.

    ``alone`` takes the file by itself even where it stands in a package.
    """
    module = loaded(path, alone=alone)
    base = cast("type[T]", kind)
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, base)
        and value.__module__ == module.__name__
    ]


def words(kind: Callable[..., object]) -> str:
    """Return the name of a kind as it stands in a sentence, e.g. ``solution concept``."""
    name = kind.__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def loaded(path: Path, *, alone: bool = False) -> ModuleType:
    """Return the module of a file: by its dotted name inside a package, by itself otherwise.

    ``alone`` takes it by itself there too.

    Raises ``NegotiationError`` with the file's own line for whatever its import raises.
    """
    alone = alone or not (path.parent / "__init__.py").is_file()
    with _told(str(path)):
        return (_alone if alone else _from_package)(path.resolve())


def is_folder(path: Path) -> bool:
    """Return whether a path is that of a folder; names that no folder can have are none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Return whether a path is that of a file; names that no file can have are none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def where_raised(error: BaseException, file: str) -> str:
    """Return an error in words, with the line of a file that it came through last."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).name == Path(file).name]
    place = f" (line {own[-1].lineno}: {own[-1].line})" if own else ""
    return f"{type(error).__name__}: {error}{place}"


def _imported(module: str) -> ModuleType:
    """Return an installed module, or one of the working folder."""
    here = str(Path.cwd())
    with _told(module):
        is_new = here not in sys.path
        if is_new:
            sys.path.append(here)
        try:
            return importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name is not None and (module == error.name or module.startswith(error.name)):
                raise NegotiationError(
                    f"there is no module {module}; try the path of its file, or install it"
                ) from error
            raise
        finally:
            if is_new:
                sys.path.remove(here)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Tell of what is raised when a user's text is loaded, with its line."""
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a file prints is no result
            yield
    except SyntaxError as error:
        line = "" if error.lineno is None else f", line {error.lineno}"
        text = f": {error.text.strip()}" if error.text else ""
        raise NegotiationError(f"{what}{line}: {error.msg}{text}") from error
    except NegotiationError:
        raise
    except (Exception, SystemExit, GeneratorExit) as error:
        raise NegotiationError(f"{what} does not load: {where_raised(error, what)}") from error


def _from_package(path: Path) -> ModuleType:
    root, parts = path.parent, [] if path.stem == "__init__" else [path.stem]
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    name = ".".join(parts)
    sys.path.insert(0, str(root))
    try:
        module = importlib.import_module(name)
    finally:
        sys.path.remove(str(root))
        if str(root) not in sys.path:  # what it imports late is found, after all else
            sys.path.append(str(root))
    if Path(module.__file__ or "").resolve() != path:
        raise NegotiationError(
            f"{path} is {name} by its dotted name, but {name} is {module.__file__} here; try "
            "another name for its package"
        )
    return module


def _alone(path: Path) -> ModuleType:
    text = path.read_bytes() if path.is_file() else b""
    name = f"checked_{path.stem}_{abs(hash((str(path), text))):x}"  # a changed file is another
    if name in sys.modules:
        return sys.modules[name]
    loader = _Fresh(name, str(path)) if path.suffix == ".py" else None
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    if spec is None or spec.loader is None:
        raise NegotiationError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pickling finds classes by the name of their module
    try:
        if str(path.parent) not in sys.path:  # as for a script: its neighbours can be imported,
            sys.path.append(str(path.parent))  # late ones too
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


class _Fresh(SourceFileLoader):
    """Reads a file's text, never what was compiled before: that is told apart by seconds alone."""

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """Raise ``OSError``, as where there is nothing to compare compiled code with."""
        raise OSError(path)
