"""The public generators yield what they say: legal, valid, and what situations write down again."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import is_legal
from negotiation.scenario.compile import compile_game
from negotiation.scenario.schema import Scenario
from negotiation.testing.generators import (
    beliefs,
    games,
    histories,
    information_sets,
    packages,
    situations,
    talks,
)
from negotiation.testing.scenario_variants import scenarios
from negotiation.testing.situations import Situation, history, play


@given(draws=st.data(), game=games())
def test_what_is_drawn_for_a_game_belongs_to_it(draws: st.DataObject, game: Game) -> None:
    belief = draws.draw(beliefs(game))
    assert [len(chances) for chances in belief.of] == [len(names) for names in game.types]
    assert np.allclose([sum(chances) for chances in belief.of], 1.0)
    assert game.packages is not None
    assert 0 <= draws.draw(packages(game)) < game.packages.count
    for move in draws.draw(histories(game)):
        assert is_legal(game, move.position, move.action)
    assert draws.draw(talks(game)).game is game
    assert draws.draw(information_sets(game)).legal_actions.size


@given(situations())
def test_a_situation_is_read_back_from_its_code(situation: Situation) -> None:
    again = Situation.read(situation.code)
    assert again == situation
    assert again.new_game() == situation.game
    assert isinstance(situation.belief, Belief)


@given(situations())
def test_a_play_goes_the_way_of_its_history(situation: Situation) -> None:
    whole = history(situation.game, situation.realised, situation.choices)
    walk = list(play(situation.game, situation.realised, situation.belief, situation.choices))
    assert walk
    assert all(whole[: len(here.history)] == here.history for here in walk)


@given(scenarios(["june_deadline"]))
@settings(max_examples=5, derandomize=True)
def test_variants_of_a_scenario_compile(scenario: Scenario) -> None:
    assert compile_game(scenario).packages is not None
    for number in scenario.numbers:
        if number.low is not None and number.high is not None:
            assert number.low <= min(number.value)
            assert max(number.value) <= number.high
