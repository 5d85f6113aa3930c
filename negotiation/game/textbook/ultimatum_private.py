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

import numpy as np
from numpy.typing import NDArray

from ..bargaining_stages import answer_stage, offer_stage
from ..game import Game
from .writing import one_issue, textbook_game


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
