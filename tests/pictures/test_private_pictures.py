"""Pictures of private information: their numbers are the record's, and they say what they lack."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation import pictures
from negotiation.cli.console.drawing import draw_all
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.findings import expectations_of
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.beliefs import Beliefs
from negotiation.pictures.deal_date import DealDate, known_dates, weight_of
from negotiation.pictures.drawing.chances import percent, prior_of, spread
from negotiation.pictures.drawing.saving import as_svg
from negotiation.pictures.picture import Picture
from negotiation.pictures.postures import Postures, without_deal
from negotiation.results.expectations import Expectations
from negotiation.results.run import CalendarEntry, Run
from negotiation.results.solution import Solution
from tests.five_rounds import five_rounds_game
from tests.pictures.example_run import example_run
from tests.pictures.marks import layers, placed_texts, texts

PRIVATE = {
    name: kind() for name, kind in shelf.name_to_class(pictures, Picture).items() if kind.private
}


@cache
def solved_run() -> Run:
    """Return the example with what a rough logit solution of as many rounds expects."""
    profile = Logit(grid=5, offers=4).profile(five_rounds_game())
    return with_expectations(example_run(), expectations_of(profile, reach_of(profile)))


def with_expectations(run: Run, found: Expectations | None) -> Run:
    benchmark, logit = run.solutions
    return replace(run, solutions=(benchmark, replace(logit, expectations=found)))


def expectations(run: Run) -> Expectations:
    found = run.solutions[1].expectations
    assert found is not None
    return found


def rows(picture: Picture, run: Run, kind: str) -> list[dict[str, Any]]:
    """Return the rows of all layers of one kind of marks."""
    drawn = picture.draw(run).to_dict()
    return [
        row for layer in layers(drawn) if layer["mark"]["type"] == kind for row in layer["rows"]
    ]


RUNS = pytest.mark.parametrize("run", [example_run, solved_run])


@RUNS
def test_points_are_the_mean_beliefs_and_bands_the_quantiles(run: Any) -> None:
    found = expectations(run())
    points, bands = (rows(Beliefs(), run(), kind) for kind in ("point", "area"))
    shown = [path for path in found.beliefs if path.true_type]
    means = np.concatenate([path.mean for path in shown])
    assert [row["percent"] for row in points] == pytest.approx(100.0 * means)
    for field in ("low", "high"):
        ends = np.concatenate([getattr(path, field) for path in shown])
        assert [row[field] for row in bands] == pytest.approx(100.0 * ends)


@RUNS
def test_bars_are_the_probabilities_of_a_deal_by_then(run: Any) -> None:
    found = expectations(run())
    bars = [row for row in rows(DealDate(), run(), "rect") if "percent" in row]
    labels = ["overall", *(label for label in found.agreed_by if label != "overall")]
    expected = np.concatenate([found.agreed_by[label] for label in labels])
    assert [row["percent"] for row in bars] == pytest.approx(100.0 * expected)


def test_known_types_are_weighed_with_the_prior() -> None:
    run = example_run()
    assert sum(weight_of(run).values()) == pytest.approx(1.0)
    assert prior_of(run, "us") == pytest.approx({"sensitive": 0.5, "tolerant": 0.5})
    assert prior_of(run, "japan") == pytest.approx({"guardian": 0.7, "resolute": 0.3})
    benchmark = run.solutions[0]
    changed = replace(benchmark.cases[1], outcomes=_two_dates(benchmark))
    cases = (benchmark.cases[0], changed, *benchmark.cases[2:])
    later = replace(run, solutions=(replace(benchmark, cases=cases), run.solutions[1]))
    known = known_dates(later)
    assert known["sensitive / resolute"] == pytest.approx([0.25, 0.25, 1.0, 1.0, 1.0])
    assert known["overall"] == pytest.approx([1.0 - 0.75 * 0.15] * 2 + [1.0] * 3)
    lines = [row for row in rows(DealDate(), later, "rule") if "known" in row]
    assert lines[0]["known"] == pytest.approx(100.0 * known["overall"][0])


def _two_dates(benchmark: Solution) -> tuple[Any, ...]:
    outcome = benchmark.cases[1].outcomes[0]
    assert outcome.agreement is not None
    later = replace(outcome.agreement, date=expectations(example_run()).dates[2])
    return replace(outcome, probability=0.25), replace(outcome, probability=0.75, agreement=later)


def test_without_the_benchmark_there_are_bars_and_a_word_about_it() -> None:
    run = example_run()
    alone = replace(run, solutions=run.solutions[1:])
    assert known_dates(alone) == {}
    assert "types known" not in as_svg(DealDate().draw(alone))
    assert "no subgame-perfect solution" in DealDate().caption(alone)
    assert "types known" in as_svg(DealDate().draw(run))


@RUNS
def test_parts_are_the_postures_in_ladder_order(run: Any) -> None:
    found = expectations(run())
    parts = [row for row in rows(Postures(), run(), "rect") if "shade" in row and "percent" in row]
    shown = [path for player in ("japan", "us") for path in found.postures if path.player == player]
    expected = [
        (path.postures[k].replace("_", " "), 100.0 * float(chance))
        for path in shown
        for row in path.chances
        for k, chance in enumerate(row)
        if chance >= 0.0005
    ]
    assert [part["name"] for part in parts] == [name for name, _ in expected]
    tall = [part["top"] - part["percent"] for part in parts]
    assert tall == pytest.approx([chance for _, chance in expected])


def test_talks_go_on_until_there_is_a_deal() -> None:
    run = solved_run()
    found = expectations(run)
    guardian = next(path for path in found.postures if path.true_type == "guardian")
    going = without_deal(run, guardian)
    assert going[0] == 1.0
    pairs = [found.agreed_by[f"{own} / guardian"] for own in ("sensitive", "tolerant")]
    assert going[1:] == pytest.approx(1.0 - np.mean(pairs, axis=0)[:-1])
    first = next(
        layer["rows"]
        for layer in layers(Postures().draw(run).to_dict())
        if "chance" in layer["rows"][0]
    )
    assert [row["chance"] for row in first] == pytest.approx(going)


def long_run() -> Run:
    """Return the example stretched to nine rounds, two of them deadlines."""
    found = expectations(example_run())
    days = tuple(found.dates[0] + timedelta(days=9 * r) for r in range(9))

    def stretched(row: Any) -> Any:
        return np.interp(
            np.linspace(0.0, 1.0, 9 + len(row) - 5), np.linspace(0.0, 1.0, len(row)), row
        )

    long = replace(
        found,
        rounds=tuple(f"R{r}" for r in range(9)),
        dates=days,
        agreed_by={label: stretched(row) for label, row in found.agreed_by.items()},
        beliefs=tuple(
            replace(p, mean=stretched(p.mean), low=stretched(p.low), high=stretched(p.high))
            for p in found.beliefs
        ),
        postures=tuple(
            replace(p, chances=np.apply_along_axis(stretched, 0, p.chances)) for p in found.postures
        ),
    )
    marks = [
        CalendarEntry(date=days[n], label="90-day pause ends", kind="deadline") for n in (5, 8)
    ]
    return replace(with_expectations(example_run(), long), calendar=tuple(marks))


@pytest.mark.parametrize("name", PRIVATE)
def test_long_talks_find_room_for_their_words(name: str) -> None:
    boxes = placed_texts(as_svg(PRIVATE[name].draw(long_run())))
    collisions = [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    assert collisions == []
    assert any("90-day" in box[0] for box in boxes)


@pytest.mark.parametrize("name", PRIVATE)
def test_a_run_without_private_information_is_refused(name: str) -> None:
    run = example_run()
    without = replace(run, solutions=run.solutions[:1])
    assert not PRIVATE[name].lacks(run)
    assert "no solution with private information" in PRIVATE[name].lacks(without)
    with pytest.raises(NegotiationError, match=r"no solution with private .* --concept logit"):
        PRIVATE[name].draw(without)


def test_only_what_can_be_drawn_is_drawn_unasked(tmp_path: Path) -> None:
    run = example_run()
    silent = with_expectations(run, replace(expectations(run), postures=()))
    drawn = draw_all(silent, tmp_path, ["svg"])
    assert "postures.svg" not in drawn
    assert {"beliefs.svg", "deal_date.svg", "timeline.svg"} <= set(drawn)
    known = replace(run, solutions=run.solutions[:1])
    assert not {f"{name}.svg" for name in PRIVATE} & set(draw_all(known, tmp_path, ["svg"]))
    with pytest.raises(NegotiationError, match="no public postures"):
        draw_all(silent, tmp_path, ["svg"], ["postures"])


def test_a_government_without_a_secret_has_no_panel_of_beliefs() -> None:
    run = example_run()
    found = expectations(run)
    about_japan = tuple(path for path in found.beliefs if path.player == "japan")
    cases = tuple(c for c in run.solutions[1].cases if c.player_types["us"] == "sensitive")
    one = with_expectations(run, replace(found, beliefs=about_japan))
    one = replace(one, solutions=(run.solutions[0], replace(one.solutions[1], cases=cases)))
    shown = texts(as_svg(Beliefs().draw(one)))
    assert "If Japan is resolute: the belief that it is resolute" in shown
    assert not any(text.startswith("If the United States") for text in shown)
    assert prior_of(one, "us") == {"sensitive": 1.0}


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.0, "0 %"),
        (0.001, "<1 %"),
        (0.294, "29 %"),
        (0.996, ">99 %"),
        (1.0, "100 %"),
        (1.0 - 1e-12, "100 %"),
    ],
)
def test_percents_tell_rare_from_never(chance: float, told: str) -> None:
    assert percent(chance) == told


@pytest.mark.parametrize("ends", [[0.5, 0.5], [0.0, 0.01, 0.02], [1.0, 0.99], [0.1, 0.9], [0.3]])
def test_names_at_line_ends_are_apart_and_inside(ends: list[float]) -> None:
    places = spread(ends, 0.08)
    in_order = [places[n] for n in np.argsort(ends, kind="stable")]
    assert all(high - low >= 0.08 - 1e-9 for low, high in pairwise(in_order))
    assert all(-1e-9 <= place <= 1.0 + 1e-9 for place in places)


def test_the_example_expects_what_the_record_can_hold() -> None:
    assert {field.name for field in fields(Expectations)} >= {"beliefs", "postures", "agreed_by"}
    for path in expectations(example_run()).postures:
        assert path.chances.sum(axis=1) == pytest.approx(1.0)
