"""Hypothesis generators of what strategies meet: games, packages, beliefs, histories, situations.

What Hypothesis calls strategies are generators here. They shrink towards few rounds, few packages,
one type and play that goes on.

>>> from hypothesis import given
>>> @given(information_sets())
... def shows_some_legal_action(seen):
...     assert len(seen.legal_actions) > 0
>>> shows_some_legal_action()

What a first test of theirs would import and read takes a moment, and Hypothesis would count that as
the time of the first example: it is done when a generator is made, which is outside of all tests.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from ..engine.talks import Talks
from ..game.beliefs import Belief
from ..game.game import Game
from ..game.information import History, InformationSet
from .random_games import random_game
from .situations import FLAGS, Situation, history, play

MOST_MOVES = 16
"""A drawn play names so many moves at most; the moves after them go on."""


@lru_cache
def _warm_for_games() -> None:
    """Solve a small game, so that what that needs is in memory."""
    from ..engine.solving import solve_game

    solve_game(random_game(0, rounds=1, packages=2))


@lru_cache
def _warm_for_matrices() -> None:
    from ..equilibria.bimatrix.equilibria import all_equilibria

    all_equilibria(np.eye(2), np.eye(2))


def games(
    *, max_rounds: int = 3, max_packages: int = 6, max_types: int = 2
) -> st.SearchStrategy[Game]:
    """Generate small complete games, with ties and without."""
    _warm_for_games()
    return _games(max_rounds, max_packages, max_types)


@st.composite
def _games(draw: st.DrawFn, max_rounds: int, max_packages: int, max_types: int) -> Game:
    return random_game(
        draw(st.integers(0, 2**32 - 1)),
        rounds=draw(st.integers(1, max_rounds)),
        packages=draw(st.integers(1, max_packages)),
        market_states=draw(st.integers(2, 3)),
        types=(draw(st.integers(1, max_types)), draw(st.integers(1, max_types))),
        postures=draw(st.booleans()),
        last_word=draw(st.booleans()),
        walking_out=draw(st.booleans()),
        integers=draw(st.booleans()),
        regimes=draw(st.integers(1, 3)),
        has_courts=draw(_one_in_four()),
        has_deadline=draw(_one_in_four()),
    )


def _one_in_four() -> st.SearchStrategy[bool]:
    return st.integers(0, 3).map(lambda n: n == 3)


@st.composite
def payoff_planes(
    draw: st.DrawFn, *, max_packages: int = 12
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Generate payoffs [i, p] and a disagreement point [i] in whole numbers, ties included."""
    whole = st.integers(-6, 6).map(float)
    count = draw(st.integers(1, max_packages))
    rows = [draw(st.lists(whole, min_size=count, max_size=count)) for _ in range(2)]
    return np.array(rows), np.array([draw(whole), draw(whole)])


def bimatrices(
    *, max_actions: int = 4
) -> st.SearchStrategy[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Generate the two payoff matrices [row, column] of small games, degenerate ones included."""
    _warm_for_matrices()
    return _bimatrices(max_actions)


@st.composite
def _bimatrices(
    draw: st.DrawFn, max_actions: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    shape = draw(st.integers(1, max_actions)), draw(st.integers(1, max_actions))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    tied = draw(st.booleans())
    both = rng.integers(-2, 3, (2, *shape)) if tied else rng.normal(size=(2, *shape))
    return both[0].astype(np.float64), both[1].astype(np.float64)


@st.composite
def beliefs(draw: st.DrawFn, game: Game) -> Belief:
    """Generate public beliefs about the types of a game, certainty included."""

    def about(i: int) -> tuple[float, ...]:
        weights = [draw(st.integers(0, 4)) for _ in game.types[i]]
        total = sum(weights)
        return tuple(w / total for w in weights) if total else tuple(map(float, game.prior[i]))

    return Belief((about(0), about(1)))


def packages(game: Game) -> st.SearchStrategy[int]:
    """Generate packages of a game, by number."""
    if game.packages is None:
        return st.nothing()
    return st.integers(0, game.packages.count - 1)


def plays() -> st.SearchStrategy[tuple[int, ...]]:
    """Generate choices of moves, as `situations` reads them."""
    return st.lists(st.integers(0, 7), max_size=MOST_MOVES).map(tuple)


@st.composite
def histories(draw: st.DrawFn, game: Game) -> History:
    """Generate legal histories of a game, complete or broken off."""
    whole = history(game, draw(st.sampled_from(game.type_pairs)), draw(plays()))
    return whole[: draw(st.integers(0, len(whole)))]


def talks(game: Game | None = None) -> st.SearchStrategy[Talks]:
    """Generate talks in which a player is to move, of any game by default."""
    _warm_for_games()
    return _talks(game)


@st.composite
def _talks(draw: st.DrawFn, game: Game | None) -> Talks:
    here = draw(games()) if game is None else game
    pair = draw(st.sampled_from(here.type_pairs))
    walk = list(play(here, pair, draw(beliefs(here)), draw(plays())))
    return draw(st.sampled_from(walk))


def information_sets(game: Game | None = None) -> st.SearchStrategy[InformationSet]:
    """Generate what players see when they are to move, in any game by default."""
    return talks(game).map(Talks.seen)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Generate situations in which laws are tried; one game in six is without offers."""
    flags = draw(st.integers(0, 2 ** len(FLAGS) - 1))
    if draw(st.integers(0, 2)) != 2:
        flags &= ~(1 << FLAGS.index("silent"))
    return Situation(
        seed=draw(st.integers(0, 9999)),
        rounds=draw(st.integers(1, 3)),
        packages=draw(st.integers(1, 6)),
        market_states=draw(st.integers(2, 3)),
        types=(draw(st.integers(1, 2)), draw(st.integers(1, 2))),
        flags=flags,
        weights=(draw(st.integers(0, 4)), draw(st.integers(0, 4))),
        pair=draw(st.integers(0, 3)),
        choices=draw(plays()),
        others=draw(plays()),
    )
