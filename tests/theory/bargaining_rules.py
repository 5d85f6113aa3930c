"""The bargaining solutions as the theory tests apply them: by lottery and by package."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.axiomatic.bargaining_solution import BargainingSolution
from negotiation.equilibria.egalitarian import Egalitarian
from negotiation.equilibria.kalai_smorodinsky import KalaiSmorodinsky
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.utilitarian import Utilitarian
from negotiation.equilibria.views.bargaining_problem import problem_of

Payoffs = NDArray[np.float64]
SOLUTIONS: tuple[BargainingSolution, ...] = (
    NashBargaining(),
    KalaiSmorodinsky(),
    Egalitarian(),
    Utilitarian(),
)
EVERY = pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda s: s.concept)
GRID = 10_000
ROUNDING = 1e-9
"""Points are in closed form of whole numbers up to 12: a few divisions."""

CURVE = np.linspace(0.0, 1.0, GRID + 1)
SQUARE_ROOT = np.array([CURVE, np.sqrt(1.0 - CURVE)])
LINE = np.array([CURVE, 1.0 - CURVE])


def by_lottery(solution: BargainingSolution, payoffs: Payoffs, d: Payoffs | None = None) -> Payoffs:
    return solution.with_lotteries(problem_of(payoffs, np.zeros(2) if d is None else d))


def by_package(solution: BargainingSolution, payoffs: Payoffs, d: Payoffs | None = None) -> Payoffs:
    problem = problem_of(payoffs, np.zeros(2) if d is None else d)
    chosen = solution.choose(problem)
    return problem.disagreement_point if chosen is None else payoffs[:, chosen]
