"""Building the offer and answer stages, which look alike in every game."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .stages import ACCEPT, END, REJECT, WALK_OUT, ActionLabel, Stage, StageKind

NO_OFFER_LABEL = ActionLabel(name="no offer", tags=frozenset({"no_offer", "hold"}))
ANSWER_LABELS = (
    ActionLabel(name="accept", tags=frozenset({"accept", "concession"})),
    ActionLabel(name="reject", tags=frozenset({"reject", "hold"})),
    ActionLabel(name="walk out", tags=frozenset({"walk_out", "pressure"})),
)


def offer_stage(
    *,
    round_index: int,
    proposer: int,
    states: int,
    parts: int,
    passing: NDArray[np.float64] | None = None,
) -> Stage:
    """Return an offer stage at which offering is free and no offer passes the round.

    ``passing``: what making no offer pays at once [part, i, u, v, s]; nothing by default.
    """
    return Stage(
        kind=StageKind.OFFER,
        name="offer",
        round_index=round_index,
        mover=proposer,
        actions=(NO_OFFER_LABEL,),
        legal=np.ones((states, 1), dtype=bool),
        next_state=np.arange(states)[:, None],
        stride=(2,),
        payoff=np.zeros((parts, 2, 1, 1, states, 1)) if passing is None else passing[..., None],
    )


def answer_stage(
    *,
    round_index: int,
    answerer: int,
    accepting: NDArray[np.float64],
    rejecting: NDArray[np.float64] | None = None,
    walking_out: NDArray[np.float64] | None = None,
) -> Stage:
    """Return an answer stage from what each answer pays at once.

    ``accepting``, ``rejecting``, ``walking_out``: payoffs [part, i, u, v, s]; accepting comes on
    top of the package's value. Without ``rejecting`` that answer pays nothing at once; without
    ``walking_out`` it is not legal.
    """
    states = accepting.shape[-1]
    nothing = np.zeros_like(accepting)
    paid = [accepting, rejecting, walking_out]
    columns = np.broadcast_arrays(*(nothing if column is None else column for column in paid))
    legal = np.ones((states, 3), dtype=bool)
    legal[:, WALK_OUT] = walking_out is not None
    next_state = np.full((states, 3), END, dtype=np.int64)
    next_state[:, REJECT] = np.arange(states)
    assert ACCEPT == 0
    return Stage(
        kind=StageKind.ANSWER,
        name="answer",
        round_index=round_index,
        mover=answerer,
        actions=ANSWER_LABELS,
        legal=legal,
        next_state=next_state,
        stride=(1, 1, 1),
        payoff=np.stack(columns, axis=-1),
    )
