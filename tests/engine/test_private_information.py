"""Play under private information: who knows what, what the public learns, what records keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.matches import play
from negotiation.engine.model import NegotiationModel, collected
from negotiation.engine.running import play_once
from negotiation.engine.seating import Seats, concepts_followed, is_private, seat
from negotiation.engine.talks import Talks
from negotiation.engine.who_knows import begun, drawn_types, followed
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import Position, apply, start
from negotiation.results.profile import Profile
from negotiation.results.record import Move, Record
from negotiation.results.storage import as_plain, from_plain
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.strategy import Strategy
from tests.engine.test_matches import action_of
from tests.engine.test_talks import Spread
from tests.generators import games, random_game

LAW = settings(max_examples=30, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


class Follower(Strategy):
    """Plays a profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return self.profile.mixed_action(seen.position, seen.player_type, seen.belief)


def followers(profile: Profile) -> Seats:
    return Follower(profile), Follower(profile)


def beliefs_of(game: Game, belief: Belief) -> dict[str, dict[str, float]]:
    return {
        player: dict(zip(game.types[i], belief.of[i], strict=True))
        for i, player in enumerate(game.players)
    }


@given(game=games(), seed=SEEDS)
@LAW
def test_the_record_keeps_the_public_belief_that_bayes_rule_gives(game: Game, seed: int) -> None:
    profile = Spread(game, seed)
    record = play(game, followers(profile), seed=seed, private=True)
    here: Position | None = start(game)
    belief = Belief.prior(game)
    for move in record.moves:
        assert here is not None
        assert move.beliefs == beliefs_of(game, belief)
        action = action_of(game, here, move)
        if move.player != "nature":
            mover = game.player(move.player)
            belief = belief.updated(
                mover,
                [
                    profile.mixed_action(here, own, belief).probability(action)
                    for own in range(len(game.types[mover]))
                ],
            )
        here = apply(game, here, action)
    assert from_plain(as_plain(record), Record) == record


@given(game=games(), seed=SEEDS, pair=st.integers(0, 3))
@LAW
def test_where_types_are_known_the_record_says_so_at_every_move(
    game: Game, seed: int, pair: int
) -> None:
    types = game.type_pairs[pair % len(game.type_pairs)]
    record = play(game, followers(Spread(game, seed)), types, seed=seed)
    certain = beliefs_of(game, Belief.certain(game, types))
    assert all(move.beliefs == certain for move in record.moves)


@given(game=games(), seed=SEEDS, match=st.integers(0, 99))
@LAW
def test_the_model_plays_private_talks_as_the_plain_engine_does(
    game: Game, seed: int, match: int
) -> None:
    seats = followers(Spread(game, seed))
    model = NegotiationModel(game, seats, seed=seed, match=match, private=True)
    model.run_model()
    record = play(game, seats, seed=seed, match=match, private=True)
    assert model.record() == record
    rows = collected(model)
    for i, player in enumerate(game.players):
        for name in game.types[i]:
            after = [row[f"belief_{player}_{name}"] for row in rows]
            assert after[:-1] == [move.beliefs[player][name] for move in record.moves[1:]]


def test_types_are_drawn_from_the_prior_and_move_no_other_draw() -> None:
    game = replace(random_game(3), prior=(np.array([0.3, 0.7]), np.array([0.9, 0.1])))
    drawn = np.array([drawn_types(game, 5, match) for match in range(4000)])
    for i, chance in enumerate((0.7, 0.1)):
        error = np.sqrt(chance * (1.0 - chance) / len(drawn))
        assert abs(drawn[:, i].mean() - chance) < 4.0 * error
    assert abs(np.corrcoef(drawn.T)[0, 1]) < 4.0 / np.sqrt(len(drawn))
    seats = followers(Spread(game, 1))
    for match in range(5):
        types = drawn_types(game, 5, match)
        free = begun(game, seats, seed=5, match=match)
        assert free.types == types
        given = Talks.begin(game, types, seed=5, match=match)
        assert [free.draws[t] for t, _ in enumerate(game.stages)] == [
            given.draws[t] for t, _ in enumerate(game.stages)
        ]
        assert play(game, seats, seed=5, match=match) == play(
            game, seats, types, seed=5, match=match
        )


def test_each_players_actions_are_read_by_the_profile_it_follows() -> None:
    game = random_game(8)
    one, other = Spread(game, 1), Spread(game, 2)
    stubborn = Boulware()
    assert followed((stubborn, stubborn)) is None
    assert followed((Follower(one), stubborn)) is one
    assert followed((stubborn, Follower(other))) is other
    assert followed(followers(one)) is one
    both = followed((Follower(one), Follower(other)))
    assert both is not None
    belief = Belief.prior(game)
    for t, stage in enumerate(game.stages):
        if stage.mover is not None:
            told = both.probabilities(t, 0, 1, belief)
            expected = (one, other)[stage.mover].probabilities(t, 0, 1, belief)
            assert (told == expected).all()


def test_without_a_follower_nothing_is_learnt() -> None:
    game = random_game(8)
    record = play(game, seat(game, ("boulware", "conceder")), seed=1, private=True)
    prior = beliefs_of(game, Belief.prior(game))
    assert all(move.beliefs == prior for move in record.moves)
    assert "The public" not in record.story()


def test_what_is_given_goes_before_what_is_usual() -> None:
    game = random_game(8)
    belief, profile = Belief.of_second_types(game, 0.2, 0.9), Spread(game, 3)
    talks = begun(
        game,
        followers(Spread(game, 1)),
        (1, 0),
        seed=0,
        belief=belief,
        known_profile=profile,
        private=True,
    )
    assert (talks.types, talks.belief, talks.known_profile) == ((1, 0), belief, profile)


