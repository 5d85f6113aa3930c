"""The talks themselves: whose dice, which secrets, what everyone believes, and that they end."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.engine.talks import Talks
from negotiation.foundations.streams import uniforms
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import legal_actions, payoff_parts
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from negotiation.results.profile import Profile
from tests.generators import games, random_game

LAW = settings(max_examples=50, derandomize=True, deadline=None)
seeds = st.integers(0, 2**32 - 1)


class Spread(Profile):
    """Every type of every player mixes over its legal actions, each type in its own way."""

    def __init__(self, game: Game, seed: int) -> None:
        self.game = game
        self.seed = seed

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        del belief
        here = self.game.stages[stage]
        rng = np.random.default_rng([self.seed, stage, public_state, player_type])
        packages = 0 if self.game.packages is None else self.game.packages.count
        legal = here.legal[public_state].astype(float)
        if here.kind is StageKind.OFFER:
            legal = np.concatenate([legal, np.ones(packages)])
        shape = (packages, legal.size) if here.kind is StageKind.ANSWER else legal.shape
        weights = legal * rng.integers(1, 5, shape)  # no legal action is impossible
        return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def walk(talks: Talks, seed: int) -> list[Talks]:
    """Return the talks at every point of one random legal history, the end included."""
    rng = np.random.default_rng(seed)
    gone = [talks]
    while not talks.is_over:
        assert talks.position is not None
        talks = talks.advanced(int(rng.choice(legal_actions(talks.game, talks.position))))
        gone.append(talks)
    return gone


@given(game=games(), seed=seeds)
@LAW
def test_every_history_ends_by_the_deadline(game: Game, seed: int) -> None:
    *going, over = walk(Talks.begin(game, game.type_pairs[-1], seed=0), seed)
    stages = [talks.position.stage for talks in going if talks.position is not None]
    assert len(stages) == len(going)
    assert stages == sorted(set(stages))
    assert len(over.history) == len(going) <= len(game.stages)
    with pytest.raises(ValueError, match="over"):
        over.advanced(0)
    with pytest.raises(ValueError, match="over"):
        _ = over.mover


@given(game=games(), seed=seeds)
@LAW
def test_what_is_paid_is_what_the_rules_pay(game: Game, seed: int) -> None:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    over = walk(Talks.begin(game, pair, seed=0), seed)[-1]
    due = [payoff_parts(game, move.position, move.action, pair) for move in over.history]
    np.testing.assert_allclose(over.paid, np.sum(due, axis=0), rtol=0, atol=1e-12)


@given(seed=seeds, match=seeds, one=seeds, other=seeds)
@LAW
def test_the_draw_of_a_stage_does_not_depend_on_the_way_there(
    seed: int, match: int, one: int, other: int
) -> None:
    game = random_game(1, rounds=3)
    begun = Talks.begin(game, (0, 0), seed=seed, match=match)
    for talks in (*walk(begun, one)[:-1], *walk(begun, other)[:-1]):
        assert talks.position is not None
        stage = talks.position.stage
        # A hundred equal chances show the draw to a hundredth.
        shown = talks.draw(MixedAction.uniform(range(100)))
        assert shown == int(uniforms(seed, match, stage + 1)[stage] * 100)


def test_a_skipped_stage_keeps_its_draw() -> None:
    pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[0.0, 1.0])
    begun = Talks.begin(pie, (0, 0), seed=5)
    passed = begun.advanced(NO_OFFER)
    answered = begun.advanced(1).advanced(REJECT)
    assert passed.position == answered.position
    assert passed.position is not None
    assert passed.position.stage == 2
    many = MixedAction.uniform(range(1000))
    assert passed.draw(many) == answered.draw(many) != begun.draw(many)


def test_talks_are_never_changed_only_followed_by_others() -> None:
    begun = Talks.begin(random_game(3), (0, 1), seed=0)
    later = walk(begun, 4)
    assert begun.history == ()
    assert not begun.paid.any()
    assert begun.position is not None
    assert begun.position.stage == 0
    assert len(later) > 3
    with pytest.raises(FrozenInstanceError):
        begun.history = later[-1].history  # type: ignore[misc]


@given(game=games(), seed=seeds)
@LAW
def test_the_mover_sees_its_own_type_the_history_and_what_is_legal(game: Game, seed: int) -> None:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    for talks in walk(Talks.begin(game, pair, seed=0, belief=Belief.prior(game)), seed)[:-1]:
        if talks.mover is None:
            with pytest.raises(ValueError, match="nature"):
                talks.seen()
            continue
        assert talks.position is not None
        seen = talks.seen()
        assert (seen.player, seen.player_type) == (talks.mover, pair[talks.mover])
        assert (seen.position, seen.history) == (talks.position, talks.history)
        assert seen.belief == Belief.prior(game)
        assert seen.legal_actions.tolist() == legal_actions(game, talks.position).tolist()


def test_an_illegal_action_is_refused() -> None:
    pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=[0.0, 1.0])
    begun = Talks.begin(pie, (0, 0), seed=0)
    with pytest.raises(ValueError, match="not legal"):
        begun.advanced(3)
    with pytest.raises(ValueError, match="not legal"):
        begun.advanced(-1)


def test_types_known_to_all_are_certain_from_the_start() -> None:
    game = random_game(0)
    for talks in walk(Talks.begin(game, (1, 0), seed=0), 1):
        assert talks.belief == Belief(((0.0, 1.0), (1.0, 0.0)))


@given(game=games(), seed=seeds)
@LAW
def test_a_known_profile_moves_beliefs_by_bayes_and_on_average_not_at_all(
    game: Game, seed: int
) -> None:
    profile = Spread(game, seed)
    begun = Talks.begin(
        game, game.type_pairs[0], seed=0, belief=Belief.prior(game), known_profile=profile
    )
    for talks in walk(begun, seed)[:-1]:
        mover, here = talks.mover, talks.position
        assert here is not None
        if mover is None:
            assert {talks.advanced(int(k)).belief for k in legal_actions(game, here)} == {
                talks.belief
            }
            continue
        prior = np.array(talks.belief.of[mover])
        likelihood = np.array(
            [
                [
                    profile.mixed_action(here, own, talks.belief).probability(int(k))
                    for own in range(prior.size)
                ]
                for k in legal_actions(game, here)
            ]
        )
        mean = np.zeros(prior.size)
        for chances, k in zip(likelihood, legal_actions(game, here), strict=True):
            after = talks.advanced(int(k)).belief
            assert after.of[1 - mover] == talks.belief.of[1 - mover]
            expected = prior * chances / (prior * chances).sum()
            np.testing.assert_allclose(after.of[mover], expected, rtol=0, atol=1e-12)
            mean += (prior * chances).sum() * np.array(after.of[mover])
        np.testing.assert_allclose(mean, prior, rtol=0, atol=1e-12)  # a martingale


def test_accepting_ends_the_talks_at_once() -> None:
    pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[0.0, 0.5, 1.0])
    assert Talks.begin(pie, (0, 0), seed=0).advanced(2).advanced(ACCEPT).is_over
