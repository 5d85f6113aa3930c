"""A game small enough to draw or to hand to another solver: few packages, few rounds.

The packages kept are the status quo and others spread evenly along the contract curve of each type
pair asked for, so that the small game still offers both sides something better than disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..equilibria.views.bargaining_problem import bargaining_problem
from ..equilibria.views.frontier import contract_curve
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..game.narrowing import keep_last_rounds, keep_packages


def small_game(game: Game, *, packages: int, rounds: int, pairs: Sequence[TypePair]) -> Game:
    """Return the game of the last ``rounds`` rounds with ``packages`` packages.

    Raises ``NegotiationError`` for less than one package or round, or more rounds than there are.
    """
    if packages < 1:
        raise NegotiationError(f"cannot keep {packages} packages; try --packages 4")
    narrowed = keep_last_rounds(game, rounds)
    if game.packages is None or game.packages.count <= packages:
        return narrowed
    return keep_packages(narrowed, _spread(game, packages, pairs))


def _spread(game: Game, wanted: int, pairs: Sequence[TypePair]) -> list[int]:
    """Return package 0 and others along the contract curves, each once, in rising order."""
    curves = [contract_curve(bargaining_problem(game, pair)) for pair in pairs]
    chosen: dict[int, None] = {0: None}
    for fineness in range(1, wanted + 1):
        for curve in curves:
            if curve.size == 0:
                continue
            for place in np.linspace(0, curve.size - 1, 2 * fineness + 1)[1::2]:
                if len(chosen) < wanted:
                    chosen.setdefault(int(curve[round(float(place))]))
    return sorted(chosen)
