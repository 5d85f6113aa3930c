"""Subjects: the strategies that laws are tried on, from the shelf or from a file of a user's."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from .. import strategies
from ..engine.seating import Settings
from ..engine.solving import concept_for
from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest
from ..game.game import Game
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .law import Build

QUICK: Settings = {
    "logit": {"precision": 2, "grid": 5, "offers": 6},
    "perfect_bayesian": {"precision": 2, "grid": 5, "offers": 6},
}
"""Few nodes, few offers and one rung: a follower's duties do not depend on them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A strategy under test."""

    member: type[Strategy]
    """Its class."""
    build: Build
    """What builds it for a game."""

    @property
    def name(self) -> str:
        """The name of its class."""
        return self.member.__name__

    @property
    def claims(self) -> frozenset[str]:
        """What it claims."""
        return frozenset(self.member.claims)


def subject(text: str) -> Subject:
    """Return the strategy of ``my_strategy.py``, ``my_strategy.py:Class`` or a name of the shelf.

    Raises ``NegotiationError`` for a file that is not there or does not load, with its line, for
    one with no strategy or several, and for a class that cannot be built without arguments.
    """
    file, _, name = _split(text)
    if not file:
        return subject_of(shelf.pick(strategies, Strategy, text))
    path = Path(file)
    if not path.is_file():
        raise NegotiationError(f"there is no file {file}; try the path of a Python file")
    found = {member.__name__: member for member in members(path)}
    if name:
        if name not in found:
            raise NegotiationError(
                f"{file} has no strategy {name!r}; try {nearest(name, found)}"
                if found
                else _nothing(path)
            )
        return subject_of(found[name])
    if not found:
        raise NegotiationError(_nothing(path))
    if len(found) > 1:
        raise NegotiationError(
            f"{file} holds {len(found)} strategies; try one of "
            + ", ".join(f"{file}:{each}" for each in found)
        )
    return subject_of(next(iter(found.values())))


def subject_of(member: type[Strategy]) -> Subject:
    """Return a class as a subject; raises ``NegotiationError`` if it cannot be built."""
    followed = member.follows
    if followed is not None:
        return Subject(member, _Following(member, followed))
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
    except Exception as error:
        raise NegotiationError(
            f"{member.__name__} cannot be built: {_where(error, inspect.getfile(member))}"
        ) from error
    return Subject(member, _Plain(member))


def members(path: Path) -> list[type[Strategy]]:
    """Return the finished strategies that a Python file defines, in its order."""
    module = _load(path)
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Strategy)
        and value.__module__ == module.__name__
        and not inspect.isabstract(value)
    ]


def files(path: Path) -> Iterator[Path]:
    """Yield the Python files of a path: itself, or those below a folder, tests left out."""
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.py")):
        is_test = file.name.startswith("test_") or file.name in {"conftest.py", "__main__.py"}
        if not is_test and not any(part.startswith(".") for part in file.parts[1:]):
            yield file


@dataclass(frozen=True, slots=True)
class _Plain:
    """Builds a strategy that needs nothing."""

    member: type[Strategy]

    def __call__(self, game: Game) -> Strategy:
        del game  # a strategy sees the game when it is asked
        return self.member()


class _Following:
    """Builds a follower: the profile of a game is solved once and handed to every copy."""

    MOST = 4
    """So many games are kept solved."""
    is_costly = True
    """Large games are left out: each would have to be solved."""

    def __init__(self, member: type[Strategy], concept: str) -> None:
        self.member, self.concept = member, concept
        self.solved: list[tuple[Game, Profile]] = []

    def __call__(self, game: Game) -> Strategy:
        found = next((profile for known, profile in self.solved if known is game), None)
        if found is None:
            found = _profile(game, self.concept)
            self.solved = [(game, found), *self.solved[: self.MOST - 1]]
        return self.member(found)  # type: ignore[call-arg]


def _profile(game: Game, concept: str) -> Profile:
    solver = concept_for(game, concept, QUICK.get(concept, {}))
    solve = getattr(solver, "profile", None)
    if solve is None:
        raise NegotiationError(f"{solver.title} has no profile that a strategy could follow")
    found: Profile = solve(game, None)
    return found


def _split(text: str) -> tuple[str, str, str]:
    """Return file, colon and class; the file is empty for a name of the shelf."""
    head, middle, name = text.rpartition(".py:")
    if middle:
        return f"{head}.py", ":", name
    is_file = text.endswith(".py") or "/" in text or "\\" in text or Path(text).is_file()
    return (text, "", "") if is_file else ("", "", "")


def _load(path: Path) -> ModuleType:
    """Return the module of a file: by its dotted name inside a package, by itself otherwise."""
    try:
        if (path.parent / "__init__.py").is_file():
            return _from_package(path.resolve())
        return _alone(path.resolve())
    except SyntaxError as error:
        raise NegotiationError(
            f"{path}, line {error.lineno}: {error.msg}: {(error.text or '').strip()}"
        ) from error
    except (Exception, SystemExit) as error:
        raise NegotiationError(f"{path} does not load: {_where(error, str(path))}") from error


def _from_package(path: Path) -> ModuleType:
    root, parts = path.parent, [] if path.stem == "__init__" else [path.stem]
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    sys.path.insert(0, str(root))
    try:
        return importlib.import_module(".".join(parts))
    finally:
        sys.path.remove(str(root))


def _alone(path: Path) -> ModuleType:
    name = f"checked_{path.stem}_{abs(hash(str(path))):x}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise NegotiationError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # pickling finds classes by the name of their module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _where(error: BaseException, file: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).name == Path(file).name]
    place = f" (line {own[-1].lineno}: {own[-1].line})" if own else ""
    return f"{type(error).__name__}: {error}{place}"


def _nothing(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    if "Strategy" in text:
        return (
            f"{path} has no finished strategy; try `from negotiation.strategies.strategy import "
            "Strategy`, inherit it and define mixed_action"
        )
    return f"{path} has no strategy; try a class that inherits negotiation's Strategy"
