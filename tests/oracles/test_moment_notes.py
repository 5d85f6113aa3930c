"""The moment's solution names the 2x2 game that the extreme postures make."""

from __future__ import annotations

from negotiation.engine.solving import solve


def test_every_case_says_which_game_the_extreme_postures_make() -> None:
    solution = solve("june_deadline", "nash")
    for case in solution.cases:
        assert any("quiet or hinted against easing or pressing" in note for note in case.notes)
    told = {note.rpartition(": ")[2] for case in solution.cases for note in case.notes}
    assert "deadlock" in told


def test_without_a_card_there_is_no_two_by_two_game() -> None:
    for case in solve("no_card", "nash").cases:
        assert not any("against" in note for note in case.notes)
