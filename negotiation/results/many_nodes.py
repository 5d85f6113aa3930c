"""A profile asked at many nodes, each distinct node once.

A *node* is a public state, a public belief and, at an answer stage, a package on the table. Plays
that share a node share its mixed actions, so many plays cost no more than the nodes they meet.
Beliefs are written [n, i]: the probability of each player's second type, 0 where it has one only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..game.beliefs import posteriors as beliefs_after
from ..game.stages import StageKind
from .profile import Profile


def distinct(*columns: NDArray[np.generic]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each distinct row of some columns [n] stands first [d], and each row's [n]."""
    code = np.zeros(columns[0].size, dtype=np.int64)
    for column in columns:
        values, own = np.unique(column, return_inverse=True)
        code = np.unique(code * values.size + own, return_inverse=True)[1]
    _, first = np.unique(code, return_index=True)
    return first, code


def mixed_actions_at(
    profile: Profile,
    stage: int,
    states: NDArray[np.int64],
    beliefs: NDArray[np.float64],
    packages: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the mixed actions of every type of the mover at distinct nodes, and who is where.

    The nodes are ``states`` [n], ``beliefs`` [n, i] and ``packages`` [n], which count at an answer
    stage only. The first result is [d, type, k], at an offer stage no offer and then the packages
    of the profile's menu; the second names each node's row [n].
    """
    answering = profile.game.stages[stage].kind is StageKind.ANSWER
    on_table = packages if answering else np.zeros_like(packages)
    first, row_of = distinct(on_table, states, beliefs[:, 0], beliefs[:, 1])
    if not answering:
        return profile.mixed_actions(stage, states[first], beliefs[first]), row_of
    # Distinct rows stand in rising order of the package: each package is asked about once.
    found = [
        profile.mixed_actions(stage, states[rows], beliefs[rows], on_table[rows[:1]])[:, 0]
        for rows in np.split(first, np.flatnonzero(np.diff(on_table[first])) + 1)
    ]
    return np.concatenate(found), row_of


def posteriors(
    beliefs: NDArray[np.float64], mover: int, likelihood: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the beliefs [n, i] after actions of ``mover`` with these likelihoods [n, type].

    As `Belief.updated` does, an action that no type in the support takes changes nothing.
    """
    if likelihood.shape[1] == 1:
        return beliefs
    before = np.stack([1.0 - beliefs[:, mover], beliefs[:, mover]], axis=1)
    after = beliefs.copy()
    after[:, mover] = beliefs_after(before, likelihood)[:, 1]
    return after
