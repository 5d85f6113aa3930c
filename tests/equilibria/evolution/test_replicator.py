"""The replicator dynamics against closed forms, and under changes that must not matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from negotiation.equilibria.evolution.replicator import replicator_dynamics

TIMES = np.linspace(0.0, 5.0, 21)


def test_two_by_two_without_interaction_is_logistic() -> None:
    """Where a row earns 1 more whatever the column does, its odds grow as exp(t)."""
    row, column = np.array([[1.0, 1.0], [0.0, 0.0]]), np.zeros((2, 2))
    xs, ys = replicator_dynamics(row, column, TIMES)
    np.testing.assert_allclose(xs[:, 0], 1.0 / (1.0 + np.exp(-TIMES)), atol=1e-5)
    np.testing.assert_allclose(ys, 0.5, atol=1e-6)


@given(seed=st.integers(0, 1000), shift=st.floats(-100.0, 100.0), scale=st.floats(0.1, 100.0))
def test_units_and_zero_do_not_matter(seed: int, shift: float, scale: float) -> None:
    rng = np.random.default_rng(seed)
    row, column = rng.normal(size=(2, 4, 3))
    xs, ys = replicator_dynamics(row, column, TIMES)
    again = replicator_dynamics(row * scale + shift, column * scale - shift, TIMES / scale)
    np.testing.assert_allclose(again[0], xs, atol=1e-4)
    np.testing.assert_allclose(again[1], ys, atol=1e-4)
    for shares in (xs, ys):
        assert shares.min() >= 0.0
        np.testing.assert_allclose(shares.sum(axis=1), 1.0)


def test_what_is_dominated_dies_out_also_among_negative_payoffs() -> None:
    row = np.array([[-10.0, -12.0], [-11.0, -13.0], [-40.0, -45.0]])
    xs, _ = replicator_dynamics(row, -row, np.linspace(0.0, 60.0, 50))
    assert xs[-1, 0] > 0.999
