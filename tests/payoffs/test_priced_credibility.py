"""A market that prices the credibility of the card: equations, switch and directions."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.protocol import MARKET
from negotiation.game.stages import Stage, StageKind
from negotiation.payoffs.market import priced_pressure
from negotiation.scenario.compile import compile_contents, compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario, ScenarioFile
from tests.payoffs.equations_of_endings import market_moves
from tests.payoffs.varied import compiled, replaced

GUARDIAN, RESOLUTE = 0, 1


@pytest.fixture(scope="module")
def priced() -> Scenario:
    return load("priced_card")


@pytest.fixture(scope="module")
def priced_game(priced: Scenario) -> Game:
    return compile_game(priced)


def markets(game: Game) -> list[Stage]:
    return [stage for stage in game.stages if stage.name == MARKET]


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
            where = game.states.describe(state)
            by_type = [market_moves(s, days, v, where) for v in (GUARDIAN, RESOLUTE)]
            for k, label in enumerate(stage.actions):
                sure = [moves[label.name] for moves in by_type]
                assert stage.chance_if_sure[0, :, state, k] == pytest.approx(sure, abs=1e-12)
                mixed = (1.0 - resolute) * sure[GUARDIAN] + resolute * sure[RESOLUTE]
                assert now[state, k] == pytest.approx(mixed, abs=1e-12)
                assert stage.legal[state, k] == (max(sure) > 0.0)


def test_without_the_switch_nature_heeds_no_type(base: ScenarioFile) -> None:
    base = replaced(base, "market", credibility_priced=0.0)
    game = compiled(base)
    for stage, days in zip(markets(game), gaps(base), strict=True):
        assert stage.chance is not None
        assert stage.chance_if_sure is None
        for state in range(game.states.count):
            for v in (GUARDIAN, RESOLUTE):
                moves = market_moves(base, days, v, game.states.describe(state))
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


def test_a_hint_says_more_when_it_is_believed(priced: Scenario, priced_game: Game) -> None:
    """A level up in the first gap: the weekly chance with a hint counted by who is believed."""
    game, m = priced_game, priced.contents.market
    stage, days = markets(game)[0], gaps(priced.contents)[0]
    first = game.states.describe(game.initial_state)
    here = game.states.find({**first, "market": next(iter(m.levels)), "japan_posture": "hinted"})
    hint = priced.contents.card.postures["hinted"].market_pressure
    quiet = m.rise + priced.contents.us.postures[first["us_posture"]].market_pressure
    types = list(priced.contents.partner.types.values())
    share, reference = m.credibility_priced, m.credibility_reference
    factors = [1.0 - share + share * t.credibility / reference for t in types]
    up = [1.0 - (1.0 - quiet - hint * f) ** (days / 7) for f in factors]
    assert up[RESOLUTE] > up[GUARDIAN]
    for b in (0.0, 0.3, 1.0):
        expected = (1.0 - b) * up[GUARDIAN] + b * up[RESOLUTE]
        assert stage.chance_at(((1.0, 0.0), (1.0 - b, b)))[here, 1] == pytest.approx(expected)
    assert stage.chance is not None
    prior = float(game.prior[1][RESOLUTE])
    expected = (1.0 - prior) * up[GUARDIAN] + prior * up[RESOLUTE]
    assert stage.chance[here, 1] == pytest.approx(expected)


@pytest.mark.parametrize("credibility", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_reference_is_where_pressure_is_what_the_scenario_says(
    base: ScenarioFile, share: float, credibility: float
) -> None:
    market = dataclasses.replace(base.market, credibility_priced=share, credibility_reference=0.3)
    found = priced_pressure(market, 0.1, credibility)
    assert found == pytest.approx(0.1 + 0.1 * share * (credibility - 0.3) / 0.3)
    assert priced_pressure(market, 0.1, 0.3) == pytest.approx(0.1)
    assert priced_pressure(market, 0.0, credibility) == 0.0


def test_types_that_are_equally_credible_tell_the_market_nothing(priced: Scenario) -> None:
    s = priced.contents
    guardian, resolute = s.partner.types.values()
    same = {
        "guardian": guardian,
        "resolute": dataclasses.replace(resolute, credibility=guardian.credibility),
    }
    partner = dataclasses.replace(s.partner, types=same)
    contents = dataclasses.replace(s, partner=partner)
    game = compile_contents(contents)
    first = game.states.describe(game.initial_state)
    hinted = {**first, "japan_posture": "hinted"}
    for stage, days in zip(markets(game), gaps(s), strict=True):
        assert stage.chance_if_sure is None
        assert stage.chance is not None
        moves = market_moves(contents, days, GUARDIAN, hinted)
        found = stage.chance[game.states.find(hinted)]
        assert found == pytest.approx(list(moves.values()), abs=1e-12)
