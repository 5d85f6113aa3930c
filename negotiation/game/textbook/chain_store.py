"""The chain store: an incumbent that may be tough meets an entrant in one market after another.

In each of n markets the entrant stays out, which is worth a > 1 to the incumbent, or comes in; the
incumbent then acquiesces or fights. Coming in is worth b to the entrant if the incumbent acquiesces
and b - 1 if it fights, 0 < b < 1. Acquiescing is worth 0 and fighting -1 to a weak incumbent; a
tough one (type 1, with the given prior p) is paid 0 for fighting and -1 for acquiescing.

With n markets left, this one included, an entrant stays out if p > b^n, comes in if p < b^n and
stays out with probability 1 / a if p = b^n. The weak incumbent fights for certain if
p >= b^(n-1), n > 1, else with probability s = p (1 - b^(n-1)) / ((1 - p) b^(n-1)), which lifts the
belief after a fight to b^(n-1), and never in the last market.

The papers send a new entrant into each market; here one entrant, paid the sum, has the seat. Their
equilibrium is one of this game too, for it leaves an entrant nothing to learn for later: an entry
moves the belief from p < b^(n-1) to 0 or to b^(n-1), and between these what the later markets are
worth to it is linear in the belief; from p >= b^(n-1) the belief does not move.

Source: Kreps and Wilson (1982), J. Economic Theory 27, 253-279; Milgrom and Roberts (1982), J.
Economic Theory 27, 280-312.
"""

from __future__ import annotations

import numpy as np

from ..game import Game
from ..stages import Stage
from .writing import move_stage, textbook_game

STAY_OUT, COME_IN = 0, 1
"""The entrant's actions."""
ACQUIESCE, FIGHT = 0, 1
"""The incumbent's actions."""
WEAK, TOUGH = 0, 1
"""The incumbent's types."""


def chain_store(*, markets: int, tough: float, gain: float = 0.5, monopoly: float = 2.0) -> Game:
    """Return the game with so many markets: ``gain`` is b and ``monopoly`` is a.

    Entry stages are the even ones, the incumbent's answers the odd ones.
    """
    entry = np.zeros((2, 1, 1, 2))
    entry[1, ..., STAY_OUT] = monopoly
    answer = np.zeros((2, 1, 2, 2))
    answer[0, ..., ACQUIESCE], answer[0, ..., FIGHT] = gain, gain - 1.0
    answer[1, 0, WEAK, FIGHT] = answer[1, 0, TOUGH, ACQUIESCE] = -1.0
    stages: list[Stage] = []
    for r in range(markets):
        stages += [
            move_stage(
                name="entry",
                round_index=r,
                mover=0,
                actions=("stay out", "come in"),
                next_state=(0, 0),
                stride=(2, 1),
                payoff=entry,
            ),
            move_stage(
                name="answer",
                round_index=r,
                mover=1,
                actions=("acquiesce", "fight"),
                next_state=(0, 0),
                payoff=answer,
            ),
        ]
    return textbook_game(
        name="chain store",
        players=("entrant", "incumbent"),
        types=(("only",), ("weak", "tough")),
        second_types=(0.0, tough),
        rounds=markets,
        stages=stages,
    )
