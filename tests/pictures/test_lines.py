"""The picture of any experiment: it draws the table of one column that varies, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing.one_column import one_column
from negotiation.pictures.lines import Lines
from negotiation.results.experiment_result import ExperimentResult
from tests.pictures.example_sweep import WORDS, example_sweep
from tests.pictures.marks import layers, titles

FOUND = example_sweep()


def rows_of(result: ExperimentResult, mark: str) -> list[list[dict[str, object]]]:
    drawn = layers(Lines().draw(result).to_dict())
    return [layer["rows"] for layer in drawn if layer["mark"]["type"] == mark]


def test_every_number_stands_over_its_own_value() -> None:
    panels = rows_of(FOUND, "point")
    assert len(panels) == 4
    for name, panel in zip(("us", "japan", "deal", "day"), panels, strict=True):
        assert [(row["x"], row["y"]) for row in panel] == [
            (row["varied"], row[name]) for row in FOUND.rows
        ]


def test_rows_are_drawn_in_order_of_what_varies_however_they_stand() -> None:
    turned = replace(FOUND, rows=FOUND.rows[::-1])
    assert rows_of(turned, "line") == rows_of(FOUND, "line")


def test_words_become_bars_from_zero_in_the_order_of_the_table() -> None:
    result = example_sweep(words=True)
    first = rows_of(result, "rect")[0]
    assert [row["x"] for row in first] == [row["us"] for row in result.rows]
    assert {row["from"] for row in first} == {0.0}
    assert one_column(result).names == tuple(word.replace("_", " ") for word in WORDS)


def test_what_is_the_same_in_all_rows_is_said_and_not_drawn() -> None:
    subtitle = Lines().draw(FOUND).to_dict()["title"]["subtitle"]
    assert "In all rows: how the talks are solved: logit." in " ".join(subtitle)
    assert "Payoff of Japan, $bn" in " ".join(
        " ".join(panel["text"]) for panel in _headings(Lines().draw(FOUND).to_dict())
    )
    assert "basis points for each $bn sold" in set(titles(Lines().draw(FOUND).to_dict()))


def _headings(spec: object) -> list[dict[str, list[str]]]:
    if isinstance(spec, list):
        return [one for part in spec for one in _headings(part)]
    if not isinstance(spec, dict):
        return []
    own = [spec["title"]] if "layer" in spec and isinstance(spec.get("title"), dict) else []
    return own + [one for key in ("hconcat", "vconcat") for one in _headings(spec.get(key, []))]


def test_a_number_that_never_moves_is_drawn_where_nothing_else_is() -> None:
    flat = [{"varied": n, "us": 1.0} for n in (0.0, 1.0, 2.0)]
    result = replace(FOUND, columns={"varied": "by", "us": "payoff, $bn"}, rows=tuple(flat))
    assert Lines().lacks(result) == ""
    assert [row["y"] for row in rows_of(result, "point")[0]] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((), "has 0 rows"),
        (({"x": 1.0, "y": 2.0},), "has 1 rows"),
        (({"x": 1.0, "y": 2.0},) * 2, "no column .* varies"),
        (
            ({"x": 1.0, "y": 2.0}, {"x": 1.0, "y": 3.0}, {"x": 2.0, "y": 3.0}),
            "'x' of .* has 1.0 in several",
        ),
        (({"x": 1.0, "y": "a"}, {"x": 2.0, "y": "b"}), "'y' of .* holds words"),
        (({"x": 1.0, "y": None}, {"x": 2.0, "y": 1.0}), "'y' of .* lacks some"),
        (({"x": 1.0}, {"x": 2.0}), "no numbers beside 'x'"),
        (
            tuple({f"c{n}": float(n + m) for n in range(11)} for m in range(2)),
            "has 10 columns, more than 9",
        ),
        (
            tuple({"x": f"w{n}", "y": float(n)} for n in range(41)),
            "41 rows of words, more than 40",
        ),
    ],
)
def test_another_table_is_refused_with_the_reason(
    rows: tuple[dict[str, str | float | None], ...], why: str
) -> None:
    result = replace(FOUND, columns=dict.fromkeys(rows[0], "") if rows else {}, rows=rows)
    with pytest.raises(NegotiationError, match=why):
        Lines().draw(result)
