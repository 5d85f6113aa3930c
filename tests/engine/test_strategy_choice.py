"""A strategy is chosen by name, file, module, class or object; what is wrong is told in words."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from negotiation.engine.naming import name_of
from negotiation.engine.running import play_many, play_once
from negotiation.engine.seating import seat
from negotiation.engine.strategy_choice import StrategyLike, choice_of, choices_in, split_list
from negotiation.engine.tournament.entering import choice_with, entrants_named
from negotiation.engine.tournament.running import run_tournament
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.conceder import Conceder
from negotiation.strategies.strategy import Strategy

THRESHOLD = '''
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy


class Threshold(Strategy):
    """Takes the first or the last legal action."""

    memory_depth = 0

    def __init__(self, pick=0, mood="calm"):
        self.pick, self.mood = pick, mood

    def mixed_action(self, seen):
        return MixedAction.pure(int(seen.legal_actions[self.pick]))
'''


class Forgetful(Strategy):
    """Does not keep what it is made with."""

    memory_depth: ClassVar[float] = 0

    def __init__(self, limit: float = 1.0) -> None:
        self._limit = limit

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[0]))


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(load("uk_may_2025"))


@pytest.fixture
def threshold(tmp_path: Path) -> Path:
    path = tmp_path / "threshold.py"
    path.write_text(THRESHOLD, encoding="utf-8")
    return path


def test_all_ways_choose_the_same(threshold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(threshold.parent)
    names = {
        choice_of(way).name
        for way in ("threshold.py", "threshold.py:Threshold", threshold, "threshold:Threshold")
    }
    assert names == {"threshold"}
    assert {choice_of(way).name for way in ("boulware", "Boulware", Boulware, Boulware())} == {
        "boulware"
    }


def test_settings_are_set_and_tell_strategies_apart(threshold: Path) -> None:
    [choice] = choices_in(f"{threshold}:Threshold(pick=-1, mood='calm')")
    made = choice.made()
    assert (made.pick, made.mood) == (-1, "calm")  # type: ignore[attr-defined]
    assert choice.name == name_of(made) == "threshold(pick=-1)"
    assert choice_of("boulware(beta=0.2)").name == "boulware"  # the default is no news
    assert choice_of(Boulware(beta=0.5)).name == choice_of("boulware(beta=0.5)").name


def test_a_follower_has_the_settings_of_its_concept(game: Game) -> None:
    coarse = "logit_follower(precision=0.5, grid=5, offers=6)"
    ours, theirs = seat(game, (coarse, "logit_follower(precision=1, grid=5, offers=6)"))
    precision = [float(one.profile.settings["precision"]) for one in (ours, theirs)]  # type: ignore[attr-defined]
    assert precision == [0.5, 1.0]
    assert name_of(ours) == "logit_follower(grid=5, offers=6, precision=0.5)"
    with pytest.raises(NegotiationError, match=r"logit does not take the setting 'beta'"):
        choice_of("logit_follower(beta=1)")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("boulwar", "there is no strategy 'boulwar'; try 'boulware'; known: "),
        ("boulware(b=1)", "boulware has no setting 'b'; it has: beta=0.2; try 'beta'"),
        ("boulware(beta='x')", "beta is 'x'; it must be a number; try beta=0.2"),
        ("boulware(beta=0)", "beta must be a positive number of at most 1000, not 0"),
        ("boulware(beta=1e999)", "beta is inf; try beta=0.2"),
        ("boulware(0.3)", "the settings in parentheses cannot be read"),
        ("boulware(beta=print())", "the settings in parentheses cannot be read"),
        ("hard_liner(beta=1)", "hard_liner has no setting 'beta'; it has: none"),
        ("nobody.py", "there is no file nobody.py"),
        ("nobody:Nobody", "there is no module nobody"),
        ("", "a strategy needs a name"),
        (Strategy, "Strategy is not finished"),
    ],
)
def test_what_is_wrong_is_told(wrong: str | type[Strategy], sentence: str) -> None:
    with pytest.raises(NegotiationError) as told:
        choice_of(wrong)
    assert sentence in str(told.value)


@pytest.mark.parametrize("junk", [None, 7, 1.5, b"boulware", object(), int, [], {}])
def test_what_is_no_strategy_at_all_is_a_type_error_in_words(junk: object) -> None:
    with pytest.raises(TypeError, match="a strategy is a name, a file, a class or an object"):
        choice_of(junk)


def test_a_list_is_parted_outside_parentheses() -> None:
    text = "boulware(beta=0.2), fair.py:Fair(a=1, b='x,(y') ,,conceder"
    assert split_list(text) == ["boulware(beta=0.2)", "fair.py:Fair(a=1, b='x,(y')", "conceder"]


def test_own_strategies_play_once_and_many_times(game: Game, threshold: Path) -> None:
    seats: dict[str, StrategyLike] = {
        "us": f"{threshold}:Threshold(pick=-1)",
        game.players[1]: Conceder(beta=2.0),
    }
    names = {"us": "threshold(pick=-1)", game.players[1]: "conceder(beta=2.0)"}
    assert play_once(game, (0, 0), seed=1, strategies=seats).strategies == names
    assert [one.strategies for one in play_many(game, 2, seed=1, strategies=seats)] == [names] * 2


def test_a_tournament_takes_all_of_them(threshold: Path, tmp_path: Path) -> None:
    field = entrants_named(
        ["boulware", Boulware(beta=0.5), Conceder],
        [f"{threshold}(pick=0)", f"{threshold}:Threshold(pick=-1, mood='odd/name')"],
    )
    names = ["boulware", "boulware(beta=0.5)", "conceder", "threshold"]
    assert [one.name for one in field] == [*names, "threshold(mood='odd/name', pick=-1)"]
    assert choice_with(field[1]).made().beta == 0.5  # type: ignore[attr-defined]
    found = run_tournament("uk_may_2025", field, tmp_path / "cells", matches=4, workers=2)
    assert {one.entrant for one in found.standings} == {one.name for one in field}


def test_a_tournament_refuses_what_no_other_process_can_make() -> None:
    class Inside(Forgetful):
        pass

    with pytest.raises(NegotiationError, match="does not keep limit"):
        entrants_named([Forgetful(limit=2.0)])
    with pytest.raises(NegotiationError, match="Inside stands in no file of its own"):
        entrants_named([Inside])
    with pytest.raises(NegotiationError, match="boulware enters twice"):
        entrants_named(["boulware", "boulware(beta=0.2)"])
