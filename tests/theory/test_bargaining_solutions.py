"""The bargaining solutions: known points, and every axiom in both directions.

Axioms are theorems about lotteries (convex comprehensive problems): an axiom that a solution claims
must hold on random polygons, one that it does not claim must fail on a stored example. The axioms
that it claims for packages alone are tested on random finite sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.equilibria.axiomatic.bargaining_solution import BargainingSolution
from negotiation.equilibria.axiomatic.lotteries import along, lottery_frontier
from negotiation.equilibria.egalitarian import Egalitarian
from negotiation.equilibria.kalai_smorodinsky import KalaiSmorodinsky
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.utilitarian import Utilitarian
from negotiation.equilibria.views.bargaining_problem import problem_of
from tests.generators import payoff_planes

Payoffs = NDArray[np.float64]
SOLUTIONS: tuple[BargainingSolution, ...] = (
    NashBargaining(),
    KalaiSmorodinsky(),
    Egalitarian(),
    Utilitarian(),
)
EVERY = pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda s: s.concept)
GRID = 10_000
ROUNDING = 1e-9
"""Points are in closed form of whole numbers up to 12: a few divisions."""

CURVE = np.linspace(0.0, 1.0, GRID + 1)
SQUARE_ROOT = np.array([CURVE, np.sqrt(1.0 - CURVE)])
LINE = np.array([CURVE, 1.0 - CURVE])


def by_lottery(solution: BargainingSolution, payoffs: Payoffs, d: Payoffs | None = None) -> Payoffs:
    return solution.with_lotteries(problem_of(payoffs, np.zeros(2) if d is None else d))


def by_package(solution: BargainingSolution, payoffs: Payoffs, d: Payoffs | None = None) -> Payoffs:
    problem = problem_of(payoffs, np.zeros(2) if d is None else d)
    chosen = solution.choose(problem)
    return problem.disagreement_point if chosen is None else payoffs[:, chosen]


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


# Axioms: laws ------------------------------------------------------------------------------------


def claims(axiom: str, *, packages: bool = False) -> pytest.MarkDecorator:
    members = [s for s in SOLUTIONS if axiom in (s.finite_axioms if packages else s.axioms)]
    return pytest.mark.parametrize("solution", members, ids=lambda s: s.concept)


LAW = settings(max_examples=60, derandomize=True, deadline=None)
RULES = (by_lottery, by_package)
FACTORS = st.tuples(*(st.sampled_from([0.25, 0.5, 1.0, 2.0, 8.0]) for _ in range(2)))


def close(one: Payoffs, other: Payoffs) -> bool:
    return bool(np.abs(one - other).max() <= ROUNDING)


@claims("efficiency")
@given(plane=payoff_planes())
@LAW
def test_no_lottery_gives_both_more(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    gains = by_lottery(solution, payoffs, d) - d
    for a in lottery_frontier(problem_of(payoffs, d)):
        assert not ((a >= gains - ROUNDING).all() and (a > gains + 1e-6).any())


@claims("weak_efficiency")
@given(plane=payoff_planes())
@LAW
def test_no_lottery_gives_each_of_them_more(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    gains = by_lottery(solution, payoffs, d) - d
    frontier = lottery_frontier(problem_of(payoffs, d))
    farther = along(frontier, gains + 1e-6)  # in a direction in which both gain
    assert not (farther > gains + 1e-6).all()


@claims("efficiency", packages=True)
@given(plane=payoff_planes())
@LAW
def test_no_package_dominates_the_chosen_one(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    chosen = by_package(solution, payoffs, d)[:, None]
    dominating = (payoffs >= chosen).all(axis=0) & (payoffs > chosen).any(axis=0)
    agreed = solution.choose(problem_of(payoffs, d)) is not None
    assert not (dominating.any() and agreed)


@EVERY
@given(plane=payoff_planes())
@LAW
def test_nobody_gets_less_than_at_disagreement(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    for rule in RULES:
        assert (rule(solution, *plane) >= plane[1] - ROUNDING).all()
    assert "individual_rationality" in solution.axioms & solution.finite_axioms


@claims("symmetry")
@given(plane=payoff_planes())
@LAW
def test_equal_positions_get_equal_gains(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    gains = plane[0] - plane[1][:, None]
    symmetric = np.concatenate([gains, gains[::-1]], axis=1)
    first, second = by_lottery(solution, symmetric)
    assert first == pytest.approx(second, abs=ROUNDING)


@EVERY
@given(plane=payoff_planes())
@LAW
def test_renaming_the_players_renames_the_answer(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    assert close(
        by_lottery(solution, payoffs[::-1], d[::-1]), by_lottery(solution, payoffs, d)[::-1]
    )


@claims("scale_invariance")
@given(plane=payoff_planes(), factors=FACTORS)
@LAW
def test_units_of_payoff_do_not_matter(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs], factors: tuple[float, float]
) -> None:
    payoffs, d = plane
    scale, shift = np.array(factors), np.array([5.0, -3.0])
    for rule in RULES:
        moved = rule(solution, payoffs * scale[:, None] + shift[:, None], d * scale + shift)
        assert close(moved, rule(solution, payoffs, d) * scale + shift)
    assert ("scale_invariance" in solution.finite_axioms) == ("scale_invariance" in solution.axioms)


@EVERY
@given(plane=payoff_planes())
@LAW
def test_the_zero_of_payoffs_does_not_matter(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    shift = np.array([5.0, -3.0])
    for rule in RULES:
        assert close(
            rule(solution, payoffs + shift[:, None], d + shift), rule(solution, payoffs, d) + shift
        )


@claims("independence_of_irrelevant_alternatives", packages=True)
@given(plane=payoff_planes(), seed=st.integers(0, 2**32 - 1))
@LAW
def test_taking_away_packages_that_were_not_chosen_changes_nothing(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs], seed: int
) -> None:
    payoffs, d = plane
    chosen = solution.choose(problem_of(payoffs, d))
    if chosen is not None:
        left = np.random.default_rng(seed).permutation(payoffs.shape[1])[: payoffs.shape[1] // 2]
        smaller = payoffs[:, np.union1d(left, [chosen])]
        assert (by_package(solution, smaller, d) == payoffs[:, chosen]).all()


@claims("independence_of_irrelevant_alternatives")
@given(plane=payoff_planes(), seed=st.integers(0, 2**32 - 1))
@LAW
def test_taking_away_lotteries_that_were_not_chosen_changes_nothing(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs], seed: int
) -> None:
    payoffs, d = plane
    chosen = by_lottery(solution, payoffs, d)
    kept = np.random.default_rng(seed).random(payoffs.shape[1]) < 0.5
    smaller = np.concatenate([payoffs[:, kept], chosen[:, None]], axis=1)
    assert np.abs(by_lottery(solution, smaller, d) - chosen).max() <= 1e-6  # chords are recomputed


@claims("monotonicity")
@given(plane=payoff_planes(), more=payoff_planes())
@LAW
def test_more_possibilities_hurt_nobody(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs], more: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    larger = np.concatenate([payoffs, more[0]], axis=1)
    assert (by_lottery(solution, larger, d) >= by_lottery(solution, payoffs, d) - ROUNDING).all()


@claims("individual_monotonicity")
@given(plane=payoff_planes(), more=payoff_planes())
@LAW
def test_more_possibilities_for_one_do_not_hurt_it(
    solution: BargainingSolution, plane: tuple[Payoffs, Payoffs], more: tuple[Payoffs, Payoffs]
) -> None:
    payoffs, d = plane
    larger = np.concatenate([payoffs, more[0]], axis=1)
    ideal = lottery_frontier(problem_of(payoffs, d)).max(axis=0)
    after = lottery_frontier(problem_of(larger, d)).max(axis=0)
    for i in (0, 1):
        if abs(after[1 - i] - ideal[1 - i]) <= ROUNDING:
            before = by_lottery(solution, payoffs, d)[i]
            assert by_lottery(solution, larger, d)[i] >= before - ROUNDING


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
