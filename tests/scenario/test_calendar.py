"""What the calendar of a scenario does to its game: aims, deadlines, elections, the window."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from negotiation.game.protocol import LAST_WORD
from negotiation.game.stages import REJECT, WALK_OUT, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.timetable import Timetable
from tests.scenario.conftest import Plant

LATER = date(2025, 9, 1)


def mark(day: date, kind: str) -> dict[str, object]:
    """Return a date of the calendar."""
    return {"day": day, "label": "a date", "kind": kind}


def test_dates_fall_on_rounds() -> None:
    s = load("june_deadline").contents
    timetable = Timetable.of(s)
    marks = {kind: {m.day for m in s.calendar if m.kind == kind} for kind in ("deadline", "aim")}
    assert {timetable.days[r] for r in timetable.aims} == marks["aim"]
    between = {timetable.days[r] for r in timetable.deadlines_between}
    assert between == {day for day in marks["deadline"] if day < timetable.days[-1]}
    assert timetable.last in timetable.deadlines
    assert timetable.earlier(0) == 0
    assert timetable.earlier(timetable.last) == len(timetable.deadlines_between)
    assert timetable.next_day(timetable.last) == timetable.days[-1]


def test_the_last_round_is_a_deadline_whatever_the_calendar_says(plant: Plant) -> None:
    game = compile_game(load(plant({"calendar": []})))
    assert [stage.name for stage in game.stages].count(LAST_WORD) == 1
    assert game.stages[-1].name == LAST_WORD


@pytest.mark.parametrize("kind", ["deadline", "aim", "election"])
def test_a_date_after_the_last_round_changes_nothing(plant: Plant, kind: str) -> None:
    without = compile_game(load(plant({"calendar": []})))
    later = compile_game(load(plant({"calendar": [mark(LATER, kind)]})))
    assert without.stages == later.stages
    assert without.packages == later.packages


def test_elections_may_fall_between_rounds(plant: Plant) -> None:
    load(plant({"calendar": [mark(date(2025, 5, 25), "election")]}))


def test_missing_an_aim_costs_those_who_announced_it_once(plant: Plant) -> None:
    """On the round of that day, in every state, beyond what its days cost.

    Whoever walks out then or before misses it for both; after it, nobody misses it again.
    """
    day = load("june_deadline").contents.rounds[2].day
    games = [
        compile_game(load(plant({"calendar": marks}, name)))
        for name, marks in (("none", []), ("aim", [mark(day, "aim")]))
    ]
    scale = sum(s.base_flow_busd_per_year for s in load("june_deadline").contents.sectors.values())
    delay = load("june_deadline").contents.delay
    quoted = np.array([delay.us_missed_deadline, delay.partner_missed_deadline])
    for one, two in zip(*(g.stages for g in games), strict=True):
        more = two.payoff - one.payoff
        if one.kind is StageKind.ANSWER:
            today = games[0].rounds[one.round_index].day
            n = games[0].parts.index("delay")
            for k, misses in ((REJECT, today == day), (WALK_OUT, today <= day)):
                lost = more[n, :, 0, 0, 0, k]
                due = misses * quoted * scale / 100.0
                assert (-due <= lost + 1e-12).all()  # discounted from that day
                assert lost == pytest.approx(-due, rel=0.02, abs=1e-12)
                assert np.ptp(more[n][..., k], axis=(1, 2, 3)).max() < 1e-12
            more[n][..., [REJECT, WALK_OUT]] = 0.0
            assert not more.any()
        elif one.kind is not StageKind.OFFER:
            assert not more.any()


def test_each_deadline_between_rounds_has_its_word(plant: Plant) -> None:
    """And an extension counts the deadlines before it."""
    rounds = load("june_deadline").contents.rounds
    days = [rounds[r].day for r in (1, 3, 6)]
    game = compile_game(load(plant({"calendar": [mark(day, "deadline") for day in days]})))
    words = [stage for stage in game.stages if stage.name == LAST_WORD]
    assert [game.rounds[stage.round_index].day for stage in words] == [*days, rounds[-1].day]
    programme, s = game.parts.index("programme"), game.initial_state
    costs = [stage.payoff[programme, 0, 0, 0, s, 0] for stage in words[:-1]]
    decay = load("june_deadline").contents.pause.extension_decay
    rate = load("june_deadline").contents.us.discount_rate
    spans = zip(itertools.pairwise(costs), itertools.pairwise(days), strict=True)
    for (one, two), (a, b) in spans:
        discount = np.exp(-rate * (b - a).days / 365.25)
        assert two == pytest.approx(decay * discount * one)


def test_the_window_changes_what_is_asked_and_not_the_game(plant: Plant) -> None:
    days = [planned.day for planned in load("june_deadline").contents.rounds]
    games = [compile_game(load(plant({"window_ends": day}))) for day in (days[0], days[-1], LATER)]
    assert games[0].stages == games[1].stages == games[2].stages
    assert games[0].packages == games[1].packages
