"""Bisection ends at equilibria, checked by equations written anew, and mostly finds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicHermiteSpline

from negotiation.equilibria.signalling.kernels.crossing import cross
from negotiation.equilibria.signalling.kernels.interpolation import slopes
from negotiation.equilibria.signalling.kernels.signalling_stage import ROWS

NODES, CENTRE, STRETCH = 9, 0.3, 2.0


def stage(rng: np.random.Generator, actions: int, rough: float) -> NDArray[np.float64]:
    """Return a table of worths with slopes [k, n, 4] that jumps here and there."""
    values = np.cumsum(rng.normal(scale=rough, size=(actions, NODES, 2)), axis=1)
    table = np.empty((actions, NODES, 4))
    for k in range(actions):
        for t in range(2):
            steep = np.empty(NODES)
            slopes(np.ascontiguousarray(values[k, :, t]), steep)
            table[k, :, t], table[k, :, 2 + t] = values[k, :, t], steep
    return table


def largest_error(
    table: NDArray[np.float64], prior: float, precision: float, y: NDArray[np.float64]
) -> float:
    """Return how far Bayes' rule for logit choices is from holding, in log odds."""
    places = (NODES - 1) / (1.0 + np.exp(-(y - CENTRE) / STRETCH))
    nodes = np.arange(NODES)
    worths = np.array(
        [
            [CubicHermiteSpline(nodes, row[:, t], row[:, 2 + t])(place) for t in (0, 1)]
            for row, place in zip(table, places, strict=True)
        ]
    )
    likely = precision * worths - np.logaddexp.reduce(precision * worths, axis=0)
    return float(np.abs(prior + likely[:, 1] - likely[:, 0] - y).max())


def test_what_is_found_is_an_equilibrium_and_little_is_not_found() -> None:
    rng = np.random.default_rng(3)
    solved = 0
    for n in range(300):
        actions, precision = int(rng.integers(1, 7)), float(rng.choice([0.5, 2.0, 5.0, 20.0]))
        table, prior = stage(rng, actions, float(rng.choice([0.1, 0.5]))), float(rng.normal())
        y = np.empty(actions)
        if cross(table, prior, precision, CENTRE, STRETCH, y, np.empty((ROWS, actions))):
            solved += 1
            assert largest_error(table, prior, precision, y) < 1e-8, n
    assert solved > 250
