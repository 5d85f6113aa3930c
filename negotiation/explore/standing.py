"""Where a package stands: whether both players would sign it in a round, and whether any beats it.

Everything is read off a solved game where its play goes: in every public state and at every belief
with which the talks enter the round. A player knows its own type and expects the other's from the
belief about it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..equilibria.signalling.belief_profile import BeliefProfile
from ..equilibria.signalling.reached import Reach
from ..game.game import Game
from ..game.stages import ACCEPT, NO_OFFER, StageKind
from ..results.standing import Standing

NEGLIGIBLE = 1e-6
"""Talks less likely than this to come to a round say nothing of it."""


def nearest_package(
    game: Game, levels: Mapping[str, tuple[float, ...]], terms: Mapping[str, float]
) -> int:
    """Return the package whose levels are nearest to some terms, issue to value.

    Issues that are not named stay at the status quo; a tie goes to the lower level.
    """
    table = game.packages
    assert table is not None
    wanted = np.zeros(len(table.issues), dtype=np.int32)
    for n, issue in enumerate(table.issues):
        if issue in terms:
            away = [(abs(level - terms[issue]), level) for level in levels[issue]]
            wanted[n] = away.index(min(away))
    return int(np.flatnonzero((table.level_of == wanted).all(axis=1))[0])


def standing(
    profile: BeliefProfile, reach: Reach, weights: NDArray[np.float64], p: int, r: int
) -> Standing | None:
    """Return how package ``p`` stands in round ``r``; ``None`` if hardly any go on until then.

    ``weights`` [u, v] are the prior's chances of the types.
    """
    game, table = profile.game, profile.game.packages
    assert table is not None
    t = next(
        t
        for t, stage in enumerate(game.stages)
        if stage.kind is StageKind.OFFER and stage.round_index == r
    )
    offer, answer = game.stages[t], game.stages[t + 1]
    rows, columns = weights.shape
    going = reach.before[t][:, :rows, :columns] * weights[:, :, None, None]  # [s, u, v, b0, b1]
    total = float(going.sum())
    if total < NEGLIGIBLE:
        return None
    later = profile.induction.values[t + offer.stride[NO_OFFER]]
    sums = dict.fromkeys(("us", "partner", "both", "undominated", "possible"), 0.0)
    gains = np.zeros(2)
    for s in np.flatnonzero(going.sum(axis=(1, 2, 3, 4)) > 0.0):
        here = going[s]  # [u, v, b0, b1]
        after = later[:, :rows, :columns, offer.next_state[s, NO_OFFER]]
        after = after + offer.totals[:, :, :, s, NO_OFFER][..., None, None]
        signed = np.empty((2, rows, columns))
        undominated = np.empty((rows, columns, 1, 1), dtype=bool)
        for u in range(rows):
            for v in range(columns):
                each = np.stack([table.values(i, u, v, r, int(s)) for i in (0, 1)])
                signed[:, u, v] = each[:, p]
                undominated[u, v] = not (each > each[:, p, None]).all(axis=0).any()
        signed = signed + answer.totals[:, :, :, s, ACCEPT]
        # An unreached belief's values are not numbers, and no play is there.
        gain = np.where(here > 0.0, here * (signed[..., None, None] - after), 0.0)
        us, partner = gain[0].sum(axis=1) > 0.0, gain[1].sum(axis=0) > 0.0  # [u or v, b0, b1]
        both = us[:, None] & partner[None, :]
        sums["us"] += float((here.sum(axis=1) * us).sum())
        sums["partner"] += float((here.sum(axis=0) * partner).sum())
        sums["both"] += float((here * both).sum())
        sums["undominated"] += float((here * undominated).sum())
        sums["possible"] += float((here * (both & undominated)).sum())
        gains += gain.sum(axis=(1, 2, 3, 4))
    found = {name: value / total for name, value in sums.items()}
    return Standing(
        chance=total,
        acceptable=(found["us"], found["partner"]),
        both=found["both"],
        undominated=found["undominated"],
        possible=found["possible"],
        gains=(float(gains[0] / total), float(gains[1] / total)),
    )
