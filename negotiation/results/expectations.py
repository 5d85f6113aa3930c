"""Expectations: what an equilibrium under private information says of the talks before they begin.

Everything is kept by type pair, so that a reader sees both what will happen and what each type does
differently; ``overall`` weighs the pairs with the prior.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record
from .selection import SelectedEquilibrium


@record
class Signal:
    """One action at a posture stage or at the last word: who takes it, and what it reveals."""

    round: str
    """The round's name."""
    date: date
    """Its day."""
    stage: str
    """The stage's name, e.g. ``card posture``."""
    player: str
    """Who takes the action."""
    action: str
    """The action's name."""
    chance_by_type: Mapping[str, float]
    """Its probability given that the stage is reached, by type of the player."""
    belief_before: float
    """The mean public probability of the player's second type before it, where it is taken."""
    belief_after: float
    """The same after it."""


@record
class BeliefPath:
    """The public belief about one player, at the start and after every round."""

    player: str
    """Whom it is about."""
    believed_type: str
    """The type whose probability it is: the player's second."""
    true_type: str
    """The type that the player has in this path; empty: weighed with the prior."""
    mean: NDArray[np.float64]
    """Mean probability [r + 1]; a belief stays where it was when the talks end."""
    low: NDArray[np.float64]
    """The 10 % quantile [r + 1]."""
    high: NDArray[np.float64]
    """The 90 % quantile [r + 1]."""


@record
class PosturePath:
    """How likely each posture of one player is after its move in every round."""

    player: str
    """Whose posture it is."""
    true_type: str
    """The type that the player has in this path."""
    postures: tuple[str, ...]
    """The postures [k]."""
    chances: NDArray[np.float64]
    """Probabilities given that the talks still go on [r, k]."""


@record
class Expectations:
    """What is expected of the talks."""

    __repr__ = brief

    rounds: tuple[str, ...]
    """Names of the rounds [r]."""
    dates: tuple[date, ...]
    """Their days [r]."""
    agreed_by: Mapping[str, NDArray[np.float64]]
    """Probability of an agreement by the end of each round [r], for each pair of types, written
    ``type of the first player / type of the second``, and ``overall``."""
    beliefs: tuple[BeliefPath, ...]
    """Public beliefs over time, for each player and true type, and overall."""
    postures: tuple[PosturePath, ...]
    """Postures over time, for each player who has any."""
    signals: tuple[Signal, ...]
    """What the moves reveal."""
    precision: float
    """The precision L, per $bn."""
    residual: float
    """The largest error of any posterior's log odds."""
    roots: int
    """How many equations were solved."""
    several: int
    """Beliefs whose continuations from low and from high beliefs differ: several equilibria."""
    selected: SelectedEquilibrium
    """Which equilibrium this is, where there may be several."""
    unsolved: int
    """Equations solved no better than 1e-8."""
    menu_error_busd: float
    """What the thinned menu of offers may cost a player, $bn."""
    path_error_busd: float
    """Largest difference of a player's payoff along the path from its solved value, $bn."""
