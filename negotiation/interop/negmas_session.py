"""A NegMAS session on the deal space of a game: stacked alternating offers, one turn a step.

Our packages are NegMAS's outcomes, a tuple of level labels each. The players speak in turn, the
proposer of the first round first; in its turn a player answers what is on the table and offers
anew. The offer of round r is made in turn r where proposers alternate; a proposer twice in a row
leaves the other a silent turn between. One more turn is for the answer to the last offer: R rounds
take R + 1 turns, and NegMAS's clock says (n + 1) / (R + 2) in turn n = 0 .. R.

NegMAS is licensed under the AGPL. It is imported in this folder alone, late, by those who installed
it.

Source: Aydoğan, Festen, Hindriks and Jonker (2017), Alternating offers protocols for multilateral
negotiation; Mohammad, Nakadai and Greenwald (2021), NegMAS: a platform for automated negotiations.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..foundations.errors import MissingExtra, NegotiationError
from ..game.game import Game
from ..game.stages import StageKind

Outcome = tuple[str, ...]
"""A package as NegMAS has it: the label of the level of every issue."""


def library() -> Any:
    """Return NegMAS; raises ``MissingExtra`` where it is not installed."""
    try:
        return importlib.import_module("negmas")
    except ImportError:
        raise MissingExtra("NegMAS", "negmas") from None


@dataclass(frozen=True, slots=True)
class DealSpace:
    """The packages of a game as NegMAS's outcomes."""

    outcomes: tuple[Outcome, ...]
    """Each package [p]."""
    package_of: Mapping[Outcome, int]
    """The package of each outcome."""
    space: Any
    """NegMAS's outcome space: all combinations of levels that are packages."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who speaks when."""

    first: int
    """The player who speaks first."""
    of: Mapping[int, int]
    """The turn of each offer stage."""
    count: int
    """How many turns there are, the answer to the last offer included."""


def deal_space(game: Game) -> DealSpace:
    """Return the deal space of a game; raises ``NegotiationError`` for a game without packages."""
    return game.memory.recall((deal_space,), lambda: _deal_space(game))


def _deal_space(game: Game) -> DealSpace:
    negmas, table = library(), game.packages
    if table is None:
        raise NegotiationError(f"{game.name} has no packages to make NegMAS's outcomes of")
    outcomes = tuple(
        tuple(labels[level] for labels, level in zip(table.levels, row, strict=True))
        for row in table.level_of.tolist()
    )
    package_of = {outcome: p for p, outcome in enumerate(outcomes)}
    issues = [
        negmas.make_issue(list(labels), name)
        for name, labels in zip(table.issues, table.levels, strict=True)
    ]
    space = negmas.make_os(issues)
    if math.prod(map(len, table.levels)) > table.count:
        space.add_constraint(package_of.__contains__)
    return DealSpace(outcomes, package_of, space)


def turns(game: Game) -> Turns:
    """Return the turns of a game's session; raises ``NegotiationError`` for one without offers."""
    movers = {t: s.mover for t, s in enumerate(game.stages) if s.kind is StageKind.OFFER}
    first = next(iter(movers.values()), None)
    if first is None:
        raise NegotiationError(f"{game.name} has no offers that NegMAS could make or answer")
    turn_of: dict[int, int] = {}
    turn = 0
    for stage, mover in movers.items():
        turn += (first + turn) % 2 != mover
        turn_of[stage] = turn
        turn += 1
    return Turns(first, turn_of, turn + 1)


def session(game: Game) -> Any:
    """Return a new ``SAOMechanism`` for a game; negotiators join in the order of `turns`.

    A turn without an offer passes and does not end the session.
    """
    return library().SAOMechanism(
        outcome_space=deal_space(game).space,
        n_steps=turns(game).count,
        one_offer_per_step=True,
        end_on_no_response=False,
        sync_calls=True,
    )
