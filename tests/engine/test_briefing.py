"""A briefing says what signing, staying away and posturing then really pay."""

from __future__ import annotations

import pytest

from negotiation.cli.console.brief_sheet import brief_sheet
from negotiation.engine.briefing import Briefing, brief
from negotiation.engine.talks import Talks
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, TypePair
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.stages import ACCEPT, WALK_OUT, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario
from tests.five_rounds import five_rounds

CASES = [(name, i, t) for name in ("uk_may_2025", "five_rounds") for i in (0, 1) for t in (0, 1)]


def scenario_of(name: str) -> Scenario:
    return five_rounds() if name == "five_rounds" else load(name)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def briefed(request: pytest.FixtureRequest) -> tuple[Game, Briefing, int, TypePair]:
    name, player, own = request.param
    scenario = scenario_of(name)
    game = compile_game(scenario)
    types = (own, 0) if player == 0 else (0, own)
    return game, brief(scenario, game, player, own), player, types


def signed(game: Game, types: TypePair, package: int, answer: int) -> Talks:
    """Return the talks after a package is answered at the first answer, nothing changed before."""
    talks = Talks.begin(game, types, seed=0)
    while not talks.is_over:
        assert talks.position is not None
        stage, state = game.stages[talks.position.stage], talks.position.public_state
        if stage.kind is StageKind.OFFER:
            talks = talks.advanced(1 + package)
        elif stage.kind is StageKind.ANSWER:
            return talks.advanced(answer)
        else:
            held = [k for k, s in enumerate(stage.next_state[state]) if s == state]
            talks = talks.advanced(held[0])
    raise AssertionError("no answer")


def test_levels_are_worth_what_signing_them_pays(
    briefed: tuple[Game, Briefing, int, TypePair],
) -> None:
    game, briefing, player, types = briefed
    assert game.packages is not None
    base = float(signed(game, types, game.packages.find({}), ACCEPT).total[player])
    assert briefing.status_quo == pytest.approx(base)
    rows = iter(briefing.levels)
    for issue, labels in zip(game.packages.issues, game.packages.levels, strict=True):
        for level in labels[1:]:
            row = next(rows)
            assert row.level == level
            package = game.packages.find({issue: level})
            paid = float(signed(game, types, package, ACCEPT).total[player])
            assert row.first == pytest.approx(paid - base)
    assert next(rows, None) is None


def test_staying_away_is_worth_what_it_pays(
    briefed: tuple[Game, Briefing, int, TypePair],
) -> None:
    game, briefing, player, types = briefed
    assert briefing.walk_out == pytest.approx(signed(game, types, 0, WALK_OUT).total[player])
    prior = Belief.prior(game)
    never = expected(without_agreement(game, prior)[0], prior, player, types[player])
    assert briefing.no_deal == pytest.approx(never[game.initial_state])
    assert list(briefing.no_deal_of) == list(game.types[1 - player])


def test_what_is_said_of_types_and_days_is_what_the_scenario_says(
    briefed: tuple[Game, Briefing, int, TypePair],
) -> None:
    game, briefing, player, _ = briefed
    assert sum(briefing.chances.values()) == pytest.approx(1.0)
    for trait in (*briefing.own_traits, *briefing.other_traits):
        assert len(set(trait.of_type.values())) > 1
    assert {day.day for day in game.rounds} <= {day for day, _ in briefing.calendar}
    assert [day for day, _ in briefing.calendar] == sorted(day for day, _ in briefing.calendar)
    for posture in briefing.market:
        assert sum(posture.chances.values()) == pytest.approx(1.0)
    has_card = game.players[player] == "japan"
    assert any(move.after == "threatened" for move in briefing.moves) == has_card


def test_a_threat_stresses_the_market_more_than_a_hint() -> None:
    scenario = five_rounds()
    found = brief(scenario, compile_game(scenario), 1, 0)
    stressed = {one.posture: one.chances["stressed"] for one in found.market}
    assert stressed["quiet"] < stressed["hinted"] < stressed["threatened"] < stressed["selling"]
    costs = {(move.before, move.after): move.own for move in found.moves}
    assert costs["hinted", "hinted"] == 0.0
    assert costs["threatened", "selling"] < costs["hinted", "threatened"] < 0.0


def test_the_sheet_says_what_the_types_of_both_sides_do() -> None:
    scenario = scenario_of("uk_may_2025")
    game = compile_game(scenario)
    found = brief(scenario, game, 1, 0)
    sheet = brief_sheet(found, "Talks", "")
    assert list(found.words_of_own) == list(game.types[1])
    assert list(found.words_of_other) == list(game.types[0])
    for name, told in [*found.words_of_own.items(), *found.words_of_other.items()]:
        assert f"- {name}: {told}" in sheet
