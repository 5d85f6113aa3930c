"""Alternating offers among precise players: Stahl's and Rubinstein's shares, as noise vanishes.

No secrets here: the oracle is the closed form of the finite horizon (Stahl, 1972), which the
subgame-perfect solver finds exactly (``test_alternating_offers.py``).
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.logit import Logit
from negotiation.game.pie import divide_the_pie
from tests.theory.test_alternating_offers import stahl


def share(rounds: int, d: tuple[float, float], precision: float, units: int) -> float:
    """Return what the game is worth to player 0 at this precision."""
    game = divide_the_pie(
        rounds=rounds, discount_factors=d, shares=np.linspace(0.0, 1.0, units + 1)
    )
    profile = Logit(precision=precision, offers=units + 1).profile(game)
    assert profile.residual < 1e-9
    return float(profile.value()[0, 0, 0])


def by_recursion(
    rounds: int, d: tuple[float, float], precision: float, units: int
) -> NDArray[np.float64]:
    """Return both values at this precision, round by round from the last: softmax and logistic."""
    x = np.linspace(0.0, 1.0, units + 1)
    worth = np.zeros(2)
    for r in reversed(range(rounds)):
        shares = np.array([d[0] ** r * x, d[1] ** r * (1.0 - x)])
        proposer, answerer = r % 2, 1 - r % 2
        accepts = 1.0 / (1.0 + np.exp(-precision * (shares[answerer] - worth[answerer])))
        offered = accepts * shares + (1.0 - accepts) * worth[:, None]
        every = np.column_stack([worth, offered])  # no offer first
        weights = np.exp(precision * (every[proposer] - every[proposer].max()))
        worth = every @ (weights / weights.sum())
    return worth


@pytest.mark.parametrize("precision", [0.5, 5.0, 60.0])
@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_values_at_finite_precision_are_exact(rounds: int, precision: float) -> None:
    d = (0.9, 0.75)
    assert share(rounds, d, precision, 50) == pytest.approx(
        by_recursion(rounds, d, precision, 50)[0], abs=1e-12
    )


@pytest.mark.parametrize("d", [(0.9, 0.9), (0.5, 0.5), (0.95, 0.7)])
@pytest.mark.parametrize("rounds", [1, 2, 3, 6])
def test_shares_tend_to_stahls(rounds: int, d: tuple[float, float]) -> None:
    """An answerer is paid some log(L) / L to be sure of it: the error falls nearly like 1 / L."""
    errors = [
        abs(share(rounds, d, precision, int(precision)) - stahl(rounds, *d))
        for precision in (100.0, 400.0, 1600.0)
    ]
    assert errors[2] < 0.5 * errors[1] + 1e-4
    assert errors[2] < 2.0 * np.log(1600.0) / 1600.0


def test_many_rounds_are_rubinsteins() -> None:
    d = 0.8
    found = share(30, (d, d), 2000.0, 1000)
    assert found == pytest.approx(1.0 / (1.0 + d), abs=2.0 * np.log(2000.0) / 2000.0)
