"""Searching for equilibria: a game solved once for each way of selecting at every stage.

A stage with several equilibria needs one chosen. The logit path chooses the principal one; others
come from continuing from a certain belief, from first believing that pressure separates the types,
and from first believing that leaving a posture is a sign of one type (`signalling.selections`). All
are solved with the menu of the principal one, so that they are equilibria of one game. A search
finds some equilibria and proves of none that it is the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.wording import money, percent
from ...game.game import Game
from ...game.prospects import no_deal_by_type
from ...game.stages import StageKind
from ...results.expectations import Expectations
from ...results.many_equilibria import FoundEquilibrium, ManyEquilibria
from ...results.receipt import receipt
from ..certificates.private import certify
from ..logit import Logit
from ..signalling.belief_profile import BeliefProfile
from ..signalling.findings import expectations_of
from ..signalling.reach import reach_of
from ..signalling.reached import Reach
from ..signalling.selections import all_selections

CHANCE = 0.05
"""Probabilities of first moves and of an agreement further apart than this are different."""

WORTH_BUSD = 0.02
"""Values at the prior no further apart than this, beyond what the grid explains, are alike."""

Progress = Callable[[int, int, str], None]
"""Told how many ways have been tried, of how many, and the next one's name."""

_DIFFER_BY = (
    f"a value at the prior differs by {money(WORTH_BUSD, 2)} more than the error of the grid, or "
    "the probability of a first move or of an agreement by some round by more than "
    f"{percent(CHANCE)}"
)


def equilibria_of(
    game: Game,
    precision: float = 2.0,
    grid: int = 11,
    offers: int = 24,
    *,
    progress: Progress | None = None,
) -> ManyEquilibria:
    """Return the logit equilibria of a game that a search finds, each with its certificate.

    Raises ``NegotiationError`` for what `Logit` refuses.
    """
    logit = Logit(precision, grid, offers)
    selections = all_selections(game)
    names = [logit_path := "the logit path", *(selection.name for selection in selections)]
    if progress is not None:
        progress(0, len(names), logit_path)
    first = logit.profile(game)
    groups: list[tuple[_Candidate, list[str]]] = [(_Candidate.of(first), [logit_path])]
    for n, selection in enumerate(selections, start=1):
        if progress is not None:
            progress(n, len(names), selection.name)
        other = Logit(precision, grid, offers, selection=selection)
        candidate = _Candidate.of(other.solved_with(game, first.offered))
        same = next((ways for known, ways in groups if candidate.is_like(known)), None)
        if same is None:
            groups.append((candidate, [selection.name]))
        else:
            same.append(selection.name)
    told = groups[0][0].told
    return ManyEquilibria(
        rounds=told.rounds,
        dates=told.dates,
        tried=len(names),
        found=tuple(
            _found(one, tuple(ways), logit_path in ways and first.selected.is_principal)
            for one, ways in groups
        ),
        differ_by=_DIFFER_BY,
        receipt=receipt(
            game,
            libraries=("numpy", "numba"),
            parameters={"precision": precision, "grid": grid, "offers": offers},
        ),
        no_deal_busd=no_deal_by_type(game),
    )


@dataclass(frozen=True)
class _Candidate:
    """A profile, and what is compared of it."""

    profile: BeliefProfile
    told: Expectations
    values: NDArray[np.float64]
    moves: dict[tuple[int, int, str], float]

    @classmethod
    def of(cls, profile: BeliefProfile) -> _Candidate:
        """Return what is compared of a profile."""
        reach = reach_of(profile)
        return cls(
            profile,
            expectations_of(profile, reach),
            profile.value(),
            _first_moves(profile.game, reach),
        )

    def is_like(self, other: _Candidate) -> bool:
        """Return whether the grid cannot tell two equilibria apart."""
        room = self.told.path_error_busd + other.told.path_error_busd + WORTH_BUSD
        if np.abs(self.values - other.values).max() > room:
            return False
        one, two = self.told.agreed_by, other.told.agreed_by
        if any(np.abs(one[label] - two[label]).max() > CHANCE for label in one):
            return False
        return all(abs(self.moves[key] - other.moves[key]) <= CHANCE for key in self.moves)


def _first_moves(game: Game, reach: Reach) -> dict[tuple[int, int, str], float]:
    """Return how likely each type takes each action at its player's first move."""
    found: dict[tuple[int, int, str], float] = {}
    one, other = game.prior
    for i in (0, 1):
        t = next(
            (t for t, s in enumerate(game.stages) if s.kind is StageKind.MOVE and s.mover == i),
            None,
        )
        if t is None or t not in reach.taken:
            continue
        by_pair = reach.taken[t][:, 0]  # [k, u, v]
        for own in range(len(game.types[i])):
            likely = (
                by_pair[:, own, : len(other)] @ other
                if i == 0
                else (by_pair[:, : len(one), own] @ one)
            )
            total = float(likely.sum())
            for k, action in enumerate(game.stages[t].actions):
                found[i, own, action.name] = float(likely[k]) / total if total > 0.0 else 0.0
    return found


def _found(one: _Candidate, ways: tuple[str, ...], is_principal: bool) -> FoundEquilibrium:
    """Return the certified record of an equilibrium."""
    game, values = one.profile.game, one.values
    expected = values[0] @ game.prior[1], game.prior[0] @ values[1]
    moves: dict[str, dict[str, dict[str, float]]] = {}
    for (i, own, action), chance in one.moves.items():
        by_type = moves.setdefault(game.players[i], {})
        by_type.setdefault(game.types[i][own], {})[action] = chance
    return FoundEquilibrium(
        selections=ways,
        is_principal=is_principal,
        values_busd={
            player: {name: float(expected[i][own]) for own, name in enumerate(game.types[i])}
            for i, player in enumerate(game.players)
        },
        agreed_by=one.told.agreed_by["overall"],
        first_moves=moves,
        several=one.told.several,
        residual=one.told.residual,
        path_error_busd=one.told.path_error_busd,
        certificate=certify(game, one.profile, values),
    )
