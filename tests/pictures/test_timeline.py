"""The timeline shows every move of the record under its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing.saving import as_svg
from negotiation.pictures.equilibrium_path import EquilibriumPath
from negotiation.pictures.timeline import Timeline
from negotiation.results.record import Record
from negotiation.results.run import Run
from tests.pictures.example_run import example_run
from tests.pictures.marks import layers, panels, placed_rules, placed_texts, texts

FAILED = example_run(agreed=False)


def changed(run: Run, **fields: Any) -> Run:
    return replace(run, **fields)


def cut_after_first_round(run: Run) -> Run:
    record = run.record
    fields = {name: getattr(record, name) for name in record.__dataclass_fields__}
    moves = tuple(move for move in record.moves if move.date == run.rounds[0].date)
    return changed(run, record=Record(**(fields | {"moves": moves})))


def panel_called(run: Run, start: str) -> dict[str, Any]:
    found = [
        panel
        for panel in panels(Timeline().draw(run).to_dict())
        if isinstance(panel.get("title"), dict) and panel["title"]["text"].startswith(start)
    ]
    assert len(found) == 1, start
    return found[0]


def rows(panel: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [
        row for layer in layers(panel) if layer["mark"]["type"] == mark for row in layer["rows"]
    ]


def test_every_offer_stands_under_its_date_with_all_its_terms() -> None:
    cells = rows(panel_called(FAILED, "Offers"), "text")
    offers = [move for move in FAILED.record.moves if move.stage == "offer"]
    assert len(offers) == 5
    for x, move in enumerate(offers):
        assert move.package is not None
        shown = [cell["text"] for cell in cells if cell["x"] == x]
        for level in move.package.values():
            assert level in shown
        assert "rejected" in shown


def test_who_offers_shows_in_shape_as_well_as_colour() -> None:
    marks = rows(panel_called(FAILED, "Offers"), "point")
    assert [mark["shape"] for mark in sorted(marks, key=lambda mark: mark["x"])] == [
        "square",
        "circle",
        "square",
        "circle",
        "square",
    ]
    assert len({(mark["shape"], mark["ink"]) for mark in marks}) == 2


def test_elections_and_deadlines_are_marked_in_every_panel_but_the_heading() -> None:
    for panel in list(panels(Timeline().draw(FAILED).to_dict()))[1:]:
        rules = [layer for layer in layers(panel) if layer["mark"]["type"] == "rule"]
        dashes = {tuple(layer["mark"]["strokeDash"]): len(layer["rows"]) for layer in rules}
        assert dashes == {(1, 0): 2, (5, 4): 1}
    shown = texts(as_svg(Timeline().draw(FAILED)))
    for words in ("3 Nov 2026", "20 Jul", "9 Jul", "23 May", "G7"):
        assert words in shown


def test_postures_held_over_rounds_are_one_band() -> None:
    bands = rows(panel_called(FAILED, "Postures"), "rect")
    told = [(band["text"], round(band["x"]), round(band["x2"])) for band in bands]
    assert told == [
        ("pressing", 0, 0),
        ("holding", 1, 2),
        ("easing", 3, 4),
        ("hinted", 0, 1),
        ("walked back", 2, 2),
        ("quiet", 3, 4),
    ]
    assert any("extend" in row["text"] for row in rows(panel_called(FAILED, "Postures"), "text"))


def test_yields_are_those_after_the_market_moved() -> None:
    points = rows(panel_called(FAILED, "Rise of US Treasury"), "point")
    assert [point["bp"] for point in points] == [0.0, 12.5, 31.0, 18.0, 4.0]


def test_both_election_clocks_run_over_all_rounds() -> None:
    points = rows(panel_called(FAILED, "Election clocks"), "point")
    assert [point["clock"] for point in points[:5]] == FAILED.indicators[
        "election_clock_us"
    ].tolist()
    assert [point["clock"] for point in points[5:]] == FAILED.indicators[
        "election_clock_japan"
    ].tolist()


def test_rounds_that_were_not_needed_are_shaded() -> None:
    short = cut_after_first_round(example_run())
    shaded = [row for row in rows(panel_called(short, "Offers"), "rect") if "words" not in row]
    assert [(row["x"], row["x2"]) for row in shaded] == [(n - 0.5, n + 0.5) for n in (1, 2, 3, 4)]
    assert "not reached" in texts(as_svg(Timeline().draw(short)))
    assert "were not reached" in Timeline().caption(short)
    assert "not reached" not in Timeline().caption(FAILED)


def test_one_offer_alone_draws_no_headline() -> None:
    shown = [
        panel["title"]["text"]
        for panel in panels(Timeline().draw(cut_after_first_round(example_run())).to_dict())
        if "title" in panel
    ]
    assert not any("in each offer" in title for title in shown)
    headline = panel_called(FAILED, "Car tariff in each offer (%), one of")
    assert sorted(row["level"] for row in rows(headline, "point")) == [10.0, 10.0, 15.0, 20.0, 27.5]


@pytest.mark.parametrize("indicator", ["election_clock_us", "election_clock_japan"])
def test_one_clock_alone_is_drawn_too(indicator: str) -> None:
    run = changed(FAILED, indicators={indicator: FAILED.indicators[indicator]})
    assert len(rows(panel_called(run, "Election clocks"), "point")) == 5


def test_a_run_without_indicators_keeps_its_other_panels() -> None:
    run = changed(FAILED, indicators={})
    drawn = texts(as_svg(Timeline().draw(run)))
    assert "Postures" in drawn
    assert not any("Election clocks" in words for words in drawn)


def test_dates_of_another_year_say_so() -> None:
    assert date(2026, 11, 3) in {entry.date for entry in FAILED.calendar}
    assert "20 Jul 2025" in Timeline().alt_text(FAILED)


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("short", [True, False])
def test_no_rule_of_a_date_runs_through_words(agreed: bool, short: bool) -> None:
    run = example_run(agreed=agreed)
    # The deadline is the day of a round, as is the last word; rounds after it are not reached.
    marked = (*run.calendar, replace(run.calendar[0], date=run.rounds[3].date, kind="deadline"))
    run = changed(run, calendar=marked)
    svg = as_svg(Timeline().draw(cut_after_first_round(run) if short else run))
    rules = placed_rules(svg)
    assert len({x for x, _, _ in rules}) >= 2
    for words, left, top, right, bottom in placed_texts(svg):
        through = [x for x, low, high in rules if left < x < right and low < bottom and top < high]
        assert through == [], words


def test_the_picture_says_that_its_dates_are_not_to_scale() -> None:
    for picture in (Timeline(), EquilibriumPath()):
        assert any("not to scale" in words for words in texts(as_svg(picture.draw(FAILED))))


def test_the_issue_that_offers_vary_in_is_the_one_shown() -> None:
    record = FAILED.record
    moves = tuple(
        replace(move, package={**move.package, "car_tariff": "10 %"}) if move.package else move
        for move in record.moves
    )
    run = changed(FAILED, record=replace(record, moves=moves))
    shown = [p["title"]["text"] for p in panels(Timeline().draw(run).to_dict()) if "title" in p]
    assert not any(title.startswith("Car tariff") for title in shown)
    assert any("in each offer" in title for title in shown)


def test_the_equilibrium_path_is_the_play_of_the_equilibrium() -> None:
    path = cut_after_first_round(FAILED).record
    run = changed(FAILED, equilibrium_path=path)
    drawn = EquilibriumPath().draw(run).to_dict()
    assert drawn["title"]["text"].startswith("The equilibrium path: no agreement")
    (offers,) = [
        panel
        for panel in panels(drawn)
        if isinstance(panel.get("title"), dict) and panel["title"]["text"].startswith("Offers")
    ]
    shown = {cell["text"] for cell in rows(offers, "text")}
    assert "not reached" in shown
    first, later = [m.package or {} for m in FAILED.record.moves if m.stage == "offer"][:2]
    assert first
    assert set(first.values()) <= shown
    assert not set(later.values()) - set(first.values()) <= shown
    with pytest.raises(NegotiationError, match="holds no play of the subgame-perfect"):
        EquilibriumPath().draw(changed(run, equilibrium_path=None))
