"""Names of the model as people read them. Names that are data (players, issues) pass through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...foundations.wording import day_in_short
from ...results.case import Case
from ...results.run import Run
from ...results.solution import Solution

UNIT = "$bn, present value"
"""The unit of every payoff."""

_CONCEPTS = {
    "nash": "Nash",
    "nash_bargaining": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "subgame_perfect": "subgame-perfect equilibrium",
    "logit": "logit equilibrium",
    "perfect_bayesian": "perfect Bayesian equilibrium",
}


_FULL_NAME = 4
"""Shorter names of players are initials."""


def plain(name: str) -> str:
    """Return a name without underscores."""
    return name.replace("_", " ")


def concept(name: str) -> str:
    """Return a solution concept in words."""
    return _CONCEPTS.get(name, plain(name))


def country(player: str) -> str:
    """Return a player of whom only the name in the model is known, e.g. ``US``, ``Japan``."""
    return player.upper() if len(player) < _FULL_NAME else plain(player).title()


def the(name: str) -> str:
    """Return a country's name as it stands in a sentence, e.g. ``the United States``."""
    return (
        f"the {name}" if name.startswith("United ") or (name.isupper() and len(name) < 4) else name
    )


def day(when: date, *, year: bool = False) -> str:
    """Return a date as ``23 May`` or ``23 May 2025``."""
    return day_in_short(when) + (f" {when.year}" if year else "")


def signed(amount: float) -> str:
    """Return an amount with its sign and a true minus; what rounds to zero has none."""
    text = f"{amount:+.1f}"
    if float(text) == 0.0:
        return "0.0"
    return text.replace("-", "\N{MINUS SIGN}")


def pair_title(run: Run, player_types: Mapping[str, str]) -> str:
    """Return a type pair in words, e.g. ``United States sensitive, Japan guardian``."""
    return ", ".join(
        f"{run.players[player]} {plain(name)}" for player, name in player_types.items()
    )


def equilibrium(run: Run) -> Solution | None:
    """Return what the pictures call the equilibrium: the subgame-perfect solution if any."""
    preferred = [solution for solution in run.solutions if solution.concept == "subgame_perfect"]
    return next(iter([*preferred, *run.solutions]), None)


def outcome_in_words(case: Case) -> str:
    """Return how a case ends, e.g. ``agreement on 23 May``."""
    if case.agreement is None:
        return "no agreement"
    return f"agreement on {day(case.agreement.date)}"
