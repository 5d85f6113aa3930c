"""Nash equilibria of the moment: postures set at the same time, then subgame-perfect play.

A profile of mixed actions is a Nash equilibrium if no player gains by any other action against the
other's mixed action. The game is the matrix of one round's postures (`views.moment`) in one public
state; every finite game has such an equilibrium (Nash 1950), mostly an odd number. All of them are
listed, the extreme points where they form a continuum; each has a case of its own, so that a type
pair may have several.

Source: Nash (1950), PNAS 36, 48-49; Nash (1951), Annals of Mathematics 54, 286-295.
Checked by: tests/oracles/test_bimatrix.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import fsum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.tolerance import TIE
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.prospects import no_deal
from ..game.rules import Position, apply, payoff_parts
from ..results.case import Case, Outcome
from ..results.receipt import receipt
from ..results.solution import Solution
from .bimatrix.equilibria import MatrixEquilibrium, all_equilibria
from .certificates.matrix import matrix_certificate
from .concept import SolutionConcept, Verdict
from .induction.backward import induce
from .induction.backward_profile import BackwardProfile
from .induction.best_package import PackageRanking
from .views.moment import Moment, moment, why_not_simultaneous
from .views.outcomes import follow, payoffs_of
from .views.two_by_two import two_by_two


class Nash(SolutionConcept):
    """The Nash equilibria of a round's postures, by default of the first round's.

    ``public_state`` is the state in which they are set: the game's first one by default, as if
    nature had left it unchanged.
    """

    title: ClassVar[str] = "Nash equilibrium of the moment"
    axioms: ClassVar[frozenset[str]] = frozenset({"relabelling", "scale_invariance"})

    def __init__(self, round_index: int = 0, public_state: int | None = None) -> None:
        self.round_index = round_index
        self.public_state = public_state

    def applies_to(self, game: Game) -> Verdict:
        """Return whether the round's postures can be set at the same time."""
        state = game.initial_state if self.public_state is None else self.public_state
        reason = why_not_simultaneous(game, self.round_index, state)
        return Verdict.no(reason) if reason else Verdict.yes()

    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return every equilibrium of every type pair, types known to both.

        Raises ``MissingLibrary`` where Nashpy, the second opinion, is not installed.
        """
        ranking = PackageRanking(game.packages) if game.packages is not None else None
        cases: list[Case] = []
        for pair in tuple(pairs) if pairs is not None else game.type_pairs:
            solved = induce(game, pair, ranking)
            matrix = moment(game, pair, solved, self.round_index, self.public_state)
            profile = BackwardProfile(game, {pair: solved})
            cells = {
                (a, b): _cell(game, profile, pair, matrix, a, b)
                for a in range(len(matrix.rows))
                for b in range(len(matrix.columns))
            }
            answer = all_equilibria(*matrix.seats)
            total = len(answer.found)
            for n, found in enumerate(answer.found, 1):
                notes = (
                    f"equilibrium {n} of {total} of the postures in {_where(game, matrix)}",
                    _in_words(game, matrix, found),
                )
                said = (*notes, *_corners(game, matrix), *answer.notes)
                cases.append(_case(game, pair, matrix, found, cells, said))
        return Solution(
            concept="nash", cases=tuple(cases), receipt=receipt(game, libraries=("numpy", "nashpy"))
        )


Cell = tuple[tuple[Outcome, ...], NDArray[np.float64]]
"""What follows a pair of postures: outcomes, and payoffs [part, i] from the postures on."""


def _cell(
    game: Game, profile: BackwardProfile, pair: TypePair, matrix: Moment, a: int, b: int
) -> Cell:
    """Return what follows one pair of postures through the rules."""
    here: Position | None = Position(matrix.stages[0], matrix.public_state)
    parts = np.zeros((len(game.parts), 2))
    for action in (matrix.rows[a], matrix.columns[b]):
        assert here is not None
        parts += payoff_parts(game, here, action, pair)
        here = apply(game, here, action)
    if here is None:
        label = matrix.column_labels[b]
        state = game.states.describe(matrix.public_state)
        return (Outcome(probability=1.0, ending=label, agreement=None, public_state=state),), parts
    outcomes, later = follow(game, profile, pair, here)
    return outcomes, parts + later


def _case(
    game: Game,
    pair: TypePair,
    matrix: Moment,
    found: MatrixEquilibrium,
    cells: dict[tuple[int, int], Cell],
    notes: tuple[str, ...],
) -> Case:
    chances: dict[Outcome, float] = {}
    parts = np.zeros((len(game.parts), 2))
    for (a, b), (outcomes, paid) in cells.items():
        weight = float(found.row[a] * found.column[b])
        if weight > 0.0:
            parts += weight * paid
            for outcome in outcomes:
                kind = replace(outcome, probability=0.0)
                chances[kind] = chances.get(kind, 0.0) + weight * outcome.probability
    likely = sorted(chances.items(), key=lambda item: -item[1])
    names = [game.players[i] for i in (matrix.row_player, 1 - matrix.row_player)]
    return Case(
        concept="nash",
        player_types=game.type_names(pair),
        agreement=likely[0][0].agreement,
        agreement_probability=fsum(p for outcome, p in likely if outcome.agreement is not None),
        outcomes=tuple(replace(outcome, probability=p) for outcome, p in likely),
        payoffs=payoffs_of(game, parts),
        certificate=matrix_certificate(*matrix.seats, found.row, found.column, names),
        notes=notes,
        no_deal=no_deal(
            game,
            pair,
            Belief.certain(game, pair),
            (matrix.stages[0], matrix.public_state),
        ),
    )


def _where(game: Game, matrix: Moment) -> str:
    day = game.rounds[game.stages[matrix.stages[0]].round_index].name
    return f"{day}, {game.states.in_words(matrix.public_state)}"


def _corners(game: Game, matrix: Moment) -> tuple[str, ...]:
    """Return which 2x2 game the first and the last posture of each player make, in words."""
    if min(len(matrix.rows), len(matrix.columns)) < 2:
        return ()
    corners = np.ix_([0, -1], [0, -1])
    first, second = (payoffs[corners] for payoffs in matrix.seats)
    named = two_by_two(first, second, TIE * game.payoff_span)
    rows, columns = matrix.row_labels, matrix.column_labels
    name = "no game with a name" if named.name == "other" else named.name
    text = f"{rows[0]} or {rows[-1]} against {columns[0]} or {columns[-1]}: {name}"
    return (text.replace("_", " "),)


def _in_words(game: Game, matrix: Moment, found: MatrixEquilibrium) -> str:
    seats = (
        (matrix.row_player, matrix.row_labels, found.row),
        (1 - matrix.row_player, matrix.column_labels, found.column),
    )
    return "; ".join(
        f"{game.players[i]}: " + ", ".join(_played(labels, sigma)) for i, labels, sigma in seats
    )


def _played(labels: tuple[str, ...], sigma: NDArray[np.float64]) -> Iterator[str]:
    for label, probability in zip(labels, sigma, strict=True):
        if probability > 0.0:
            yield f"{label} {probability:.3f}"
