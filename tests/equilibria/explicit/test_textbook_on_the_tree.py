"""Closed forms that the solver on the tree must find to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.game.stages import ACCEPT
from negotiation.game.textbook.beer_quiche import BEER, STRONG, WEAK, beer_quiche
from negotiation.game.textbook.chain_store import chain_store
from negotiation.game.textbook.two_type_bargaining import two_type_bargaining
from tests.theory.test_private_information_beer_quiche import equilibria, logistic
from tests.theory.test_private_information_two_types import VALUES


@pytest.mark.parametrize("strong", [0.1, 0.3, 0.49, 0.6, 0.9])
@pytest.mark.parametrize("precision", [0.5, 2.0, 8.0, 30.0, 200.0])
def test_the_breakfasts_are_the_exact_ones(strong: float, precision: float) -> None:
    drinks = solve_explicit(beer_quiche(strong=strong), precision).probabilities(())[:, BEER]
    (x,) = equilibria(strong, precision)
    assert drinks[WEAK] == pytest.approx(logistic(precision * (x - 1.0)), abs=1e-9)
    assert drinks[STRONG] == pytest.approx(logistic(precision * (x + 1.0)), abs=1e-9)


def test_quiche_is_left_alone_where_the_weak_are_many() -> None:
    """Below 1/2 the weak mix: beer is answered so that they do not care, x = 1."""
    solution = solve_explicit(beer_quiche(strong=0.3))
    drinks = solution.probabilities(())[:, BEER]
    assert drinks[STRONG] == pytest.approx(1.0, abs=1e-9)
    assert drinks[WEAK] == pytest.approx(0.3 / 0.7, abs=1e-5)
    assert solution.belief([BEER]).of[0][STRONG] == pytest.approx(0.5, abs=1e-5)
    assert solution.probabilities([BEER])[0] == pytest.approx([0.5, 0.5], abs=1e-5)


@pytest.mark.parametrize(("high", "value"), VALUES)
def test_the_seller_earns_the_closed_form(high: float, value: float) -> None:
    """Prices lie 1e-4 below what buyers would just pay: so much is lost, and no more."""
    prices = [0.2, 0.4 - 1e-4, 0.52 - 1e-4, 1.0 - 1e-4]
    solution = solve_explicit(two_type_bargaining(prices=prices, high=high))
    earned = solution.values[0, 0] @ [1.0 - high, high]
    assert earned == pytest.approx(value, abs=3e-4)
    if high == 0.9:  # the highest price twice, taken at first with probability 0.9259
        usual = int(np.argmax(solution.probabilities(())[0]))
        assert prices[usual - 1] == pytest.approx(1.0, abs=1e-3)
        taken = solution.probabilities([usual])[:, ACCEPT]
        assert taken[1] == pytest.approx(1.0 - 0.4 * 0.1 / (0.9 * 0.6), abs=1e-3)


def test_a_reputation_deters_entry_from_the_chain_store() -> None:
    """Kreps and Wilson (1982), b = 1/2: entrants stay out while P(tough) exceeds b^n."""
    solution = solve_explicit(chain_store(markets=4, tough=0.1))
    outside = solution.probabilities(())[0]
    assert outside[0] == pytest.approx(1.0, abs=1e-6) or outside[1] == pytest.approx(1.0, abs=1e-6)
    assert solution.regret < 1e-6
