"""alpha-rank: OpenSpiel's masses are those of the chain written out, and known games rank as known.

Needs OpenSpiel (an extra of its own). Run with ``pytest -m evolution``.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.engine.tournament.alpha_ranking import with_alpha_rank
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.equilibria.evolution.alpha_rank import NOISES, alpha_rank
from negotiation.results.storage import load, save
from negotiation.results.tournament import Tournament

pytestmark = pytest.mark.evolution
SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda size: size != (1, 1))


def written_out(row: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the masses by solving the chain's equations in fractions."""
    noise = Fraction(NOISES[0])
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
    masses, noise = alpha_rank(row, column)
    if noise == NOISES[0]:
        np.testing.assert_allclose(masses, written_out(row, column), rtol=0, atol=1e-6)
    assert masses.sum() == pytest.approx(1.0)


def test_most_random_games_need_no_more_noise() -> None:
    rng = np.random.Generator(np.random.PCG64(5))
    noises = [alpha_rank(*rng.normal(size=(2, 4, 4)))[1] for _ in range(30)]
    assert noises.count(NOISES[0]) >= 25


def test_a_dominant_profile_takes_nearly_all() -> None:
    row, column = np.array([[3.0, 2.0], [1.0, 0.0]]), np.array([[3.0, 1.0], [2.0, 0.0]])
    masses, _ = alpha_rank(row, column)
    assert masses[0, 0] > 0.999


def test_matching_pennies_goes_round() -> None:
    row = np.array([[1.0, -1.0], [-1.0, 1.0]])
    np.testing.assert_allclose(alpha_rank(row, -row)[0], np.full((2, 2), 0.25), atol=1e-9)


def test_neither_unit_nor_zero_of_payoffs_matters() -> None:
    row, column = np.random.Generator(np.random.PCG64(2)).normal(size=(2, 3, 4))
    masses, _ = alpha_rank(row, column)
    moved, _ = alpha_rank(1000.0 * row - 7.0, 0.01 * column + 3.0)
    np.testing.assert_allclose(moved, masses, atol=1e-9)


def test_a_tournament_carries_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("ranked")
    field = entrants_named(("boulware", "conceder", "hard_liner"))
    plain = run_tournament("june_deadline", field, folder, matches=5, workers=1)
    ranked = with_alpha_rank(plain)
    masses, _ = alpha_rank(*plain.meta_game)
    for one in ranked.standings:
        a = plain.entrants.index(one.entrant)
        assert one.alpha_rank_shares == pytest.approx((masses[a].sum(), masses[:, a].sum()))
    assert "open-spiel" in ranked.receipt.versions
    save(ranked, folder / RESULT)
    assert load(folder / RESULT, Tournament) == ranked != plain
