"""A war of attrition with obstinate types: Abreu and Gul (2000), in rounds of finite length.

With rounds of length D the rational players' indifference gives the chance of a concession by each
player in a round, and the initial concession follows from both reputations being complete at the
same time (up to one round): closed forms that tend to Abreu and Gul's as D tends to 0.
"""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.textbook.reputation import CONCEDE, OBSTINATE, RATIONAL, reputation
from negotiation.results.profile import Profile

RATES, DEMANDS = (0.1, 0.2), (0.6, 0.7)
Z = (0.2, 0.3)
"""More obstinate players than in the book's example: fewer rounds until all is said."""


def hazards() -> tuple[float, float]:
    """Return the concession rates l_i in continuous time."""
    excess = sum(DEMANDS) - 1.0
    return RATES[1] * (1.0 - DEMANDS[0]) / excess, RATES[0] * (1.0 - DEMANDS[1]) / excess


def concessions(length: float) -> tuple[float, float]:
    """Return each player's chance of conceding in a round, player 0 moving first in it."""
    d = np.exp(-np.asarray(RATES) * length)
    given = 1.0 - DEMANDS[1], 1.0 - DEMANDS[0]  # what a player gets by conceding
    first = given[1] * (1.0 - d[1]) / (d[1] * (DEMANDS[1] - given[1]))
    second = given[0] * (1.0 - d[0]) / (DEMANDS[0] - d[0] * given[0])
    return float(first), float(second)


def initial_concession(z: tuple[float, float], ratio: float) -> float:
    """Return the weaker player 1's: ``ratio`` is its rate over the other's."""
    return float(1.0 - z[1] * z[0] ** (-ratio))


def test_the_books_example() -> None:
    first, second = hazards()
    assert (first, second) == pytest.approx((0.266667, 0.1), abs=1e-6)
    assert -np.log(0.05) / first == pytest.approx(11.2340, abs=1e-4)
    assert -np.log(0.1) / second == pytest.approx(23.0259, abs=1e-4)
    assert initial_concession((0.05, 0.1), second / first) == pytest.approx(0.692471, abs=1e-6)


def test_continuous_concessions_leave_both_indifferent() -> None:
    """What conceding at t earns, the other conceding at its rate from 0 on: flat in t."""
    t = np.linspace(0.0, 6.0, 60_001)
    for i, (rate, demand) in enumerate(zip(RATES, DEMANDS, strict=True)):
        other, given = hazards()[1 - i], 1.0 - DEMANDS[1 - i]
        density = other * np.exp(-other * t) * np.exp(-rate * t) * demand
        won = np.concatenate([[0.0], np.cumsum(0.5 * (density[1:] + density[:-1])) * (t[1] - t[0])])
        earned = won + np.exp(-other * t) * np.exp(-rate * t) * given
        assert np.ptp(earned) < 1e-8


@pytest.mark.parametrize("length", [1.0, 0.25, 0.01])
def test_so_do_concessions_in_rounds(length: float) -> None:
    first, second = concessions(length)
    r = np.arange(40)
    for i, (own, other) in enumerate(((0, second), (1, first))):
        now = np.exp(-RATES[own] * length * r)
        # The other has stood r times before player 0's turn and r + 1 times before player 1's; what
        # it did in round 0 before player 1's turn is common to all.
        stood = (1.0 - other) ** r
        theirs = now if own == 0 else np.exp(-RATES[own] * length * (r + 1))
        won = np.concatenate([[0.0], np.cumsum(stood * other * theirs)[:-1]]) * DEMANDS[i]
        earned = won + stood * now * (1.0 - DEMANDS[1 - i])
        assert np.ptp(earned) < 1e-12


def test_concessions_in_rounds_tend_to_the_rates() -> None:
    gaps = [
        max(
            abs(-np.log1p(-q) / length - rate)
            for q, rate in zip(concessions(length), hazards(), strict=True)
        )
        for length in (0.1, 0.01, 0.001)
    ]
    assert gaps[0] < 0.02
    assert gaps[1] < gaps[0] / 9.0
    assert gaps[2] < gaps[1] / 9.0


def conceded(profile: Profile) -> np.ndarray:
    """Return the chance of a concession [r, i] along the history of standing firm."""
    belief, found = Belief.prior(profile.game), []
    for t in range(len(profile.game.stages)):
        mover = t % 2
        chances = [float(profile.probabilities(t, 0, kind, belief)[CONCEDE]) for kind in (0, 1)]
        obstinate = belief.second_types()[mover]
        assert chances[OBSTINATE] < 1e-12
        found.append((1.0 - obstinate) * chances[RATIONAL])
        belief = belief.updated(mover, [1.0 - chance for chance in chances])
    return np.array(found).reshape(-1, 2)


def test_precise_players_concede_at_the_rates_of_abreu_and_gul() -> None:
    """The stakes of a round shrink with it: precision grows alike.

    Measured over the middle of the time until all is said, T_0 = 6.04: closed forms of the same
    rounds within 7 %, and the distance to Abreu and Gul's initial concession of 0.4514 from 0.12
    over 0.06 to 0.03.
    """
    shares, distances = [], []
    limit = initial_concession(Z, hazards()[1] / hazards()[0])
    assert limit == pytest.approx(0.451426, abs=1e-6)
    for length in (1.0, 0.5, 0.25):
        game = reputation(rounds=int(10 / length), round_length=length, obstinate=Z)
        found = conceded(Logit(precision=400.0 / length, grid=121).by_stages(game))
        middle = found[int(1.5 / length) : int(4.5 / length) + 1]
        rates = -np.log1p(-middle).mean(axis=0) / length
        expected = -np.log1p(-np.array(concessions(length))) / length
        shares.append(rates / expected)
        assert found[0, 0] < 1e-9  # the stronger player does not begin
        distances.append(abs(found[0, 1] - limit))
    np.testing.assert_allclose(shares, 1.0, atol=0.07)
    assert distances[0] > 1.8 * distances[1] > 3.2 * distances[2] > 0.0
    assert distances[2] < 0.04