def test_a_story_tells_when_the_public_changes_its_mind() -> None:
    game = random_game(242, rounds=3)
    told = 0
    for seed in range(10):
        record = play(game, followers(Spread(game, seed)), seed=seed, private=True)
        lines = [line for line in record.story().splitlines() if "The public" in line]
        moved = [
            abs(after.beliefs[player][name] - before.beliefs[player][name])
            for before, after in zip(record.moves[:-1], record.moves[1:], strict=True)
            for player, names in zip(game.players, game.types, strict=True)
            for name in names[1:]
        ]
        assert len(lines) >= sum(by >= 0.1 for by in moved)
        told += len(lines)
    assert told > 10


def test_a_story_names_the_belief_before_and_after_and_the_cause() -> None:
    game = random_game(242, rounds=3)
    seats = seat(game, ("boulware", "boulware"))
    records = [play(game, seats, (0, 1), seed=seed, private=True) for seed in range(50)]
    record, held = next(
        (record, n)
        for record in records
        for n, move in enumerate(record.moves[:-2])
        if move.player == "japan" and move.action == move.public_state["card"]
    )
    moves = [
        _with_belief(record, n, 0.5 if n <= held else 0.45 if n > held + 1 else 0.62)
        for n in range(len(record.moves))
    ]
    fields = {name: getattr(record, name) for name in record.__dataclass_fields__}
    lines = Record(**(fields | {"moves": tuple(moves)})).story().splitlines()
    said = "  The public now thinks Japan resolute with 62% instead of 50%."
    assert lines.count(said) == 1
    kept = "  Japan keeps its posture: " + record.moves[held].action.replace("_", " ")
    assert lines[lines.index(said) - 1].startswith(kept)
    assert kept not in record.story()  # where nothing is read into it, it is left out


def test_a_record_stored_without_beliefs_is_still_read() -> None:
    game = random_game(2)
    record = play(game, seat(game, ("boulware", "boulware")), (0, 0), seed=1)
    plain = as_plain(record)
    for move in plain["moves"]:
        del move["beliefs"]
    old = from_plain(plain, Record)
    assert all(move.beliefs == {} for move in old.moves)
    assert old.story() == record.story()


def _with_belief(record: Record, n: int, resolute: float) -> Move:
    move = record.moves[n]
    fields = {name: getattr(move, name) for name in move.__dataclass_fields__}
    beliefs = {
        "us": {"market_sensitive": 0.5, "market_tolerant": 0.5},
        "japan": {"guardian": 1.0 - resolute, "resolute": resolute},
    }
    return Move(**(fields | {"beliefs": beliefs}))


def test_a_follower_of_private_information_is_handed_one_profile_for_all_types() -> None:
    game = random_game(4)
    profiles: dict[str, Profile] = {}
    seats = seat(game, ("logit_follower", "subgame_perfect_follower"), (0, 1), profiles)
    assert set(profiles) == {"logit", "subgame_perfect"}
    assert [is_private(each) for each in (seats, seats[::-1], (seats[1], Boulware()))] == [
        *(True, True),
        False,
    ]
    for types in game.type_pairs:
        assert play(game, seats[:1] * 2, types, seed=0, private=True).moves
    again = seat(game, ("logit_follower", "boulware"), (0, 1), profiles)
    assert vars(again[0])["profile"] is profiles["logit"]


def test_a_concept_that_does_not_apply_is_refused_with_the_assumption() -> None:
    three = random_game(4, types=(3, 2))
    with pytest.raises(NegotiationError, match="no profile on beliefs of random 4: us has 3 types"):
        seat(three, ("logit_follower", "boulware"))


def test_a_follower_plays_the_concept_as_it_is_set_and_its_records_say_how() -> None:
    game = random_game(4)
    settings = {"logit": {"precision": 0.5, "grid": 5}}
    seats = seat(game, ("logit_follower", "boulware"), settings=settings)
    record = play(game, seats, (0, 1), seed=0, match=3, private=True)
    assert dict(record.receipt.parameters) == {
        "match": 3,
        "us precision": 0.5,
        "us grid": 5,
        "us menu": 3,
        "us selection": "principal",
    }
    assert play_once(
        game, (0, 1), seed=0, strategies={"us": "logit_follower"}, settings=settings
    ).receipt.parameters.keys() == {"match", *record.receipt.parameters}
    with pytest.raises(NegotiationError, match="does not take the setting 'depth'"):
        seat(game, ("logit_follower", "boulware"), settings={"logit": {"depth": 2}})
    followed = concepts_followed(["boulware", "logit_follower", "logit_follower"])
    assert followed == ("logit",)


def test_named_followers_play_the_main_job_with_types_private() -> None:
    game = random_game(4)
    for names, private in (
        ({"us": "logit_follower", "japan": "logit_follower"}, True),
        ({"japan": "logit_follower"}, True),
        ({"us": "subgame_perfect_follower"}, False),
    ):
        record = play_once(game, (0, 1), seed=1, strategies=names)
        assert dict(record.player_types) == game.type_names((0, 1))
        expected = Belief.prior(game) if private else Belief.certain(game, (0, 1))
        assert record.moves[0].beliefs == beliefs_of(game, expected)
        moved = {tuple(move.beliefs["us"].values()) for move in record.moves}
        assert (len(moved) > 1) == private


@pytest.mark.parametrize("private", [False, True])
def test_one_type_each_is_certain_either_way(private: bool) -> None:
    game = random_game(6, types=(1, 1))
    record = play(game, followers(Spread(game, 1)), seed=0, private=private)
    assert all(set(move.beliefs["japan"].values()) == {1.0} for move in record.moves)
