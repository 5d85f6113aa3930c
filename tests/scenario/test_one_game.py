"""The talks to June and the long summer are one game, asked about two windows.

What no deal by June is worth is therefore nobody's assumption: it is what the later rounds pay.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.narrowing import keep_last_rounds
from negotiation.game.rules import reachable_states
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


@pytest.fixture(scope="module")
def june() -> Game:
    """Return the game of the base scenario."""
    return compile_game(load("june_deadline"))


def test_they_differ_in_name_title_story_and_window_alone() -> None:
    june, summer = load("june_deadline").contents, load("long_summer").contents
    assert june.window_ends < summer.window_ends == summer.rounds[-1].day
    asked = {"title": june.title, "story": june.story, "window_ends": june.window_ends}
    assert replace(summer, **asked) == june  # type: ignore[arg-type]


def test_they_compile_to_one_game(june: Game) -> None:
    summer = compile_game(load("long_summer"))
    assert summer.stages == june.stages
    assert summer.states == june.states
    assert summer.packages == june.packages
    named = {"name": june.name, "scenario_fingerprint": june.scenario_fingerprint}
    assert replace(summer, **named) == june  # type: ignore[arg-type]


def test_the_rounds_after_the_window_alone_are_worth_what_they_are_in_the_whole(
    june: Game,
) -> None:
    """Subgame by subgame: for each pair of types and public states that June can leave behind."""
    window = load("june_deadline").contents.window_ends
    later = sum(one.day > window for one in june.rounds)
    assert later == 4
    first = next(
        t for t, stage in enumerate(june.stages) if june.rounds[stage.round_index].day > window
    )
    rest = keep_last_rounds(june, later)
    whole = SubgamePerfect().profile(june)
    left_behind = np.flatnonzero(reachable_states(june)[first])
    assert left_behind.size > 10
    profiles = {
        int(s): SubgamePerfect().profile(replace(rest, initial_state=int(s)))
        for s in left_behind[:: max(1, left_behind.size // 4)]
    }
    for pair in june.type_pairs:
        then = whole.pair_to_induction[pair].values[first]
        alone = SubgamePerfect().profile(rest).pair_to_induction[pair].values[0]
        assert alone[:, left_behind] == pytest.approx(then[:, left_behind], abs=1e-9)
        for s, profile in profiles.items():
            assert profile.value(pair) == pytest.approx(then[:, s], abs=1e-9)


def test_walking_away_in_june_is_no_way_to_the_summer(june: Game) -> None:
    """Passing the aim leads on to the later rounds; only a walk-out or a deal ends the talks."""
    window = load("june_deadline").contents.window_ends
    r = next(r for r, one in enumerate(june.rounds) if one.day == window)
    answer = next(s for s in june.stages if s.round_index == r and s.name == "answer")
    assert (answer.next_state[:, 1] >= 0).all()
    assert (answer.next_state[:, [0, 2]] < 0).all()
