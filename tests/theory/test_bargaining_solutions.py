"""The bargaining solutions: known points, and what breaks each axiom that is not claimed.

An axiom that a solution does not claim must fail on a stored example; that the claimed ones hold is
tested in test_bargaining_axioms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from negotiation.equilibria.axiomatic.bargaining_solution import BargainingSolution
from negotiation.equilibria.egalitarian import Egalitarian
from negotiation.equilibria.kalai_smorodinsky import KalaiSmorodinsky
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.utilitarian import Utilitarian
from negotiation.equilibria.views.bargaining_problem import problem_of
from tests.theory.bargaining_rules import (
    EVERY,
    GRID,
    LINE,
    ROUNDING,
    SOLUTIONS,
    SQUARE_ROOT,
    Payoffs,
    by_lottery,
    by_package,
)

# Known points (facts 6.2) ----------------------------------------------------------------------


@pytest.mark.parametrize("rule", [by_lottery, by_package])
def test_nash_divides_the_square_root_frontier_at_two_thirds(
    rule: Callable[..., Payoffs],
) -> None:
    # A concave curve cut into chords peaks within one grid cell of its own peak.
    assert rule(NashBargaining(), SQUARE_ROOT)[0] == pytest.approx(2 / 3, abs=1 / GRID)


@pytest.mark.parametrize("rule", [by_lottery, by_package])
def test_kalai_smorodinsky_divides_it_at_the_golden_ratio(rule: Callable[..., Payoffs]) -> None:
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    assert rule(KalaiSmorodinsky(), SQUARE_ROOT) == pytest.approx([golden] * 2, abs=2 / GRID)


@pytest.mark.parametrize("weight", [0.1, 0.25, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("d", [(0.0, 0.0), (0.25, 0.1), (0.0, 0.6)])
def test_weighted_nash_shares_the_surplus_by_weight(weight: float, d: tuple[float, float]) -> None:
    nash = NashBargaining(weights=(weight, 1.0 - weight))
    expected = d[0] + weight * (1.0 - d[0] - d[1])
    assert by_lottery(nash, LINE, np.array(d))[0] == pytest.approx(expected, abs=ROUNDING)
    assert by_package(nash, LINE, np.array(d))[0] == pytest.approx(expected, abs=1 / GRID)


@EVERY
def test_all_agree_on_half_of_a_straight_pie(solution: BargainingSolution) -> None:
    assert by_lottery(solution, LINE) == pytest.approx([0.5, 0.5], abs=ROUNDING)
    assert by_package(solution, LINE) == pytest.approx([0.5, 0.5], abs=ROUNDING)


def test_egalitarian_and_utilitarian_points_of_a_kinked_frontier() -> None:
    kinked = np.array([[0.0, 4.0, 5.0], [6.0, 3.0, 0.0]])
    # Equal gains on 3 x + 4 y = 24; the sum peaks at the kink.
    assert by_lottery(Egalitarian(), kinked) == pytest.approx([24 / 7] * 2, abs=ROUNDING)
    assert by_lottery(Utilitarian(), kinked).tolist() == [4.0, 3.0]


@EVERY
def test_nothing_that_both_prefer_is_disagreement(solution: BargainingSolution) -> None:
    assert solution.choose(problem_of(np.array([[3.0, -1.0], [-1.0, 2.0]]), np.zeros(2))) is None
    hopeless = np.array([[3.0, -4.0], [-4.0, 2.0]])
    assert by_lottery(solution, hopeless).tolist() == [0.0, 0.0]


def test_weights_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        NashBargaining(weights=(-1.0, 2.0))


# Axioms: counterexamples -------------------------------------------------------------------------


class Related(NamedTuple):
    """Two problems with disagreement 0 that an axiom relates."""

    before: list[list[float]]
    after: list[list[float]]


# Kalai and Smorodinsky (1975): player 1 could have more at every payoff of player 0.
GROWN = Related([[0.0, 0.75, 1.0], [1.0, 0.75, 0.0]], [[0.0, 1.0, 1.0], [1.0, 0.7, 0.0]])
# Player 0's ideal grows by packages that are bad for player 1.
TEMPTED = Related([[0.0, 1.0], [1.0, 1.0]], [[0.0, 1.0, 4.0], [1.0, 1.0, 0.0]])
# The midpoint stays feasible while player 0's ideal is cut.
CUT = Related([[0.0, 1.0], [1.0, 0.0]], [[0.0, 0.5, 0.5], [1.0, 0.5, 0.0]])
# Player 0 counts in half the unit.
RESCALED = Related([[0.0, 3.0], [3.0, 0.0]], [[0.0, 6.0], [3.0, 0.0]])


def player_1_loses(solution: BargainingSolution, related: Related) -> bool:
    before, after = (by_lottery(solution, np.array(side)) for side in related)
    return bool(after[1] < before[1] - 0.01)


def moves(solution: BargainingSolution, related: Related) -> bool:
    before, after = (by_lottery(solution, np.array(side)) for side in related)
    return bool(np.abs(after - before).max() > 0.01)


def breaks_scale(solution: BargainingSolution) -> bool:
    before, after = (by_lottery(solution, np.array(side)) for side in RESCALED)
    return bool(np.abs(after - before * [2.0, 1.0]).max() > 0.01)


def wastes(solution: BargainingSolution) -> bool:
    return bool(by_lottery(solution, np.array([[2.0], [5.0]]))[1] < 5.0)


BREAKS: dict[str, Callable[[BargainingSolution], bool]] = {
    "efficiency": wastes,
    "scale_invariance": breaks_scale,
    "independence_of_irrelevant_alternatives": lambda solution: moves(solution, CUT),
    "individual_monotonicity": lambda solution: player_1_loses(solution, GROWN),
    "monotonicity": lambda s: player_1_loses(s, GROWN) or player_1_loses(s, TEMPTED),
}
"""Stored examples on which a solution breaks an axiom."""


@EVERY
@pytest.mark.parametrize("axiom", BREAKS)
def test_an_axiom_fails_exactly_where_it_is_not_claimed(
    solution: BargainingSolution, axiom: str
) -> None:
    assert BREAKS[axiom](solution) == (axiom not in solution.axioms)


@EVERY
def test_every_claim_is_a_known_axiom(solution: BargainingSolution) -> None:
    tested = {"symmetry", "individual_rationality", "relabelling", "weak_efficiency", *BREAKS}
    assert solution.finite_axioms <= tested
    assert solution.axioms <= tested


def test_unequal_weights_give_up_symmetry() -> None:
    assert by_lottery(NashBargaining(weights=(3.0, 1.0)), LINE) == pytest.approx([0.75, 0.25])


# On packages alone -------------------------------------------------------------------------------


@EVERY
def test_one_of_two_mirrored_packages_must_be_picked(solution: BargainingSolution) -> None:
    assert by_package(solution, np.array([[2.0, 1.0], [1.0, 2.0]])).tolist() == [2.0, 1.0]
    assert "symmetry" not in solution.finite_axioms


def test_kalai_smorodinsky_depends_on_packages_that_it_does_not_choose() -> None:
    packages = np.array([[10.0, 4.0, 3.0], [1.0, 4.0, 6.0]])
    assert by_package(KalaiSmorodinsky(), packages).tolist() == [4.0, 4.0]
    assert by_package(KalaiSmorodinsky(), packages[:, 1:]).tolist() == [3.0, 6.0]


@pytest.mark.parametrize("solution", [KalaiSmorodinsky(), Egalitarian()], ids=lambda s: s.concept)
def test_monotonicity_is_lost_without_lotteries(solution: BargainingSolution) -> None:
    packages = np.array([[10.0, 0.0, 6.0, 5.5], [0.0, 10.0, 5.0, 5.5]])
    assert by_package(solution, packages[:, :3]).tolist() == [6.0, 5.0]
    assert by_package(solution, packages).tolist() == [5.5, 5.5]  # player 0 loses by a new package
    assert not solution.finite_axioms & {"monotonicity", "individual_monotonicity"}


def test_ties_are_broken_by_dominance_and_then_by_number() -> None:
    nothing_for_player_1 = np.array([[1.0, 3.0, 2.0, 3.0], [0.0, 0.0, 0.0, 0.0]])
    for solution in SOLUTIONS:
        assert solution.choose(problem_of(nothing_for_player_1, np.zeros(2))) == 1
