"""A seller against a buyer of two types: Fudenberg and Tirole (1983), two periods."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.stages import ACCEPT
from negotiation.game.textbook.two_type_bargaining import HIGH, two_type_bargaining

LOW_WORTH, HIGH_WORTH, DISCOUNT = 0.4, 1.0, 0.8
VALUES = [(0.2, 0.4), (0.45, 0.41), (0.6, 0.546667), (0.9, 0.886667)]
"""P(high) and what the seller earns with the default worths and discount factor."""


def closed_form(m: float, low: float, high: float, d: float) -> float:
    turn = low / high
    if m < turn:
        return low
    screening = m * (high - d * (high - low)) + (1.0 - m) * d * low
    taken = m - turn * (1.0 - m) / (1.0 - turn)
    return max(screening, taken * high + d * (1.0 - taken) * low)


def by_search(m: float, low: float, high: float, d: float, prices: NDArray[np.float64]) -> float:
    """Return what the best first price earns: replies by bisection, second prices by trial.

    A buyer of the high type takes a first price with the chance at which taking and waiting are
    worth the same, or with certainty; the second price is the best one against those who are left.
    """

    def last(posterior: float) -> tuple[float, float]:
        buyers = np.where(prices <= low, 1.0, np.where(prices <= high, posterior, 0.0))
        best = int(np.argmax(prices * buyers))
        return float(prices[best]), float(prices[best] * buyers[best])

    def left(taken: float) -> float:
        return m * (1.0 - taken) / (m * (1.0 - taken) + 1.0 - m)

    earned = []
    for price in prices[prices <= high]:
        if price <= low:  # nobody gains by waiting for less than d (high - low)
            earned.append(price)
            continue
        fewest, most = 0.0, 1.0
        if high - price >= d * max(high - last(0.0)[0], 0.0) - 1e-12:
            fewest = 1.0
        while most - fewest > 1e-12:
            taken = 0.5 * (fewest + most)
            better = high - price > d * max(high - last(left(taken))[0], 0.0)
            fewest, most = (taken, most) if better else (fewest, taken)
        earned.append(m * fewest * price + d * (1.0 - m * fewest) * last(left(fewest))[1])
    return float(max(earned))


def just_below(*critical: float) -> NDArray[np.float64]:
    """Return prices a hundredth apart, the critical ones and one just below the highest."""
    return np.unique(np.concatenate([np.linspace(0.0, 1.0, 101), critical, [1.0 - 1e-7]]))


@pytest.mark.parametrize(("m", "value"), VALUES)
def test_the_numbers_of_the_closed_form(m: float, value: float) -> None:
    assert closed_form(m, LOW_WORTH, HIGH_WORTH, DISCOUNT) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize("seed", range(12))
def test_the_closed_form_is_what_a_search_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    low, d, m = rng.uniform(0.15, 0.85), rng.uniform(0.1, 0.95), rng.uniform(0.05, 0.95)
    prices = just_below(low, 1.0 - d * (1.0 - low))
    assert by_search(m, low, 1.0, d, prices) == pytest.approx(closed_form(m, low, 1.0, d), abs=2e-6)


@pytest.mark.parametrize(("m", "value"), VALUES)
def test_the_seller_of_precise_players_earns_the_closed_form(m: float, value: float) -> None:
    """Noise and the grid of prices cost it about log(L) / L: 0.07, 0.03 and 0.01 below."""
    short = []
    for precision, count, grid in ((80.0, 101, 201), (320.0, 201, 401), (1280.0, 401, 801)):
        game = two_type_bargaining(prices=np.linspace(0.0, 1.0, count), high=m)
        profile = Logit(precision=precision, grid=grid, offers=count).profile(game)
        worth = profile.value()[0, 0]
        short.append(value - float((1.0 - m) * worth[0] + m * worth[HIGH]))
    assert short[0] > 2.0 * short[1] > 4.0 * short[2] > 0.0
    assert short[2] < 2.0 * np.log(1280.0) / 1280.0


def test_two_high_prices_are_the_semi_separating_equilibrium() -> None:
    """With many high types: nearly b_H twice, the first taken with probability B = 0.9259."""
    m = 0.9
    prices = np.linspace(0.0, 1.0, 401)
    game = two_type_bargaining(prices=prices, high=m)
    profile = Logit(precision=1280.0, grid=801, offers=prices.size).profile(game)
    prior = Belief.prior(game)
    offers = profile.probabilities(0, 0, 0, prior)[1:]
    taken = [profile.probabilities(1, 0, t, prior)[:, ACCEPT] for t in (0, 1)]
    assert float(offers @ prices) == pytest.approx(1.0, abs=0.015)
    assert float(offers @ taken[0]) == pytest.approx(0.0, abs=1e-6)
    assert float(offers @ taken[1]) == pytest.approx(1.0 - 0.4 * 0.1 / (0.9 * 0.6), abs=0.02)
    usual = int(np.argmax(offers))
    after = prior.updated(1, [1.0 - float(taken[t][usual]) for t in (0, 1)])
    assert after.second_types()[1] == pytest.approx(LOW_WORTH / HIGH_WORTH, abs=0.01)
