"""Dividing a pie with private patience or private reservation values: the benchmark's games."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
Pairs = tuple[tuple[float, float], tuple[float, float]]
"""A number for each type of each player."""


def private_pie(
    *,
    rounds: int = 3,
    shares: Sequence[float] = SHARES,
    patience: Pairs = ((0.6, 0.9), (0.55, 0.95)),
    reservation: Pairs = ((0.0, 0.0), (0.0, 0.0)),
    second_types: tuple[float, float] = (0.5, 0.4),
    first_proposer: int = 0,
) -> Game:
    """Return alternating offers between two types a side.

    A share x agreed in round r is worth ``patience ** r * (x - reservation)`` to a type.
    """
    game = divide_the_pie(
        rounds=rounds, discount_factors=(1.0, 1.0), shares=shares, first_proposer=first_proposer
    )
    table = game.packages
    assert table is not None
    weights = np.empty((2, 2, 2, 2, rounds))
    for r in range(rounds):
        for own in (0, 1):
            for i, rows in ((0, weights[:, 0, own, :, r]), (1, weights[:, 1, :, own, r])):
                worth = patience[i][own] ** r
                rows[0], rows[1] = worth, -worth * reservation[i][own]
    amounts = np.concatenate([table.amounts, np.ones((1, 2, len(shares)))])
    return replace(
        game,
        types=(("low", "high"), ("low", "high")),
        prior=(
            np.array([1.0 - second_types[0], second_types[0]]),
            np.array([1.0 - second_types[1], second_types[1]]),
        ),
        packages=replace(
            table,
            components=("share", "reservation"),
            part_of=(0, 0),
            amounts=amounts,
            weights=weights[..., None],
        ),
    )


def random_pie(seed: int) -> Game:
    """Return one with random patience (even seeds) or reservation values (odd ones)."""
    rng = np.random.default_rng(seed)
    two = [tuple(map(float, np.sort(rng.uniform(size=2)))) for _ in range(2)]
    first, second = two
    chances = tuple(map(float, rng.uniform(0.2, 0.8, 2)))
    if seed % 2:
        common = rng.uniform(0.5, 0.95, 2)
        return private_pie(
            patience=((common[0], common[0]), (common[1], common[1])),
            reservation=((0.5 * first[0], 0.5 * first[1]), (0.5 * second[0], 0.5 * second[1])),
            second_types=(chances[0], chances[1]),
            first_proposer=seed // 2 % 2,
        )
    return private_pie(
        patience=(
            (0.4 + 0.57 * first[0], 0.4 + 0.57 * first[1]),
            (0.4 + 0.57 * second[0], 0.4 + 0.57 * second[1]),
        ),
        second_types=(chances[0], chances[1]),
        first_proposer=seed // 2 % 2,
    )
