"""One cell of a tournament: two entrants, every pair of types, many matches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...foundations.records import record
from ...game.game import Game
from ...game.information import History
from ...game.mixed_actions import MixedAction
from ...game.rules import is_agreement
from ..matches import mixed_action_at, played
from ..seating import Seats
from ..talks import Talks
from ..together.answers import Kept
from ..together.playing import play_together
from ..who_knows import begun

CAREER = 10
"""So many talks in a row are shown to a strategy that learns, before it begins anew.

Talks of one career depend on each other, careers do not: they are what intervals rest on.
"""


@record
class Cell:
    """What became of a cell's matches. Axes: ``pair`` type pair, ``m`` match, ``i`` player."""

    payoffs: NDArray[np.float64]
    """What the talks paid [pair, m, i], $bn."""
    ending_round: NDArray[np.int64]
    """The round in which they ended [pair, m]."""
    package: NDArray[np.int64]
    """The package agreed [pair, m]; -1 without agreement."""


def play_cell(
    game: Game, seats: Seats, *, seed: int, matches: int, kept: tuple[Kept, Kept] | None = None
) -> Cell:
    """Return a cell: types are private, the public belief begins at the prior.

    A strategy that learns is shown the histories of the matches before, in order, of the same pair
    of types and the same career. ``kept`` are answers that the two strategies gave in other cells
    of the same game.
    """
    if any(strategy.learns for strategy in seats):
        return _in_order(game, seats, seed, matches)
    pairs = np.array(game.type_pairs, dtype=np.int64)
    plays = play_together(
        game,
        seats,
        np.repeat(pairs, matches, axis=0),
        seed=seed,
        matches=np.tile(np.arange(matches, dtype=np.uint64), len(pairs)),
        kept=kept,
    )
    shape = len(pairs), matches
    return Cell(
        payoffs=plays.payoffs.reshape(*shape, 2),
        ending_round=plays.ending_round.reshape(shape),
        package=plays.package.reshape(shape),
    )


def _in_order(game: Game, seats: Seats, seed: int, matches: int) -> Cell:
    shape = len(game.type_pairs), matches
    payoffs = np.zeros((*shape, 2))
    ending = np.zeros(shape, dtype=np.int64)
    package = np.full(shape, -1, dtype=np.int64)
    asked = _Asked()
    for n, types in enumerate(game.type_pairs):
        earlier: tuple[History, ...] = ()
        for m in range(matches):
            earlier = () if m % CAREER == 0 else earlier
            talks = begun(game, seats, types, seed=seed, match=m, private=True)
            try:
                talks = played(replace(talks, earlier=earlier), seats, asked).over
            except NegotiationError as error:
                who = ", ".join(map(" ".join, game.type_names(types).items()))
                raise NegotiationError(f"match {m}, {who}: {error}") from error
            history, payoffs[n, m] = talks.history, talks.total
            earlier = (*earlier, history)
            last = history[-1]
            stage = game.stages[last.position.stage]
            ending[n, m] = stage.round_index
            if is_agreement(stage, last.action):
                assert last.position.package is not None
                package[n, m] = last.position.package
    return Cell(payoffs=payoffs, ending_round=ending, package=package)


class _Asked:
    """Mixed actions of one cell; those that no history can change are asked for once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], MixedAction] = {}

    def __call__(self, talks: Talks, seats: Seats) -> MixedAction:
        """Return what is answered where the talks stand."""
        mover = talks.mover
        if mover is None or seats[mover].memory_depth > 0 or seats[mover].learns:
            return mixed_action_at(talks, seats)
        key = (mover, talks.position, talks.types[mover], talks.belief)
        if key not in self._kept:
            self._kept[key] = mixed_action_at(talks, seats)
        return self._kept[key]
