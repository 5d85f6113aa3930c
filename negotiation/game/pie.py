"""Dividing a pie: the textbook bargaining games in the compiled form of the talks.

Two players divide a pie of size 1 over T rounds; player i values a share x agreed in round r
(counted from 0) at ``discount_factors[i] ** r * x``, and nothing if no round brings agreement. An
answerer may leave for an outside option worth ``outside_options[i]`` at that round's value.

Source: Stahl (1972); Rubinstein (1982); Binmore, Shaked and Sutton (1989), QJE 104, 753-770.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from .bargaining_stages import answer_stage, offer_stage
from .game import Game, PublicStates, Round
from .packages import PackageTable
from .protocol import Protocol
from .protocols.alternating_offers import AlternatingOffers
from .stages import Stage, StageKind

_FIRST_DAY = date(2025, 5, 23)


def divide_the_pie(
    *,
    rounds: int,
    discount_factors: tuple[float, float],
    shares: NDArray[np.float64] | Sequence[float],
    outside_options: tuple[float, float] | None = None,
    frontier: NDArray[np.float64] | None = None,
    first_proposer: int = 0,
    protocol: Protocol | None = None,
) -> Game:
    """Return the game of dividing a pie.

    ``shares`` [p] are the shares of player 0 that can be agreed on; player 1 gets the rest, or
    ``frontier`` [p] where the frontier is not a straight line. Proposers alternate.
    """
    share = np.asarray(shares, dtype=np.float64)
    other = 1.0 - share if frontier is None else np.asarray(frontier, dtype=np.float64)
    proposers = [(first_proposer + r) % 2 for r in range(rounds)]
    discount = np.array([[float(delta) ** r for r in range(rounds)] for delta in discount_factors])
    stages: list[Stage] = []
    for planned in (protocol or AlternatingOffers()).plan(proposers):
        assert planned.mover is not None
        r = planned.round_index
        if planned.kind is StageKind.OFFER:
            stages.append(offer_stage(round_index=r, proposer=planned.mover, states=1, parts=1))
        else:
            leaving = None
            if outside_options is not None:
                leaving = np.zeros((1, 2, 1, 1, 1))
                leaving[0, planned.mover] = (
                    discount[planned.mover, r] * outside_options[planned.mover]
                )
            stages.append(
                answer_stage(
                    round_index=r,
                    answerer=planned.mover,
                    accepting=np.zeros((1, 2, 1, 1, 1)),
                    walking_out=leaving,
                )
            )
    return Game(
        name="pie",
        players=("us", "japan"),
        types=(("only",), ("only",)),
        prior=(np.ones(1), np.ones(1)),
        rounds=tuple(
            Round(name=f"R{r + 1}", day=_FIRST_DAY + timedelta(weeks=r)) for r in range(rounds)
        ),
        parts=("pie",),
        states=PublicStates(
            factors=("table",),
            labels=(("open",),),
            value_of=np.zeros((1, 1), dtype=np.int32),
            indicators={},
        ),
        stages=tuple(stages),
        initial_state=0,
        packages=PackageTable(
            issues=("share of player 0",),
            levels=(tuple(f"{x:.6g} ({n})" for n, x in enumerate(share)),),
            level_of=np.arange(share.size, dtype=np.int32)[:, None],
            components=("share",),
            part_of=(0,),
            amounts=np.stack([share, other])[None],
            weights=discount[None, :, None, None, :, None],
            regime_of=np.zeros(1, dtype=np.int64),
        ),
        indicators={},
    )
