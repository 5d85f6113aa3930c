"""Answers certified to be the only ones: against the whole curve of priors, point by point."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.signalling.kernels.answer import solve_answers
from negotiation.equilibria.signalling.kernels.interpolation import slopes
from negotiation.equilibria.signalling.kernels.offers import answer_offers
from negotiation.equilibria.signalling.kernels.rejection import FOUND, LOG
from negotiation.equilibria.signalling.kernels.selecting import FROM_ABOVE, PRINCIPAL
from negotiation.equilibria.signalling.kernels.single_answer import bounds_of, single

NODES, CENTRE, STRETCH = 9, 0.4, 2.0
ODDS = np.linspace(-30.0, 30.0, 40_001)

Array = NDArray[np.float64]


def table(rng: np.random.Generator) -> tuple[Array, Array]:
    """Return what rejecting is worth at the nodes and its slopes [t, n]: smooth or with a jump."""
    x = np.linspace(0.0, 1.0, NODES)
    values = rng.normal(size=(2, 1)) * 2.0 * x + rng.normal(size=(2, 1)) * np.sin(3.0 * x)
    values += rng.normal(size=(2, 1)) * (x > rng.uniform()) * rng.integers(0, 2)
    steep = np.empty_like(values)
    for t in range(2):
        slopes(values[t], steep[t])
    return values, steep


def priors_of(values: Array, steep: Array, sure: Array, precision: float) -> Array:
    """Return the prior that each of `ODDS` solves, by NumPy alone."""
    x = 1.0 / (1.0 + np.exp(-(ODDS - CENTRE) / STRETCH))
    n = np.minimum((x * (NODES - 1)).astype(int), NODES - 2)
    h = x * (NODES - 1) - n
    worth = (
        (1.0 + 2.0 * h) * (1.0 - h) ** 2 * values[:, n]
        + h * h * (3.0 - 2.0 * h) * values[:, n + 1]
        + h * (1.0 - h) ** 2 * steep[:, n]
        - h * h * (1.0 - h) * steep[:, n + 1]
    )
    logs = -np.logaddexp(0.0, sure[:, None] - precision * worth)
    return np.asarray(ODDS - logs[1] + logs[0])


@pytest.mark.parametrize("precision", [0.5, 3.0, 12.0])
def test_where_one_answer_is_certified_the_prior_rises_with_the_posterior(precision: float) -> None:
    rng = np.random.default_rng(7)
    certified, falling = 0, 0
    for _ in range(150):
        values, steep = table(rng)
        bounds = np.empty((4, NODES - 1))
        bounds_of(values, steep, precision, STRETCH, bounds)
        for sure in precision * rng.normal(scale=2.0, size=(6, 2)):
            risen = np.diff(priors_of(values, steep, sure, precision)).min()
            if single(bounds, sure):
                certified += 1
                assert risen > 0.0
            falling += risen < 0.0
    assert certified > 150
    assert precision < 1.0 or falling > 30


def test_worths_too_far_apart_for_a_float_are_left_to_the_careful_search() -> None:
    values, steep = np.zeros((2, NODES)), np.zeros((2, NODES))
    bounds = np.empty((4, NODES - 1))
    bounds_of(values, steep, 1.0, STRETCH, bounds)
    assert single(bounds, np.array([500.0, -500.0]))
    assert single(bounds, np.array([-np.inf, -np.inf]))
    assert not single(bounds, np.array([700.0, 0.0]))


@pytest.mark.parametrize("precision", [0.5, 3.0, 12.0])
@pytest.mark.parametrize("rule", [PRINCIPAL, FROM_ABOVE])
def test_they_are_the_answers_that_the_careful_search_finds(precision: float, rule: int) -> None:
    rng = np.random.default_rng(11)
    x = np.arange(1, NODES - 1) / (NODES - 1)
    inner = CENTRE + STRETCH * (np.log(x) - np.log1p(-x))
    nodes = np.concatenate([[-np.inf], inner, [np.inf]])
    priors = np.concatenate([nodes, rng.normal(scale=8.0, size=7)])[None]
    belief, offers = np.array([0.0]), 5
    for _ in range(40):
        values, steep = table(rng)
        worths, rises = (
            np.ascontiguousarray(np.broadcast_to(one[:, :, None], (1, 2, 2, 2, NODES)).copy())
            for one in (values[None], steep[None])
        )
        gains = rng.normal(scale=2.0, size=offers)
        packages = np.broadcast_to(gains, (2, 2, 2, offers)).copy()
        shape = (offers, 1, priors.shape[1])
        y, rejects, accepts = np.empty(shape), np.empty((*shape, 2)), np.empty((*shape, 2))
        earned = np.empty((priors.shape[1], 2, 2, 2, offers, 1))
        counts, flags = np.zeros(4, dtype=np.int64), np.empty(shape, dtype=np.int8)
        nothing = np.zeros((2, 2, 2))
        worst = answer_offers(
            nothing, packages, nothing - np.inf, worths, rises, 0, belief, nodes, priors,
            precision, CENTRE, STRETCH, rule, y, rejects, accepts, earned, flags, counts,
        )  # fmt: skip
        assert worst < 1e-8
        for q in range(offers):
            alone, found = np.empty(priors.shape[1]), np.empty((priors.shape[1], FOUND))
            sure = np.full(2, precision * gains[q])
            solve_answers(
                values, steep, sure, nodes, priors[0], precision, CENTRE, STRETCH, rule,
                alone, found, flags[q, 0], counts,
            )  # fmt: skip
            np.testing.assert_allclose(y[q, 0], alone, rtol=0.0, atol=1e-8)
            np.testing.assert_allclose(rejects[q, 0], found[:, LOG : LOG + 2], rtol=0, atol=1e-8)
