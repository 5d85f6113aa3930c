"""What posture moves pay and where nature moves the market, in the compiled base game."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.protocol import COURTS, MARKET, QUEUE
from tests.payoffs.conftest import World
from tests.payoffs.equations import once, partner_type, scale, us_type
from tests.payoffs.equations_of_endings import market_moves, sale

TYPES = [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("types", TYPES, ids=str)
@pytest.mark.parametrize("mover", [0, 1], ids=["us", "japan"])
def test_every_legal_move_pays_what_its_rungs_say(
    world: World, mover: int, types: tuple[int, int]
) -> None:
    base, game = world.contents, world.game
    us, japan = us_type(base, types[0]), partner_type(base, types[1])
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
        value, quoted = [once(base, i, day) for i in (0, 1)], scale(base)
        expected = np.zeros((len(parts), 2))
        here, there = ladder[origin], ladder[target]
        if there.rung > here.rung:
            weight = japan.relations_weight if mover == 1 else 1.0
            relations = parts.index("relations")
            expected[relations, mover] = -there.own_relations * weight * quoted
            expected[relations, 1 - mover] = -there.other_relations * quoted
        elif there.rung < here.rung:
            weight = (us, japan)[mover].audience_weight
            expected[parts.index("relations"), mover] = -here.climb_down * weight * quoted
        if there.selling and not here.selling:
            rise = sale(base, game.states.describe(int(stage.next_state[s, k])), settled=True)
            marks = base.reserves.holdings_busd * base.reserves.duration_years * rise / 1e4
            currency = base.reserves.currency_busd_per_bp * rise
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


def test_nature_moves_by_the_days_between_rounds_and_both_postures(world: World) -> None:
    """Nothing but the market's level moves, and it as the equations say in every public state."""
    s, game = world.contents, world.game
    days = [s.first_day, *(one.day for one in s.rounds)]
    gaps = [(b - a).days for a, b in itertools.pairwise(days)]
    stages = [stage for stage in game.stages if stage.name == MARKET]
    for stage, gap in zip(stages, gaps, strict=True):
        assert stage.chance is not None
        for n in range(game.states.count):
            now = world.state(n)
            sure = [market_moves(s, gap, v, now) for v in range(len(s.partner.types))]
            prior = game.prior[1]
            expected = {
                name: sum(p * one[name] for p, one in zip(prior, sure, strict=True))
                for name in s.market.levels
            }
            assert stage.chance[n] == pytest.approx(list(expected.values()), abs=1e-12)
            for k, label in enumerate(stage.actions):
                assert world.state(int(stage.next_state[n, k])) == {**now, "market": label.name}


@pytest.mark.parametrize(
    ("topic", "factor", "come"),
    [(QUEUE, "queue", "template set"), (COURTS, "courts", "tariffs struck")],
)
def test_news_comes_once_by_its_hazard_and_stays(
    world: World, topic: str, factor: str, come: str
) -> None:
    s, game = world.contents, world.game
    assert s.queue is not None
    assert s.courts is not None
    weekly = s.queue.arrival if topic == QUEUE else s.courts.hazard
    days = [s.first_day, *(one.day for one in s.rounds)]
    stages = [stage for stage in game.stages if stage.name == topic]
    for stage, (a, b) in zip(stages, itertools.pairwise(days), strict=True):
        arrives = 1.0 - (1.0 - weekly) ** ((b - a).days / 7.0)
        assert stage.chance is not None
        for n in range(game.states.count):
            now, (stays, comes) = world.state(n), stage.chance[n]
            here = now[factor] == come
            assert (stays, comes) == pytest.approx((0.0, 1.0) if here else (1.0 - arrives, arrives))
            then = {**now, factor: come}
            if topic == COURTS:  # a tariff that is struck is neither paused nor executed
                then["pause"] = "pause running"
            assert world.state(int(stage.next_state[n, 1])) == then
            assert not stage.payoff.any()
