r"""The paused tariff: what is threatened, and what extending or executing it is worth to the US.

On a legal deadline the US *extends* the pause, *names* a new rate from a new day, or *executes*. An
extension in front of an audience costs it standing: with $n$ legal deadlines before, whatever was
done on them, $c\,\delta^n$ times what its public posture has made of it, and its type's weight.
Naming a new rate and day costs a share $\nu$ of that. Executing is worth its credibility in other
talks. All are quoted for $100bn of trade (`trade_scale`).

After the last deadline nothing is negotiated any more. A tariff executed stays for its life, after
which it is bargained away or struck, and rates return to those in force. A pause that was extended
ends as well: then the US executes if that serves it better than to let the pause stand for good,
and a branch that it would refuse is never assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .present_value import DAYS_PER_YEAR

RUNNING, EXTENDED, NAMED, EXECUTED = (
    "pause running",
    "pause extended",
    "new rate named",
    "tariff executed",
)
"""Where the paused tariff stands, as a public state."""

EXTEND, NAME, EXECUTE = "extend", "name a new rate", "execute"
"""What the US may do on a legal deadline."""


@record
class Pause:
    """The paused tariff."""

    may_extend: bool
    """Whether the US can let a deadline pass."""
    may_execute: bool
    """Whether it can carry the threat out."""
    rates: Mapping[str, float]
    """What it threatens: issue to rate."""
    new_rates: Mapping[str, float] = field(default_factory=dict)
    """What it may name instead on a deadline: issue to rate; empty if it can not."""
    executed_years: float = parameter(
        "years", "how long an executed tariff stays after the talks", low=0.0, high=20.0
    )
    paused_years: float = parameter(
        "years", "how long a pause extended on the last deadline goes on", low=0.0, high=20.0
    )
    extension_decay: float = parameter(
        "fraction", "cost of an extension as a share of the one before it", high=1.0
    )
    naming_share: float = parameter(
        "fraction", "cost of naming a new rate as a share of an extension's", high=1.0
    )


def extension_cost(
    pause: Pause,
    postures: NDArray[np.float64],
    audience_weights: NDArray[np.float64],
    earlier: int,
    scale: float,
) -> NDArray[np.float64]:
    """Return what extending the pause costs the US types [u, s], $bn (negative).

    ``postures`` [s] is the cost from the posture of each public state, ``earlier`` the number of
    legal deadlines before this one.
    """
    cost = scale * pause.extension_decay**earlier
    return np.asarray(-cost * audience_weights[:, None] * postures[None, :])


def after(day: date, years: float, horizon: date) -> date:
    """Return the day some years on, the horizon at the latest."""
    return min(day + timedelta(days=round(years * DAYS_PER_YEAR)), horizon)
