"""What callers hand over, made what the rooms behind expect, or refused in words.

Every public function reads its arguments here. Anything that a user can mend is told as a
``NegotiationError``; what is of a kind that can mean nothing, as a ``TypeError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from pathlib import Path

from ..engine.seating import Settings
from ..engine.textbook import is_textbook, textbook_named
from ..foundations.errors import shown
from ..foundations.numbers import whole
from ..game.game import Game
from ..game.textbook.writing import TextbookGame
from ..scenario.compile import compile_game
from ..scenario.loading import ScenarioLike, load
from ..scenario.schema import Scenario

GameLike = ScenarioLike | Game | TextbookGame
"""A scenario, a compiled game, or the name of either, such as ``textbook/beer_quiche``."""

LARGEST_SEED = 2**63 - 1
"""The largest seed of a stream."""


def seed_of(value: object) -> int:
    """Return a seed; raises as `whole`."""
    return whole("the seed", value, 0, LARGEST_SEED, 0)


def flag(name: str, value: object) -> bool:
    """Return a truth value; raises ``TypeError`` for anything else."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} is True or False, not {shown(value)}")
    return value


def scenario_of(value: object) -> Scenario:
    """Return a scenario as it is, or the one of a name or path.

    Raises ``ProblemsFound`` with every mistake in its file, ``NegotiationError`` for an unknown
    name and ``TypeError`` for what can name no scenario.
    """
    if isinstance(value, Scenario):
        return value
    if isinstance(value, Game | TextbookGame):
        raise TypeError("a game does not know its scenario; try the scenario that it was made from")
    return load(_text("a scenario", value, "june_deadline"))


def game_of(value: object) -> Game:
    """Return a game as it is, or that of a scenario, a textbook, or the name or path of one."""
    if isinstance(value, Game):
        return value
    if isinstance(value, TextbookGame):
        return value.game()
    if isinstance(value, str) and is_textbook(value):
        return textbook_named(value).game()
    return compile_game(scenario_of(value))


def types_of(value: object) -> dict[str, str] | None:
    """Return the types named, by player; raises ``TypeError`` for what is no mapping of texts."""
    if value is None:
        return None
    if not isinstance(value, Mapping) or not all(
        isinstance(text, str) for pair in value.items() for text in pair
    ):
        raise TypeError(
            f'types names one type a player, e.g. {{"us": "sensitive"}}, not {shown(value)}'
        )
    return dict(value)


def strategies_of(value: object) -> dict[str, object] | None:
    """Return the strategies chosen, by player; raises ``TypeError`` for what is no mapping."""
    if value is None:
        return None
    if not isinstance(value, Mapping) or not all(isinstance(player, str) for player in value):
        raise TypeError(
            f'strategies names one a player, e.g. {{"us": "boulware"}}, not {shown(value)}'
        )
    return dict(value)


def settings_of(value: object) -> Settings:
    """Return what solution concepts are made with, by concept and name.

    Raises ``TypeError`` for anything of another form.
    """
    if value is None:
        return {}
    if isinstance(value, Mapping) and all(
        isinstance(concept, str)
        and isinstance(given, Mapping)
        and all(isinstance(name, str) for name in given)
        for concept, given in value.items()
    ):
        return {concept: dict(given) for concept, given in value.items()}
    example = '{"logit": {"precision": 5}}'
    raise TypeError(f"settings are by concept and name, e.g. {example}, not {shown(value)}")


def names_of(what: str, value: object, example: str) -> tuple[str, ...]:
    """Return some names, from one or from several; raises ``TypeError`` for anything else."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Iterable):
        found = tuple(value)
        if all(isinstance(one, str) for one in found):
            return found
    raise TypeError(f"{what} is a name or several, e.g. [{example!r}], not {shown(value)}")


def path_of(what: str, value: object, example: str) -> Path:
    """Return a path; raises ``TypeError`` for what can be none."""
    return Path(_text(what, value, example))


def _text(what: str, value: object, example: str) -> str:
    text = fspath(value) if isinstance(value, str | PathLike) else None
    if not isinstance(text, str):
        raise TypeError(f"{what} is given by a name or path, not {shown(value)}; try {example!r}")
    return text
