"""The forecast fan: its numbers are the table's, and it says what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from negotiation.cli.console.drawing import draw_all
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing import theme, words
from negotiation.pictures.drawing.forecast_bins import TABLE
from negotiation.pictures.drawing.saving import as_svg
from negotiation.pictures.forecast_fan import ForecastFan
from negotiation.results.experiment_result import ExperimentResult, ExperimentTable, Row
from tests.pictures.example_hindcast import DAYS, TERMS, example_hindcast
from tests.pictures.example_map import example_map
from tests.pictures.marks import layers, panels, placed_texts, texts


def table_rows(result: ExperimentResult, about: str) -> list[Row]:
    table = result.table(TABLE)
    assert table is not None
    return [row for row in table.rows if row["about"] == about and row["value"] != "no deal"]


def drawn(result: ExperimentResult, kind: str) -> list[dict[str, Any]]:
    """Return the layers of one kind of marks."""
    found = layers(ForecastFan().draw(result).to_dict())
    return [layer for layer in found if layer["mark"]["type"] == kind]


def with_table(result: ExperimentResult, table: ExperimentTable | None) -> ExperimentResult:
    """Return the result with another table of bins, or without one."""
    others = tuple(one for one in result.tables if one.name != TABLE)
    return replace(result, tables=others if table is None else (*others, table))


def edited(result: ExperimentResult, **changes: Any) -> ExperimentResult:
    table = result.table(TABLE)
    assert table is not None
    return with_table(result, replace(table, **changes))


def rules(result: ExperimentResult) -> list[dict[str, Any]]:
    return [layer for layer in drawn(result, "rule") if layer["mark"].get("color") == theme.ACCENT]


def test_bands_line_and_points_are_the_numbers_of_the_table() -> None:
    result = example_hindcast()
    table = table_rows(result, "date")
    wide, narrow = (layer["rows"] for layer in drawn(result, "area"))
    (line,) = (layer["rows"] for layer in drawn(result, "line"))
    (points,) = (layer["rows"] for layer in drawn(result, "point") if layer["mark"]["aria"])
    assert line == wide == narrow
    for field, column in {
        "percent": "by",
        **{name: name for name in ("low", "lower", "upper", "high")},
    }.items():
        expected = pytest.approx([100.0 * float(row[column]) for row in table])
        assert [row[field] for row in points] == expected
        assert [row[field] for row in line[1:]] == expected
        assert line[0][field] == 0.0  # nothing is signed on the day of the forecast
    low, high = (layer["encoding"] for layer in drawn(result, "area"))
    assert (low["y"]["field"], low["y2"]["field"]) == ("low", "high")
    assert (high["y"]["field"], high["y2"]["field"]) == ("lower", "upper")


def test_rounds_stand_in_proportion_to_time() -> None:
    (line,) = (layer["rows"] for layer in drawn(example_hindcast(), "line"))
    days = [date(2025, 5, 6), *DAYS]
    pace = (line[-1]["x"] - line[0]["x"]) / (days[-1] - days[0]).days
    for row, day in zip(line, days, strict=True):
        assert row["x"] - line[0]["x"] == pytest.approx(pace * (day - days[0]).days)


def test_without_the_day_of_the_forecast_the_fan_opens_at_the_first_round() -> None:
    result = example_hindcast()
    tables = tuple(one for one in result.tables if one.name != "look_ahead")
    some = replace(result, tables=tables)
    (line,) = (layer["rows"] for layer in drawn(some, "line"))
    assert len(line) == len(DAYS)
    assert "What the model forecast, and what happened" in texts(as_svg(ForecastFan().draw(some)))


@pytest.mark.parametrize("signed", [0, len(DAYS) // 2, len(DAYS) - 1])
def test_the_rule_stands_in_the_round_of_the_signature(signed: int) -> None:
    result = example_hindcast(signed=signed)
    (line,) = (layer["rows"] for layer in drawn(result, "line"))
    (rule,) = rules(result)
    assert [row["x"] for row in rule["rows"]] == [line[1 + signed]["x"]]
    shown = texts(as_svg(ForecastFan().draw(result)))
    before = words.day(DAYS[signed] - timedelta(days=1))
    told = f"what happened: signed on {before}, in the round of {words.day(DAYS[signed])}"
    assert told in shown
    said = [text for text in shown if text.startswith("forecast: ")]
    row = table_rows(result, "date")[signed]
    assert f"{100.0 * float(row['chance']):.0f} % for this round" in said[0]
    assert ("for an earlier one" in said[0]) == (signed > 0)


def test_talks_without_a_deal_have_no_rule() -> None:
    result = example_hindcast(signed=None)
    assert rules(result) == []
    assert "what happened: no deal in any of these rounds" in texts(
        as_svg(ForecastFan().draw(result))
    )
    assert "no deal in any of these rounds" in ForecastFan().alt_text(result)


def test_how_the_talks_end_is_said_beside_the_fan() -> None:
    result = example_hindcast()
    last = 100.0 * float(table_rows(result, "date")[-1]["by"])
    shown = texts(as_svg(ForecastFan().draw(result)))
    for text in ("signed by 8 Aug", "no deal by 8 Aug", f"{last:.0f} %", f"{100.0 - last:.0f} %"):
        assert text in shown


def test_bars_are_the_levels_in_order_and_the_agreed_one_is_marked() -> None:
    result = example_hindcast()
    drawing = ForecastFan().draw(result).to_dict()
    terms = [part for part in panels(drawing) if "(" in str(part.get("title", {}).get("text"))]
    assert len(terms) == len(TERMS)
    for panel, (about, (unit, _, came)) in zip(terms, TERMS.items(), strict=True):
        table = sorted(table_rows(result, about), key=lambda row: float(row["value"]))
        heard = [layer for layer in layers(panel) if layer["mark"].get("aria")]
        bars = sorted((row for layer in heard for row in layer["rows"]), key=lambda row: row["x"])
        assert [row["percent"] for row in bars] == pytest.approx(
            [100.0 * float(row["chance"]) for row in table]
        )
        (agreed,) = (one["rows"] for one in heard if one["mark"]["color"] == theme.ACCENT)
        assert [bool(row["happened"]) for row in table].index(True) == agreed[0]["x"]
        assert unit in panel["title"]["text"]
        (now,) = (n for n, row in enumerate(table) if row["before"])
        axes = {
            str(one["encoding"]["x"]["axis"])
            for one in panel["layer"]
            if "axis" in one["encoding"]["x"]
        }
        assert any(f'"{float(table[now]["value"]):g}", "now"' in axis for axis in axes)
        written = [row["text"] for one in layers(panel) for row in one["rows"] if "text" in row]
        nearest = table[int(agreed[0]["x"])]["value"]
        suffix = "" if float(nearest) == came else f" (nearest: {nearest})"
        assert f"agreed: {came:g}{suffix}" in written


def crowded() -> ExperimentResult:
    """Return the example with all rounds but the last in one week."""
    result = example_hindcast()
    table = result.table(TABLE)
    assert table is not None
    week = [DAYS[0] + timedelta(days=n) for n in range(len(DAYS) - 1)]
    moved = {day.isoformat(): to.isoformat() for day, to in zip(DAYS, week, strict=False)}
    rows = tuple({**row, "value": moved.get(str(row["value"]), row["value"])} for row in table.rows)
    return edited(result, rows=rows)


def test_rounds_close_to_each_other_leave_days_and_numbers_out() -> None:
    boxes = placed_texts(as_svg(ForecastFan().draw(crowded())))
    days = [text for text, *_ in boxes if text in {f"{n} May" for n in range(16, 23)}]
    assert 0 < len(days) < 7
    assert "8 Aug" in [text for text, *_ in boxes]
    for (_, *one), (_, *other) in combinations(boxes, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        assert beside or one[3] <= other[1] or other[3] <= one[1]


def test_what_it_lacks_is_said() -> None:
    result = example_hindcast()
    table = result.table(TABLE)
    assert table is not None
    unsaid = tuple({**row, "happened": ""} for row in table.rows)
    some = {name: meaning for name, meaning in table.columns.items() if name != "upper"}
    no_rounds = tuple(row for row in table.rows if row["about"] != "date")
    for broken, said in (
        (with_table(result, None), "no table 'distribution'"),
        (edited(result, columns=some), "no column 'upper'"),
        (edited(result, rows=no_rounds), "no two rounds"),
        (edited(result, rows=unsaid), "does not say what happened to date"),
        (replace(result, rows=result.rows[:-1]), "no row about rice"),
        (example_map(), "no table 'distribution'"),
    ):
        with pytest.raises(NegotiationError, match=said):
            ForecastFan().draw(broken)


def test_a_saved_hindcast_is_drawn_by_the_fan_alone(tmp_path: Path) -> None:
    assert set(draw_all(example_hindcast(), tmp_path, ["svg"])) == {"forecast_fan.svg"}
    with pytest.raises(NegotiationError, match="no column 'prior'"):
        draw_all(example_hindcast(), tmp_path, ["svg"], ["card_map"])
