"""The packages worth considering, against the definition tried pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.prospects import without_agreement
from negotiation.game.rules import reachable_regimes
from negotiation.game.stages import StageKind
from tests.generators import random_game


def worth_considering(game: Game) -> list[int]:
    """Return packages that nothing beats for both somewhere, and that each player can bear."""
    table = game.packages
    assert table is not None
    prospects = without_agreement(game, Belief.prior(game))
    answers = [t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER]
    worst = [min(prospects[t][i].min() for t in answers) for i in (0, 1)]
    unbeaten = np.zeros(table.count, dtype=bool)
    bearable = np.zeros((2, table.count), dtype=bool)
    for r, g in np.argwhere(reachable_regimes(game)).tolist():
        for u, v in game.type_pairs:
            one, other = (table.values_in(i, u, v, r, g) for i in (0, 1))
            better = (one >= one[:, None]) & (other >= other[:, None])
            better &= (one > one[:, None]) | (other > other[:, None])
            # Of packages worth the same to both the first stands for all.
            same = (one == one[:, None]) & (other == other[:, None])
            better |= np.tril(same, -1)
            unbeaten |= ~better.any(axis=1)
            bearable[0] |= one >= worst[0]
            bearable[1] |= other >= worst[1]
    return np.flatnonzero(unbeaten & bearable.all(axis=0)).tolist()


@pytest.mark.parametrize("seed", range(6))
def test_the_candidates_are_those_of_the_definition(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=60, regimes=1 + seed % 3)
    expected = worth_considering(game)
    assert 0 < len(expected) < 60
    assert menu_of(game, 3).candidates.tolist() == expected
