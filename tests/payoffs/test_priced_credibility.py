"""A market that prices the credibility of the card: equations, switch and directions."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.stages import Stage, StageKind
from negotiation.payoffs.market import priced_pressure
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario, ScenarioFile
from tests.payoffs.equations import market_moves

GUARDIAN, RESOLUTE = 0, 1


@pytest.fixture(scope="module")
def priced() -> Scenario:
    return load("priced_card")


@pytest.fixture(scope="module")
def priced_game(priced: Scenario) -> Game:
    return compile_game(priced)


def markets(game: Game) -> list[Stage]:
    return [stage for stage in game.stages if stage.kind is StageKind.CHANCE]


def named(game: Game, state: int) -> tuple[str, str, str]:
    """Return a public state's market level and both postures."""
    market, posture, us_posture = game.states.describe(state).values()
    return market, posture, us_posture


def gaps(s: ScenarioFile) -> list[int]:
    """Return the days that each market stage covers."""
    days = [s.first_day, *(one.day for one in s.rounds)]
    return [(b - a).days for a, b in itertools.pairwise(days)]


def test_nature_moves_as_the_equations_say_for_every_type_and_belief(
    priced: Scenario, priced_game: Game
) -> None:
    s, game = priced.contents, priced_game
    resolute = 0.45
    belief = Belief.of_second_types(game, 0.2, resolute)
    for stage, days in zip(markets(game), gaps(s), strict=True):
        assert stage.chance_if_sure is not None
        assert stage.chance_if_sure.shape[:2] == (1, 2)
        now = stage.chance_at(belief.of)
        for state in range(game.states.count):
            where = named(game, state)
            by_type = [market_moves(s, days, v, *where) for v in (GUARDIAN, RESOLUTE)]
            for k, label in enumerate(stage.actions):
                sure = [moves[label.name] for moves in by_type]
                assert stage.chance_if_sure[0, :, state, k] == pytest.approx(sure, abs=1e-12)
                mixed = (1.0 - resolute) * sure[GUARDIAN] + resolute * sure[RESOLUTE]
                assert now[state, k] == pytest.approx(mixed, abs=1e-12)
                assert stage.legal[state, k] == (max(sure) > 0.0)


def test_without_the_switch_the_equations_are_those_of_the_base(
    base: ScenarioFile, game: Game
) -> None:
    for stage, days in zip(markets(game), gaps(base), strict=True):
        assert stage.chance is not None
        assert stage.chance_if_sure is None
        for state in range(game.states.count):
            for v in (GUARDIAN, RESOLUTE):
                moves = market_moves(base, days, v, *named(game, state))
                expected = [moves[label.name] for label in stage.actions]
                assert stage.chance[state] == pytest.approx(expected, abs=1e-12)


def test_only_the_market_differs_from_the_base_game(game: Game, priced_game: Game) -> None:
    for one, other in zip(game.stages, priced_game.stages, strict=True):
        if one.kind is not StageKind.CHANCE:
            assert one == other
        assert np.array_equal(one.payoff, other.payoff)
    assert game.packages == priced_game.packages


def test_a_likelier_resolute_japan_never_calms_the_market(priced_game: Game) -> None:
    """In the sense of first-order dominance, in every public state."""
    for stage in markets(priced_game):
        tails = [
            np.cumsum(stage.chance_at(((1.0, 0.0), (1.0 - b, b)))[:, ::-1], axis=1)
            for b in np.linspace(0.0, 1.0, 11)
        ]
        assert all((later >= earlier - 1e-12).all() for earlier, later in itertools.pairwise(tails))


def test_a_hint_says_more_when_it_is_believed(priced_game: Game) -> None:
    """From uneasy to stressed in eight days: 8 % a week and 10 % times 0.2, 1 or 2.87."""
    stage = markets(priced_game)[0]
    here = priced_game.states.find(
        {"market": "uneasy", "japan_posture": "hinted", "us_posture": "holding"}
    )
    up = [1.0 - (1.0 - 0.08 - 0.10 * f) ** (8 / 7) for f in (0.2, 0.2 + 0.8 / 0.3)]
    for b, expected in ((0.0, up[0]), (1.0, up[1]), (0.3, 0.7 * up[0] + 0.3 * up[1])):
        assert stage.chance_at(((1.0, 0.0), (1.0 - b, b)))[here, 2] == pytest.approx(expected)
    assert stage.chance is not None
    assert stage.chance[here, 2] == pytest.approx(0.7 * up[0] + 0.3 * up[1])


@pytest.mark.parametrize("credibility", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_reference_is_where_pressure_is_what_the_scenario_says(
    base: ScenarioFile, share: float, credibility: float
) -> None:
    market = dataclasses.replace(base.market, credibility_priced=share)
    found = priced_pressure(market, 0.1, credibility)
    assert found == pytest.approx(0.1 + 0.1 * share * (credibility - 0.3) / 0.3)
    assert priced_pressure(market, 0.1, 0.3) == pytest.approx(0.1)
    assert priced_pressure(market, 0.0, credibility) == 0.0


def test_types_that_are_equally_credible_tell_the_market_nothing(priced: Scenario) -> None:
    s = priced.contents
    nobody = {"value": 0.0, "range": [0.0, 1.0], "source": "assumption", "confidence": "low"}
    scenario = priced.vary({"partner.types.resolute.credibility": nobody})
    for stage, days in zip(markets(compile_game(scenario)), gaps(s), strict=True):
        assert stage.chance_if_sure is None
        assert stage.chance is not None
        moves = market_moves(s, days, GUARDIAN, "calm", "hinted", "holding")
        here = compile_game(priced).states.find(
            {"market": "calm", "japan_posture": "hinted", "us_posture": "holding"}
        )
        assert stage.chance[here] == pytest.approx(list(moves.values()), abs=1e-12)
