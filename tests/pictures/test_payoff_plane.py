"""The payoff plane shows the frontier, all of it, and nothing beyond it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.pictures.drawing.label_places import places, text_width
from negotiation.pictures.drawing.thinning import Window, around, one_per_cell
from negotiation.pictures.payoff_plane import PayoffPlane, drawn_packages
from tests.pictures.example_run import PAIRS, example_run
from tests.pictures.marks import layers, panels

RUN = example_run()


@cache
def large_views() -> list[dict[str, Any]]:
    return [p for p in panels(PayoffPlane().draw(RUN).to_dict()) if p["width"] > 300]


def kind(panel: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in layers(panel) if layer["mark"]["type"] == mark]


def packages(panel: dict[str, Any]) -> np.ndarray:
    """Return the packages drawn as dots [n]."""
    found = [
        row["package"]
        for layer in kind(panel, "point")
        for row in layer["rows"]
        if "package" in row
    ]
    assert len(found) == len(set(found))
    return np.array(found)


def test_one_large_view_per_type_pair_all_on_one_scale() -> None:
    views = large_views()
    assert len(views) == len(PAIRS)
    scales = {
        str([layer["encoding"][c]["scale"]["domain"] for c in "xy"])
        for panel in views
        for layer in layers(panel)
    }
    assert len(scales) == 1


@pytest.mark.parametrize("n", range(len(PAIRS)))
def test_the_drawn_frontier_is_undominated_and_nothing_lies_beyond(n: int) -> None:
    panel, landscape = large_views()[n], RUN.landscapes[n]
    line = max(kind(panel, "line"), key=lambda layer: len(layer["rows"]))
    assert line["mark"]["interpolate"] == "step-before"
    stairs = np.array([(row["x"], row["y"]) for row in line["rows"]])
    assert len(stairs) == len(landscape.frontier)
    assert bool(np.all(np.diff(stairs[np.argsort(stairs[:, 0]), 1]) < 0))
    for p in range(landscape.payoffs.shape[1]):
        # Every package has a stair's corner that is at least as good for both.
        assert bool((stairs >= landscape.payoffs[:, p]).all(axis=1).any()), f"package {p} beyond"


@pytest.mark.parametrize("n", range(len(PAIRS)))
def test_dots_stand_where_their_packages_are_and_no_frontier_package_is_missing(n: int) -> None:
    panel, landscape = large_views()[n], RUN.landscapes[n]
    drawn = packages(panel)
    low, high = (np.array([layers_domain(panel, c)[end] for c in "xy"])[:, None] for end in (0, 1))
    inside = np.all((landscape.payoffs >= low) & (landscape.payoffs <= high), axis=0)
    assert {p for p in landscape.frontier if inside[p]} <= set(drawn)
    assert inside[drawn].all()
    assert len(drawn) < inside.sum()
    for layer in kind(panel, "point"):
        for row in layer["rows"]:
            if "package" in row:
                assert [row["x"], row["y"]] == landscape.payoffs[:, row["package"]].tolist()


def layers_domain(panel: dict[str, Any], channel: str) -> list[float]:
    domain: list[float] = next(layers(panel))["encoding"][channel]["scale"]["domain"]
    return domain


@pytest.mark.parametrize("n", range(len(PAIRS)))
def test_every_named_point_is_drawn_at_its_payoffs_with_its_name(n: int) -> None:
    panel, landscape = large_views()[n], RUN.landscapes[n]
    (marks,) = [
        layer for layer in kind(panel, "point") if layer["rows"] and "words" in layer["rows"][0]
    ]
    named = ", ".join(row["name"].replace("\n", " ") for row in marks["rows"]).split(", ")
    assert sorted(named) == sorted(
        [
            "Nash",
            "Kalai-Smorodinsky",
            "egalitarian",
            "utilitarian",
            "equilibrium (expected)",
            "disagreement",
        ]
    )
    spots = {row["name"]: (row["x"], row["y"]) for row in marks["rows"]}
    assert spots["disagreement"] == landscape.disagreement_point
    assert spots["equilibrium (expected)"] == landscape.points["subgame_perfect"]
    shapes = [row["shape"] for row in marks["rows"]]
    assert len(shapes) == len(set(shapes))  # told apart without colour


def test_the_caption_counts_what_is_drawn() -> None:
    caption = PayoffPlane().caption(RUN)
    for panel in large_views():
        assert f"{len(packages(panel)):,} of " in caption


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=60),
    st.floats(2.0, 60.0),
)
def test_thinning_leaves_one_true_point_in_every_occupied_cell(
    points: list[tuple[float, float]], cell: float
) -> None:
    array = np.array(points).T
    window = Window((-5.0, -5.0), (5.0, 5.0), 200, 100)
    kept = one_per_cell(array, window, cell=cell)
    inside = np.flatnonzero(window.contains(array))
    assert set(kept) <= set(inside)

    def cells(chosen: np.ndarray) -> list[tuple[int, ...]]:
        return [tuple(c) for c in np.floor(window.pixels(array[:, chosen]) / cell).astype(int)]

    assert len(set(cells(kept))) == len(kept)
    assert set(cells(kept)) == set(cells(inside))


def test_a_package_of_the_zone_is_never_hidden_by_one_outside() -> None:
    landscape = RUN.landscapes[0]
    window = around(landscape.payoffs, width=60, height=60, margin=0.1)
    drawn = drawn_packages(landscape, window)
    zone = np.array(landscape.zone)
    spots = {tuple(spot) for spot in np.floor(window.pixels(landscape.payoffs[:, drawn]) / 6.0)}
    for spot in np.floor(window.pixels(landscape.payoffs[:, zone]) / 6.0):
        assert tuple(spot) in spots
    assert np.isin(drawn, zone).any()


@given(st.lists(st.tuples(st.floats(60, 340), st.floats(60, 240)), min_size=1, max_size=6))
def test_names_of_points_do_not_overlap(anchors: list[tuple[float, float]]) -> None:
    names = ["disagreement", "Nash", "egalitarian", "utilitarian", "equilibrium", "other"]
    texts = names[: len(anchors)]
    found = places(anchors, texts, width=440, height=330, font_size=14, clutter=np.zeros((0, 2)))
    boxes = [
        (place.left, place.middle - 8, place.left + text_width(text, 14), place.middle + 8)
        for place, text in zip(found, texts, strict=True)
    ]
    for n, one in enumerate(boxes):
        assert 0 <= one[0] <= one[2] <= 440
        assert 0 <= one[1] <= one[3] <= 330
        for other in boxes[:n]:
            assert (
                one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            )


def test_a_name_is_nearer_to_its_own_point_than_to_any_other() -> None:
    # Three points in a row: a name straight beside one of them would be read as its neighbour's.
    anchors = [(200.0, 100.0), (226.0, 100.0), (252.0, 100.0)]
    texts = ["first", "middle", "third"]
    found = places(anchors, texts, width=460, height=200, font_size=14, clutter=np.zeros((0, 2)))
    for own, (place, text) in enumerate(zip(found, texts, strict=True)):
        low = np.array([place.left, place.middle - 8.75])
        high = np.array([place.left + text_width(text, 14), place.middle + 8.75])
        points = np.array(anchors)
        away = np.hypot(*(points - np.clip(points, low, high)).T)
        assert int(away.argmin()) == own


def test_the_picture_says_why_an_equilibrium_can_lie_outside() -> None:
    subtitle = PayoffPlane().draw(RUN).to_dict()["title"]["subtitle"]
    told = " ".join(subtitle)
    assert "An equilibrium can lie outside 'both gain'" in told
    assert "a refusal may be answered by pressure" in told
    assert told[-60:] in PayoffPlane().caption(RUN)
