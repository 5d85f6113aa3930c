"""Matches: what a record pays, what a seed fixes, what a follower earns, what a mistake says."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.engine.solving import solve_game
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.foundations.tolerance import PARTS_SUM
from negotiation.game.game import Game, TypePair
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import Position, action_name, apply, legal_actions, stage_at, start
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.results.record import Move, Record
from negotiation.results.storage import as_json, as_plain, from_plain
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.strategy import Strategy
from tests.followers import quick_seats
from tests.generators import games, random_game

SHELF = sorted(shelf.name_to_class(strategies, Strategy))
NAMES = st.tuples(st.sampled_from(SHELF), st.sampled_from(SHELF))
LAW = settings(max_examples=60, derandomize=True, deadline=None)
FOLLOWERS = ("subgame_perfect_follower", "subgame_perfect_follower")


def played(game: Game, names: tuple[str, str], seed: int, match: int = 0) -> Record:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    return play(game, quick_seats(game, names), pair, seed=seed, match=match)


def action_of(game: Game, here: Position, move: Move) -> int:
    """Return the action that the public names of a move describe."""
    if move.action == "offer":
        assert game.packages is not None
        assert move.package is not None
        return 1 + game.packages.find(move.package)
    legal = map(int, legal_actions(game, here))
    return next(k for k in legal if action_name(game, here, k) == move.action)


def paid_by(game: Game, here: Position, action: int, types: TypePair) -> NDArray[np.float64]:
    """Return what an action pays [part, i], read off the compiled tables number by number."""
    stage, (u, v) = stage_at(game, here), types
    paid = np.zeros((len(game.parts), 2))
    if action >= len(stage.actions):  # an offer
        return paid
    table = stage.payoff
    for part in range(len(game.parts)):
        for i in (0, 1):
            at = (u % table.shape[2], v % table.shape[3], here.public_state, action)
            paid[part, i] = table[(part, i, *at)]
    if stage.kind is StageKind.ANSWER and action == ACCEPT:
        packages = game.packages
        assert packages is not None
        for c, part in enumerate(packages.part_of):
            for i in (0, 1):
                g = packages.regime_of[here.public_state]
                weight = packages.weights[c, i, u, v, stage.round_index, g]
                paid[part, i] += weight * packages.amounts[c, i, here.package]
    return paid


@given(game=games(), names=NAMES, seed=st.integers(0, 999))
@LAW
def test_a_record_pays_what_the_tables_say_of_its_moves(
    game: Game, names: tuple[str, str], seed: int
) -> None:
    record = played(game, names, seed)
    types = game.find_types(record.player_types)
    here: Position | None = start(game)
    paid = np.zeros((len(game.parts), 2))
    for move in record.moves:
        assert here is not None
        assert move.public_state == game.states.describe(here.public_state)
        assert (move.stage, 0.0 < move.probability <= 1.0) == (stage_at(game, here).name, True)
        action = action_of(game, here, move)
        now = paid_by(game, here, action, types)
        assert [move.payoffs[player] for player in game.players] == pytest.approx(now.sum(axis=0))
        paid += now
        here = apply(game, here, action)
    assert here is None
    for i, player in enumerate(game.players):
        payoff = record.payoffs[player]
        assert list(payoff.parts.values()) == pytest.approx(paid[:, i], abs=PARTS_SUM)
        assert payoff.total == pytest.approx(sum(payoff.parts.values()), abs=PARTS_SUM)


@given(game=games(), names=NAMES, seed=st.integers(0, 999))
@LAW
def test_the_ending_is_the_agreement_or_the_last_action(
    game: Game, names: tuple[str, str], seed: int
) -> None:
    record = played(game, names, seed)
    last = record.moves[-1]
    if record.agreement is None:
        assert record.ending == last.action != "accept"
    else:
        assert (record.ending, last.action) == ("agreement", "accept")
        assert record.agreement.package == last.package == record.moves[-2].package
        assert record.agreement.date == last.date
    assert from_plain(as_plain(record), Record) == record


@given(game=games(), names=NAMES, seed=st.integers(0, 2**64 - 1))
@LAW
def test_the_same_seed_gives_the_same_bytes_and_matches_do_not_mind_their_order(
    game: Game, names: tuple[str, str], seed: int
) -> None:
    pair, seats = game.type_pairs[-1], quick_seats(game, names)
    forwards = {m: as_json(play(game, seats, pair, seed=seed, match=m)) for m in (0, 1, 2)}
    backwards = {
        m: as_json(play(game, quick_seats(game, names, {}), pair, seed=seed, match=m))
        for m in (2, 1, 0)
    }
    assert forwards == backwards


def test_other_seeds_and_other_matches_play_otherwise() -> None:
    game = random_game(5, rounds=3)
    by_seed = {as_json(played(game, FOLLOWERS, 4 * seed).moves) for seed in range(20)}
    by_match = {as_json(played(game, FOLLOWERS, 0, match).moves) for match in range(20)}
    assert min(len(by_seed), len(by_match)) > 1


@given(seed=st.integers(0, 2**32 - 1), rounds=st.integers(1, 4))
@LAW
def test_followers_earn_the_solved_payoff_exactly_where_nothing_is_drawn(
    seed: int, rounds: int
) -> None:
    game = random_game(seed, rounds=rounds, postures=False)
    for pair, case in zip(game.type_pairs, solve_game(game).cases, strict=True):
        assert dict(case.player_types) == game.type_names(pair)
        record = play(game, seat(game, FOLLOWERS), pair, seed=0)
        for player, payoff in case.payoffs.items():
            assert record.payoffs[player].total == pytest.approx(payoff.total, abs=1e-9)
        assert record.agreement == case.agreement


@pytest.mark.parametrize("number", [1, 2, 3])
def test_followers_earn_the_solved_payoff_on_average_where_nature_draws(number: int) -> None:
    game = random_game(number, rounds=3)
    pair = game.type_pairs[number]
    case = solve_game(game, pairs=[pair]).cases[0]
    seats = seat(game, FOLLOWERS, pair)
    records = [play(game, seats, pair, seed=17, match=m) for m in range(800)]
    for player, payoff in case.payoffs.items():
        earned = np.array([record.payoffs[player].total for record in records])
        error = earned.std(ddof=1) / np.sqrt(earned.size)
        assert error > 0.0
        assert abs(earned.mean() - payoff.total) < 4.0 * error
        parts = np.array([list(record.payoffs[player].parts.values()) for record in records])
        errors = parts.std(axis=0, ddof=1) / np.sqrt(earned.size)
        distance = np.abs(parts.mean(axis=0) - list(payoff.parts.values()))
        assert (distance <= 4.0 * errors + 1e-9).all()


class OutOfOrder(Strategy):
    """Answers with an action that does not exist."""

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction((int(seen.legal_actions[0]), 999), (0.5, 0.5))


@pytest.mark.parametrize("where", [0, 1])
def test_an_illegal_answer_is_told_with_strategy_day_stage_and_action(where: int) -> None:
    game = random_game(2)
    faulty, sound = OutOfOrder(), Boulware()
    seats = (faulty, sound) if where == 0 else (sound, faulty)
    said = re.escape(f"out_of_order ({game.players[where]}) plays action 999 at the stage")
    with pytest.raises(NegotiationError, match=said + r" '.+' of 2025-\d\d-\d\d.*legal_actions"):
        play(game, seats, (0, 0), seed=0)
