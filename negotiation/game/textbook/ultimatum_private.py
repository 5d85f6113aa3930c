r"""An ultimatum to a responder whose reservation value is its own secret.

The proposer offers a share x of a pie of size 1 and keeps 1 - x; a responder of type t who refuses
keeps its reservation value v_t, and the proposer gets nothing. At precision L the game is solved by
hand: type t accepts x with probability

    F_t(x) = 1 / (1 + \exp(-L (x - v_t))),

and the proposer, to whom x is worth Q(x) = (1 - x) \sum_t \mu_t F_t(x) and no offer nothing, offers
x with probability \exp(L Q(x)) / (1 + \sum_y \exp(L Q(y))). As L grows the offer tends to the
v_t that is best to pay: to max over t of (1 - v_t) P(v \le v_t).

Source: Güth, Schmittberger and Schwarze (1982), J. Economic Behavior and Organization 3, 367-388
(the game); McKelvey and Palfrey (1998), Experimental Economics 1, 9-41 (the equilibrium).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..bargaining_stages import answer_stage, offer_stage
from ..closed_form import Chance, Claim, Worth
from ..game import Game
from ..stages import ACCEPT
from .writing import TextbookGame, one_issue, textbook_game


def ultimatum_private(
    *,
    shares: NDArray[np.float64] | Sequence[float],
    reservation_values: tuple[float, float] = (0.1, 0.4),
    second: float = 0.5,
) -> Game:
    """Return the game in which these shares [p] can be offered to the responder.

    ``second`` is the prior of the type with the second reservation value.
    """
    share = np.asarray(shares, dtype=np.float64)
    kept = np.zeros((1, 2, 1, 2, 1))
    kept[0, 1, 0, :, 0] = reservation_values
    return textbook_game(
        name="ultimatum with a private reservation value",
        players=("proposer", "responder"),
        types=(("only",), ("first", "second")),
        second_types=(0.0, second),
        rounds=1,
        stages=(
            offer_stage(round_index=0, proposer=0, states=1, parts=1, passing=kept),
            answer_stage(round_index=0, answerer=1, accepting=np.zeros_like(kept), rejecting=kept),
        ),
        packages=one_issue(
            "share of the responder",
            share,
            np.stack([1.0 - share, share])[None],
            np.ones((1, 2, 1, 2, 1)),
        ),
    )


_SHARES = (0.05, 0.15, 0.45)
_VALUES = (0.1, 0.4)


@record
class UltimatumPrivate(TextbookGame):
    """The ultimatum with its story and its theory."""

    title: ClassVar[str] = "An ultimatum to somebody whose reservation value is secret"
    story: ClassVar[str] = (
        "One player offers the other a share of a pie, take it or leave it. Who is asked has "
        "something else to fall back on, worth little or more, and nobody but this player knows "
        "which. A small share is refused by one of the two types, a large one costs: which is the "
        "better offer?"
    )
    source: ClassVar[str] = (
        "Güth, Schmittberger and Schwarze (1982), J. Economic Behavior and Organization 3, 367-388"
    )
    precision: ClassVar[float] = 30.0

    second: float = parameter(
        "probability",
        "prior probability of a reservation value of 0.4, not 0.1",
        low=0.001,
        high=0.999,
        default=0.5,
    )

    def game(self) -> Game:
        """Return the game with the shares 0.05, 0.15 and 0.45."""
        return ultimatum_private(shares=_SHARES, reservation_values=_VALUES, second=self.second)

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return the chances at this very precision, and the proposer's worth in the limit."""
        share, chances = np.array(_SHARES), np.array([1.0 - self.second, self.second])
        accepts = np.exp(
            -np.logaddexp(0.0, -precision * np.subtract.outer(share, _VALUES))
        )  # [p, t]
        worth = np.concatenate([[0.0], (1.0 - share) * (accepts @ chances)])
        weights = np.exp(precision * (worth - worth.max()))
        offered = weights / weights.sum()
        exact = "McKelvey and Palfrey (1998), Experimental Economics 1, 9-41"
        limit = max((1.0 - x) * chances[np.array(_VALUES) < x].sum() for x in _SHARES)
        found = [
            Claim(
                what=f"P({x:g} is offered)",
                formula="exp(L Q(x)) / (1 + sum over y of exp(L Q(y)))",
                value=float(offered[1 + p]),
                source=exact,
                where=Chance((), 0, 1 + p),
            )
            for p, x in enumerate(_SHARES)
        ]
        found += [
            Claim(
                what=f"P({_SHARES[p]:g} is accepted | {name})",
                formula="1 / (1 + exp(-L (x - v)))",
                value=float(accepts[p, own]),
                source=exact,
                where=Chance((1 + p,), own, ACCEPT),
            )
            for p in (1, 2)
            for own, name in enumerate(("first", "second"))
        ]
        found.append(
            Claim(
                what="worth to the proposer, L high",
                formula="max over x of (1 - x) P(v < x)",
                value=float(limit),
                source=self.source,
                where=Worth(0),
            )
        )
        return tuple(found)
