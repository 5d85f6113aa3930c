"""Talks driven by whatever legal actions come: their laws, searched for by a state machine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from numpy.typing import NDArray

from negotiation.engine.talks import Talks
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import Position, apply, is_legal, legal_actions, payoff_parts, start
from negotiation.game.stages import StageKind
from negotiation.results.profile import Profile
from tests.generators import games

CHANCES = st.sampled_from([0.0, 0.2, 0.5, 1.0])


class Undecided(Profile):
    """Types differ in how they weigh their legal actions, so that every action says something."""

    def __init__(self, game: Game) -> None:
        self.game = game

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return weights that rise with the action's number for one type, fall for the other."""
        del belief
        here = Position(stage, public_state, 0)
        legal = legal_actions(self.game, here)
        weights = np.arange(1.0, legal.size + 1.0)[:: 1 if player_type == 0 else -1]
        packages = self.game.packages
        assert packages is not None
        is_offer = self.game.stages[stage].kind is StageKind.OFFER
        width = len(self.game.stages[stage].actions) + (packages.count if is_offer else 0)
        row = np.zeros(width)
        row[legal] = weights / weights.sum()
        if self.game.stages[stage].kind is StageKind.ANSWER:
            return np.tile(row, (packages.count, 1))
        return row


class AnyTalks(RuleBasedStateMachine):
    """Talks in which anything legal may happen, nature's moves included."""

    @initialize(game=games(), chance=CHANCES, seed=st.integers(0, 2**64 - 1), watched=st.booleans())
    def begin(self, game: Game, chance: float, seed: int, watched: bool) -> None:
        first, second = (
            (1.0,) if len(names) == 1 else (chance, 1.0 - chance) for names in game.types
        )
        self.talks = Talks.begin(
            game,
            game.type_pairs[seed % len(game.type_pairs)],
            seed=seed,
            belief=Belief((first, second)),
            known_profile=Undecided(game) if watched else None,
        )
        self.paid = np.zeros((len(game.parts), 2))
        self.here: Position | None = start(game)

    @precondition(lambda self: not self.talks.is_over)
    @rule(number=st.integers(0, 999))
    def take_a_legal_action(self, number: int) -> None:
        game, here = self.talks.game, self.here
        assert here is not None
        legal = legal_actions(game, here)
        action = int(legal[number % legal.size])
        before = self.talks
        self.paid = self.paid + payoff_parts(game, here, action, before.types)
        self.here = apply(game, here, action)
        self.talks = before.advanced(action)
        assert len(before.history) == len(self.talks.history) - 1  # the old talks are untouched
        assert before.position == here

    @precondition(lambda self: not self.talks.is_over)
    @rule()
    def refuse_an_illegal_action(self) -> None:
        game, here = self.talks.game, self.here
        assert here is not None
        illegal = [k for k in range(-1, 40) if not is_legal(game, here, k)]
        for action in illegal:
            with pytest.raises(ValueError, match="not legal"):
                self.talks.advanced(action)

    @precondition(lambda self: not self.talks.is_over)
    @rule()
    def draw_something_legal(self) -> None:
        game, here = self.talks.game, self.here
        assert here is not None
        legal = [int(k) for k in legal_actions(game, here)]
        if self.talks.mover is None:
            assert is_legal(game, here, self.talks.draw(self.talks.chance()))
        else:
            seen = self.talks.seen()
            assert list(seen.legal_actions) == legal
            assert seen.player_type == self.talks.types[seen.player]
            assert self.talks.draw(MixedAction.uniform(legal)) in legal

    @precondition(lambda self: self.talks.is_over)
    @rule()
    def nothing_happens_after_the_end(self) -> None:
        for late in (self.talks.seen, self.talks.chance, lambda: self.talks.advanced(0)):
            with pytest.raises(ValueError, match="over"):
                late()

    @invariant()
    def stands_where_the_rules_say(self) -> None:
        assert self.talks.position == self.here
        assert self.talks.is_over == (self.here is None)
        if self.here is not None:
            assert legal_actions(self.talks.game, self.here).size > 0

    @invariant()
    def ends_by_the_last_stage(self) -> None:
        stages = [move.position.stage for move in self.talks.history]
        assert stages == sorted(set(stages))
        assert len(stages) <= len(self.talks.game.stages)

    @invariant()
    def paid_is_the_sum_of_the_moves(self) -> None:
        np.testing.assert_allclose(self.talks.paid, self.paid, atol=1e-9)

    @invariant()
    def beliefs_are_distributions(self) -> None:
        for chances in self.talks.belief.of:
            assert sum(chances) == pytest.approx(1.0)
            assert min(chances) >= 0.0


TestAnyTalks = AnyTalks.TestCase
TestAnyTalks.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
