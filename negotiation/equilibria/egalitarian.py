"""The egalitarian solution: equal gains over disagreement.

It is the largest point of the feasible set at which g_0 = g_1, in $bn. It is the monotone solution:
if anything at all becomes possible in addition, nobody loses. The price is that it compares the
players' gains, so that it changes with the units of one player's payoff, and that with free
disposal it may waste gains that only one player could have (weak efficiency).

On packages: the individually rational package with the largest min_i g_i, among these the largest
max_i g_i (nothing is wasted, and monotonicity is lost). Ties: see `axiomatic.bargaining_solution`.

Source: Kalai (1977), Econometrica 45, 1623-1630.
Checked by: tests/theory/test_bargaining_solutions.py, tests/contracts/test_solution_concepts.py.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from .axiomatic.bargaining_solution import BargainingSolution
from .axiomatic.lotteries import along
from .certificates.bargaining import Criterion


class Egalitarian(BargainingSolution):
    """The package with the largest least gain."""

    title: ClassVar[str] = "egalitarian solution"
    concept: ClassVar[str] = "egalitarian"
    axioms: ClassVar[frozenset[str]] = frozenset(
        {
            "independence_of_irrelevant_alternatives",
            "individual_monotonicity",
            "individual_rationality",
            "monotonicity",
            "relabelling",
            "symmetry",
            "weak_efficiency",
        }
    )
    finite_axioms: ClassVar[frozenset[str]] = frozenset(
        {
            "efficiency",
            "independence_of_irrelevant_alternatives",
            "individual_rationality",
            "weak_efficiency",
        }
    )

    def criteria(self, gains: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return the smaller and the larger gain [n], $bn."""
        return np.asarray(gains.min(axis=0)), np.asarray(gains.max(axis=0))

    def point(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the largest equal gains [i] that are feasible with free disposal, $bn."""
        return along(vertices, np.ones(2))

    def criterion(self) -> Criterion:
        """Return the least gain."""
        return Criterion("least")
