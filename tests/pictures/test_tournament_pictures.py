"""The pictures of a tournament: every number is the tournament's, and marks tell what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.cli.console.drawing import draw_all, load_result
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.deals_on_plane import DealsOnPlane
from negotiation.pictures.drawing.field import types_in_words
from negotiation.pictures.drawing.label_places import places, text_width
from negotiation.pictures.drawing.words import country, plain, signed
from negotiation.pictures.evolution import Evolution, named
from negotiation.pictures.payoff_matrix import PayoffMatrix
from negotiation.pictures.picture import Picture
from negotiation.pictures.ranking import Ranking
from negotiation.results.storage import save
from negotiation.results.tournament import Tournament
from tests.pictures.example_tournament import RANKED, example_tournament
from tests.pictures.marks import layers

FOUND = example_tournament()
PICTURES = ("deals_on_plane", "evolution", "payoff_matrix", "ranking")


def drawn(picture: Picture, mark: str, found: Tournament = FOUND) -> list[dict[str, Any]]:
    """Return the layers of a kind of marks, in the order of drawing."""
    return [each for each in layers(picture.draw(found).to_dict()) if each["mark"]["type"] == mark]


def test_a_saved_tournament_is_drawn_by_the_four_pictures(tmp_path: Path) -> None:
    save(FOUND, tmp_path / "tournament.json")
    loaded = load_result(tmp_path / "tournament.json")
    assert isinstance(loaded, Tournament)
    assert set(draw_all(loaded, tmp_path, ["svg"])) == {f"{name}.svg" for name in PICTURES}
    with pytest.raises(NegotiationError, match="timeline draws another kind of result; try deals"):
        draw_all(loaded, tmp_path, ["svg"], ["timeline"])


def test_the_matrix_shows_the_meta_game_by_rank() -> None:
    cells = [each["rows"] for each in drawn(PayoffMatrix(), "rect") if "worth" in each["rows"][0]]
    order = [FOUND.entrants.index(one.entrant) for one in FOUND.standings]
    assert len(cells) == 2
    for i, rows in enumerate(cells):
        found = {(int(row["row"]), int(row["column"])): row["worth"] for row in rows}
        table = FOUND.meta_game[i][np.ix_(order, order)]
        assert found == {place: pytest.approx(worth) for place, worth in np.ndenumerate(table)}
        assert all(row["text"] == signed(row["worth"]) for row in rows)


def test_best_replies_and_the_equilibrium_are_framed() -> None:
    frames = [
        each for each in drawn(PayoffMatrix(), "rect") if each["mark"].get("fill", "") is None
    ]
    us, pure, partner, again = ({(r["row"], r["column"]) for r in e["rows"]} for e in frames)
    order = [FOUND.entrants.index(name) for name in (one.entrant for one in FOUND.standings)]
    tables = [FOUND.meta_game[i][np.ix_(order, order)] for i in (0, 1)]
    assert us == {(float(a), float(b)) for b, a in enumerate(tables[0].argmax(axis=0))}
    assert partner == {(float(a), float(b)) for a, b in enumerate(tables[1].argmax(axis=1))}
    assert pure == again == {(0.0, 1.0)}


def test_a_mixed_equilibrium_is_no_cell() -> None:
    mixed = replace(FOUND.equilibria[0], us=(("owl", 0.5), ("jay", 0.5)))
    found = replace(FOUND, equilibria=(mixed,))
    assert "range" not in PayoffMatrix().caption(found)
    frames = [e for e in drawn(PayoffMatrix(), "rect", found) if e["mark"].get("fill", "") is None]
    assert len(frames) == 2


@pytest.mark.parametrize(("entrants", "text"), [(14, r"0\.0|[+−]\d+\.\d"), (15, r"0|[+−]\d+")])
def test_many_strategies_have_shorter_numbers(entrants: int, text: str) -> None:
    found = example_tournament(entrants=entrants)
    cells = [each["rows"] for each in drawn(PayoffMatrix(), "rect", found)]
    texts = [row["text"] for rows in cells for row in rows if "text" in row]
    assert texts
    assert all(re.fullmatch(text, each) for each in texts)


@pytest.mark.parametrize("i", [0, 1])
def test_lines_are_the_shares_and_only_those_that_stand_out_are_named(i: int) -> None:
    lines = [each["rows"] for each in drawn(Evolution(), "line")]
    count = len(FOUND.entrants)
    assert len(lines) == 2 * count
    ends = sorted(round(rows[-1]["percent"], 6) for rows in lines[i * count : (i + 1) * count])
    last = np.searchsorted(FOUND.evolution.times, lines[i * count][-1]["time"])
    assert ends == sorted(round(100.0 * s, 6) for s in FOUND.evolution.shares[i, last])
    for a in range(count):
        peak, first = FOUND.evolution.shares[i, :, a].max(), FOUND.evolution.shares[i, 0, a]
        assert (a in named(FOUND, i)) == (peak > 0.03 and peak > 1.5 * first)


def test_time_runs_from_the_first_movement_until_shares_are_settled() -> None:
    times = [row["time"] for row in drawn(Evolution(), "line")[0]["rows"]]
    assert all(one < other for one, other in pairwise(times))
    assert times[0] > 0.0
    shares, all_times = FOUND.evolution.shares, FOUND.evolution.times
    before, after = all_times < times[0], all_times >= times[-1]
    assert np.abs(shares[:, before] - shares[:, :1]).max() < 0.005
    assert np.abs(shares[:, all_times <= times[1]] - shares[:, :1]).max() >= 0.005
    assert np.abs(shares[:, after] - shares[:, -1:]).max() < 0.002


def test_shares_that_never_move_are_drawn() -> None:
    still = np.full_like(FOUND.evolution.shares, 1.0 / len(FOUND.entrants))
    found = replace(FOUND, evolution=replace(FOUND.evolution, shares=still))
    assert all(len(each["rows"]) > 1 for each in drawn(Evolution(), "line", found))


def test_shares_that_go_round_are_named_at_their_late_means() -> None:
    times = np.linspace(0.0, 40.0, 401)
    shares = np.zeros_like(FOUND.evolution.shares[:, :1]).repeat(times.size, axis=1)
    shares[..., 0] = 0.6 + 0.3 * np.sin(times)
    shares[..., 1] = 1.0 - shares[..., 0]
    round_and_round = replace(FOUND.evolution, times=times, shares=shares)
    found = replace(FOUND, evolution=round_and_round)
    assert not round_and_round.is_settled
    points = [rows for each in drawn(Evolution(), "point", found) for rows in each["rows"]]
    ends = [row for row in points if "low" in row]
    first, second = (plain(name) for name in FOUND.entrants[:2])
    told = [f"{first}: 30 % to 90 %, on average 62 %", f"{second}: 10 % to 70 %, on average 38 %"]
    assert [row["words"] for row in ends] == told * 2
    # Lines stop after a few turns: many would fill the panel. A sine turns every half period.
    lines = [each["rows"] for each in drawn(Evolution(), "line", found)]
    last = {rows[-1]["time"] for rows in lines}
    assert all(4.5 * np.pi <= time <= 5.5 * np.pi for time in last)
    # The mean of a sine over its last half, 20 to 40, in closed form.
    mean = 60.0 + 30.0 * (np.cos(20.0) - np.cos(40.0)) / 20.0
    assert ends[0]["percent"] == pytest.approx(mean, abs=0.002)
    assert "second half" in Evolution().caption(found)
    assert "on late average 62 %" in Evolution().alt_text(found)
    assert "settled" in Evolution().caption(FOUND)


def test_names_at_the_right_are_tied_to_the_ends_of_their_lines() -> None:
    ties = [each["rows"] for each in drawn(Evolution(), "rule") if "at" in each["rows"][0]]
    assert [len(rows) for rows in ties] == [1, 1]
    for i, (row,) in enumerate(ties):
        assert row["percent"] == pytest.approx(100.0 * FOUND.evolution.lasting[i].max())


def test_no_tie_runs_through_another_name() -> None:
    anchors = [(100.0, 100.0 + 4.0 * n) for n in range(5)]
    names = [f"name of {n}" for n in range(5)]
    found = places(anchors, names, width=400, height=300, font_size=12, clutter=np.zeros((0, 2)))
    for n, one in enumerate(found):
        tie = np.linspace(anchors[n], one.touch, 50)
        for other, name in zip(found, names, strict=True):
            if other is not one:
                right, tall = other.left + text_width(name, 12), 7.5
                within = (tie[:, 0] > other.left) & (tie[:, 0] < right)
                assert not (within & (np.abs(tie[:, 1] - other.middle) < tall)).any()


def test_every_pairing_is_a_mark_of_its_class() -> None:
    pairings = [each for each in drawn(DealsOnPlane(), "point") if "words" in each["rows"][0]]
    count = len(FOUND.entrants)
    assert sum(len(each["rows"]) for each in pairings) == 3 * count**2
    seen = {(row["x"], row["y"]) for each in pairings for row in each["rows"]}
    assert seen == {tuple(map(float, point)) for point in FOUND.payoffs.reshape(-1, 2)}
    for each in pairings:
        told = [row["words"].rsplit(", ", 1)[1] for row in each["rows"]]
        if each["mark"]["shape"] == "cross":
            assert set(told) <= {"0 % agree", "<1 % agree"}
        elif each["mark"]["fill"] == "white":
            assert all(int(re.findall(r"\d+", text)[0]) <= 50 for text in told)


def test_likelier_types_come_first_and_the_winner_is_ringed() -> None:
    told = DealsOnPlane().alt_text(FOUND)
    places = [told.index(f"{types_in_words(FOUND, pair)} (") for pair in (1, 2, 0)]
    assert places == sorted(places)
    rings = [e["rows"] for e in drawn(DealsOnPlane(), "point") if "away" in e["rows"][0]]
    winner = FOUND.entrants.index(RANKED[0])
    for pair, rows in zip((1, 2, 0), rings, strict=True):
        assert all(rows[0]["ring"] > row["ring"] for row in rows[1:])
        assert (rows[0]["x"], rows[0]["y"]) == tuple(FOUND.payoffs[winner, winner, pair])


@pytest.mark.parametrize("picture", [Ranking(), PayoffMatrix()])
def test_words_name_every_strategy(picture: Picture) -> None:
    told = picture.alt_text(FOUND)
    assert all(plain(name) in told for name in FOUND.entrants)


def test_players_have_names_for_people() -> None:
    assert [country(name) for name in ("us", "japan", "south_korea")] == [
        "US",
        "Japan",
        "South Korea",
    ]
