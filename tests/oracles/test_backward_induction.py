"""The fast solver against a plain recursion, one-shot deviations, all profiles, and play."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.equilibria.certificates.deviations import largest_gain
from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.backward_profile import BackwardProfile
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.foundations.tolerance import CERTIFIED
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, TypePair
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import (
    Position,
    apply,
    legal_actions,
    payoff_parts,
    reachable_states,
    stage_at,
    start,
)
from negotiation.game.stages import ACCEPT, REJECT, WALK_OUT, StageKind
from negotiation.results.profile import Profile
from tests.generators import games, payoff_planes, random_game
from tests.oracles.plain_induction import PlainInduction

LAW = settings(max_examples=60, derandomize=True, deadline=None)
ROUNDING = 1e-12
"""Values of order 10 are sums of some thirty products."""


def positions(game: Game, types: TypePair) -> tuple[PlainInduction, list[Position]]:
    """Return the plain recursion run from every stage and public state, and all its positions."""
    plain = PlainInduction(game, types)
    for t, stage in enumerate(game.stages):
        for s in range(game.states.count):
            if stage.kind is not StageKind.ANSWER:
                plain.value(Position(t, s))
            elif game.packages is not None:
                for p in range(game.packages.count):
                    plain.value(Position(t, s, p))
    return plain, list(plain.values)


def played(profile: Profile, here: Position, types: TypePair) -> int:
    mover = stage_at(profile.game, here).mover
    assert mover is not None
    belief = Belief.certain(profile.game, types)
    mixed = profile.mixed_action(here, types[mover], belief)
    assert mixed.probabilities == (1.0,)
    return mixed.actions[0]


def only_accepting(game: Game) -> Game:
    """Return the game in which refusing is not legal in every second state."""
    stages = []
    for stage in game.stages:
        legal = stage.legal.copy()
        if stage.kind is StageKind.ANSWER:
            legal[::2, REJECT] = False
            legal[::2, WALK_OUT] = False
            legal[1::2, ACCEPT] = False
        stages.append(replace(stage, legal=legal))
    return replace(game, stages=tuple(stages))


@given(game=games())
@example(game=random_game(1, integers=True))
@example(game=only_accepting(random_game(2)))
@example(game=only_accepting(random_game(3, integers=True)))
@LAW
def test_values_and_choices_are_those_of_a_plain_recursion(game: Game) -> None:
    profile = SubgamePerfect().profile(game)
    for types in game.type_pairs:
        plain, everywhere = positions(game, types)
        solved = profile.pair_to_induction[types]
        for here in everywhere:
            stage = stage_at(game, here)
            if stage.kind is not StageKind.ANSWER:
                value = solved.values[here.stage][:, here.public_state]
                assert value == pytest.approx(plain.values[here], abs=ROUNDING)
            if stage.kind is not StageKind.CHANCE:
                assert played(profile, here, types) == plain.choices[here], here


@given(game=games())
@LAW
def test_no_single_deviation_pays_at_any_position(game: Game) -> None:
    profile = SubgamePerfect().profile(game)
    types = game.type_pairs[-1]
    plain, everywhere = positions(game, types)
    for here in everywhere:
        mover = stage_at(game, here).mover
        if mover is not None:
            chosen = plain.after(here, played(profile, here, types))[mover]
            for action in legal_actions(game, here):
                gain = plain.after(here, int(action))[mover] - chosen
                assert gain <= CERTIFIED * game.payoff_span


@given(game=games())
@LAW
def test_play_under_the_profile_earns_the_solved_values(game: Game) -> None:
    profile = SubgamePerfect().profile(game)
    for types in game.type_pairs:
        outcomes, parts = follow(game, profile, types)
        assert parts.sum(axis=0) == pytest.approx(profile.value(types), abs=ROUNDING)
        assert sum(outcome.probability for outcome in outcomes) == pytest.approx(1.0)


# All pure strategy profiles of tiny games --------------------------------------------------------


def plans(game: Game, here: list[Position], player: int) -> Iterator[dict[Position, int]]:
    """Yield every pure strategy: an action at each of the player's positions."""
    own = [position for position in here if stage_at(game, position).mover == player]
    menus = [[int(k) for k in legal_actions(game, position)] for position in own]
    for actions in product(*menus):
        yield dict(zip(own, actions, strict=True))


def earned(game: Game, plan: dict[Position, int], types: TypePair) -> NDArray[np.float64]:
    total, here = np.zeros(2), start(game)
    following: Position | None = here
    while following is not None:
        here = following
        action = plan[here]
        total = total + payoff_parts(game, here, action, types).sum(axis=0)
        following = apply(game, here, action)
    return total


@pytest.mark.parametrize("seed", range(25))
def test_nobody_gains_by_any_other_strategy(seed: int) -> None:
    """Every strategy of each player, one after the other, against the other's solved one."""
    game = random_game(
        seed, rounds=1 + seed % 2, packages=2, postures=False, types=(1, 1), last_word=seed % 3 > 0
    )
    types = (0, 0)
    profile = SubgamePerfect().profile(game)
    plain = PlainInduction(game, types)
    plain.value(start(game))
    reached = [here for here in plain.choices if here.public_state == game.initial_state]
    solved = {position: played(profile, position, types) for position in reached}
    value = earned(game, solved, types)
    assert value == pytest.approx(profile.value(types), abs=ROUNDING)
    for player in (0, 1):
        best = max(
            earned(game, solved | plan, types)[player] for plan in plans(game, reached, player)
        )
        assert best == pytest.approx(value[player], abs=ROUNDING)


# The certificate can fail ------------------------------------------------------------------------


