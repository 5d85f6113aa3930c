"""Nash equilibria of bimatrix games against Nashpy, plain regret, parity and known games."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.equilibria.bimatrix import enumeration
from negotiation.equilibria.bimatrix.dominance import undominated
from negotiation.equilibria.bimatrix.enumeration import extreme_equilibria
from negotiation.equilibria.bimatrix.equilibria import all_equilibria
from negotiation.equilibria.bimatrix.tableau import vertices, whole_numbers
from negotiation.equilibria.certificates.matrix import matrix_certificate, regrets
from negotiation.equilibria.nash import Nash
from negotiation.foundations.tolerance import CERTIFIED
from tests.generators import bimatrices, random_game

Matrix = NDArray[np.float64]
LAW = settings(max_examples=80, derandomize=True, deadline=None)


def three_hundred() -> list[tuple[Matrix, Matrix]]:
    """Return the games on which Nashpy 0.0.43's support enumeration loses 55 of 600 lists."""
    rng = np.random.default_rng(0)
    return [(rng.uniform(size=(3, 3)), rng.uniform(size=(3, 3))) for _ in range(300)]


def test_no_equilibrium_is_lost_and_rescaling_moves_none() -> None:
    for row, column in three_hundred():
        found = extreme_equilibria(row, column)
        moved = extreme_equilibria(0.1 * row + 0.3, 7.0 * column - 1.1)
        assert found.complete
        assert len(found.profiles) % 2 == 1  # Wilson (1971): odd in almost every game
        assert len(found.profiles) == len(moved.profiles)
        for one, other in zip(found.profiles, moved.profiles, strict=True):
            # Payoffs are rounded to 1e-12 of their span; the games are well conditioned to 1e-8.
            assert np.abs(np.concatenate(one) - np.concatenate(other)).max() < 1e-8
            assert max(regrets(row, column, *one)) <= CERTIFIED


def test_nashpy_agrees_where_it_is_asked() -> None:
    pytest.importorskip("nashpy")
    for row, column in three_hundred()[:60]:
        answer = all_equilibria(row, column)
        assert all("exact" in equilibrium.found_by for equilibrium in answer.found)
        assert all("nashpy" in equilibrium.found_by for equilibrium in answer.found)


def by_supports(row: Matrix, column: Matrix) -> int:
    """Count the equilibria of a nondegenerate game: equal supports, indifference, regret."""
    found = 0
    for size in range(1, min(row.shape) + 1):
        for own in combinations(range(row.shape[0]), size):
            for other in combinations(range(row.shape[1]), size):
                y = indifferent(row[np.ix_(own, other)], other, row.shape[1])
                x = indifferent(column[np.ix_(own, other)].T, own, row.shape[0])
                if x is not None and y is not None:
                    found += max(regrets(row, column, x, y)) <= CERTIFIED
    return found


def indifferent(payoffs: Matrix, support: tuple[int, ...], actions: int) -> Matrix | None:
    """Return the mixed action that makes the other player indifferent, or ``None``."""
    size = len(support)
    system = np.ones((size + 1, size + 1))
    system[:size, :size], system[:size, size], system[size, size] = payoffs, -1.0, 0.0
    solution = np.linalg.solve(system, np.append(np.zeros(size), 1.0))[:size]
    if solution.min() < -1e-12:
        return None
    sigma = np.zeros(actions)
    sigma[list(support)] = np.maximum(solution, 0.0)
    return sigma


@pytest.mark.parametrize("shape", [(2, 2), (2, 4), (3, 5), (4, 4), (5, 4)])
def test_the_number_of_equilibria_is_that_of_a_plain_support_enumeration(
    shape: tuple[int, int],
) -> None:
    rng = np.random.default_rng(shape)
    for _ in range(20):
        row, column = rng.normal(size=shape), rng.normal(size=shape)
        assert len(extreme_equilibria(row, column).profiles) == by_supports(row, column)


