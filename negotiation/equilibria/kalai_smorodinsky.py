"""The Kalai-Smorodinsky solution: equal shares of what each could at most hope for.

A player's ideal gain a_i is its largest gain over disagreement at any individually rational
agreement. The solution is the efficient point at which g_0 / a_0 = g_1 / a_1. It gives up
independence of irrelevant alternatives for individual monotonicity: a player whose opportunities
grow, the other's ideal unchanged, does not lose.

On packages: the individually rational package with the largest min_i g_i / a_i, among these the
largest max_i g_i / a_i; a player with ideal 0 does not count. Ties: see
`axiomatic.bargaining_solution`.

Source: Kalai and Smorodinsky (1975), Econometrica 43, 513-518.
Checked by: tests/theory/test_bargaining_solutions.py, tests/contracts/test_solution_concepts.py.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from .axiomatic.bargaining_solution import BargainingSolution
from .axiomatic.lotteries import along
from .certificates.bargaining import Criterion


class KalaiSmorodinsky(BargainingSolution):
    """The package with the largest least share of the players' ideal gains."""

    title: ClassVar[str] = "Kalai-Smorodinsky solution"
    concept: ClassVar[str] = "kalai_smorodinsky"
    axioms: ClassVar[frozenset[str]] = frozenset(
        {
            "efficiency",
            "individual_monotonicity",
            "individual_rationality",
            "relabelling",
            "scale_invariance",
            "symmetry",
            "weak_efficiency",
        }
    )
    finite_axioms: ClassVar[frozenset[str]] = axioms - {
        "symmetry",
        "relabelling",
        "individual_monotonicity",
    }

    def criteria(self, gains: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return the smaller and the larger share of the ideals [n], times the smaller ideal."""
        ideal = gains.max(axis=1)
        hopeful = ideal > 0.0
        if not hopeful.any():
            return (np.zeros(gains.shape[1]),)
        shares = gains[hopeful] / ideal[hopeful, None] * ideal[hopeful].min()
        return np.asarray(shares.min(axis=0)), np.asarray(shares.max(axis=0))

    def point(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the gains [i] where the line from 0 to the ideals leaves the feasible set, $bn."""
        return along(vertices, np.array([vertices[-1, 0], vertices[0, 1]]))

    def criterion(self) -> Criterion:
        """Return the least share of the ideals."""
        return Criterion("shares")
