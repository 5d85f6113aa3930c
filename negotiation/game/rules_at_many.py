"""The rules of play at many positions of one stage at once: those of `rules`, written for arrays.

Where actions lead and what they pay is what `rules.apply` and `rules.payoff` say of each alone, bit
for bit: sums are taken one position at a time or in the same order. Actions are taken to be legal.
Axes: ``n`` position, ``pair`` of types (`Game.type_pairs`), ``i`` player. Checked by
tests/game/test_rules_at_many.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .game import Game
from .rules import is_agreement, is_offer
from .stages import END


class Following(NamedTuple):
    """What follows actions at positions."""

    stages: NDArray[np.int64]
    """The stage that follows [n]; -1 where the talks are over."""
    states: NDArray[np.int64]
    """The public state that follows [n]; only where they are not over."""
    packages: NDArray[np.int64]
    """The package on the table then [n]; -1 where there is none."""


def apply_at_many(
    game: Game, t: int, states: NDArray[np.int64], actions: NDArray[np.int64]
) -> Following:
    """Return what follows legal actions [n] in public states [n] of stage ``t``."""
    stage = game.stages[t]
    offers = is_offer(stage, actions)
    label = np.where(offers, 0, actions)
    after = np.where(offers, states, stage.next_state[states, label])
    leads = t + np.where(offers, 1, np.asarray(stage.stride)[label])
    over = (after == END) | (leads >= len(game.stages))
    return Following(np.where(over, -1, leads), after, np.where(offers, actions - 1, -1))


def payoffs_at_many(
    game: Game,
    t: int,
    states: NDArray[np.int64],
    packages: NDArray[np.int64],
    actions: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return what actions [n] pay at once [n, pair, i], all parts together, in $bn.

    ``packages`` [n] are on the table; they count at an answer stage only.
    """
    stage = game.stages[t]
    paid = np.zeros((actions.size, len(game.type_pairs), 2))
    quiet = ~is_offer(stage, actions)
    state, label = states[quiet], actions[quiet]
    agreed = is_agreement(stage, actions)
    accepted = packages[agreed]
    for n, (u, v) in enumerate(game.type_pairs):
        paid[quiet, n] = stage.total(u, v)[:, state, label].T
        if game.packages is not None and accepted.size:
            worth = game.packages.worth(accepted, u, v, stage.round_index, states[agreed])
            paid[agreed, n] += worth.T
    return paid
