"""The moment's solution names the 2x2 game that the extreme postures make."""

from __future__ import annotations

from collections.abc import Mapping

from negotiation import solve
from negotiation.payoffs.treasury import Posture
from negotiation.scenario.loading import load


def extremes(ladder: Mapping[str, Posture], here: str) -> str:
    """Return the first and the last posture that may be taken next, as a note says them."""
    open_to = [name for name in ladder if name == here or name in ladder[here].moves]
    return f"{open_to[0]} or {open_to[-1]}".replace("_", " ")


def test_every_case_says_which_game_the_extreme_postures_make() -> None:
    contents = load("june_deadline").contents
    japan = extremes(contents.card.postures, contents.card.initial)
    us = extremes(contents.us.postures, contents.us.initial_posture)
    for case in solve("june_deadline", "nash").cases:
        [note] = [note for note in case.notes if " against " in note]
        postures, _, name = note.partition(": ")
        assert postures == f"{japan} against {us}"
        assert name


def test_where_pressing_costs_nothing_the_game_has_another_name() -> None:
    free = {f"us.postures.pressing.{key}": 0.0 for key in ("own_relations", "climb_down")}
    names = {
        note.rpartition(": ")[2]
        for change in ({}, free | {"us.postures.pressing.market_pressure": 0.0})
        for case in solve(load("june_deadline").vary(change), "nash").cases
        for note in case.notes
        if " against " in note
    }
    assert len(names) > 1


def test_without_a_card_there_is_no_two_by_two_game() -> None:
    for case in solve("no_card", "nash").cases:
        assert not any("against" in note for note in case.notes)
