"""Narrowing a game leaves things out and changes nothing that stays."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game, TypePair
from negotiation.game.narrowing import keep_last_rounds, keep_packages, keep_types
from negotiation.game.rules import Position, apply, legal_actions, payoff_parts, start
from tests.generators import games, random_game

LAWS = settings(max_examples=50, deadline=None, derandomize=True)


def value(game: Game, pair: TypePair) -> np.ndarray:
    ranking = PackageRanking(game.packages) if game.packages is not None else None
    return induce(game, pair, ranking).values[0][:, game.initial_state]


@LAWS
@given(games())
def test_keeping_everything_changes_no_table(game: Game) -> None:
    assert game.packages is not None
    same = keep_last_rounds(keep_packages(game, range(game.packages.count)), len(game.rounds))
    assert same.stages == game.stages
    assert same.packages == game.packages
    assert same.rounds == game.rounds


@LAWS
@given(games())
def test_one_type_pair_is_worth_what_it_was(game: Game) -> None:
    for pair in game.type_pairs:
        narrowed = keep_types(game, pair)
        assert narrowed.type_pairs == ((0, 0),)
        np.testing.assert_array_equal(value(narrowed, (0, 0)), value(game, pair))


@LAWS
@given(games(), st.randoms(use_true_random=False))
def test_kept_packages_keep_their_terms_and_values(game: Game, shuffled: object) -> None:
    assert game.packages is not None
    kept = list(range(game.packages.count))
    shuffled.shuffle(kept)  # type: ignore[attr-defined]
    kept = kept[: 1 + len(kept) // 2]
    narrowed = keep_packages(game, kept).packages
    assert narrowed is not None
    for n, p in enumerate(kept):
        assert narrowed.terms(n) == game.packages.terms(p)
        for i in (0, 1):
            for u, v in game.type_pairs:
                for r, s in product(range(len(game.rounds)), range(game.states.count)):
                    left = narrowed.values(i, u, v, r, s)[n]
                    assert left == game.packages.values(i, u, v, r, s)[p]


@LAWS
@given(games())
def test_the_last_rounds_are_the_subgame_from_there(game: Game) -> None:
    for rounds in range(1, len(game.rounds) + 1):
        narrowed = keep_last_rounds(game, rounds)
        cut = len(game.stages) - len(narrowed.stages)
        assert narrowed.rounds == game.rounds[-rounds:]
        for pair in game.type_pairs:
            ranking = PackageRanking(game.packages)  # type: ignore[arg-type]
            whole = induce(game, pair, ranking).values[cut]
            np.testing.assert_array_equal(value(narrowed, pair), whole[:, game.initial_state])
        for numbers in narrowed.indicators.values():
            assert len(numbers) == rounds


def test_a_game_narrowed_three_ways_plays_to_the_end() -> None:
    game = random_game(5, rounds=3, packages=6)
    small = keep_types(keep_last_rounds(keep_packages(game, [4, 1]), 1), (1, 0))
    assert "2 of 6 packages" in small.name
    assert "last 1 of 3 rounds" in small.name
    position: Position | None = start(small)
    moves = 0
    paid = np.zeros(2)
    while position is not None:
        action = int(legal_actions(small, position)[-1])
        paid = paid + payoff_parts(small, position, action, (0, 0)).sum(axis=0)
        position = apply(small, position, action)
        moves += 1
    assert 1 < moves <= len(small.stages)
    assert np.isfinite(paid).all()


@pytest.mark.parametrize(
    ("narrow", "says"),
    [
        (lambda game: keep_packages(game, []), "at least one number from 0 to 2"),
        (lambda game: keep_packages(game, [0, 0]), "each once"),
        (lambda game: keep_packages(game, [3]), "from 0 to 2"),
        (lambda game: keep_last_rounds(game, 0), "from 1 to 2"),
        (lambda game: keep_last_rounds(game, 3), "from 1 to 2"),
        (lambda game: keep_types(game, (2, 0)), r"\(1, 1\)"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_remedy(narrow: object, says: str) -> None:
    with pytest.raises(NegotiationError, match=says):
        narrow(random_game(1))  # type: ignore[operator]
