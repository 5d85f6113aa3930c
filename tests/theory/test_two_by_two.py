"""Names of 2x2 games: the textbook matrices, under every numbering, and with ties."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from negotiation.equilibria.views.two_by_two import two_by_two

TEXTBOOK = {
    "prisoner's dilemma": ([[3, 0], [5, 1]], [[3, 5], [0, 1]]),
    "chicken": ([[3, 2], [4, 0]], [[3, 4], [2, 0]]),
    "stag hunt": ([[4, 1], [3, 2]], [[4, 3], [1, 2]]),
    "battle of the sexes": ([[3, 0], [0, 2]], [[2, 0], [0, 3]]),
    "matching pennies": ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]),
    "harmony": ([[4, 2], [3, 1]], [[4, 3], [2, 1]]),
    "deadlock": ([[1, 0], [3, 2]], [[1, 3], [0, 2]]),
}
NUMBERINGS = list(product((1, -1), (1, -1), (False, True)))


@pytest.mark.parametrize("name", TEXTBOOK)
@pytest.mark.parametrize(("rows", "columns", "swapped"), NUMBERINGS)
def test_a_game_keeps_its_name_under_every_numbering(
    name: str, rows: int, columns: int, swapped: bool
) -> None:
    row, column = (np.array(side, dtype=float)[::rows, ::columns] for side in TEXTBOOK[name])
    if swapped:
        row, column = column.T, row.T
    assert two_by_two(row, column).name == name
    assert two_by_two(2.0 * row - 7.0, 0.1 * column).name == name  # only the order counts


def test_the_cooperative_actions_are_reported() -> None:
    row, column = (np.array(side, dtype=float) for side in TEXTBOOK["prisoner's dilemma"])
    assert two_by_two(row, column).cooperate == (0, 0)
    assert two_by_two(row[::-1], column[::-1]).cooperate == (1, 0)


def test_symmetric_tariffs_are_a_prisoners_dilemma() -> None:
    """Johnson (1953-54), facts 6.12: shares of m0^2 for free trade and the optimal tariff."""
    row = np.array([[0.0, -5 / 18], [1 / 6, -1 / 9]])
    assert two_by_two(row, row.T).name == "prisoner's dilemma"
    assert two_by_two(row, row.T).cooperate == (0, 0)


@pytest.mark.parametrize("seed", range(20))
def test_a_tie_that_matters_leaves_no_name_and_noise_is_a_tie(seed: int) -> None:
    row = np.array([[3.0, 0.0], [3.0, 1.0]])  # T = R: no dilemma
    noise = 1e-13 * np.random.default_rng(seed).normal(size=(2, 2, 2))
    assert two_by_two(row + noise[0], row.T + noise[1], tie=1e-11).name == "other"
    hunt = np.array([[4.0, 1.0], [2.0, 2.0]])  # T = P is allowed in a stag hunt
    assert two_by_two(hunt + noise[0], hunt.T + noise[1], tie=1e-11).name == "stag hunt"


def test_two_different_characters_have_no_common_name() -> None:
    dilemma = np.array(TEXTBOOK["prisoner's dilemma"][0], dtype=float)
    harmony = np.array(TEXTBOOK["harmony"][1], dtype=float)
    assert two_by_two(dilemma, harmony).name == "other"


def test_only_two_by_two_games_have_names() -> None:
    with pytest.raises(ValueError, match="2x2"):
        two_by_two(np.zeros((2, 3)), np.zeros((2, 3)))
