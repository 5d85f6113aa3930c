"""What holds for every picture on the shelf, without naming any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from negotiation import pictures
from negotiation.foundations import shelf
from negotiation.foundations.errors import CannotWrite, NegotiationError
from negotiation.pictures.drawing.saving import (
    FORMATS,
    Drawable,
    as_svg,
    save_picture,
    save_pictures,
)
from negotiation.pictures.drawing.words import country
from negotiation.pictures.picture import Picture
from negotiation.results.run import Run
from negotiation.results.solution import Solution
from negotiation.results.storage import as_plain, from_plain
from negotiation.results.tournament import Tournament
from tests.pictures.example_hindcast import example_hindcast
from tests.pictures.example_map import example_map
from tests.pictures.example_run import example_run
from tests.pictures.example_solution import example_solution
from tests.pictures.example_sweep import example_sweep
from tests.pictures.example_tournament import example_tournament, one_far_below
from tests.pictures.marks import layers, mark_groups, placed_texts, texts, titles

SHELF = {name: kind() for name, kind in shelf.name_to_class(pictures, Picture).items()}
RUNS = {
    "agreement": example_run(),
    "no agreement": example_run(agreed=False),
    "another partner": example_run(partner=("korea", "Korea")),
}
MAPS = {"agreement": example_map(), "another partner": example_map(pays=1.5, types=("hawk",))}
TOURNAMENTS = {
    "agreement": example_tournament(),
    "another partner": example_tournament(players=("us", "korea"), entrants=18),
    "one far below": one_far_below(example_tournament(entrants=33)),
}
HINDCASTS = {
    "agreement": example_hindcast(),
    "another partner": example_hindcast(players=("the US", "Korea"), speed=2.2, signed=2),
    "signed in the first round": example_hindcast(speed=1.5, signed=0),
    "no agreement": example_hindcast(speed=0.1, signed=None),
}
SOLUTIONS = {
    "agreement": example_solution(),
    "another partner": example_solution(players=("us", "korea"), types=3),
    "no noise": example_solution(noise=0.0),
}
SWEEPS = {
    "agreement": example_sweep(),
    "another partner": example_sweep(rows=30),
    "words": example_sweep(words=True),
}
Examples = Mapping[str, Drawable]
GROUPS: tuple[Examples, ...] = (RUNS, MAPS, HINDCASTS, TOURNAMENTS, SOLUTIONS, SWEEPS)
"""Examples of one sort each: a picture draws all of a group or none."""
UNIT = re.compile(r"\$bn|bp\b|%|basis points|1 = election day")


def fits(picture: Picture, group: Examples) -> bool:
    some = list(group.values())
    return all(isinstance(one, picture.accepts) and not picture.lacks(one) for one in some)


def examples(name: str) -> Examples:
    (group,) = (group for group in GROUPS if fits(SHELF[name], group))
    return group


def players(result: Drawable) -> list[str]:
    """Return whom words must name: an experiment's players, where a table tells them, or Japan."""
    if isinstance(result, Tournament):
        return [country(player) for player in result.players]
    if isinstance(result, Solution):
        return [country(player) for player in result.cases[0].payoffs]
    if isinstance(result, Run):
        return list(result.players.values())
    card = result.table("card")
    return list(dict.fromkeys(str(row["to"]) for row in card.rows)) if card else ["Japan"]


@cache
def drawing(name: str, example: str) -> str:
    return as_svg(SHELF[name].draw(examples(name)[example]))


every = pytest.mark.parametrize("name", SHELF)
every_and_example = pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name in SHELF for example in examples(name)]
)


def test_the_shelf_holds_the_three_pictures_of_the_main_job() -> None:
    assert {"timeline", "payoff_plane", "payoff_parts"} <= set(SHELF)


@every_and_example
def test_it_draws_every_example(name: str, example: str) -> None:
    assert isinstance(examples(name)[example], SHELF[name].accepts)
    drawn = drawing(name, example)
    marks = sum(mark_groups(drawn, kind) for kind in ("symbol", "rect", "line", "rule"))
    assert marks > 20
    assert len(texts(drawn)) > 20
    shown = " ".join(texts(drawn))
    for player in players(examples(name)[example]):
        assert player in shown
    assert "NaN" not in drawn
    assert "undefined" not in drawn
    assert "null" not in shown


@every
def test_a_result_of_its_kind_that_does_not_fit_is_refused(name: str) -> None:
    picture = SHELF[name]
    for group in GROUPS:
        for result in group.values():
            if isinstance(result, picture.accepts) and group is not examples(name):
                missing = picture.lacks(result)
                assert missing
                with pytest.raises(NegotiationError, match=re.escape(missing)):
                    picture.draw(result)


@every
def test_axes_say_their_units(name: str) -> None:
    spec = SHELF[name].draw(examples(name)["agreement"]).to_dict()
    numbered = [
        definition["axis"]
        for layer in layers(spec)
        for channel, definition in layer["encoding"].items()
        if channel in ("x", "y") and definition.get("axis") and definition["axis"].get("tickCount")
    ]
    named = [axis["title"] for axis in numbered if axis.get("title")]
    assert named or not numbered
    assert all(UNIT.search(title) for title in named), named
    assert any(UNIT.search(title) for title in titles(spec))


@every_and_example
def test_words_name_both_players_and_their_numbers(name: str, example: str) -> None:
    result = examples(name)[example]
    told = SHELF[name].alt_text(result)
    for player in players(result):
        assert player in told
    assert len(re.findall(r"\d", told)) > 10
    assert len(SHELF[name].caption(result)) > 100
    assert SHELF[name].title


@every_and_example
def test_no_two_texts_overlap(name: str, example: str) -> None:
    boxes = placed_texts(drawing(name, example))
    assert len(boxes) > 20
    collisions = [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    assert collisions == []


@every_and_example
def test_no_text_leaves_the_sheet(name: str, example: str) -> None:
    drawn = drawing(name, example)
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    for words, left, top, right, bottom in placed_texts(drawn):
        assert left >= 0, words
        assert top >= 0, words
        assert right <= width, words
        assert bottom <= height, words


@every
def test_a_loaded_result_draws_the_same_bytes(name: str, tmp_path: Path) -> None:
    result = examples(name)["agreement"]
    loaded = from_plain(as_plain(result), type(result))
    for folder, drawn in (("one", result), ("two", loaded)):
        save_picture(SHELF[name], drawn, tmp_path / folder / name)
    for form in FORMATS:
        one, two = (tmp_path / folder / f"{name}.{form}" for folder in ("one", "two"))
        same = one.read_bytes() == two.read_bytes()
        assert same, form


@every
def test_another_result_draws_other_bytes(name: str) -> None:
    same = drawing(name, "agreement") == drawing(name, "another partner")
    assert not same


def test_no_half_file_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        save_picture(SHELF["timeline"], RUNS["agreement"], tmp_path / "timeline", ["svg"])
    assert list(tmp_path.iterdir()) == []


def test_all_pictures_are_saved_under_their_names(tmp_path: Path) -> None:
    small = {name: SHELF[name] for name in ("timeline", "payoff_parts")}
    written = save_pictures(small, RUNS["agreement"], tmp_path / "new", ["svg", "html"])
    assert {path.name for path in written} == {
        f"{name}.{form}" for name in small for form in ("svg", "html")
    }
    assert {path.name for path in (tmp_path / "new").iterdir()} == {path.name for path in written}


def test_an_unknown_format_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match="'jpng'; try 'png'"):
        save_pictures(SHELF, RUNS["agreement"], tmp_path, ["svg", "jpng"])
    assert list(tmp_path.iterdir()) == []
