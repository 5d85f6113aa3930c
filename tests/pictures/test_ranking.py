"""The ranking: its marks, columns and words are the standings'; what is off the axis is told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from negotiation.pictures.drawing.bulk import stretch
from negotiation.pictures.drawing.rank_ranges import bridged, in_figures, in_words
from negotiation.pictures.drawing.words import plain, signed
from negotiation.pictures.ranking import Ranking, leading, off_the_axis
from negotiation.results.tournament import Interval, Tournament
from tests.pictures.example_tournament import RANKED, example_tournament
from tests.pictures.marks import layers

FOUND = example_tournament()
SHAPES = {"diamond": None, "square": 0, "circle": 1}


def around(mean: float, reach: float) -> Interval:
    return Interval(mean=mean, low=mean - reach, high=mean + reach)


def scored(scores: list[Interval], tied: dict[int, tuple[int, ...]] | None = None) -> Tournament:
    """Return the example with other scores by rank, and ties by rank."""
    found = example_tournament(entrants=len(scores))
    chosen = found.standings[: len(scores)]
    names = tuple(one.entrant for one in chosen)
    standings = tuple(
        replace(
            one,
            score=score,
            by_seat=(score, score),
            tied_with=tuple(names[rank - 1] for rank in (tied or {}).get(one.rank, ())),
        )
        for one, score in zip(chosen, scores, strict=True)
    )
    return replace(found, entrants=names, standings=standings)


FAR = scored([*(around(1.0 - 0.2 * n, 0.3) for n in range(9)), around(-19.0, 3.0)])
"""The last is far below all others."""
NOISY = scored(
    [around(2.0, 0.2), around(1.9, 0.2), around(0.0, 0.2), around(-1.0, 0.2), around(-4.0, 40.0)],
    {1: (2, 5), 2: (1, 5), 3: (5,), 4: (5,), 5: (1, 2, 3, 4)},
)
"""The last is so noisy that nothing is separated from it."""


def drawn(found: Tournament, mark: str) -> list[dict[str, Any]]:
    """Return the layers of a kind of marks, in the order of drawing."""
    spec = Ranking().draw(found).to_dict()
    return [each for each in layers(spec) if each["mark"]["type"] == mark]


def points(found: Tournament, shape: str) -> list[dict[str, Any]]:
    """Return the rows of marks of a shape, without the key's."""
    return [
        {**row, "fill": each["mark"]["fill"], "axis": each["encoding"]["x"]["scale"]["domain"]}
        for each in drawn(found, "point")
        if each["mark"]["shape"] == shape
        for row in each["rows"]
        if row["row"] > -1.0
    ]


def written(found: Tournament) -> list[tuple[float, str]]:
    """Return the words in each row; those with a halo once."""
    return [
        (row["row"], row["text"])
        for each in drawn(found, "text")
        if each["mark"].get("stroke") != "white"
        for row in each["rows"]
    ]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("found", [FOUND, FAR, NOISY])
def test_marks_and_lines_are_the_intervals(found: Tournament, shape: str) -> None:
    i = SHAPES[shape]
    wanted = [one.score if i is None else one.by_seat[i] for one in found.standings]
    marks = points(found, shape)
    low, high = marks[0]["axis"]
    shown = [one for one in wanted if low <= one.mean <= high]
    assert [(row["mean"], row["low"], row["high"]) for row in marks] == [
        (one.mean, max(one.low, low), min(one.high, high)) for one in shown
    ]
    lines = [row for each in drawn(found, "rule") for row in each["rows"] if "words" in row]
    told = {row["words"] for row in lines}
    assert all(row["words"] in told for row in marks)


@pytest.mark.parametrize("found", [FOUND, FAR, NOISY])
def test_the_column_of_numbers_holds_means_and_half_widths(found: Tournament) -> None:
    texts = written(found)
    for n, one in enumerate(found.standings):
        half = one.score.high - one.score.mean
        assert (n, signed(one.score.mean)) in texts
        assert (n, f"±{half:.1f}") in texts


def test_half_widths_that_are_small_do_not_read_as_none() -> None:
    assert (0, "±0.04") in written(scored([around(1.0, 0.04), around(0.0, 0.5)]))


def test_a_single_match_has_no_half_widths() -> None:
    texts = [text for _, text in written(replace(FAR, matches=1))]
    assert not any(re.match(r"±\d", text) for text in texts)
    assert texts.count("not known") == len(FAR.entrants)


@pytest.mark.parametrize("found", [FOUND, NOISY, example_tournament(entrants=33)])
def test_the_column_of_ties_holds_every_rank_that_is_not_separated(found: Tournament) -> None:
    texts = written(found)
    rank = {one.entrant: one.rank for one in found.standings}
    for n, one in enumerate(found.standings):
        tied = {rank[name] for name in one.tied_with}
        (text,) = (
            text
            for row, text in texts
            if row == n and re.fullmatch(r"none|all others|[\d, –]+", text)
        )
        if text in ("none", "all others"):
            assert len(tied) == (0 if text == "none" else len(found.entrants) - 1)
            continue
        told: set[int] = set()
        for piece in text.split(", "):
            first, _, last = piece.partition("–")
            told |= set(range(int(first), int(last or first) + 1))
        assert told - {one.rank} == tied


