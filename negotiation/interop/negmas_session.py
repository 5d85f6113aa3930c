"""A NegMAS session on the deal space of a game: stacked alternating offers, one turn a step.

Our packages are NegMAS's outcomes: a level's label for every issue where every combination of
levels is a package, and otherwise one issue whose levels are the packages. The players speak in
turn, the proposer of the first round first; in its turn a player answers what is on the table and
offers anew. The offer of round r is made in turn r where proposers alternate; a proposer twice in a
row leaves the other a silent turn between. One more turn is for the answer to the last offer: R
rounds take R + 1 turns, and NegMAS's clock says (n + 1) / (R + 2) in turn n = 0 .. R.

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

from ..foundations.errors import MissingLibrary, NegotiationError
from ..game.game import Game
from ..game.stages import StageKind

Outcome = tuple[str, ...]
"""A package as NegMAS has it: a label for every issue."""


def library() -> Any:
    """Return NegMAS; raises ``MissingLibrary`` where it is not installed."""
    try:
        return importlib.import_module("negmas")
    except ImportError:
        raise MissingLibrary("NegMAS", "negmas") from None


@dataclass(frozen=True, slots=True)
class DealSpace:
    """The packages of a game as NegMAS's outcomes."""

    outcomes: tuple[Outcome, ...]
    """Each package [p]."""
    package_of: Mapping[Outcome, int]
    """The package of each outcome."""
    space: Any
    """NegMAS's outcome space."""


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
    names, outcomes = (
        list(table.issues),
        [tuple(table.terms(p).values()) for p in range(table.count)],
    )
    levels = [list(dict.fromkeys(labels)) for labels in zip(*outcomes, strict=True)]
    if math.prod(map(len, levels)) != table.count:
        names, levels = ["package"], [[f"{p}: {', '.join(of)}" for p, of in enumerate(outcomes)]]
        outcomes = [(label,) for label in levels[0]]
    issues = [negmas.make_issue(of, name) for name, of in zip(names, levels, strict=True)]
    package_of = {outcome: p for p, outcome in enumerate(outcomes)}
    return DealSpace(tuple(outcomes), package_of, negmas.make_os(issues))


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
