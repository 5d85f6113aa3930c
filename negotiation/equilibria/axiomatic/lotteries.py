"""Lotteries over packages: the convex, comprehensive bargaining problem, exactly.

If the players can agree on lotteries over packages and disagreement, and throw payoff away, the
feasible gains over disagreement are the convex hull of all gains and of 0, with everything below.
For two players its frontier is a concave chain of segments; it is kept as its vertices [n, i], gain
of player 0 rising and of player 1 falling. The axioms of Nash (1950), Kalai and Smorodinsky (1975)
and Kalai (1977) are theorems on such problems. Nothing here iterates: each point is in closed form.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..views.bargaining_problem import BargainingProblem
from ..views.frontier import pareto_frontier

Vertices = NDArray[np.float64]
"""The frontier of the gains that lotteries reach [n, i]: a concave chain, $bn."""


def lottery_frontier(problem: BargainingProblem) -> Vertices:
    """Return the frontier of lotteries over packages and disagreement, gains at least 0.

    >>> from ..views.bargaining_problem import problem_of
    >>> plane = np.array([[-1.0, 1.0, 3.0], [3.0, 1.0, -1.0]])
    >>> lottery_frontier(problem_of(plane, np.zeros(2))).tolist()
    [[0.0, 2.0], [2.0, 0.0]]
    """
    gains = np.concatenate([problem.gains, np.zeros((2, 1))], axis=1)
    chain: list[NDArray[np.float64]] = []
    for point in gains[:, pareto_frontier(gains)].T:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) >= 0.0:
            chain.pop()
        if not chain or not np.array_equal(chain[-1], point):
            chain.append(point)
    return _within_gains(np.array(chain))


def _turn(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]) -> float:
    """Return twice the signed area of a triangle: positive where b lies below the line a-c."""
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _within_gains(chain: Vertices) -> Vertices:
    """Return the part of a chain in which both players gain, cut where it crosses the axes."""
    kept = [point for point in chain if point.min() >= 0.0]
    for a, b in pairwise(chain):
        if a[0] < 0.0 < b[0]:
            crossing = a[1] + (b[1] - a[1]) * (-a[0] / (b[0] - a[0]))
            kept.insert(0, np.array([0.0, max(crossing, 0.0)]))
        if a[1] > 0.0 > b[1]:
            crossing = a[0] + (b[0] - a[0]) * (a[1] / (a[1] - b[1]))
            kept.append(np.array([max(crossing, 0.0), 0.0]))
    return np.array(kept)


def along(vertices: Vertices, direction: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the farthest feasible gains [i] in a direction with no negative entry."""
    limits = [(1.0, 0.0, vertices[-1, 0]), (0.0, 1.0, vertices[0, 1])]
    for a, b in pairwise(vertices):
        normal = (a[1] - b[1], b[0] - a[0])
        limits.append((*normal, normal[0] * a[0] + normal[1] * a[1]))
    speeds = [(n0 * direction[0] + n1 * direction[1], level) for n0, n1, level in limits]
    reach = min((level / speed for speed, level in speeds if speed > 0.0), default=0.0)
    return np.asarray(reach * direction)
