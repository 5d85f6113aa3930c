"""What posture moves pay and where nature moves the market, in the compiled base game."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.equations import once

TYPES = [(0, 0), (0, 1), (1, 0), (1, 1)]
SALE_BP = 20.0


@pytest.mark.parametrize("types", TYPES, ids=str)
@pytest.mark.parametrize("mover", [0, 1], ids=["us", "japan"])
def test_every_legal_move_pays_what_its_rungs_say(
    base: ScenarioFile, game: Game, mover: int, types: tuple[int, int]
) -> None:
    us, japan = list(base.us.types.values())[types[0]], list(base.partner.types.values())[types[1]]
    ladder = (base.us.postures, base.card.postures)[mover]
    name, factor = (("US posture", "us_posture"), ("card posture", "japan_posture"))[mover]
    parts = game.parts
    for stage, (s, k) in itertools.product(
        (s for s in game.stages if s.name == name),
        itertools.product(range(game.states.count), range(len(ladder))),
    ):
        if not stage.legal[s, k]:
            continue
        origin, target = game.states.describe(s)[factor], stage.actions[k].name
        day = base.rounds[stage.round_index].day
        value = [once(base, i, day) for i in (0, 1)]
        expected = np.zeros((len(parts), 2))
        here, there = ladder[origin], ladder[target]
        if there.rung > here.rung:
            weight = japan.relations_weight if mover == 1 else 1.0
            relations = parts.index("relations")
            expected[relations, mover] = -there.own_relations_busd * weight
            expected[relations, 1 - mover] = -there.other_relations_busd
        elif there.rung < here.rung:
            weight = (us, japan)[mover].audience_weight
            expected[parts.index("elections"), mover] = -here.climb_down_busd * weight
        if there.selling and not here.selling:
            marks = base.reserves.holdings_busd * base.reserves.duration_years * SALE_BP / 1e4
            currency = base.reserves.currency_busd_per_bp * SALE_BP
            expected[parts.index("treasury"), 1] = -(japan.reserve_weight * marks + currency)
        found = stage.payoff_of(*types)[:, :, s, k]
        assert found == pytest.approx(expected * value, abs=1e-12), (origin, target)


def test_staying_is_always_legal_and_free(game: Game) -> None:
    for stage in game.stages:
        if stage.name in ("US posture", "card posture"):
            hold = stage.state_tags["hold"]
            assert stage.legal[hold].all()
            assert not stage.payoff[..., hold].any()
            tags = np.stack([stage.state_tags[t] for t in ("hold", "pressure", "retreat")])
            assert (tags.sum(axis=0) == 1).all()


@pytest.mark.parametrize(
    ("market", "card", "us", "pressure"),
    [
        ("uneasy", "walked_back", "holding", 0.01),
        ("uneasy", "threatened", "pressing", 0.30),
        ("calm", "hinted", "easing", 0.05),
        ("stressed", "quiet", "easing", -0.05),
    ],
)
def test_nature_moves_by_the_days_between_rounds_and_both_postures(
    base: ScenarioFile, game: Game, market: str, card: str, us: str, pressure: float
) -> None:
    """Rise 8 % and fall 25 % a week, each moved by the pressure; the first gap is eight days."""
    here = game.states.find({"market": market, "japan_posture": card, "us_posture": us})
    days = [one.day for one in base.rounds]
    gaps = [(b - a).days for a, b in itertools.pairwise([base.first_day, *days])]
    assert gaps == [8, 7, 7, 7, 3]
    assert days[-1] == date(2025, 6, 16)
    stages = [s for s in game.stages if s.name == "market"]
    for stage, gap in zip(stages, gaps, strict=True):
        up = 1.0 - (1.0 - (0.08 + pressure)) ** (gap / 7.0)
        down = 1.0 - (1.0 - max(0.25 - pressure, 0.0)) ** (gap / 7.0)
        expected = {
            "calm": [1.0 - up, up, 0.0],
            "uneasy": [(1.0 - up) * down, (1.0 - up) * (1.0 - down), up],
            "stressed": [0.0, down, 1.0 - down],
        }[market]
        assert stage.chance is not None
        assert stage.chance[here] == pytest.approx(expected, abs=1e-12)
        to = [game.states.describe(int(s)) for s in stage.next_state[here]]
        assert [t["market"] for t in to] == ["calm", "uneasy", "stressed"]
        assert all(t["japan_posture"] == card and t["us_posture"] == us for t in to)
