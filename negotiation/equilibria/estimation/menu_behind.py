"""The menu behind some choices: the offers that were open, the same at every precision.

A solver left to itself finds a menu for each precision, and the likelihood would jump from one to
the next although the players changed nothing. What people offered was open to them; so these
packages come first, the most frequent before the others, and the room left is filled with those
that cover the deal space best.

Source: McFadden (1974): the chances of a choice are relative to one set of alternatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...game.stages import StageKind
from .choices import Choices

if TYPE_CHECKING:
    from ..signalling.menu import Menu


def menu_behind(choices: Choices, most: int = 24) -> Menu | None:
    """Return a menu of up to ``most`` packages; ``None`` for a game without any."""
    from ..signalling.menu import Menu, menu_of, values_of

    if choices.game.packages is None:
        return None
    thin = menu_of(choices.game, most)
    made = offered(choices)
    fill = thin.packages[~np.isin(thin.packages, made)]
    packages = np.sort(np.concatenate([made, fill])[:most])
    candidates = np.union1d(thin.candidates, packages)
    return Menu(packages, thin.error_busd, candidates, values_of(choices.game, packages))


def offered(choices: Choices) -> NDArray[np.int64]:
    """Return the packages that were offered [q], the most frequent first."""
    kinds = [stage.kind is StageKind.OFFER for stage in choices.game.stages]
    actions = choices.actions[:, kinds]
    packages, times = np.unique(actions[actions > 0] - 1, return_counts=True)
    return np.asarray(packages[np.lexsort((packages, -times))])
