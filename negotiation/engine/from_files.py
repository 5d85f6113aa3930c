"""Strategies from a user's own files.

A place is ``my_strategy.py`` or ``my_strategy.py:Class``. The file is run as a module of its own;
what goes wrong there is told with the user's line and without ours.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import sys
import traceback
from pathlib import Path
from types import ModuleType

from ..foundations.errors import NegotiationError, nearest
from ..strategies.strategy import Strategy


def strategies_in(place: str) -> tuple[type[Strategy], ...]:
    """Return the strategies defined in a file, in order, or the one that ``:Class`` names.

    Raises ``NegotiationError`` for a file that is not there or does not run, that defines no
    strategy, or not the one named, and for one that cannot be made without arguments.
    """
    file, wanted = _parted(place)
    module = _run(file)
    found = [
        kind
        for kind in vars(module).values()
        if inspect.isclass(kind)
        and issubclass(kind, Strategy)
        and kind.__module__ == module.__name__
        and not inspect.isabstract(kind)
    ]
    if not found:
        raise NegotiationError(
            f"{file} defines no strategy; write a class that inherits "
            "negotiation.strategies.strategy.Strategy and has a method mixed_action"
        )
    if wanted:
        named = {kind.__name__: kind for kind in found}
        if wanted not in named:
            raise NegotiationError(
                f"{file} has no strategy {wanted!r}; try {nearest(wanted, named)}"
            )
        found = [named[wanted]]
    for kind in found:
        _check_that_it_can_be_made(file, kind)
    return tuple(found)


def _parted(place: str) -> tuple[Path, str]:
    before, suffix, after = place.rpartition(".py")
    if not suffix or (after and not after.startswith(":")):
        raise NegotiationError(
            f"{place!r} is no Python file; try my_strategy.py or my_strategy.py:Class"
        )
    file = Path(before + suffix)
    if not file.is_file():
        raise NegotiationError(f"there is no file {file}")
    return file, after[1:]


def _run(file: Path) -> ModuleType:
    """Return the module that a file is; the same file, unchanged, is run once."""
    path = file.resolve()
    try:
        mark = hashlib.sha256(str(path).encode() + b"\0" + path.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise NegotiationError(f"{file} cannot be read: {error}") from error
    name = f"{path.stem}_{mark}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # so that what it defines can be pickled
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise NegotiationError(f"{file} does not run: {_told(error, path)}") from error
    return module


def _told(error: Exception, path: Path) -> str:
    """Return an error in one line, with the last line of the file that led to it."""
    what = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"line {error.lineno}: {what}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
    return f"line {frames[-1].lineno}: {what}" if frames else what


def _check_that_it_can_be_made(file: Path, kind: type[Strategy]) -> None:
    needed = [
        one.name
        for one in inspect.signature(kind).parameters.values()
        if one.default is one.empty and one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
    ]
    if len(needed) > (kind.follows is not None):
        raise NegotiationError(
            f"{file}: {kind.__name__} needs {', '.join(needed)} to be made; "
            "give every argument a default"
        )