@given(game=bimatrices())
@LAW
def test_every_game_has_an_equilibrium_without_regret(game: tuple[Matrix, Matrix]) -> None:
    answer = all_equilibria(*game, ask_nashpy=False)
    assert answer.complete
    assert answer.found
    for found in answer.found:
        assert found.regret <= CERTIFIED * max(1.0, np.abs(game).max())
        assert found.row.sum() == pytest.approx(1.0, abs=1e-12)
        assert found.column.sum() == pytest.approx(1.0, abs=1e-12)


@given(game=bimatrices(max_actions=3))
@LAW
def test_every_equilibrium_of_nashpy_is_listed_or_inside_a_continuum(
    game: tuple[Matrix, Matrix],
) -> None:
    pytest.importorskip("nashpy")
    answer = all_equilibria(*game)
    assert all("exact" in found.found_by for found in answer.found)


@given(game=bimatrices(max_actions=3))
@LAW
def test_adding_a_dominated_action_changes_no_equilibrium(game: tuple[Matrix, Matrix]) -> None:
    row, column = game
    worse = np.vstack([row, row.min(axis=0) - 1.0])
    before = extreme_equilibria(row, column)
    after = extreme_equilibria(worse, np.vstack([column, np.zeros(column.shape[1])]))
    assert len(after.profiles) == len(before.profiles)
    assert all(x[-1] == 0.0 for x, _ in after.profiles)


@given(game=bimatrices())
@LAW
def test_leaving_dominated_actions_out_loses_no_equilibrium(game: tuple[Matrix, Matrix]) -> None:
    short = extreme_equilibria(*game)
    everything = tuple(np.arange(count) for count in game[0].shape)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "undominated", lambda *_: everything)
        whole = extreme_equilibria(*game)
    assert (short.components, short.dimensions) == (whole.components, whole.dimensions)
    for one, other in zip(short.profiles, whole.profiles, strict=True):
        np.testing.assert_array_equal(np.concatenate(one), np.concatenate(other))


def test_dominated_actions_go_one_after_the_other() -> None:
    """Only a core of 3 x 3 actions is left, each of the rest once the one before it has gone."""
    count, rng = 40, np.random.default_rng(5)
    row, column = rng.uniform(size=(count, count)), rng.uniform(size=(count, count))
    for n in range(3, count):  # n is worse than 0 wherever the other plays no action above n
        row[n, : n + 1] = row[0, : n + 1] - 1.0
        column[:n, n] = column[:n, 0] - 1.0
    rows, columns = undominated(row, column)
    assert set(rows) <= {0, 1, 2}
    assert set(columns) <= {0, 1, 2}
    assert undominated(row[::-1, ::-1], column[::-1, ::-1])[0].tolist() == sorted(count - 1 - rows)
    found = extreme_equilibria(row, column)
    assert found.complete
    core = extreme_equilibria(row[:3, :3], column[:3, :3])
    assert len(found.profiles) == len(core.profiles)


def test_a_continuum_is_reported_with_its_dimension() -> None:
    """The row player does not care; the column player's best reply changes at one half."""
    answer = all_equilibria(np.ones((2, 2)), np.eye(2), ask_nashpy=False)
    assert {found.component for found in answer.found} == {0}
    assert {found.dimension for found in answer.found} == {1}
    assert len(answer.found) == 4
    assert "continuum" in answer.notes[0]
    indifferent_to_all = all_equilibria(np.zeros((3, 2)), np.zeros((3, 2)), ask_nashpy=False)
    assert {found.dimension for found in indifferent_to_all.found} == {3}
    assert len(indifferent_to_all.found) == 6


def test_noise_below_a_tie_does_not_hide_a_continuum() -> None:
    noise = 1e-14 * np.random.default_rng(1).normal(size=(2, 2))
    third = np.array([[1 / 3, 1 / 3], [2 / 3, 0.0]])
    clean = extreme_equilibria(third, third.T)
    assert extreme_equilibria(third + noise, third.T - noise).dimensions == clean.dimensions


def test_games_too_large_to_enumerate_still_have_an_answer() -> None:
    rng = np.random.default_rng(3)
    for size in (2, 3, 5, 9):
        # Nothing is dominated: every action is the one best reply to another.
        row, column = 9.0 * np.eye(size) + rng.normal(size=(size, size)), -np.eye(size)
        partial = extreme_equilibria(row, column, bases=3)
        assert not partial.complete
        assert partial.profiles
        for profile in partial.profiles:
            assert max(regrets(row, column, *profile)) <= CERTIFIED


