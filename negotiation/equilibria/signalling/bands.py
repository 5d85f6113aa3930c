"""Which agreements a certificate does not tell from the most likely one."""

from __future__ import annotations

import numpy as np

from ...game.game import Game, TypePair
from ...game.stages import StageKind
from ...results.band import Band


def band_around(
    game: Game, pair: TypePair, ending: tuple[int, int, int, int | None], gain: float
) -> Band | None:
    """Return the dates and terms worth to both what an ending's are worth, but for ``gain`` $bn.

    ``ending`` is a stage, public state, action and the package accepted; None if none is. What the
    talks themselves cost until then is left out.
    """
    t, s, _, package = ending
    if package is None:
        return None
    table = game.packages
    assert table is not None
    here, regime = game.stages[t].round_index, table.regime(s)
    rounds = sorted({stage.round_index for stage in game.stages if stage.kind is StageKind.ANSWER})
    alone = np.array([package])
    worth = {r: table.worth_to_all(alone, r, regime)[(slice(None), *pair, 0)] for r in rounds}
    packages = table.worth_to_all(slice(None), here, regime)[(slice(None), *pair)]  # [i, p]
    alike = np.flatnonzero((np.abs(packages - worth[here][:, None]) <= gain).all(axis=0))
    levels = table.level_of[alike]
    return Band(
        gain_busd=gain,
        dates=tuple(
            game.rounds[r].day for r in rounds if (np.abs(worth[r] - worth[here]) <= gain).all()
        ),
        terms={
            issue: tuple(table.levels[n][level] for level in np.unique(levels[:, n]))
            for n, issue in enumerate(table.issues)
        },
        packages=alike.size,
        of=table.count,
    )
