r"""Lemons: a buyer names a price to a seller who alone knows how good the good is.

A good of quality q is worth q to its seller and g q to the buyer, g > 1: there is always something
to gain. The seller is of one of three types, poor, fair and good, and takes the price or keeps the
good. At precision L the game is solved by hand: type t sells at price p with probability

    F_t(p) = 1 / (1 + \exp(-L (p - q_t))),

and the buyer, to whom p is worth Q(p) = \sum_t \mu_t F_t(p) (g q_t - p) and no price nothing, names
p with probability \exp(L Q(p)) / (1 + \sum_x \exp(L Q(x))). As L grows the price tends to the q_t
that is best to pay. With equal chances of 0.2, 0.6 and 1 and g = 1.45 no price but the lowest earns
the buyer anything: a price that brings better goods to the market is paid for poor ones, too.

Source: Akerlof (1970), QJE 84, 488-500 (the market); Samuelson (1984), Econometrica 52, 995-1005
(the offer); McKelvey and Palfrey (1998), Experimental Economics 1, 9-41 (the equilibrium).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..bargaining_stages import answer_stage, offer_stage
from ..closed_form import Chance, Claim, Worth
from ..game import Game
from ..stages import ACCEPT
from .writing import TextbookGame, one_issue, textbook_game

KINDS = ("poor", "fair", "good")
"""The seller's types."""
QUALITIES = (0.2, 0.6, 1.0)
"""What the good is worth to a seller of each type."""
PRICES = (0.25, 0.65, 1.05)
"""The prices: a little more than each is worth to its seller."""


def lemons(
    *,
    prices: Sequence[float] = PRICES,
    qualities: Sequence[float] = QUALITIES,
    chances: Sequence[float] = (1 / 3, 1 / 3, 1 / 3),
    gain: float = 1.45,
) -> Game:
    """Return the game with these prices [p], qualities [t] and their prior ``chances`` [t].

    ``gain`` is g; types beyond the third are called by number.
    """
    price, quality = np.asarray(prices, dtype=np.float64), np.asarray(qualities, dtype=np.float64)
    count = quality.size
    amounts = np.zeros((2, 2, price.size))
    amounts[0] = [-price, price]  # the money
    amounts[1, 0], amounts[1, 1] = 1.0, -1.0  # the good
    weights = np.ones((2, 2, 1, count, 1))
    weights[1, 0, 0, :, 0], weights[1, 1, 0, :, 0] = gain * quality, quality
    nothing = np.zeros((1, 2, 1, 1, 1))
    return textbook_game(
        name="lemons",
        players=("buyer", "seller"),
        types=(("only",), tuple([*KINDS, *(f"type {t + 1}" for t in range(3, count))][:count])),
        priors=((1.0,), tuple(chances)),
        rounds=1,
        stages=(
            offer_stage(round_index=0, proposer=0, states=1, parts=1),
            answer_stage(round_index=0, answerer=1, accepting=nothing),
        ),
        packages=one_issue("price", price, amounts, weights),
    )


@record
class Lemons(TextbookGame):
    """The market for lemons with its story and its theory."""

    title: ClassVar[str] = "Lemons: a seller who knows how good the good is"
    story: ClassVar[str] = (
        "A buyer names a price for a used car that may be poor, fair or good, and its seller, who "
        "knows, sells or keeps it. Whatever the car is like, the buyer would make more of it than "
        "the seller. Yet a price that a good car is sold for is taken by the owners of poor ones, "
        "too: which cars are sold?"
    )
    source: ClassVar[str] = (
        "Akerlof (1970), Quarterly Journal of Economics 84, 488-500; Samuelson (1984), "
        "Econometrica 52, 995-1005"
    )
    precision: ClassVar[float] = 200.0

    gain: float = parameter(
        "1",
        "what a good is worth to the buyer, over what it is worth to the seller",
        low=1.0,
        high=3.0,
        default=1.45,
    )

    def game(self) -> Game:
        """Return the game with the qualities 0.2, 0.6 and 1, equally likely."""
        return lemons(gain=self.gain)

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return the chances at this very precision, and the buyer's worth in the limit."""
        price, quality = np.array(PRICES), np.array(QUALITIES)
        sells = np.exp(-np.logaddexp(0.0, -precision * np.subtract.outer(price, quality)))
        earned = self.gain * quality - price[:, None]  # [p, t]
        worth = np.concatenate([[0.0], (sells * earned).mean(axis=1)])
        weights = np.exp(precision * (worth - worth.max()))
        named = weights / weights.sum()
        exact = "McKelvey and Palfrey (1998), Experimental Economics 1, 9-41"
        limit = max(0.0, *((earned * (quality < price[:, None])).mean(axis=1)))
        found = [
            Claim(
                what=f"P({p:g} is offered)",
                formula="exp(L Q(p)) / (1 + sum over x of exp(L Q(x)))",
                value=float(named[1 + n]),
                source=exact,
                where=Chance((), 0, 1 + n),
            )
            for n, p in enumerate(PRICES)
        ]
        found += [
            Claim(
                what=f"P({PRICES[0]:g} is accepted | {name})",
                formula="1 / (1 + exp(-L (p - q)))",
                value=float(sells[0, own]),
                source=exact,
                where=Chance((1,), own, ACCEPT),
            )
            for own, name in enumerate(KINDS)
        ]
        found.append(
            Claim(
                what="worth to the buyer, L high",
                formula="max over p of E[(g q - p) 1(q < p)], or 0",
                value=float(limit),
                source=self.source,
                where=Worth(0),
            )
        )
        return tuple(found)
