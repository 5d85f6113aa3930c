"""An ultimatum under private information: logit equilibrium in closed form, at every precision."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.textbook.ultimatum_private import ultimatum_private

SHARES = np.linspace(0.0, 1.0, 41)
VALUES = (0.125, 0.4)
ROUNDING = 1e-11
PRECISIONS = [0.1, 0.7, 5.0, 40.0, 600.0]


def acceptance(precision: float) -> NDArray[np.float64]:
    """Return the chance that each type takes each share [t, p]."""
    return np.array(
        [1.0 / (1.0 + np.exp(np.clip(-precision * (SHARES - v), -700, 700))) for v in VALUES]
    )


def offers(precision: float, second: float) -> NDArray[np.float64]:
    """Return the chances of no offer and of each share [1 + p]."""
    mean = (1.0 - second) * acceptance(precision)[0] + second * acceptance(precision)[1]
    worth = precision * np.concatenate([[0.0], (1.0 - SHARES) * mean])
    weights = np.exp(worth - worth.max())
    return np.asarray(weights / weights.sum())


@pytest.mark.parametrize("second", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("precision", PRECISIONS)
def test_every_chance_is_the_closed_form(precision: float, second: float) -> None:
    game = ultimatum_private(shares=SHARES, reservation_values=VALUES, second=second)
    profile = Logit(precision=precision, offers=SHARES.size).profile(game)
    belief = Belief.prior(game)
    for t in (0, 1):
        answers = profile.probabilities(1, 0, t, belief)
        np.testing.assert_allclose(answers[:, 0], acceptance(precision)[t], atol=ROUNDING)
        np.testing.assert_allclose(answers.sum(axis=1), 1.0, atol=ROUNDING)
    offered = profile.probabilities(0, 0, 0, belief)
    np.testing.assert_allclose(offered, offers(precision, second), atol=ROUNDING)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_so_is_what_it_is_worth_at_any_belief(precision: float) -> None:
    game = ultimatum_private(shares=SHARES, reservation_values=VALUES, second=0.3)
    profile = Logit(precision=precision, offers=SHARES.size, grid=21).profile(game)
    chances, accepts = offers(precision, 0.3), acceptance(precision)
    found = profile.value(Belief.prior(game))
    for v in (0, 1):
        kept = float(chances[1:] @ ((1.0 - SHARES) * accepts[v]))
        given = float(chances[1:] @ (SHARES * accepts[v] + VALUES[v] * (1.0 - accepts[v])))
        assert found[0, 0, v] == pytest.approx(kept, abs=ROUNDING)
        assert found[1, 0, v] == pytest.approx(given + chances[0] * VALUES[v], abs=ROUNDING)


@pytest.mark.parametrize(("second", "best"), [(0.2, 0.7), (0.3, 0.6125), (0.5, 0.6), (0.9, 0.6)])
def test_the_proposer_ends_up_with_the_better_of_two_prices(second: float, best: float) -> None:
    """Pay the first type its value, or both types the second's: 0.875 (1 - q) against 0.6.

    The shortfall is the answerers' noise and half a share too much: it falls like log(L) / L.
    """
    shares = np.linspace(0.0, 1.0, 801)
    assert best == pytest.approx(max(0.875 * (1.0 - second), 0.6))
    short = []
    for precision in (100.0, 400.0, 1600.0):
        game = ultimatum_private(shares=shares, reservation_values=VALUES, second=second)
        profile = Logit(precision=precision, offers=shares.size).profile(game)
        worth = profile.value(Belief.prior(game))[0, 0]
        short.append(best - ((1.0 - second) * worth[0] + second * worth[1]))
    assert short[0] > short[1] > short[2] > 0.0
    assert short[2] < 3.0 * np.log(1600.0) / 1600.0
