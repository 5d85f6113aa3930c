"""Choosing a strategy: by name, file, module, class or object, with settings of its own.

Every door that takes a strategy takes all of these:

- the name of one that is shipped, or that an installed package offers: ``boulware``;
- a file, one of its classes, or a class of a module: ``mine.py``, ``mine.py:Fair``,
  ``package.module:Fair``;
- any of them with settings: ``boulware(beta=0.2)``, ``mine.py:Fair(margin=2)``;
- from Python also a class, or an object of one.

>>> from negotiation.strategies.boulware import Boulware
>>> choice_of("boulware(beta=0.5)").name, choice_of(Boulware(beta=0.5)).name
('boulware(beta=0.5)', 'boulware(beta=0.5)')
"""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType

from .. import strategies
from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest, shown
from ..foundations.users_files import is_file, is_place, where_raised
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .from_files import check_attributes, check_that_it_can_be_made, strategies_in
from .naming import name_of, name_with, usual_settings, with_settings
from .solving import Setting, settings_for

QUOTES = "'\""


@dataclass(frozen=True)
class StrategyChoice:
    """A strategy that was chosen, not yet made."""

    kind: type[Strategy]
    """Its class."""
    settings: Mapping[str, Setting] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    """What it is made with, where that is not the default."""
    given: Strategy | None = None
    """The object itself, if one was handed over."""

    @property
    def name(self) -> str:
        """What records and tables call it."""
        if self.given is not None:
            return name_of(self.given)
        return name_with(self.kind, self.settings)

    @property
    def follows(self) -> str | None:
        """The solution concept whose profile it is to be handed, if it follows one."""
        return None if self.given is not None else self.kind.follows

    @property
    def followed(self) -> str | None:
        """The concept that it follows, with its own settings: ``logit(precision=5)``."""
        return None if self.follows is None else with_settings(self.follows, self.settings)

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with this package."""
        return self.kind.__module__.startswith(f"{strategies.__name__}.")

    def made(self, profiles: Mapping[str, Profile] | None = None) -> Strategy:
        """Return the strategy; a follower is handed the profile that it follows.

        Raises ``NegotiationError`` if it cannot be made with these settings.
        """
        if self.given is not None:
            return self.given
        kind: Callable[..., Strategy] = self.kind
        if self.followed is not None:
            follower = kind((profiles or {})[self.followed])
            if self.settings:
                follower.label = self.name
            return follower
        try:
            return kind(**self.settings)
        except NegotiationError as error:
            raise NegotiationError(f"{self.name}: {error}") from error
        except (Exception, SystemExit) as error:
            told = where_raised(error, inspect.getfile(self.kind))
            raise NegotiationError(f"{self.name} cannot be built: {told}") from error


StrategyLike = str | PathLike[str] | type[Strategy] | Strategy | StrategyChoice
"""A strategy, its class, or a text that says which is meant."""


def choice_of(strategy: object) -> StrategyChoice:
    """Return what a text, a path, a class or an object chooses (see the head of this module).

    Raises ``NegotiationError`` for an unknown name or setting, for a file that does not load, and
    for one with several strategies, or none; ``TypeError`` for what can name no strategy.
    """
    if isinstance(strategy, StrategyChoice):
        return strategy
    if isinstance(strategy, Strategy):
        check_attributes(type(strategy))
        return StrategyChoice(type(strategy), given=strategy)
    if inspect.isclass(strategy) and issubclass(strategy, Strategy):
        if inspect.isabstract(strategy):
            raise NegotiationError(f"{strategy.__name__} is not finished; try mixed_action")
        return _checked(StrategyChoice(strategy))
    if not isinstance(strategy, str | PathLike):
        raise TypeError(
            "a strategy is a name, a file, a class or an object that inherits Strategy, not "
            f"{shown(strategy)}; try 'boulware'"
        )
    [found, *others] = choices_in(strategy)
    if others:
        what = fspath(strategy)
        listed = ", ".join(f"{what}:{one.kind.__name__}" for one in (found, *others))
        raise NegotiationError(f"{what} holds {1 + len(others)} strategies; try one of {listed}")
    return found


def choices_in(strategy: str | PathLike[str]) -> list[StrategyChoice]:
    """Return every strategy that a text or a path stands for: those of a file, or a single one.

    Raises as `choice_of`.
    """
    text = fspath(strategy)
    if not isinstance(text, str):
        raise TypeError(f"the path of a strategy is a text, not {shown(text)}")
    what, given = _with_settings(text)
    if not what:
        raise NegotiationError("a strategy needs a name; try 'boulware'")
    if isinstance(strategy, str) and not is_place(what):
        return [_set(shelf.pick(strategies, Strategy, what), what, given)]
    return [_set(kind, what, given) for kind in strategies_in(what)]


def named_in(strategy: str | PathLike[str]) -> str:
    """Return what a text or a path names, without the settings behind it.

    >>> named_in("mine.py:Fair(margin=2)")
    'mine.py:Fair'
    """
    return _with_settings(fspath(strategy))[0]


def split_list(text: str) -> list[str]:
    """Return the pieces of a list; commas inside parentheses or quotes do not part it.

    >>> split_list("boulware(beta=0.2), fair.py:Fair(a=1, b='x,y')")
    ['boulware(beta=0.2)', "fair.py:Fair(a=1, b='x,y')"]
    """
    pieces, depth, quote = [""], 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in QUOTES and depth:
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        if sign == "," and depth <= 0 and not quote:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces if piece.strip()]


def concept_in(followed: str) -> str:
    """Return the concept of a text that names it with settings.

    >>> concept_in("logit(precision=5)")
    'logit'
    """
    return followed.partition("(")[0]


def _set(kind: type[Strategy], what: str, given: Mapping[str, Setting]) -> StrategyChoice:
    """Return a class with settings that it takes, those left out that are its defaults."""
    if kind.follows is not None:  # its settings are those of the concept
        return StrategyChoice(kind, MappingProxyType(settings_for(kind.follows, given)))
    usual = usual_settings(kind)
    takes = ", ".join(f"{name}={value!r}" for name, value in usual.items()) or "none"
    for name, value in given.items():
        if name not in usual:
            remedy = nearest(name, usual) if usual else "leaving it out"
            raise NegotiationError(f"{what} has no setting {name!r}; it has: {takes}; try {remedy}")
        default = usual[name]
        is_number = isinstance(default, int | float) and not isinstance(default, bool)
        if is_number and isinstance(value, str | bool):
            raise NegotiationError(
                f"{what}: {name} is {value!r}; it must be a number; try {name}={default!r}"
            )
        if isinstance(value, float) and not math.isfinite(value):
            raise NegotiationError(f"{what}: {name} is {value}; try {name}={default!r}")
    differing = {name: value for name, value in given.items() if value != usual[name]}
    return _checked(StrategyChoice(kind, MappingProxyType(differing)))


def _checked(choice: StrategyChoice) -> StrategyChoice:
    if choice.kind.follows is None:
        check_that_it_can_be_made(choice.kind)
        choice.made()
    return choice


def _with_settings(text: str) -> tuple[str, dict[str, Setting]]:
    """Return what is named, and the settings in parentheses behind it."""
    found = re.fullmatch(r"\s*(.*?)\s*\((.*)\)\s*", text, re.DOTALL)
    if found is None or is_file(Path(text)):
        return text.strip(), {}
    what, inside = found.groups()
    try:
        call = ast.parse(f"settings({inside})", mode="eval").body
        assert isinstance(call, ast.Call)
        if call.args or any(one.arg is None for one in call.keywords):
            raise ValueError("a setting without a name")
        given = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
    except (SyntaxError, ValueError, AssertionError, RecursionError, MemoryError) as error:
        raise NegotiationError(
            f"{text!r}: the settings in parentheses cannot be read; try {what}(name=value), e.g. "
            "boulware(beta=0.2)"
        ) from error
    for name, value in given.items():
        if not isinstance(value, int | float | str):
            raise NegotiationError(
                f"{text!r}: {name} is {value!r}; a setting is a number, a text, True or False"
            )
    return what, given