def test_lemke_howson_paths_lead_to_listed_equilibria() -> None:
    for row, column in three_hundred()[:50]:
        listed = extreme_equilibria(row, column).profiles
        for x, y in extreme_equilibria(row, column, bases=3).profiles:
            assert any(np.allclose(x, a) and np.allclose(y, b) for a, b in listed)
    assert enumeration.BASES > 3


def test_the_certificate_of_another_profile_is_its_loss() -> None:
    pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    x, y = np.array([1.0, 0.0]), np.array([0.75, 0.25])
    certificate = matrix_certificate(pennies, -pennies, x, y, ("us", "japan"))
    assert certificate.max_gain_busd == 1.5  # the column player earns -0.5 and could have earned 1
    assert certificate.where == "japan's posture"
    no_distribution = np.array([0.5, 0.4])
    assert regrets(pennies, -pennies, no_distribution, y) == (np.inf, np.inf)


@pytest.mark.parametrize("seed", range(12))
def test_the_payoffs_of_a_case_are_those_of_the_matrix(seed: int) -> None:
    """Followed through the rules, an equilibrium earns what the matrix of the moment says."""
    pytest.importorskip("nashpy")
    from negotiation.equilibria.subgame_perfect import SubgamePerfect
    from negotiation.equilibria.views.moment import moment

    game = random_game(seed, types=(1, 1))
    assert Nash().applies_to(game).applies
    solved = SubgamePerfect().profile(game).pair_to_induction[0, 0]
    matrix = moment(game, (0, 0), solved)
    row, column = matrix.seats
    known = [
        (found.row @ column @ found.column, found.row @ row @ found.column)
        for found in all_equilibria(row, column).found
    ]
    cases = Nash().solve(game).cases
    paid = [(case.payoffs["us"].total, case.payoffs["japan"].total) for case in cases]
    assert matrix.row_player == 1  # the partner sets its posture first
    assert np.array(paid) == pytest.approx(np.array(known), abs=1e-12)


# The best-reply polytope, corner by corner -------------------------------------------------------


def solution_of(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Return the solution of a square system [row, column and right-hand side], if it is unique."""
    size = len(rows)
    for n in range(size):
        pivot = next((row for row in rows[n:] if row[n] != 0), None)
        if pivot is None:
            return None
        rows.remove(pivot)
        rows.insert(n, [entry / pivot[n] for entry in pivot])
        for m in range(size):
            if m != n:
                factor = rows[m][n]
                rows[m] = [a - factor * b for a, b in zip(rows[m], rows[n], strict=True)]
    return [row[size] for row in rows]


def corners(whole: NDArray) -> set[tuple[Fraction, ...]]:
    """Return the vertices of {z >= 0 : M z <= 1} by trying every set of tight constraints."""
    constraints, actions = whole.shape
    bounds = [[Fraction(int(entry)) for entry in row] + [Fraction(1)] for row in whole]
    for k in range(actions):
        bounds.append([Fraction(-(k == j)) for j in range(actions)] + [Fraction(0)])
    found = set()
    for tight in combinations(range(constraints + actions), actions):
        z = solution_of([list(bounds[n]) for n in tight])
        if z is not None and all(
            sum((a * b for a, b in zip(bound, z, strict=False)), Fraction(0)) <= bound[-1]
            for bound in bounds
        ):
            found.add(tuple(z))
    return found


@given(seed=st.integers(0, 2**32 - 1), constraints=st.integers(1, 4), actions=st.integers(1, 4))
@LAW
def test_pivoting_reaches_every_corner_ties_included(
    seed: int, constraints: int, actions: int
) -> None:
    payoffs = np.random.default_rng(seed).integers(0, 3, (constraints, actions))
    whole = whole_numbers(payoffs.astype(np.float64))
    points, complete = vertices(whole, 20_000)
    assert complete
    assert {point[:actions] for point in points} == corners(whole)
