"""What holds thousands of numbers is shown in a line."""

from __future__ import annotations

import numpy as np
import pytest

import negotiation as ng
from negotiation.foundations.brief import brief
from negotiation.foundations.records import record


@record
class Sample:
    """A record of every kind of field."""

    name: str
    long: str
    number: float
    table: np.ndarray
    few: tuple[int, ...]
    many: tuple[int, ...]
    mapping: dict[str, object]
    other: object
    __repr__ = brief


def test_small_values_are_shown_and_large_ones_told_by_their_size() -> None:
    inner = Sample(
        name="a", long="", number=0.5, table=np.zeros(()), few=(), many=(), mapping={}, other=None
    )
    sample = Sample(
        name="a",
        long="b" * 500,
        number=0.1,
        table=np.zeros((2, 30)),
        few=(1, 2),
        many=tuple(range(2000)),
        mapping={str(n): n for n in range(9)},
        other=inner,
    )
    text = repr(sample)
    assert text.startswith("Sample(name='a', long='bbb")
    assert "number=0.1, table=<array of 2 x 30>, few=(1, 2), many=<2,000 of int>" in text
    assert "mapping=<9 entries>, other=Sample(..))" in text
    assert len(text) < 260
    assert "table=<array of no axes>" in repr(inner)


@pytest.fixture(scope="module")
def shown() -> dict[str, object]:
    scenario = ng.load("uk_may_2025")
    game = ng.compile_game(scenario)
    run = ng.run(scenario, concepts="subgame_perfect")
    tree = ng.solve("textbook/beer_quiche").tree
    return {
        "scenario": scenario,
        "game": game,
        "stage": game.stages[0],
        "states": game.states,
        "packages": game.packages,
        "run": run,
        "landscape": run.landscapes[0],
        "solution": run.solutions[0],
        "case": run.solutions[0].cases[0],
        "tree": tree,
    }


@pytest.mark.parametrize(
    "name",
    ["scenario", "game", "stage", "states", "packages", "run", "landscape", "solution", "case",
     "tree"],
)  # fmt: skip
def test_what_users_meet_is_shown_in_a_few_lines(shown: dict[str, object], name: str) -> None:
    text = repr(shown[name])
    assert text.startswith(type(shown[name]).__name__ + "(")
    assert len(text) < 1200
