"""Payoffs of very different size, with a constant added, and such as are no numbers."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.bimatrix.enumeration import extreme_equilibria
from negotiation.equilibria.bimatrix.equilibria import all_equilibria
from negotiation.foundations.errors import ProblemsFound
from tests.oracles.test_bimatrix import three_hundred


class TestPayoffsOfVeryDifferentSize:
    """A punishment of 1e9 beside stakes of 1e-4: thirteen digits."""

    row = np.array([[3e-4, 0.0, -1e9], [5e-4, 1e-4, -1e9], [-1e9, -1e9, -1e9]])

    @pytest.mark.parametrize("scale", [1e-6, 1.0, 1024.0])
    def test_none_is_false_and_none_is_lost(self, scale: float) -> None:
        answer = all_equilibria(scale * self.row, scale * self.row.T)
        assert answer.complete
        assert [(e.row.tolist(), e.column.tolist()) for e in answer.found] == [
            ([0.0, 1.0, 0.0], [0.0, 1.0, 0.0]),
            ([0.0, 0.0, 1.0], [0.0, 0.0, 1.0]),
        ]
        assert [e.regret for e in answer.found] == [0.0, 0.0]

    def test_no_regret_is_a_gap(self) -> None:
        """Every equilibrium listed as exact is one by far less than the smallest stakes."""
        rng = np.random.default_rng(3)
        for _ in range(60):
            row, column = (
                np.where(rng.random((4, 4)) < 0.3, -1e9, 1e-3 * rng.integers(1, 50, (4, 4)))
                for _ in range(2)
            )
            answer = all_equilibria(row, column, ask_nashpy=False)
            assert answer.complete
            for e in answer.found:
                mixed = np.count_nonzero(e.row) > 1 or np.count_nonzero(e.column) > 1
                # A float for a probability is off by 1e-16: 1e-7 where 1e9 is at stake.
                assert e.regret <= (1e-6 if mixed else 0.0)

    @pytest.mark.parametrize("shift", [1e6, -1e6])
    def test_a_constant_added_changes_nothing(self, shift: float) -> None:
        for row, column in three_hundred()[:60]:
            found = extreme_equilibria(row, column)
            moved = extreme_equilibria(row + shift, column - shift)
            assert len(found.profiles) == len(moved.profiles)
            for one, other in zip(found.profiles, moved.profiles, strict=True):
                # 1e6 + x keeps ten digits of x; the games are well conditioned.
                assert np.abs(np.concatenate(one) - np.concatenate(other)).max() < 1e-6

    def test_what_adding_up_leaves_is_no_preference(self) -> None:
        row = np.array([[0.1 + 0.2, 1.0], [0.3, 1.0]])
        answer = all_equilibria(row, np.array([[1.0, 0.0], [1.0, 0.0]]), ask_nashpy=False)
        assert answer.found[0].dimension == 1


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_payoffs_that_are_no_numbers_are_refused(wrong: float) -> None:
    row = np.array([[1.0, 0.0], [wrong, 1.0]])
    with pytest.raises(ProblemsFound, match="payoffs of row, row 1, column 0"):
        all_equilibria(row, np.ones((2, 2)))
    with pytest.raises(ProblemsFound, match="two matrices of one shape"):
        all_equilibria(np.ones((2, 3)), np.ones((3, 2)))
    with pytest.raises(ProblemsFound, match="two matrices of one shape"):
        all_equilibria(np.ones((0, 2)), np.ones((0, 2)))
