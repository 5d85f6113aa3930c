"""What choices say of the precision along one branch of equilibria."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..foundations.records import record


@record
class BranchEstimate:
    """The logit precision L at which choices are most likely along one branch, per $bn."""

    name: str
    """The way that leads to the branch; ``principal`` for that which the logit path selects."""
    precision: float
    """The most likely precision, per $bn."""
    log_likelihood: float
    """The log-likelihood of the choices there."""
    interval: tuple[float, float]
    """Precisions whose log-likelihood is less than 1.92 below this branch's own best."""
    open_ends: tuple[bool, bool]
    """Whether the interval goes on below, and above, the bounds of the search."""
    found_between: tuple[float, float]
    """The lowest and the highest precision tried at which the branch is, apart from the
    principal one."""
    precisions: NDArray[np.float64]
    """Every precision tried [x] at which it is, rising, per $bn."""
    log_likelihoods: NDArray[np.float64]
    """The log-likelihood at each [x]."""