def test_ranks_in_figures_and_words() -> None:
    assert in_figures([2, 3, 4, 7], width=200, font_size=12) == "2–4, 7"
    assert in_words([2, 3, 4, 7]) == "ranks 2 to 4 and 7"
    assert in_words([4, 5]) == "ranks 4 and 5"
    assert in_words([7]) == "rank 7"
    assert bridged([7, 9], 8) == [7, 8, 9]
    assert bridged([7, 9], 1) == [7, 9]
    many = list(range(1, 60, 2))
    cut = in_figures(many, width=200, font_size=12)
    assert re.fullmatch(r"1, 3, [\d, ]+ … \(30 in all\)", cut)


def test_filled_diamonds_on_a_ground_are_the_leading_run() -> None:
    assert [one.entrant for one in leading(FOUND)] == list(RANKED[:2])
    fills = [row["fill"] for row in points(FOUND, "diamond")]
    assert fills[:2] == [fills[0]] * 2
    assert set(fills[2:]) == {"white"}
    assert fills[0] != "white"
    grounds = [each["rows"] for each in drawn(FOUND, "rect")]
    assert len(grounds) == 4
    assert all([row["above"] for row in rows] == [-0.5, 0.5] for rows in grounds)
    assert "Owl leads; 1 more may do as well." in Ranking().alt_text(FOUND)


def test_one_that_is_not_separated_for_noise_alone_is_not_among_the_leading() -> None:
    assert [one.rank for one in leading(NOISY)] == [1, 2]
    assert points(NOISY, "diamond")[-1]["fill"] == "white"
    told = Ranking().alt_text(NOISY)
    assert "Owl leads; 1 more may do as well; further down, rank 5 cannot be told apart" in told
    lone = scored([one.score for one in NOISY.standings], {1: (5,), 5: (1,)})
    assert [one.rank for one in leading(lone)] == [1]
    assert "Owl leads; further down, rank 5 cannot be told" in Ranking().alt_text(lone)


def test_one_off_the_axis_is_not_among_the_leading() -> None:
    scores = [around(0.3 - 0.5 * n, 1.5) for n in range(4)] + [around(-17.8, 37.0)]
    found = scored(scores, {1: (2, 3, 4, 5)})
    assert [one.rank for one in leading(found)] == [1, 2, 3, 4]
    assert "3 more may do as well; further down, rank 5 cannot" in Ranking().alt_text(found)


def test_a_clear_winner_stands_alone() -> None:
    assert "Owl is ahead of all others." in Ranking().alt_text(FAR)
    assert "Owl plays itself alone." in Ranking().alt_text(scored([around(1.0, 0.5)]))


def test_a_single_match_separates_nobody() -> None:
    told = Ranking().alt_text(replace(FOUND, matches=1))
    assert "40 matches" in Ranking().alt_text(FOUND)
    assert "1 match per pair" in told
    assert "a single match gives no intervals" in told


def test_one_far_below_is_an_arrow_with_its_numbers() -> None:
    last = FAR.standings[-1]
    assert off_the_axis(FAR) == [last]
    assert len(points(FAR, "diamond")) == len(FAR.entrants) - 1
    arrows = points(FAR, "triangle-left")
    assert [row["row"] for row in arrows] == [9.0, 8.8, 9.2]
    assert all("−19.0 (−22.0 to −16.0)" in row["words"] for row in arrows)
    texts = written(FAR)
    assert (9.0, "off the axis: −19.0 ±3.0") in texts
    assert {(9.0, "US −19.0 ±3.0"), (9.0, "Japan −19.0 ±3.0")} <= set(texts)
    assert f"{plain(last.entrant)} −19.0 ±3.0" in Ranking().caption(FAR)
    assert f"Off the axis of scores, at an arrow: {plain(last.entrant)} −19.0 ±3.0." in (
        Ranking().alt_text(FAR)
    )


def test_arrows_beside_the_seats_alone_are_told_too() -> None:
    far = replace(FAR.standings[-1], score=around(-1.0, 0.3))
    found = replace(FAR, standings=(*FAR.standings[:-1], far))
    assert off_the_axis(found) == []
    assert points(found, "triangle-left")
    assert "arrows at an edge stand for what lies beyond. " in Ranking().caption(found)


def test_without_one_far_below_all_is_on_the_axis() -> None:
    assert off_the_axis(FOUND) == []
    assert points(FOUND, "triangle-left") == points(FOUND, "triangle-right") == []
    assert "arrow" not in Ranking().caption(FOUND)


def test_an_interval_that_leaves_the_axis_on_both_sides_says_so() -> None:
    assert {row["row"] for row in points(NOISY, "triangle-left")} >= {4.0}
    assert {row["row"] for row in points(NOISY, "triangle-right")} >= {4.0}


@pytest.mark.parametrize(
    "means", [[5.0], [1.0, 0.0, -18.0], [40.0, 1.0, 0.5, 0.0, -0.5], [0.0, 0.0, 0.0, -50.0]]
)
def test_the_best_is_never_off_the_axis(means: list[float]) -> None:
    scores = [around(mean, 0.3) for mean in means]
    low, high = stretch(scores)
    assert low <= min(0.0, scores[0].low)
    assert high >= scores[0].high
    assert low <= 0.0 <= high


def test_words_hold_scores_and_ties() -> None:
    told = Ranking().alt_text(FOUND)
    for one in FOUND.standings:
        assert f"{plain(one.entrant)}: {signed(one.score.mean)} (" in told
    assert told.count("separated from all others") == len(FOUND.entrants) - 2
    assert "not separated from rank 2;" in told
