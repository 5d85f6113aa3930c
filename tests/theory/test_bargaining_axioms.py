"""The axioms of the bargaining solutions, as laws on random problems.

Axioms are theorems about lotteries (convex comprehensive problems); the axioms that a solution
claims for packages alone are tested on random finite sets.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.equilibria.axiomatic.bargaining_solution import BargainingSolution
from negotiation.equilibria.axiomatic.lotteries import along, lottery_frontier
from negotiation.equilibria.views.bargaining_problem import problem_of
from tests.generators import payoff_planes
from tests.theory.bargaining_rules import (
    EVERY,
    ROUNDING,
    SOLUTIONS,
    Payoffs,
    by_lottery,
    by_package,
)


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
