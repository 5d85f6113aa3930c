"""The Nash bargaining solution: the largest (weighted) product of gains.

With gains g_i = u_i - d_i over disagreement and weights w_0 + w_1 = 1 it maximises
g_0^w_0 * g_1^w_1, which is in $bn. Equal weights are Nash's own solution, characterised by
efficiency, symmetry, scale invariance and independence of irrelevant alternatives; other weights
drop symmetry. They are the limit of alternating offers when the players differ in patience
(Binmore, Rubinstein and Wolinsky 1986). The solution is not monotone: more can be worse.

On packages: the individually rational package with the largest product; where a gain of 0 makes
every product 0, an undominated one. Ties: see `axiomatic.bargaining_solution`.

Source: Nash (1950), Econometrica 18, 155-162; weights: Harsanyi and Selten (1972), Kalai (1977),
International Journal of Game Theory 6, 129-133.
Checked by: tests/theory/test_bargaining_solutions.py, tests/contracts/test_solution_concepts.py.
"""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from .axiomatic.bargaining_solution import BargainingSolution
from .certificates.bargaining import Criterion


class NashBargaining(BargainingSolution):
    """The package with the largest product of gains.

    ``weights`` are the players' bargaining powers; only their ratio counts.
    """

    title: ClassVar[str] = "Nash bargaining solution"
    concept: ClassVar[str] = "nash_bargaining"
    axioms: ClassVar[frozenset[str]] = frozenset(
        {
            "efficiency",
            "independence_of_irrelevant_alternatives",
            "individual_rationality",
            "relabelling",
            "scale_invariance",
            "symmetry",
            "weak_efficiency",
        }
    )
    finite_axioms: ClassVar[frozenset[str]] = axioms - {"symmetry", "relabelling"}

    def __init__(self, weights: tuple[float, float] = (0.5, 0.5)) -> None:
        if min(weights) < 0.0 or sum(weights) <= 0.0:
            raise ValueError(f"weights are at least 0 and not both 0, got {weights}")
        self.weight = weights[0] / sum(weights)

    def criteria(self, gains: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return the weighted geometric mean of the gains [n], $bn."""
        return (np.asarray(gains[0] ** self.weight * gains[1] ** (1.0 - self.weight)),)

    def point(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the gains [i] with the largest product on a frontier of lotteries [n, i], $bn.

        On the line through a segment the product peaks where player 0 has the share w_0 of the
        line's intercept; the frontier's peak is the best of the segments' peaks and ends.
        """
        candidates = list(vertices)
        for a, b in pairwise(vertices):
            width, drop = b[0] - a[0], a[1] - b[1]
            if width > 0.0 and drop > 0.0:
                intercept = a[0] + a[1] * width / drop
                share = np.clip((self.weight * intercept - a[0]) / width, 0.0, 1.0)
                candidates.append(a + share * (b - a))
        points = np.array(candidates)
        product = self.criteria(points.T)[0]
        # Where a weight is 0 a whole edge may tie: the other player's gain decides.
        best = np.flatnonzero(product == product.max())
        return np.asarray(points[best[np.argmax(points[best].sum(axis=1))]])

    def criterion(self) -> Criterion:
        """Return the product of gains."""
        return Criterion("product", self.weight)
