"""Strategies from users' own files.

A place is ``my_strategy.py`` or ``my_strategy.py:Class``. A file is run as a module of its own, or
by its dotted name inside a package; what goes wrong there is told with the user's line and without
ours.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from .. import strategies
from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest
from ..strategies.strategy import Strategy


def is_place(text: str) -> bool:
    """Return whether a text names a file, not a strategy of the shelf."""
    return bool(_split(text)[0])


def file_of(place: str) -> Path:
    """Return the file of a place."""
    return Path(_split(place)[0])


def strategies_in(place: str) -> list[type[Strategy]]:
    """Return the finished strategies of a file, in its order, or the one that ``:Class`` names.

    Raises ``NegotiationError`` for a file that is not there or does not load, with its line, and
    for one without a strategy, or without the one named.
    """
    file, name = _split(place)
    path = Path(file)
    if path.is_dir():
        raise NegotiationError(f"{path} is a folder; try one of its files, e.g. {path}/mine.py")
    if not path.is_file():
        raise NegotiationError(f"there is no file {file or place}; try the path of a Python file")
    found = members(path)
    if not found:
        raise NegotiationError(_nothing(path))
    if not name:
        return found
    named = {member.__name__: member for member in found}
    if name not in named:
        raise NegotiationError(f"{file} has no strategy {name!r}; try {nearest(name, named)}")
    return [named[name]]


def strategy_named(text: str) -> type[Strategy]:
    """Return the strategy of ``my_strategy.py``, ``my_strategy.py:Class`` or a name of the shelf.

    Raises ``NegotiationError`` as `strategies_in`, for a file with several, and for a class that
    cannot be built without arguments.
    """
    if not is_place(text):
        return shelf.pick(strategies, Strategy, text)
    found = strategies_in(text)
    if len(found) > 1:
        raise NegotiationError(
            f"{text} holds {len(found)} strategies; try one of "
            + ", ".join(f"{text}:{each.__name__}" for each in found)
        )
    if found[0].follows is None:
        check_that_it_can_be_made(found[0])
    return found[0]


def check_that_it_can_be_made(member: type[Strategy]) -> None:
    """Raise ``NegotiationError`` for a strategy that cannot be built without arguments.

    So for one whose class attributes say what none can mean.
    """
    check_attributes(member)
    needed = [
        name
        for name, parameter in inspect.signature(member).parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind not in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
    ]
    if needed:
        raise NegotiationError(
            f"{member.__name__} cannot be built without {', '.join(needed)}; try default values"
        )
    try:
        member()
    except (Exception, SystemExit) as error:
        raise NegotiationError(
            f"{member.__name__} cannot be built: {where_raised(error, inspect.getfile(member))}"
        ) from error


def check_attributes(member: type[Strategy]) -> None:
    """Raise ``NegotiationError`` naming everything wrong with a class's statements about itself."""
    name, wrong = member.__name__, []
    depth: object = member.memory_depth
    if isinstance(depth, bool) or not isinstance(depth, int | float) or not depth >= 0:
        wrong.append(f"memory_depth is {depth!r}; try 0, a number of moves, or math.inf")
    claims: object = member.claims
    if not isinstance(claims, set | frozenset) or not all(isinstance(one, str) for one in claims):
        meant_claim = claims if isinstance(claims, str) else "individually_rational"
        wrong.append(f"claims is {claims!r}; try frozenset({{{meant_claim!r}}})")
    learns: object = member.learns
    if not isinstance(learns, bool):
        wrong.append(f"learns is {learns!r}; try True or False")
    answering = inspect.getattr_static(member, "mixed_action")
    if inspect.isfunction(answering) and not _takes(answering, "self", "seen"):
        wrong.append(f"mixed_action takes {inspect.signature(answering)}; try (self, seen)")
    known = ("memory_depth", "claims", "learns", "follows", "mixed_action")
    for own in vars(member):
        meant = difflib.get_close_matches(own, known, n=1, cutoff=0.85)
        if meant and own not in known:
            wrong.append(f"{own} says nothing; did you mean {meant[0]}?")
    if wrong:
        raise NegotiationError("; ".join(f"{name}.{one}" for one in wrong))


def _takes(function: Callable[..., object], *arguments: str) -> bool:
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return False
    return True


def members(path: Path) -> list[type[Strategy]]:
    """Return the finished strategies that a Python file defines, in its order."""
    return [kind for kind in _classes(path) if not inspect.isabstract(kind)]


def _classes(path: Path) -> list[type[Strategy]]:
    module = _load(path)
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Strategy)
        and value.__module__ == module.__name__
    ]


def _split(text: str) -> tuple[str, str]:
    """Return file and class; the file is empty for a name of the shelf."""
    head, middle, name = text.rpartition(".py:")
    if middle:
        return f"{head}.py", name
    is_file = text.endswith(".py") or "/" in text or "\\" in text or Path(text).exists()
    return (text, "") if is_file else ("", "")


def _load(path: Path) -> ModuleType:
    """Return the module of a file: by its dotted name inside a package, by itself otherwise."""
    alone = not (path.parent / "__init__.py").is_file()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a file prints is no result
            return (_alone if alone else _from_package)(path.resolve())
    except SyntaxError as error:
        line = "" if error.lineno is None else f", line {error.lineno}"
        text = f": {error.text.strip()}" if error.text else ""
        raise NegotiationError(f"{path}{line}: {error.msg}{text}") from error
    except NegotiationError:
        raise
    except (Exception, SystemExit, GeneratorExit) as error:
        raise NegotiationError(f"{path} does not load: {where_raised(error, str(path))}") from error


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


def where_raised(error: BaseException, file: str) -> str:
    """Return an error in words, with the line of a file that it came through last."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).name == Path(file).name]
    place = f" (line {own[-1].lineno}: {own[-1].line})" if own else ""
    return f"{type(error).__name__}: {error}{place}"


def _nothing(path: Path) -> str:
    unfinished = [kind for kind in _classes(path) if inspect.isabstract(kind)]
    for kind in unfinished:
        meant = difflib.get_close_matches("mixed_action", vars(kind), n=1, cutoff=0.7)
        if meant:
            return f"{path}: {kind.__name__} has no mixed_action; did you mean its {meant[0]}?"
    if unfinished:
        return f"{path}: {unfinished[0].__name__} is not finished; try to define mixed_action"
    text = path.read_text(encoding="utf-8", errors="replace")
    if "Strategy" in text:
        return (
            f"{path} has no finished strategy; try `from negotiation.strategies.strategy import "
            "Strategy`, inherit it and define mixed_action"
        )
    return f"{path} has no strategy; try a class that inherits negotiation's Strategy"
