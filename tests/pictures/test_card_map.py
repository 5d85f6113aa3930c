"""The card map: its numbers are the table's, and its line is where the card is worth nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as generators

from negotiation.cli.console.drawing import draw_all, load_result
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.card_map import CardMap
from negotiation.pictures.drawing.contour import sign_border
from negotiation.pictures.drawing.shades import shade
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.run import Run
from negotiation.results.storage import save
from tests.pictures.example_map import PRIORS, SENSITIVITIES, TYPES, example_map
from tests.pictures.example_run import example_run
from tests.pictures.marks import layers, panels


def rows(result: ExperimentResult, kind: str) -> list[list[dict[str, Any]]]:
    """Return the rows of the first layer of a kind of marks in every panel that has one."""
    found = []
    for panel in panels(CardMap().draw(result).to_dict()):
        drawn = [each["rows"] for each in layers(panel) if each["mark"]["type"] == kind]
        found += drawn[:1]
    return found


def test_every_cell_is_a_row_of_the_table() -> None:
    result = example_map()
    columns = ("worth_to_japan", *(f"worth_if_{name}" for name in TYPES))
    drawn = rows(result, "rect")
    assert len(drawn) == len(columns)
    for cells, column in zip(drawn, columns, strict=True):
        found = {
            (PRIORS[int(c["column"])], SENSITIVITIES[int(c["row"])]): c["worth"] for c in cells
        }
        assert found == {(r["prior"], r["sensitivity"]): r[column] for r in result.rows}


def test_the_scenario_is_framed() -> None:
    (first, *_) = panels(CardMap().draw(example_map()).to_dict())
    frame = [each for each in layers(first) if each["mark"].get("fill", "") is None]
    assert [(row["column"], row["row"]) for row in frame[0]["rows"]] == [(1.0, 2.0)]


def test_the_line_runs_between_gains_and_losses_and_through_no_number() -> None:
    result = example_map()
    (line, *_) = rows(result, "rule")
    (cells, *_) = rows(result, "rect")
    worth = {(cell["column"], cell["row"]): cell["worth"] for cell in cells}
    assert line
    for piece in line:
        x, y = (piece["x"] + piece["x2"]) / 2, (piece["y"] + piece["y2"]) / 2
        aside = (0.0, 0.5) if piece["y"] == piece["y2"] else (0.5, 0.0)
        one, other = (worth[x + s * aside[0], y + s * aside[1]] for s in (-1, 1))
        assert (one > 0.0) != (other > 0.0)


def test_a_card_that_always_pays_has_no_line() -> None:
    assert rows(example_map(pays=-1.0), "rule") == []


def test_a_map_without_types_is_one_panel() -> None:
    assert len(rows(example_map(types=()), "rect")) == 1


def test_a_table_of_something_else_is_refused() -> None:
    result = example_map()
    other = replace(result, columns={"scenario": "which"})
    with pytest.raises(NegotiationError, match="no column 'prior'"):
        CardMap().draw(other)
    with pytest.raises(NegotiationError, match="no grid: 11 rows, not 12"):
        CardMap().draw(replace(result, rows=result.rows[1:]))


def test_a_saved_experiment_is_drawn_by_the_pictures_that_fit(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    save(example_map(), path)
    loaded = load_result(path)
    assert loaded == example_map()
    assert set(draw_all(loaded, tmp_path, ["svg"])) == {"card_map.svg"}
    with pytest.raises(NegotiationError, match="timeline draws another kind of result; try card_m"):
        draw_all(loaded, tmp_path, ["svg"], ["timeline"])
    with pytest.raises(NegotiationError, match="card_map draws another kind"):
        draw_all(example_run(), tmp_path, ["svg"], ["card_map"])


def test_a_saved_run_is_loaded_as_a_run_and_nonsense_as_neither(tmp_path: Path) -> None:
    save(example_run(), tmp_path / "run.json")
    assert isinstance(load_result(tmp_path / "run.json"), Run)
    (tmp_path / "other.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    with pytest.raises(NegotiationError, match="holds no result"):
        load_result(tmp_path / "other.json")


def test_shades_rise_with_the_worth_and_tell_its_sign() -> None:
    def light(worth: float) -> int:
        text = shade(worth, 5.0)
        return sum(int(text[n : n + 2], 16) for n in (1, 3, 5))

    for sign in (1.0, -1.0):
        lights = [light(sign * worth) for worth in (0.0, 0.1, 1.0, 2.0, 5.0, 9.0)]
        assert all(high >= low for high, low in pairwise(lights))
        assert lights[0] == 3 * 255
    assert shade(1.0, 5.0) != shade(-1.0, 5.0)


@given(
    generators.lists(
        generators.lists(
            generators.floats(-9, 9).map(lambda x: round(x, 3)), min_size=3, max_size=3
        ),
        min_size=2,
        max_size=4,
    )
)
def test_the_line_parts_gains_from_losses(cells: list[list[float]]) -> None:
    table = np.array(cells)
    line = set(sign_border(table))
    height, width = table.shape
    for j in range(height):
        for i in range(width):
            for dj, di in ((1, 0), (0, 1)):
                if j + dj < height and i + di < width:
                    parted = (table[j, i] > 0.0) != (table[j + dj, i + di] > 0.0)
                    edge = (
                        (i - 0.5, j + 0.5, i + 0.5, j + 0.5)
                        if dj
                        else (i + 0.5, j - 0.5, i + 0.5, j + 0.5)
                    )
                    assert (edge in line) == parted
