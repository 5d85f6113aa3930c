"""What every ending pays, against the model's equations in plain scalars.

The talks end by agreement, by a walk-out or by the last word of the US: the pause extended or the
threat executed, each followed by a lottery over what comes later.
"""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.protocol import LAST_WORD
from negotiation.game.stages import ACCEPT, REJECT, WALK_OUT, StageKind
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs import equations as oracle

G7 = date(2025, 6, 16)
STATES = [
    {"market": market, "japan_posture": card, "us_posture": us}
    for market, card, us in itertools.product(
        ("calm", "stressed"), ("walked_back", "selling"), ("easing", "pressing")
    )
]
TYPES = [(0, 0), (0, 1), (1, 0), (1, 1)]


def rises(base: ScenarioFile, state: dict[str, str]) -> tuple[float, float]:
    """Return the market's stress and a sale's settled part in a state, bp."""
    return base.market.levels[state["market"]].yield_bp, 20.0 * (
        state["japan_posture"] == "selling"
    )


def same(game: Game, found: np.ndarray, expected: oracle.Parts) -> None:
    """Compare amounts [part, i] with an oracle's, part by part."""
    for n, name in enumerate(game.parts):
        assert found[n] == pytest.approx(expected.get(name, [0.0, 0.0]), abs=1e-9), name


@pytest.mark.parametrize("state", STATES, ids=lambda s: "-".join(s.values()))
@pytest.mark.parametrize("types", TYPES, ids=str)
def test_the_last_word(
    base: ScenarioFile, game: Game, state: dict[str, str], types: tuple[int, int]
) -> None:
    stage = next(s for s in game.stages if s.name == LAST_WORD)
    found = stage.payoff_of(*types)[:, :, game.states.find(state)]
    stress, sale = rises(base, state)
    posture = state["us_posture"]
    same(game, found[..., 0], oracle.extended(base, G7, stress, sale, posture, *types))
    same(game, found[..., 1], oracle.executed(base, G7, stress, sale, *types))


@pytest.mark.parametrize("state", STATES, ids=lambda s: "-".join(s.values()))
@pytest.mark.parametrize("types", TYPES, ids=str)
def test_the_answers(
    base: ScenarioFile, game: Game, state: dict[str, str], types: tuple[int, int]
) -> None:
    here = game.states.find(state)
    stress, sale = rises(base, state)
    japan = list(base.partner.types.values())[types[1]]
    for stage in game.stages:
        if stage.kind is not StageKind.ANSWER:
            continue
        r = stage.round_index
        day = base.rounds[r].day
        wait = (base.rounds[min(r + 1, len(base.rounds) - 1)].day - day).days
        paid = stage.payoff_of(*types)[:, :, here]
        once = [oracle.once(base, i, day) for i in (0, 1)]
        left = oracle.yields_left(base, 0.3 * stress, 0.3 * sale, *types)
        same(game, paid[..., ACCEPT], {"treasury": [once[i] * left[i] for i in (0, 1)]})
        rise = stress + 2.0 * sale
        refinancing = base.market.refinancing * wait / 365.25 * rise
        america = list(base.us.types.values())[types[0]]
        beyond = max(rise - america.tolerance_bp, 0.0)
        share = min(wait / 365.25 / base.market.persistence_years, 1.0)
        strain = america.strain_busd_per_bp * beyond * share
        same(
            game,
            paid[..., REJECT],
            {
                "treasury": [-once[0] * (refinancing + strain), 0.0],
                "delay": [
                    -once[0] * base.delay.us_busd_per_day * wait,
                    -once[1] * base.delay.partner_busd_per_day * wait,
                ],
            },
        )
        goodwill = {
            "relations": [
                -once[0] * base.relations.walk_out_us_busd,
                -once[1] * base.relations.walk_out_partner_busd * japan.relations_weight,
            ]
        }
        walking = oracle.added(goodwill, oracle.executed(base, day, stress, sale, *types))
        same(game, paid[..., WALK_OUT], walking)


def test_no_offer_pays_what_a_rejection_pays(game: Game) -> None:
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.OFFER:
            answer = game.stages[t + 1]
            assert np.array_equal(stage.payoff[..., 0], answer.payoff[..., REJECT])


def test_the_tolerant_us_gains_more_from_executing_than_the_sensitive_one(game: Game) -> None:
    stage = next(s for s in game.stages if s.name == LAST_WORD)
    calm = {"market": "calm", "japan_posture": "quiet", "us_posture": "pressing"}
    here = game.states.find(calm)
    sensitive, tolerant = (
        stage.total(u, 0)[0, here, 1] - stage.total(u, 0)[0, here, 0] for u in (0, 1)
    )
    assert tolerant > sensitive


def test_pressing_makes_extending_the_pause_dearer(game: Game) -> None:
    stage = next(s for s in game.stages if s.name == LAST_WORD)
    easing, pressing = (
        stage.total(1, 0)[
            0,
            game.states.find({"market": "calm", "japan_posture": "quiet", "us_posture": posture}),
            0,
        ]
        for posture in ("easing", "pressing")
    )
    assert pressing < easing
