"""Whole talks driven move by move by Hypothesis: what holds after every move of any play."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from negotiation.engine.talks import Talks
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import Position, is_legal, legal_actions, payoff_parts, stage_at
from negotiation.results.profile import Profile
from negotiation.testing.generators import games


class Signalling(Profile):
    """A profile under which types act differently, so that actions tell something."""

    def __init__(self, game: Game) -> None:
        self.game = game

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> np.ndarray:
        del belief
        found = self.game.stages[stage]
        count = len(found.actions)
        if found.kind == "offer" and self.game.packages is not None:
            count += self.game.packages.count
        open_to = np.zeros(count)
        position = Position(stage, public_state, 0 if found.kind == "answer" else None)
        legal = legal_actions(self.game, position)
        open_to[legal] = 1.0 + (np.arange(len(legal)) + player_type) % 3
        chances = np.asarray(open_to / open_to.sum())
        if found.kind == "answer" and self.game.packages is not None:
            return np.tile(chances, (self.game.packages.count, 1))
        return chances


def without_the_game(seen: InformationSet) -> tuple[object, ...]:
    fields = (field.name for field in dataclasses.fields(seen) if field.name != "game")
    return tuple(repr(getattr(seen, name)) for name in fields)


class TalksMachine(RuleBasedStateMachine):
    """Talks of a random game; moves are any legal ones, drawn or chosen."""

    talks: Talks

    @initialize(game=games(), pair=st.integers(0, 3), seed=st.integers(0, 99), known=st.booleans())
    def begin(self, game: Game, pair: int, seed: int, known: bool) -> None:
        types = game.type_pairs[pair % len(game.type_pairs)]
        self.talks = Talks.begin(
            game,
            types,
            seed=seed,
            belief=Belief.prior(game) if known else None,
            known_profile=Signalling(game) if known else None,
        )
        self.paid_by_hand = np.zeros((len(game.parts), 2))

    @precondition(lambda self: not self.talks.is_over)
    @rule(choice=st.integers(0, 99))
    def move(self, choice: int) -> None:
        before, position = self.talks, self.talks.position
        assert position is not None
        legal = legal_actions(before.game, position)
        action = int(legal[choice % len(legal)])
        self._advance(action)

    @precondition(lambda self: not self.talks.is_over)
    @rule()
    def move_by_lot(self) -> None:
        talks = self.talks
        if talks.mover is None:
            mixed = talks.chance()
        else:
            mixed = MixedAction.uniform(map(int, talks.seen().legal_actions))
        assert talks.draw(mixed) == talks.draw(mixed)
        self._advance(talks.draw(mixed))

    @precondition(lambda self: not self.talks.is_over)
    @rule()
    def an_illegal_move_is_refused(self) -> None:
        before = self.talks
        with pytest.raises(ValueError, match="not legal"):
            before.advanced(10_000)
        assert self.talks is before

    @precondition(lambda self: self.talks.is_over)
    @rule()
    def what_is_over_stays_over(self) -> None:
        for ask in (lambda: self.talks.mover, self.talks.seen, lambda: self.talks.advanced(0)):
            with pytest.raises(ValueError, match="over"):
                ask()

    def _advance(self, action: int) -> None:
        before, position = self.talks, self.talks.position
        assert position is not None
        self.paid_by_hand = self.paid_by_hand + payoff_parts(
            before.game, position, action, before.types
        )
        self.talks = before.advanced(action)
        assert self.talks.history[:-1] == before.history
        last = self.talks.history[-1]
        assert (last.position, last.action) == (position, action)
        mover = stage_at(before.game, position).mover
        for player in (0, 1):
            if player != mover:  # only one's own actions tell of one's type
                assert self.talks.belief.of[player] == before.belief.of[player]

    @invariant()
    def payoffs_add_up(self) -> None:
        assert np.allclose(self.talks.paid, self.paid_by_hand, atol=1e-12)

    @invariant()
    def the_belief_is_a_distribution_that_does_not_rule_out_the_truth(self) -> None:
        for player, chances in enumerate(self.talks.belief.of):
            assert math.isclose(math.fsum(chances), 1.0, abs_tol=1e-9)
            assert min(chances) >= 0.0
            assert chances[self.talks.types[player]] > 0.0

    @invariant()
    def the_position_is_legal_and_time_goes_on(self) -> None:
        game, position = self.talks.game, self.talks.position
        stages = [move.position.stage for move in self.talks.history]
        if position is not None:
            stages.append(position.stage)
            assert 0 <= position.public_state < game.states.count
            kind = stage_at(game, position).kind
            assert (position.package is not None) == (kind == "answer")
            assert len(legal_actions(game, position)) > 0
        assert stages == sorted(set(stages))
        assert all(is_legal(game, move.position, move.action) for move in self.talks.history)

    @invariant()
    def over_means_over(self) -> None:
        assert self.talks.is_over == (self.talks.position is None)
        if self.talks.is_over:
            assert self.talks.history

    @invariant()
    def nobody_sees_the_others_type(self) -> None:
        talks = self.talks
        if talks.is_over or talks.mover is None:
            return
        for pair in talks.game.type_pairs:
            if pair[talks.mover] == talks.types[talks.mover]:
                elsewhere = replace(talks, types=pair).seen()
                assert elsewhere.game is talks.game
                assert without_the_game(elsewhere) == without_the_game(talks.seen())


TestTalks = TalksMachine.TestCase
TestTalks.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
