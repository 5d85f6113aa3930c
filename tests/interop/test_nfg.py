"""The `.nfg` text, read back by plain string handling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from negotiation.interop.nfg import nfg_text
from tests.generators import bimatrices


def text_of(first: np.ndarray, second: np.ndarray) -> str:
    rows, columns = first.shape
    return nfg_text(
        title="a moment",
        players=("us", "japan"),
        actions=(tuple(f"r{a}" for a in range(rows)), tuple(f"c{b}" for b in range(columns))),
        payoffs=np.stack([first, second]),
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(bimatrices())
def test_every_cell_reads_back_to_the_same_floats(matrices: tuple[np.ndarray, np.ndarray]) -> None:
    first, second = matrices
    head, _, numbers = text_of(first, second).partition('"payoffs in $bn"')
    rows, columns = first.shape
    assert head.startswith('NFG 1 R "a moment" { "us" "japan" } { { "r0"')
    assert head.count('"r') == rows
    assert head.count('"c') == columns
    read = np.array([float(number) for number in numbers.split()])
    cells = read.reshape(columns, rows, 2)  # the first player's action moves fastest
    np.testing.assert_array_equal(cells[:, :, 0].T, first)
    np.testing.assert_array_equal(cells[:, :, 1].T, second)


def test_payoffs_that_do_not_fit_the_actions_are_refused() -> None:
    with pytest.raises(ValueError, match=r"not \(2, 1, 2\)"):
        nfg_text(
            title="x",
            players=("us", "japan"),
            actions=(("a",), ("b", "c")),
            payoffs=np.zeros((2, 2, 1)),
        )
