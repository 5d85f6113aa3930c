r"""The certificate of a profile under private information.

The public belief moves by Bayes' rule from the profile itself, so that a deviation does not change
how it moves after an action. A type's best reply therefore solves a dynamic program over stage,
public state, package on the table and the pair of beliefs. For type $\theta$ of player $i$,
$U_{i\theta}$ is what following earns from a node on and $B_{i\theta}$ what the best plan earns
against the other's part of the profile, both expected over the other's type with the public belief.
The certificate is $B - U$: at the start, and the largest at any node, on and off the path.

It asks the profile for mixed actions at exact beliefs on a grid of its own and reads its own tables
in its own way (`belief_tables`); the solver's values are not used. What two grids disagree on tells
how far reading errs.

Source: Fudenberg and Tirole (1991), chapter 8.2; the beliefs are those of a multi-stage game with
observed actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.rules import alike, reachable_states
from ...game.stages import StageKind
from ...results.profile import Profile
from .belief_tables import Beliefs
from .judge import Judge

_AT_A_TIME = 8
"""So many public states are judged together: enough to save calls, few enough for the caches."""

Table = NDArray[np.float64]
"""Following and best plan [f, i, own type, s + 1, b0, b1]; the last public state is the end."""


@dataclass(frozen=True)
class Deviations:
    """Values of following and of best plans."""

    axes: tuple[Beliefs, Beliefs]
    """The judge's belief axes."""
    tables: list[Table]
    """At the start of each stage, and at the end [t]."""
    worst: float
    """The largest gain at any node."""
    where: str
    """Its place."""
    nodes: int
    """Nodes examined."""

    def at_start(self, game: Game) -> NDArray[np.float64]:
        """Return following and best plan at the prior [f, i, own type]."""
        first, second = self.axes
        return self.tables[0][..., game.initial_state, first.prior, second.prior]


def private_deviations(game: Game, profile: Profile, nodes: int = 9) -> Deviations:
    """Return values of following and best plans on ``nodes`` beliefs about each player."""
    return _judged(game, [Judge(game, profile, nodes)])[0]


def on_two_grids(game: Game, profile: Profile, nodes: int) -> tuple[Deviations, Deviations]:
    """Return the same on ``nodes`` beliefs and on every second one of them.

    The profile is asked once for both, which takes little longer than the finer grid alone.
    """
    if nodes % 2 == 0:
        raise ValueError(f"every second of {nodes} nodes does not reach both ends")
    fine = Judge(game, profile, nodes)
    judged, rough = _judged(game, [fine, Judge(game, profile, (nodes + 1) // 2, fine)])
    return judged, rough


def _judged(game: Game, judges: Sequence[Judge]) -> list[Deviations]:
    """Return what judges find; each but the first is coarser than the one before it."""
    reached = reachable_states(game)
    for t in range(len(game.stages) - 1, -1, -1):
        if game.stages[t].kind is StageKind.ANSWER:
            continue  # judged with the offer before it
        for judge in judges:
            judge.tables[t] = judge.nothing()
        for states in alike(game, t, np.flatnonzero(reached[t]), _AT_A_TIME):
            for judge in judges:
                judge.judge(t, states)
    return [_summed(judge) for judge in judges]


def _summed(judge: Judge) -> Deviations:
    noted = [judge.noted[key] for key in sorted(judge.noted)]
    worst = max(noted, key=lambda one: one.gain, default=None)
    if worst is None or worst.gain <= 0.0:
        gain, where = 0.0, "nowhere"
    else:
        gain, where = worst.gain, judge.place(worst)
    return Deviations(judge.axes, judge.tables, gain, where, sum(one.nodes for one in noted))
