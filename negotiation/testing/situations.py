"""Situations: a game, a public belief, types and two plays of it, all written in a few integers.

A situation is what a law is tried in. Hypothesis draws and shrinks its integers; its code, a short
text, brings it back on any machine. Plays are written as choices: the n-th names the n-th move, by
its place among the legal actions, and moves past the end take the first. At an answer the refusals
come first and at an offer the packages, so that talks go on unless a choice ends them.

>>> situation = Situation(seed=3, rounds=2, choices=(0, 2))
>>> situation.code
'3.2.1.2.1-1.0.1-1.0.0-2.'
>>> Situation.read(situation.code) == situation
True
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..engine.talks import Talks
from ..foundations.errors import NegotiationError
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.information import History
from ..game.rules import legal_actions, stage_at
from ..game.stages import ACCEPT, NO_OFFER, StageKind
from ..scenario.compile import compile_game
from ..scenario.loading import load
from .random_games import random_game
from .transforms import with_a_ladder, without_offers

FLAGS = (
    "postures",
    "last_word",
    "walking_out",
    "integers",
    "silent",
    "ladder",
    "courts",
    "deadline",
)
"""What a game may have, in the order of the bits of its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a strategy is asked: in which game, at which belief, along which plays."""

    seed: int = 0
    """Of the game's numbers."""
    rounds: int = 1
    """How many rounds the game has."""
    packages: int = 1
    """How many packages there are."""
    market_states: int = 2
    """How many levels the market has."""
    types: tuple[int, int] = (1, 1)
    """How many types each player has."""
    flags: int = 0
    """What the game has, one bit for each of ``FLAGS``; ``silent`` is without offers."""
    weights: tuple[int, int] = (1, 1)
    """Of four parts, how many of the belief lie on each player's second type."""
    pair: int = 0
    """Which type pair is realised."""
    choices: tuple[int, ...] = ()
    """The moves of the play."""
    others: tuple[int, ...] = ()
    """The moves of another play of the same game."""
    scenario: str = ""
    """The scenario whose game it is instead of a random one."""

    @property
    def code(self) -> str:
        """The situation as a short text."""
        fields = [
            (self.seed,),
            (self.rounds,),
            (self.packages,),
            (self.market_states,),
            self.types,
            (self.flags,),
            self.weights,
            (self.pair,),
            self.choices,
            self.others,
        ]
        numbers = ["-".join(map(str, field)) for field in fields]
        return ".".join([*numbers, self.scenario] if self.scenario else numbers)

    @classmethod
    def read(cls, code: str) -> Situation:
        """Return the situation of a code; raises ``NegotiationError`` for any other text."""
        *pieces, scenario = code.strip().split(".")
        if len(pieces) < 10:
            pieces, scenario = [*pieces, scenario], ""
        try:
            fields = [tuple(int(n) for n in piece.split("-")) if piece else () for piece in pieces]
            (seed,), (rounds,), (packages,), (market,), types, (flags,), weights, (pair,) = fields[
                :8
            ]
            choices, others = fields[8:]
            (first, second), (one, other) = types, weights
        except ValueError:
            raise NegotiationError(
                f"{code!r} is not the code of a situation; try copying it whole from a broken law"
            ) from None
        return cls(
            seed=seed,
            rounds=rounds,
            packages=packages,
            market_states=market,
            types=(first, second),
            flags=flags,
            weights=(one, other),
            pair=pair,
            choices=choices,
            others=others,
            scenario=scenario,
        )

    def has(self, flag: str) -> bool:
        """Return whether the game has one of ``FLAGS``."""
        return bool(self.flags >> FLAGS.index(flag) & 1)

    def new_game(self) -> Game:
        """Return the game, built afresh; raises ``NegotiationError`` where there is none."""
        if self.scenario:
            return compile_game(load(self.scenario))
        counts = {self.rounds, self.packages, *self.types}
        known = min(counts) >= 1 and max(self.types) <= 2 and self.market_states in {2, 3}
        if not known or self.flags >> len(FLAGS):
            raise NegotiationError(f"there is no game of the situation {self.code}")
        game = random_game(
            self.seed,
            rounds=self.rounds,
            packages=self.packages,
            market_states=self.market_states,
            types=self.types,
            postures=self.has("postures"),
            last_word=self.has("last_word"),
            walking_out=self.has("walking_out"),
            integers=self.has("integers"),
            has_courts=self.has("courts"),
            has_deadline=self.has("deadline"),
        )
        if self.has("ladder"):
            game = with_a_ladder(game)
        return without_offers(game) if self.has("silent") else game

    @property
    def game(self) -> Game:
        """The game, shared by all who ask for the same one."""
        return _shared(self.without_plays())

    def without_plays(self) -> Situation:
        """Return what tells the game: the situation of the same game with nothing else drawn."""
        return replace(self, weights=(1, 1), pair=0, choices=(), others=())

    @property
    def realised(self) -> TypePair:
        """The realised types."""
        pairs = self.game.type_pairs
        return pairs[self.pair % len(pairs)]

    @property
    def belief(self) -> Belief:
        """The public belief."""
        first, second = (weight % 5 / 4.0 for weight in self.weights)
        return Belief.of_second_types(self.game, first, second)


@lru_cache(maxsize=256)
def _shared(situation: Situation) -> Game:
    return situation.new_game()


def play(
    game: Game,
    types: TypePair,
    belief: Belief,
    choices: Sequence[int] = (),
    earlier: tuple[History, ...] = (),
) -> Iterator[Talks]:
    """Yield the talks of one play wherever a player moves."""
    talks, moves = Talks.begin(game, types, seed=0, belief=belief, earlier=earlier), 0
    while not talks.is_over:
        if talks.mover is not None:
            yield talks
        talks = talks.advanced(chosen(talks, choices, moves))
        moves += 1


def history(game: Game, types: TypePair, choices: Sequence[int] = ()) -> History:
    """Return the public history of one play to its end."""
    talks, moves = Talks.begin(game, types, seed=0), 0
    while not talks.is_over:
        talks = talks.advanced(chosen(talks, choices, moves))
        moves += 1
    return talks.history


def chosen(talks: Talks, choices: Sequence[int], moves: int) -> int:
    """Return the action that the choices name after so many moves."""
    actions = going_on_first(talks)
    return int(actions[(choices[moves] if moves < len(choices) else 0) % len(actions)])


def going_on_first(talks: Talks) -> NDArray[np.int64]:
    """Return the legal actions, refusals before acceptance and packages before no offer."""
    position = talks.position
    assert position is not None
    last = {StageKind.ANSWER: ACCEPT, StageKind.OFFER: NO_OFFER}
    actions = legal_actions(talks.game, position)
    put_off = actions == last.get(stage_at(talks.game, position).kind, -1)
    return np.concatenate((actions[~put_off], actions[put_off]))
