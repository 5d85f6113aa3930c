"""A seller makes every offer to a buyer who knows what the good is worth to it.

The good costs the seller nothing and is worth b_L or b_H > b_L > 0 to the buyer, who is of the high
type (type 1) with a known probability. In each period the seller names a price and the buyer takes
it or not; period r is worth ``discount_factor ** r`` to both, and no sale is worth nothing.

Two periods, m = P(high), m* = b_L / b_H and p~ = b_H - d (b_H - b_L): if m < m* the seller asks b_L
at once. If m > m* it earns the larger of

    m p~ + (1 - m) d b_L                      (p~, which the high type takes at once) and
    m B b_H + d (1 - m B) b_L,                B = 1 - m* (1 - m) / (m (1 - m*))

(b_H, which the high type takes with probability B, and b_H again).

Source: Fudenberg and Tirole (1983), Review of Economic Studies 50, 221-247.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..bargaining_stages import answer_stage, offer_stage
from ..closed_form import Claim, Worth
from ..game import Game
from .writing import TextbookGame, one_issue, textbook_game

LOW, HIGH = 0, 1
"""The buyer's types."""

_BELOW = 1e-3
"""How much less than what a buyer would just pay the prices of the textbook game are."""


def two_type_bargaining(
    *,
    prices: NDArray[np.float64] | Sequence[float],
    high: float,
    worths: tuple[float, float] = (0.4, 1.0),
    discount_factor: float = 0.8,
    periods: int = 2,
) -> Game:
    """Return the game with these prices [p], ``high`` being the prior of the high type.

    ``worths`` is what the good is worth to the low and to the high type.
    """
    price = np.asarray(prices, dtype=np.float64)
    discount = discount_factor ** np.arange(periods)
    amounts = np.zeros((2, 2, price.size))
    amounts[0] = [price, -price]  # the money
    amounts[1, 1] = 1.0  # the good
    weights = np.broadcast_to(discount, (2, 2, 1, 2, periods)).copy()
    weights[1] *= np.asarray(worths)[:, None]
    return textbook_game(
        name="two-type bargaining",
        players=("seller", "buyer"),
        types=(("only",), ("low", "high")),
        second_types=(0.0, high),
        rounds=periods,
        stages=[
            stage
            for r in range(periods)
            for stage in (
                offer_stage(round_index=r, proposer=0, states=1, parts=1),
                answer_stage(round_index=r, answerer=1, accepting=np.zeros((1, 2, 1, 1, 1))),
            )
        ],
        packages=one_issue("price", price, amounts, weights),
    )


@record
class TwoTypeBargaining(TextbookGame):
    """Two-type bargaining with its story and its theory."""

    title: ClassVar[str] = "A seller and a buyer who knows what the good is worth to it"
    story: ClassVar[str] = (
        "A seller names a price, and once more if the buyer does not take the first one; waiting "
        "costs both. The good is worth much or little to the buyer, who alone knows which. A buyer "
        "who waits looks poor and is offered a lower price: how high can the seller begin?"
    )
    source: ClassVar[str] = "Fudenberg and Tirole (1983), Review of Economic Studies 50, 221-247"
    precision: ClassVar[float] = 10_000.0

    high: float = parameter(
        "probability",
        "prior probability of a buyer to whom the good is worth 1, not 0.4",
        low=0.001,
        high=0.999,
        default=0.6,
    )

    def game(self) -> Game:
        """Return the game with worths 0.4 and 1, discount factor 0.8 and the prices that matter.

        Each is a thousandth below what a buyer would just pay, so that it is taken.
        """
        return two_type_bargaining(
            prices=[0.2, 0.4 - _BELOW, 0.52 - _BELOW, 1.0 - _BELOW], high=self.high
        )

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return what the game is worth to the seller, a thousandth of a price apart."""
        del precision
        m, low, high, d = self.high, 0.4, 1.0, 0.8
        turn = low / high
        sure, screening = low, m * (high - d * (high - low)) + (1.0 - m) * d * low
        taken = m - turn * (1.0 - m) / (1.0 - turn)
        mixing = taken * high + d * (1.0 - taken) * low
        value, formula = sure, "b_L"
        if m >= turn:
            value, formula = (
                (screening, "m p~ + (1 - m) d b_L")
                if screening >= mixing
                else (mixing, "m B b_H + d (1 - m B) b_L")
            )
        return (
            Claim(
                what="worth to the seller",
                formula=formula,
                value=value,
                source=self.source,
                where=Worth(0),
            ),
        )
