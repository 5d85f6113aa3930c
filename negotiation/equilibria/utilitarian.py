"""The utilitarian solution: the largest sum of gains.

It maximises g_0 + g_1 in $bn among the agreements that leave nobody worse off than disagreement,
and compares the players' payoffs one for one. Where the sum ties, the largest least gain decides.

On packages: the individually rational package with the largest sum, among these the largest
min_i g_i. Ties: see `axiomatic.bargaining_solution`.

Source: Harsanyi (1955), Journal of Political Economy 63, 309-321; restricted here to individually
rational agreements, which Harsanyi does not ask for.
Checked by: tests/theory/test_bargaining_solutions.py, tests/contracts/test_solution_concepts.py.
"""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from .axiomatic.bargaining_solution import BargainingSolution
from .certificates.bargaining import Criterion


class Utilitarian(BargainingSolution):
    """The package with the largest sum of gains."""

    title: ClassVar[str] = "utilitarian solution"
    concept: ClassVar[str] = "utilitarian"
    axioms: ClassVar[frozenset[str]] = frozenset(
        {
            "efficiency",
            "independence_of_irrelevant_alternatives",
            "individual_rationality",
            "relabelling",
            "symmetry",
            "weak_efficiency",
        }
    )
    finite_axioms: ClassVar[frozenset[str]] = axioms - {"symmetry", "relabelling"}

    def criteria(self, gains: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return the sum and the smaller gain [n], $bn."""
        return np.asarray(gains.sum(axis=0)), np.asarray(gains.min(axis=0))

    def point(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the gains [i] with the largest sum on a frontier of lotteries [n, i], $bn.

        A segment of slope -1 ties as a whole: its point nearest to equal gains is taken.
        """
        candidates = list(vertices)
        for a, b in pairwise(vertices):
            excess = a[1] - a[0], b[1] - b[0]
            if excess[0] > 0.0 > excess[1]:
                candidates.append(a + (b - a) * (excess[0] / (excess[0] - excess[1])))
        points = np.array(candidates)
        total = points.sum(axis=1)
        best = np.flatnonzero(total >= total.max() * (1.0 - 1e-12))  # sums of three roundings
        return np.asarray(points[best[np.argmax(points[best].min(axis=1))]])

    def criterion(self) -> Criterion:
        """Return the sum of gains."""
        return Criterion("sum")
