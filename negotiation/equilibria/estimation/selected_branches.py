"""Other branches of a game solved on beliefs: one for each way of selecting at every stage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...game.stages import Stage, StageKind
from .choices import Choices
from .likelihood import on_the_menu, read
from .ways import AS_CHOSEN, Way

if TYPE_CHECKING:
    from ..signalling.belief_profile import BeliefProfile
    from ..signalling.menu import Menu
    from ..signalling.selection import Selection

MOST_ROOTS = 500_000
"""So many posteriors are solved for in looking at every way; one look is taken whatever it takes.
"""

MOST_ROOTS_A_LOOK = 20_000_000
"""So many posteriors are solved for in looking once at every way: in the largest games a few ways
are left, those that differ most first, two at least."""

FIRMEST = 8.0
"""The largest shift of log odds that choices are first believed to bring."""


class SelectedBranches:
    """The equilibria that other selections than the principal one lead to, with one menu."""

    def __init__(self, choices: Choices, menu: Menu | None, grid: int) -> None:
        from ..logit import Logit
        from ..signalling.selections import all_selections

        @lru_cache(maxsize=1)
        def solved(selection: Selection, x: float) -> BeliefProfile:
            """Return the profile of a selection."""
            concept = Logit(math.exp(x), grid, selection=selection)
            return concept.solved_with(choices.game, menu)

        self._choices, self._solved = choices, solved
        self._selections = (_as_chosen(choices, menu), *all_selections(choices.game))

    def along(self, scan: Sequence[float]) -> Sequence[Way]:
        """Return the ways, that by the choices themselves first (see `Ways`)."""
        most = max(2, MOST_ROOTS_A_LOOK // self._roots(scan))
        return [self._way(selection) for selection in self._selections[:most]]

    def looks(self, scan: Sequence[float]) -> int:
        """Return at how many points of a scan every way can be looked at (see `Ways`)."""
        return max(1, MOST_ROOTS // (self._roots(scan) * len(self._selections)))

    def _roots(self, scan: Sequence[float]) -> int:
        """Return for how many posteriors a precision is solved: the size of the game."""
        return max(1, int(self._solved(self._selections[0], scan[0]).tally.counts[0]))

    def _way(self, selection: Selection) -> Way:
        return Way(selection.name, lambda x: read(self._solved(selection, x), self._choices))


def _as_chosen(choices: Choices, menu: Menu | None) -> Selection:
    """Return the selection that first believes of every action what the choices tell of it."""
    from ..signalling.kernels.selecting import LEANING
    from ..signalling.selection import Selection

    number_of = {id(stage): t for t, stage in enumerate(choices.game.stages)}

    def lean(stage: Stage, s: int, actions: int) -> NDArray[np.float64]:
        """Return the shifts of log odds [k] of the actions open in public state ``s``.

        As often as types took them there, each half a time more.
        """
        t, mover = number_of[id(stage)], stage.mover
        here = np.flatnonzero((choices.actions[:, t] >= 0) & (choices.states[:, t] == s))
        if mover is None or len(choices.game.types[mover]) == 1 or here.size == 0:
            return np.zeros(actions)
        column = choices.actions[here, t]
        if stage.kind is StageKind.OFFER:
            assert menu is not None
            states = choices.states[here, t]
            column, _ = on_the_menu(choices.game, menu.packages, stage.round_index, states, column)
        else:
            column = np.cumsum(stage.legal[s])[column] - 1
        own = choices.types[here, mover]
        first, second = (np.bincount(column[own == u], minlength=actions) + 0.5 for u in (0, 1))
        shift = np.log(second / second.sum()) - np.log(first / first.sum())
        return np.asarray(np.clip(shift, -FIRMEST, FIRMEST))

    return Selection(name=AS_CHOSEN, rule=LEANING, lean=lean)
