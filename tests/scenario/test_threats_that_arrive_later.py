"""A threat that is not there on the first day: nothing to execute before a rate is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.stages import Stage
from negotiation.payoffs.present_value import PARTS
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

FILE = Path(__file__).parents[1] / "data" / "late_threat.toml"


@pytest.fixture(scope="module")
def later() -> Game:
    return compile_game(load(FILE))


def deadline(found: Game, day: str) -> Stage:
    [stage] = [
        stage
        for stage in found.stages[:-1]
        if stage.name == "last word" and found.rounds[stage.round_index].day.isoformat() == day
    ]
    return stage


def allowed(found: Game, stage: Stage, pause: str) -> set[str]:
    legal = stage.legal
    assert legal is not None
    rows = [
        s
        for s in range(len(legal))
        if found.states.describe(s)["pause"] == pause
        and found.states.describe(s)["courts"] == "tariffs stand"
    ]
    assert len({tuple(legal[s]) for s in rows}) == 1
    return {a.name for a, may in zip(stage.actions, legal[rows[0]], strict=True) if may}


def test_nothing_can_be_executed_before_it_is_named(later: Game) -> None:
    first = deadline(later, "2025-06-27")
    assert allowed(later, first, "pause running") == {"extend", "name a new rate"}
    second = deadline(later, "2025-07-09")
    assert allowed(later, second, "pause extended") == {"extend", "name a new rate"}
    named = {"extend", "name a new rate", "execute"}
    assert allowed(later, second, "new rate named") == named


def test_doing_nothing_costs_nothing_before_it_is_named(later: Game) -> None:
    stage = deadline(later, "2025-06-27")
    running = [
        s
        for s in range(stage.payoff.shape[-2])
        if later.states.describe(s)["pause"] == "pause running"
    ]
    assert not np.asarray(stage.payoff)[..., running, 0].any()


def test_a_rate_executed_is_the_one_that_was_named(later: Game) -> None:
    stage = deadline(later, "2025-07-09")
    tariffs = PARTS.index("tariffs")
    paid = {
        pause: np.asarray(stage.payoff)[tariffs, 1, 0, 0, s, 2]
        for s in range(stage.payoff.shape[-2])
        for pause in [later.states.describe(s)["pause"]]
    }
    assert paid["new rate named"] < 0.0
    assert paid["pause running"] == 0.0


def test_both_ways_of_saying_that_nothing_is_paused_are_one(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    left_out = 'leave_out = ["pause.rates.country_tariff"]'
    assert left_out in text
    text = text.replace(left_out, "") + (
        "[pause.rates]\ncountry_tariff = { value = 0.10, range = [0.10, 0.10], "
        'source = "assumption", note = "the rate in force" }\n'
    )
    path = tmp_path / "late_threat.toml"
    path.write_text(text, encoding="utf-8")
    one, other = compile_game(load(FILE)), compile_game(load(path))
    for stage, same in zip(one.stages, other.stages, strict=True):
        assert np.array_equal(np.asarray(stage.payoff), np.asarray(same.payoff))
        assert np.array_equal(np.asarray(stage.legal), np.asarray(same.legal))
