"""Where the replicator dynamics of a meta-game go, and what is said of shares that go round."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.engine.tournament.tallying import _evolution
from negotiation.equilibria.bimatrix.equilibria import all_equilibria


def test_shares_that_settle_are_the_last_ones() -> None:
    """Sending the second is dominant for both."""
    dilemma = np.array([[3.0, 0.0], [5.0, 1.0]])
    found = _evolution(np.stack([dilemma, dilemma.T], axis=-1))
    assert found.is_settled
    assert found.lasting.tolist() == found.shares[:, -1].tolist()
    assert found.lasting == pytest.approx(np.array([[0.0, 1.0], [0.0, 1.0]]), abs=1e-6)


def test_shares_that_rounding_has_brought_to_rest_are_not_settled() -> None:
    """Shapley's cycle: each corner is left, ever more slowly, for one that pays more."""
    row, column = np.diag([1.02, 1.0, 1.0]), np.roll(np.eye(3), 1, axis=1)
    found = _evolution(np.stack([row, column], axis=-1))
    assert not found.is_settled
    assert found.lasting.min() >= 0.0
    assert found.lasting.sum(axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(4))
def test_shares_that_go_round_do_so_about_the_equilibrium(seed: int) -> None:
    """In zero-sum games their means over time go to it.

    Source: Hofbauer, Sorin and Viossat (2009), Mathematics of Operations Research 34, 263-269.
    """
    row = np.array([[2.0, -1.0], [-1.0, 1.0]]) + np.random.default_rng(seed).uniform(-0.3, 0.3)
    found = _evolution(np.stack([row, -row], axis=-1))
    equilibrium = all_equilibria(row, -row, ask_nashpy=False).found[0]
    assert not found.is_settled
    assert found.lasting[0] == pytest.approx(equilibrium.row, abs=0.02)
    assert found.lasting[1] == pytest.approx(equilibrium.column, abs=0.02)
    assert found.shares.sum(axis=2) == pytest.approx(1.0)
