"""Strategies of users' own: found in their files, and asked whether they can be made.

What a strategy says of itself is looked at before it is played, so that a slip of the pen is told
in words and not by a wrong result.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable
from pathlib import Path

from ..foundations.errors import NegotiationError
from ..foundations.users_files import defined, file_of, finished_in, where_raised
from ..strategies.strategy import Strategy


def strategies_in(place: str) -> list[type[Strategy]]:
    """Return the finished strategies of a place, in the order of its file, or the one it names.

    Raises ``NegotiationError`` for a file or module that is not there or does not load, with its
    line, and for one without a strategy, or without the one named.
    """
    found = finished_in(place, Strategy)
    if not found:
        raise NegotiationError(_nothing(file_of(place)))
    return found


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


def _nothing(path: Path) -> str:
    unfinished = [kind for kind in defined(path, Strategy) if inspect.isabstract(kind)]
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
