"""Growing the menu where the talks go: the offers that some type would most like to add.

A thin menu covers the whole deal space evenly; most of it is never offered. So the game is solved
with a thin one first. At the offer stages that play then reaches, at the beliefs that prevail there
on average, every package worth considering is tried against the answers; those that earn some type
of the proposer most over what it has are added, and the game is solved again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import StageKind
from .axis import log_odds
from .belief_profile import BeliefProfile
from .menu import Menu, values_met, values_of
from .reached import Reach
from .stage_solver import Tally

LIKELY = 0.003
"""Offer stages less likely than this are not looked at."""
NEAR_BUSD = 0.25
"""A package that differs less than this from one of the menu, for everybody, adds nothing."""


def grown(profile: BeliefProfile, reach: Reach, weights: NDArray[np.float64], more: int) -> Menu:
    """Return the profile's menu with up to ``more`` packages added.

    ``weights`` [u, v] is the prior of the type pairs.
    """
    game, menu = profile.game, profile.offered
    assert menu is not None
    assert game.packages is not None
    values, regime_of = values_of(game, menu.candidates), game.packages.regime_of
    wishes: dict[int, float] = {}
    for t, stage in enumerate(game.stages):
        if stage.kind is not StageKind.OFFER:
            continue
        for s in range(game.states.count):
            weight = (reach.before[t][s] * weights[..., None, None]).sum(axis=(0, 1))
            if weight.sum() >= LIKELY:
                _wish(profile, t, s, weight, values[stage.round_index, regime_of[s]], wishes)
    met = values_met(game, values)
    listed = list(np.flatnonzero(np.isin(menu.candidates, menu.packages)))
    most = len(listed) + more
    for n in sorted(wishes, key=lambda n: (-wishes[n], n)):
        apart = np.abs(met[..., listed] - met[..., [n]]).max(axis=(0, 1, 2, 3))
        if len(listed) < most and apart.min() >= NEAR_BUSD:
            listed.append(np.int64(n))
    chosen = np.sort(np.array(listed, dtype=np.int64))
    return Menu(menu.candidates[chosen], menu.error_busd, menu.candidates, values[..., chosen])


def _wish(
    profile: BeliefProfile,
    t: int,
    s: int,
    weight: NDArray[np.float64],
    values: NDArray[np.float64],
    wishes: dict[int, float],
) -> None:
    """Note what the proposer's types would most like to offer in one public state."""
    game: Game = profile.game
    proposer = game.stages[t].mover
    assert proposer is not None
    axes = profile.solver.axes
    total = weight.sum()
    first = float(weight.sum(axis=1) @ axes[0].chances) / total
    second = float(weight.sum(axis=0) @ axes[1].chances) / total
    chances = np.array([first, second])
    about_answerer = np.array([1.0 - chances[1 - proposer], chances[1 - proposer]])
    answered = profile.solver.answers(
        t + 1, s, profile.induction.values, values, chances[[proposer]],
        log_odds(chances[[1 - proposer]]), Tally(),
    )  # fmt: skip
    # [i, answerer's type, proposer's type, q]: what each type of the proposer expects.
    worth = np.einsum("a,apq->pq", about_answerer, answered.earned[proposer, ..., 0, 0])
    here = profile.induction.values[t][proposer, :, :, s]  # [u, v, b0, b1]
    line = axes[1].read(here, chances[[1]])[..., 0]
    line = axes[0].read(line, chances[[0]])[..., 0]  # [u, v]
    have = line @ about_answerer if proposer == 0 else about_answerer @ line
    for own in range(len(game.types[proposer])):
        best = int(np.argmax(worth[own]))
        gain = float(worth[own, best] - have[own]) * float(total)
        if gain > 0.0:
            wishes[best] = max(wishes.get(best, 0.0), gain)
