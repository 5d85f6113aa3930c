"""The matrix of the moment: both postures of a round, set at the same time.

In the talks the partner sets its posture before the US does. The *matrix of the moment* asks what
the two would do if neither saw the other's move: rows are the postures of the one who moves first
in the game, columns those of the other, and each cell pays the two moves and then the
subgame-perfect value of what follows.

Source: ours; that a stage game with continuation values decides equilibrium is Fudenberg and Tirole
(1991), chapter 3. The continuation is that of `equilibria.subgame_perfect`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...foundations.records import record
from ...game.game import Game, TypePair
from ...game.protocol import LAST_WORDS
from ...game.stages import END, StageKind
from ..induction.backward import Induction


@record
class Moment:
    """A bimatrix game between two postures, in one round and public state."""

    row_player: int
    """The player who chooses the row."""
    stages: tuple[int, int]
    """The posture stages of the row and the column player."""
    public_state: int
    """The public state in which both choose."""
    rows: tuple[int, ...]
    """The row player's legal actions [row]."""
    columns: tuple[int, ...]
    """The column player's legal actions [column]."""
    row_labels: tuple[str, ...]
    """Their names [row]."""
    column_labels: tuple[str, ...]
    """Their names [column]."""
    payoffs: NDArray[np.float64]
    """Payoffs [i, row, column] from here on, $bn; ``i`` is the player, not the seat."""
    states_after: NDArray[np.int64]
    """The public state that follows [row, column], or ``END``."""

    @property
    def seats(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The payoffs [row, column] of the row and of the column player."""
        return self.payoffs[self.row_player], self.payoffs[1 - self.row_player]


def moment(
    game: Game,
    types: TypePair,
    solved: Induction,
    round_index: int = 0,
    public_state: int | None = None,
) -> Moment:
    """Return the matrix of a round's postures for one type pair, types known to both.

    ``solved`` gives the value of what follows. Raises ``NegotiationError`` with the assumption that
    fails where the postures cannot be simultaneous.
    """
    s = game.initial_state if public_state is None else public_state
    refusal = why_not_simultaneous(game, round_index, s)
    if refusal:
        raise NegotiationError(refusal)
    t = _first_posture(game, round_index)
    assert t is not None
    first, second = game.stages[t], game.stages[t + 1]
    assert first.mover is not None
    rows = np.flatnonzero(first.legal[s])
    between = first.next_state[s, rows]
    columns = np.flatnonzero(second.legal[between[0]])
    after = second.next_state[np.ix_(between, columns)]
    strides = np.array(second.stride)[columns]
    payoffs = (
        first.total(*types)[:, s, rows][:, :, None]
        + second.total(*types)[:, between][:, :, columns]
    )
    for b, stride in enumerate(strides):
        if t + 1 + stride < len(game.stages):
            payoffs[:, :, b] += solved.values[t + 1 + stride][:, after[:, b]]
    return Moment(
        row_player=first.mover,
        stages=(t, t + 1),
        public_state=s,
        rows=tuple(map(int, rows)),
        columns=tuple(map(int, columns)),
        row_labels=tuple(first.actions[k].name for k in rows),
        column_labels=tuple(second.actions[k].name for k in columns),
        payoffs=payoffs,
        states_after=after,
    )


def why_not_simultaneous(game: Game, round_index: int, public_state: int) -> str:
    """Return why a round's postures cannot be set at the same time; empty if they can."""
    t = _first_posture(game, round_index)
    if t is None:
        return f"round {round_index} has no two posture stages of different players in a row"
    first, second = game.stages[t], game.stages[t + 1]
    rows = np.flatnonzero(first.legal[public_state])
    if any(first.next_state[public_state, k] == END or first.stride[k] != 1 for k in rows):
        return f"a {first.name} ends the round before the {second.name} is set"
    legal = second.legal[first.next_state[public_state, rows]]
    if (legal != legal[0]).any():
        return f"which {second.name} is legal depends on the {first.name}: it must be seen first"
    return ""


def _first_posture(game: Game, round_index: int) -> int | None:
    """Return the first of two move stages in a row by different players, before any offer."""
    for t, (first, second) in enumerate(pairwise(game.stages)):
        if first.round_index != round_index:
            continue
        if first.kind is StageKind.OFFER:
            return None
        moves = first.kind is second.kind is StageKind.MOVE
        if (
            moves
            and second.round_index == round_index
            and not {first.name, second.name} & LAST_WORDS
        ):
            return t if first.mover != second.mover else None
    return None