class Corrupted(Profile):
    """A profile that takes one other action at one stage and public state."""

    def __init__(self, honest: Profile, here: Position, action: int) -> None:
        self.game = honest.game
        self.honest = honest
        self.here = here
        self.action = action

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        table = self.honest.probabilities(stage, public_state, player_type, belief).copy()
        if (stage, public_state) == (self.here.stage, self.here.public_state):
            row = table if self.here.package is None else table[self.here.package]
            row[:] = 0.0
            row[self.action] = 1.0
        return table


@given(game=games(max_rounds=2, max_packages=4), choice=st.integers(0, 10_000))
@LAW
def test_the_certificate_of_a_spoilt_action_is_its_exact_loss(game: Game, choice: int) -> None:
    """At the spoilt position; elsewhere the others' best replies to it may gain more.

    Only positions that some play reaches are judged.
    """
    types = game.type_pairs[choice % len(game.type_pairs)]
    profile = SubgamePerfect().profile(game)
    plain, everywhere = positions(game, types)
    reached = reachable_states(game)
    movable = [
        here
        for here in everywhere
        if here in plain.choices and reached[here.stage, here.public_state]
    ]
    here = movable[choice % len(movable)]
    mover = stage_at(game, here).mover
    assert mover is not None
    for action in legal_actions(game, here):
        loss = plain.value(here)[mover] - plain.after(here, int(action))[mover]
        found = largest_gain(game, Corrupted(profile, here, int(action)), types).max_gain_busd
        assert found >= loss - ROUNDING
        if here.stage == 0:  # nobody moves before it and reacts
            assert found == pytest.approx(max(loss, 0.0), abs=CERTIFIED * game.payoff_span)


def test_the_certificate_refuses_what_is_no_profile() -> None:
    game = random_game(11, walking_out=False)
    profile = SubgamePerfect().profile(game)
    answer = next(t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER)
    state = int(np.flatnonzero(reachable_states(game)[answer])[0])
    illegal = Corrupted(profile, Position(answer, state, 0), WALK_OUT)
    with pytest.raises(ValueError, match="illegal action"):
        largest_gain(game, illegal, (0, 0))

    class Halved(Corrupted):
        def probabilities(self, *where: object) -> NDArray[np.float64]:
            return 0.5 * self.honest.probabilities(*where)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="probabilities"):
        largest_gain(game, Halved(profile, Position(0, 0), 0), (0, 0))


# Details of the solver ---------------------------------------------------------------------------


@given(game=games())
@LAW
def test_sharing_the_ranking_between_type_pairs_changes_nothing(game: Game) -> None:
    assert game.packages is not None
    shared = PackageRanking(game.packages)
    for types in game.type_pairs:
        one = induce(game, types, shared)
        other = induce(game, types, PackageRanking(game.packages))
        assert all((a == b).all() for a, b in zip(one.values, other.values, strict=True))
        assert all((a == b).all() for a, b in zip(one.choices, other.choices, strict=True))


@given(game=games())
@LAW
def test_without_agreements_nothing_is_ever_offered(game: Game) -> None:
    for types in game.type_pairs:
        without = BackwardProfile(game, {types: induce(game, types, None, agreements=False)})
        outcomes, parts = follow(game, without, types)
        assert all(outcome.agreement is None for outcome in outcomes)
        value = without.pair_to_induction[types].values[0][:, game.initial_state]
        assert parts.sum(axis=0) == pytest.approx(value, abs=ROUNDING)


def test_rounding_does_not_choose_between_equal_packages() -> None:
    """0.1 + 0.2 exceeds 0.3 by rounding: package 0 must not win by that, being worse for one."""
    game = random_game(0, rounds=1, packages=2, postures=False, types=(1, 1), last_word=False)
    assert game.packages is not None
    proposer = game.stages[0].mover
    assert proposer is not None
    amounts = np.zeros((2, 2, 2))
    amounts[0, proposer] = [5.0 * (0.1 + 0.2), 5.0 * 0.3]
    assert amounts[0, proposer, 0] > amounts[0, proposer, 1]
    amounts[0, 1 - proposer] = [10.0, 11.0]
    packages = replace(game.packages, amounts=amounts, weights=np.ones((2, 2, 1, 1, 1, 1)))
    fair = replace(game, packages=packages)
    choice = SubgamePerfect().profile(fair).pair_to_induction[0, 0].choices[0][fair.initial_state]
    assert choice == 1 + 1


@given(plane=payoff_planes(max_packages=30), r=st.integers(0, 1))
@LAW
def test_the_staircase_knows_the_best_accepted_package_at_every_threshold(
    plane: tuple[NDArray[np.float64], NDArray[np.float64]], r: int
) -> None:
    """Against a look at every package; thresholds are met exactly, missed and passed."""
    payoffs = plane[0]
    offered, answered = payoffs
    game = divide_the_pie(
        rounds=1, discount_factors=(1.0, 1.0), shares=offered, frontier=answered, first_proposer=r
    )
    assert game.packages is not None
    if r == 1:
        offered, answered = answered, offered
    ranked = PackageRanking(game.packages).ranked(r, (0, 0), 0, 0)
    thresholds = np.concatenate([answered, answered + 0.5, answered - 0.5, [-np.inf, np.inf]])
    for threshold, found in zip(thresholds, ranked.best(thresholds), strict=True):
        accepted = [p for p in range(offered.size) if answered[p] >= threshold]
        best = min(accepted, key=lambda p: (-offered[p], -answered[p], p), default=-1)
        assert found == best
    worst = [p for p in range(offered.size) if answered[p] == answered.min()]
    assert ranked.worst_for_answerer == max(worst)
