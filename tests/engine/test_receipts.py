"""What the record of a match says of itself: who played, with which seed, solved with what."""

from __future__ import annotations

import re

import pytest

from negotiation.engine.matches import mixed_action_at, play, play_out, played
from negotiation.engine.seating import Seats, seat
from negotiation.engine.talks import Talks
from negotiation.equilibria.logit import Logit
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy
from tests.generators import random_game


@pytest.fixture(scope="module")
def game() -> Game:
    return random_game(3, rounds=2, packages=2)


def test_a_record_names_seed_match_and_strategies(game: Game) -> None:
    record = play(game, seat(game, ("boulware", "hard_liner")), (0, 1), seed=7, match=4)
    assert record.match == 4
    assert record.receipt.seed == 7
    assert record.receipt.parameters["match"] == 4
    assert dict(record.strategies) == {"us": "boulware", "japan": "hard_liner"}
    assert {move.player for move in record.moves} <= {"nature", "us", "japan"}
    for move in record.moves:
        assert (move.player == "nature") == (move.stage not in MOVED_BY_PLAYERS)


MOVED_BY_PLAYERS = ("card posture", "US posture", "offer", "answer", "last word")


def test_a_match_is_the_first_unless_another_is_named(game: Game) -> None:
    seats = seat(game, ("random_legal", "random_legal"))
    assert play(game, seats, (0, 0), seed=1) == play(game, seats, (0, 0), seed=1, match=0)
    begun = Talks.begin(game, (0, 0), seed=1)
    assert play_out(begun, seats, seed=1) == play(game, seats, (0, 0), seed=1, match=0)
    assert played(begun, seats).record(seats, seed=1).match == 0


def test_a_belief_that_is_given_is_the_one_that_is_seen(game: Game) -> None:
    belief = Belief.of_second_types(game, 0.25, 0.75)
    record = play(game, seat(game, ("boulware", "boulware")), (0, 0), seed=1, belief=belief)
    first = record.moves[0].beliefs
    assert list(first["us"].values()) == [0.75, 0.25]
    assert list(first["japan"].values()) == [0.25, 0.75]


def test_what_the_public_knows_of_the_strategies_moves_its_belief(game: Game) -> None:
    known = Logit(precision=2.0, grid=5, offers=2).profile(game)
    belief = Belief.of_second_types(game, 0.5, 0.5)
    seats = seat(game, ("random_legal", "random_legal"))
    plain = play(game, seats, (0, 0), seed=1, belief=belief)
    assert len({repr(move.beliefs) for move in plain.moves}) == 1
    told = play(game, seats, (0, 0), seed=1, belief=belief, known_profile=known)
    assert len({repr(move.beliefs) for move in told.moves}) > 1


def test_talks_that_are_over_show_nothing_more(game: Game) -> None:
    over = played(Talks.begin(game, (0, 0), seed=1), seat(game, ("boulware", "boulware"))).over
    assert over.is_over
    with pytest.raises(ValueError, match=r"^the talks are over$"):
        over.seen()


def test_a_follower_says_what_it_was_solved_with(game: Game) -> None:
    seats = seat(
        game,
        ("logit_follower", "boulware"),
        settings={"logit": {"precision": 2, "grid": 5, "offers": 2}},
    )
    said = play(game, seats, (0, 0), seed=1).receipt.parameters
    assert said["us precision"] == 2.0
    assert not any(name.startswith("japan ") for name in said)


def test_answers_may_come_from_elsewhere(game: Game) -> None:
    asked = []

    def watched(talks: Talks, seats: Seats) -> MixedAction:
        asked.append(talks)
        return mixed_action_at(talks, seats)

    seats = seat(game, ("boulware", "hard_liner"))
    begun = Talks.begin(game, (0, 0), seed=1)
    plain = played(begun, seats)
    assert played(begun, seats, watched).record(seats, seed=1) == plain.record(seats, seed=1)
    assert len(asked) == len(plain.before)


def test_earlier_talks_are_seen_in_every_move(game: Game) -> None:
    past = played(Talks.begin(game, (0, 0), seed=5), seat(game, ("boulware", "boulware")))
    earlier = (past.over.history,)
    seen: list[InformationSet] = []

    class Watches(Strategy):
        def mixed_action(self, seen_now: InformationSet) -> MixedAction:
            seen.append(seen_now)
            return MixedAction.pure(int(seen_now.legal_actions[0]))

    played(Talks.begin(game, (0, 0), seed=1, earlier=earlier), (Watches(), Watches()))
    assert len(seen) > 2
    assert all(one.earlier is earlier for one in seen)


def test_an_error_is_told_by_its_kind_with_its_line(game: Game) -> None:
    def told(error: Exception) -> str:
        class Fails(Strategy):
            def mixed_action(self, seen: InformationSet) -> MixedAction:
                del seen
                raise error

        with pytest.raises(NegotiationError) as caught:
            play(game, (Fails(), Fails()), (0, 0), seed=1)
        return str(caught.value).partition(": ")[2]

    for error, told_as in (
        (ValueError("too low"), "ValueError: too low"),
        (LookupError("lost"), "LookupError: lost"),
    ):
        line = rf"{told_as} \(line \d+: raise error\); try `negotiation check` on it"
        assert re.fullmatch(line, told(error))


def test_what_is_legal_is_pointed_to(game: Game) -> None:
    class Strays(Strategy):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            del seen
            return MixedAction.pure(99)

    with pytest.raises(NegotiationError) as caught:
        play(game, (Strays(), Strays()), (0, 0), seed=1)
    assert str(caught.value).endswith(
        "which is not legal there; try one of the information set's legal_actions"
    )
