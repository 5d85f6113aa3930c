"""alpha-rank: the masses are those of the chain written out, and known games rank as known.

A second opinion by OpenSpiel, which is installed by hand: ``pytest -m evolution``.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import negotiation as ng
from negotiation.engine.tournament.alpha_ranking import with_alpha_rank
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.equilibria.evolution.alpha_rank import NOISE, alpha_rank, stationary
from negotiation.results.storage import load
from negotiation.results.tournament import Tournament

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda size: size != (1, 1))


def written_out(row: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the masses by solving the chain's equations in fractions."""
    noise = Fraction(NOISE)
    profiles = list(product(range(row.shape[0]), range(row.shape[1])))
    choices = sum(row.shape) - 2
    chain = {(one, other): Fraction(0) for one in profiles for other in profiles}
    for a, b in profiles:
        steps = [((c, b), row[c, b] - row[a, b]) for c in range(row.shape[0]) if c != a]
        steps += [((a, c), column[a, c] - column[a, b]) for c in range(row.shape[1]) if c != b]
        for other, gain in steps:
            taken = Fraction(1, 2) if gain == 0 else 1 - noise if gain > 0 else noise
            chain[(a, b), other] = Fraction(taken) / choices
        leaving = sum((chain[(a, b), other] for other, _ in steps), Fraction(0))
        chain[(a, b), (a, b)] = 1 - leaving
    count = len(profiles)
    # mass (chain - 1) = 0 and the sum of masses = 1, by elimination.
    table = [
        [chain[other, one] - (one == other) for other in profiles] + [Fraction(0)]
        for one in profiles[:-1]
    ] + [[Fraction(1)] * (count + 1)]
    for n in range(count):
        pivot = next(m for m in range(n, count) if table[m][n] != 0)
        table[n], table[pivot] = table[pivot], table[n]
        table[n] = [x / table[n][n] for x in table[n]]
        for m in range(count):
            if m != n and table[m][n] != 0:
                table[m] = [x - table[m][n] * y for x, y in zip(table[m], table[n], strict=True)]
    return np.array([float(line[-1]) for line in table]).reshape(row.shape)


@given(size=SIZES, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_masses_are_those_of_the_chain(size: tuple[int, int], seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    row, column = rng.integers(-3, 4, (2, *size)).astype(float)
    masses = alpha_rank(row, column)
    np.testing.assert_allclose(masses, written_out(row, column), rtol=1e-9, atol=0)
    assert masses.sum() == pytest.approx(1.0)


@pytest.mark.evolution
@given(size=SIZES, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_masses_are_those_of_openspiel(size: tuple[int, int], seed: int) -> None:
    from open_spiel.python.egt import alpharank

    rng = np.random.Generator(np.random.PCG64(seed))
    row, column = rng.normal(size=(2, *size))
    try:
        theirs = alpharank.compute([row, column], use_inf_alpha=True, inf_alpha_eps=NOISE)[2]
    except ValueError:  # several eigenvalues of its chain look like 1
        assume(False)
    np.testing.assert_allclose(alpha_rank(row, column).ravel(), theirs, rtol=0, atol=1e-6)


def test_a_chain_that_hardly_ever_leaves_is_solved_to_the_last_digit() -> None:
    """Birth and death: the masses are products of the ratios of rates."""
    up, down = np.array([1e-12, 1.0, 1e-9]), np.array([1.0, 1e-15, 1e-3])
    chain = np.diag(up, 1) + np.diag(down, -1)
    ratios = np.concatenate(([1.0], np.cumprod(up / down)))
    np.testing.assert_allclose(stationary(chain), ratios / ratios.sum(), rtol=1e-14)


def test_one_profile_has_all_the_mass() -> None:
    assert alpha_rank(np.zeros((1, 1)), np.zeros((1, 1))).tolist() == [[1.0]]


def test_a_dominant_profile_takes_nearly_all() -> None:
    row, column = np.array([[3.0, 2.0], [1.0, 0.0]]), np.array([[3.0, 1.0], [2.0, 0.0]])
    masses = alpha_rank(row, column)
    assert masses[0, 0] > 0.999


def test_matching_pennies_goes_round() -> None:
    row = np.array([[1.0, -1.0], [-1.0, 1.0]])
    np.testing.assert_allclose(alpha_rank(row, -row), np.full((2, 2), 0.25), atol=1e-9)


def test_neither_unit_nor_zero_of_payoffs_matters() -> None:
    row, column = np.random.Generator(np.random.PCG64(2)).normal(size=(2, 3, 4))
    masses = alpha_rank(row, column)
    moved = alpha_rank(1000.0 * row - 7.0, 0.01 * column + 3.0)
    np.testing.assert_allclose(moved, masses, atol=1e-9)


def test_a_tournament_carries_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("ranked")
    field = entrants_named(("boulware", "conceder", "hard_liner"))
    plain = run_tournament("uk_may_2025", field, folder, matches=2, workers=1)
    ranked = with_alpha_rank(plain)
    masses = alpha_rank(*plain.meta_game)
    for one in ranked.standings:
        a = plain.entrants.index(one.entrant)
        assert one.alpha_rank_shares == pytest.approx((masses[a].sum(), masses[:, a].sum()))
    assert ranked.receipt.parameters["alpha-rank noise"] == NOISE
    again = ng.tournament(
        "uk_may_2025", plain.entrants, matches=2, workers=1, folder=folder, alpha_rank=True
    )
    assert load(folder / RESULT, Tournament) == again == ranked != plain
