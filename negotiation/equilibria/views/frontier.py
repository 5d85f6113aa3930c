"""The Pareto frontier, the agreement zone and the contract curve of a set of packages.

Package q *dominates* p if it gives neither player less and one of them more. The *frontier* holds
the packages that none dominates (packages with equal payoffs stand or fall together); the
*agreement zone* those that give each player at least its disagreement payoff; the *contract curve*
is what both have in common (Edgeworth 1881). Comparisons are exact: what is undominated is a
property of the numbers, not of a tolerance.

Checked by: tests/properties/test_bargaining_problem.py against every pair of packages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .bargaining_problem import BargainingProblem


def pareto_frontier(payoffs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the undominated packages [n] by rising payoff of player 0, in O(P log P).

    ``payoffs`` [i, p] in $bn. Packages with equal payoffs follow by rising number.

    >>> pareto_frontier(np.array([[0.0, 1.0, 1.0, 2.0], [3.0, 2.0, 1.0, 0.0]]))
    array([0, 1, 3])
    """
    first, second = payoffs
    order = np.lexsort((-second, -first))  # best for player 0 first, then best for player 1
    rising, falling = first[order], second[order]
    # Undominated: player 1 gets more than from any package that is better for player 0 ...
    starts = np.ones(order.size, dtype=bool)
    starts[1:] = rising[1:] < rising[:-1]
    group = np.cumsum(starts) - 1
    best = np.maximum.accumulate(falling)
    before = np.concatenate([[-np.inf], best[np.flatnonzero(starts)[1:] - 1]])
    # ... and as much as the best of those that are as good for player 0.
    top = falling[np.flatnonzero(starts)]
    undominated = (falling > before[group]) & (falling == top[group])
    kept = order[undominated]
    return np.asarray(kept[np.lexsort((kept, first[kept]))])


def agreement_zone(problem: BargainingProblem) -> NDArray[np.int64]:
    """Return the packages that both prefer to disagreement, or are indifferent to."""
    return problem.rational


def contract_curve(problem: BargainingProblem) -> NDArray[np.int64]:
    """Return the undominated packages of the agreement zone by rising payoff of player 0."""
    frontier = pareto_frontier(problem.payoffs)
    return np.asarray(frontier[np.isin(frontier, problem.rational)])
