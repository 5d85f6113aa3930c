"""Nature's moves may depend on the public belief: mixtures, known types, trees and the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.matches import play
from negotiation.engine.sampling import sample
from negotiation.engine.talks import Talks
from negotiation.equilibria.axiomatic.bargaining_solution import BargainingSolution
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.narrowing import fix_chances, keep_last_rounds, keep_types
from negotiation.game.rules import Position, chance_probabilities, legal_actions
from negotiation.game.stages import Stage
from negotiation.game.tree import count_nodes, extensive_form
from negotiation.results.solution import Solution
from tests.engine.test_private_information import followers
from tests.engine.test_sampling import compare
from tests.engine.test_talks import Spread
from tests.generators import games, random_game
from tests.priced_beliefs import heeding_beliefs

LAWS = settings(max_examples=40, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
CHANCES = st.floats(0.0, 1.0)


@st.composite
def heeding_games(draw: st.DrawFn) -> Game:
    """Generate small games whose nature heeds the belief about one player or both."""
    game = draw(games(max_rounds=2, max_packages=4).filter(lambda g: g.stages[0].mover is None))
    return heeding_beliefs(game, draw(SEEDS), by_both=draw(st.booleans()))


def chance_stages(game: Game) -> list[Stage]:
    return [stage for stage in game.stages if stage.mover is None]


@LAWS
@given(heeding_games(), CHANCES, CHANCES)
def test_at_a_belief_nature_moves_as_the_mixture(game: Game, first: float, second: float) -> None:
    belief = Belief.of_second_types(game, first, second)
    for t, stage in enumerate(game.stages):
        if stage.mover is not None:
            continue
        sure = stage.chance_if_sure
        assert sure is not None
        for s in range(game.states.count):
            here = Position(t, s)
            expected = [
                sum(
                    belief.probability((u, v)) * sure[u % len(sure), v % sure.shape[1], s, k]
                    for u, v in game.type_pairs
                )
                for k in legal_actions(game, here)
            ]
            found = chance_probabilities(game, here, belief)
            assert found == pytest.approx(expected, abs=1e-12)
            assert found.sum() == pytest.approx(1.0, abs=1e-12)


@LAWS
@given(heeding_games(), CHANCES, CHANCES, st.integers(0, 1), SEEDS)
def test_what_players_will_reveal_changes_nothing_on_average(
    game: Game, first: float, second: float, player: int, seed: int
) -> None:
    """Beliefs are martingales and chances linear in each: the mean of what follows is what is."""
    belief = Belief.of_second_types(game, first, second)
    likelihood = np.random.default_rng(seed).dirichlet(np.ones(3), len(game.types[player]))
    for stage in chance_stages(game):
        mean = np.zeros(stage.legal.shape)
        for action in range(3):
            probability = float(np.dot(belief.of[player], likelihood[:, action]))
            after = belief.updated(player, list(likelihood[:, action]))
            mean += probability * stage.chance_at(after.of)
        np.testing.assert_allclose(mean, stage.chance_at(belief.of), atol=1e-12)


@LAWS
@given(heeding_games(), CHANCES, CHANCES, SEEDS)
def test_many_nodes_at_once_are_the_nodes_one_by_one(
    game: Game, first: float, second: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    states = rng.integers(game.states.count, size=9)
    beliefs = [Belief.of_second_types(game, *pair) for pair in rng.random((7, 2)).tolist()]
    beliefs += [Belief.prior(game), Belief.of_second_types(game, first, second)]
    by_player = [np.array([belief.of[i] for belief in beliefs]) for i in (0, 1)]
    for stage in chance_stages(game):
        found = stage.chance_at_nodes(states, *by_player)
        for n, belief in enumerate(beliefs):
            assert (found[n] == stage.chance_at(belief.of)[states[n]]).all()


def told(solution: Solution) -> list[object]:
    """Return what a solution says of every pair, names aside."""
    return [(c.outcomes, c.payoffs, c.certificate.max_gain_busd) for c in solution.cases]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "concept", [SubgamePerfect(), NashBargaining()], ids=lambda concept: concept.title
)
def test_with_types_known_it_is_the_game_of_that_pair(
    seed: int, concept: SubgamePerfect | BargainingSolution
) -> None:
    game = heeding_beliefs(random_game(seed, market_states=3), seed)
    for pair in game.type_pairs:
        fixed = fix_chances(game, Belief.certain(game, pair))
        assert not fixed.prices_beliefs
        for one, other in zip(chance_stages(game), chance_stages(fixed), strict=True):
            assert one.chance_if_sure is not None
            assert other.chance is not None
            np.testing.assert_array_equal(other.chance, one.chance_if_sure[pair])
        here = concept.solve(game, [pair])
        assert told(here) == told(concept.solve(fixed, [pair]))
        narrowed = concept.solve(keep_types(game, pair), [(0, 0)])
        assert told(here) == told(narrowed)
        assert here.cases[0].certificate.max_gain_busd <= 1e-9


def test_the_pairs_of_a_game_live_in_different_markets() -> None:
    game = heeding_beliefs(random_game(1, market_states=3), 1)
    values = {c.payoffs["us"].total for c in SubgamePerfect().solve(fixed_payoffs(game)).cases}
    assert len(values) == len(game.type_pairs)


def fixed_payoffs(game: Game) -> Game:
    """Return the game in which types differ in nothing but what nature makes of them."""
    packages = game.packages
    assert packages is not None
    weights = np.broadcast_to(packages.weights[:, :, :1, :1], packages.weights.shape)
    stages = tuple(
        replace(s, payoff=np.broadcast_to(s.payoff[:, :, :1, :1], s.payoff.shape).copy())
        for s in game.stages
    )
    return replace(game, stages=stages, packages=replace(packages, weights=weights.copy()))


def test_there_is_no_tree_unless_types_are_known() -> None:
    game = heeding_beliefs(keep_last_rounds(random_game(5, packages=2), 1), 5)
    with pytest.raises(NegotiationError, match="depend on the public belief"):
        extensive_form(game)
    for pair in game.type_pairs:
        tree, narrowed = extensive_form(game, pair), extensive_form(keep_types(game, pair))
        fixed = fix_chances(game, Belief.certain(game, pair))
        assert len(tree) == count_nodes(fixed, pair) == len(narrowed) - 1  # types are not drawn
        nature = [here for _, here in tree.nodes(data=True) if here["kind"] == "chance"]
        assert nature
        assert all(min(here["probabilities"]) > 0.0 for here in nature)
    assert len(extensive_form(fix_chances(game, Belief.prior(game)))) > 1


def test_the_engine_draws_at_the_belief_of_the_moment() -> None:
    """A profile that tells the types apart moves the belief, and the belief moves the market."""
    game = heeding_beliefs(random_game(4, rounds=3, market_states=3), 4)
    profile, seen = Spread(game, 4), set()
    for match in range(40):
        talks = Talks.begin(
            game,
            (match % 2, match // 2 % 2),
            seed=1,
            match=match,
            belief=Belief.prior(game),
            known_profile=profile,
        )
        while not talks.is_over:
            if talks.mover is None:
                assert talks.position is not None
                stage = game.stages[talks.position.stage]
                row = stage.chance_at(talks.belief.of)[talks.position.public_state]
                mixed = talks.chance()
                assert [mixed.probability(k) for k in range(row.size)] == row.tolist()
                following = talks.advanced(talks.draw(mixed))
                assert following.belief == talks.belief  # nature tells nothing
                seen.add((talks.position.stage, talks.position.public_state, talks.belief))
                talks = following
            else:
                own = talks.types[talks.mover]
                assert talks.position is not None
                talks = talks.advanced(
                    talks.draw(profile.mixed_action(talks.position, own, talks.belief))
                )
    nodes = {node[:2] for node in seen}
    assert len(seen) > len(nodes)  # the same position under different beliefs


@LAWS
@given(heeding_games(), SEEDS)
def test_many_plays_at_once_draw_the_same(game: Game, seed: int) -> None:
    profile = Spread(game, seed)
    plays = sample(profile, 8, seed=seed)
    for n in range(8):
        record = play(game, followers(profile), seed=seed, match=n, private=True)
        compare(game, plays, n, record)


def test_frequencies_are_those_of_the_belief() -> None:
    game = heeding_beliefs(random_game(4, market_states=3), 4)
    profile, belief = Spread(game, 4), Belief.of_second_types(game, 0.9, 0.2)
    plays = sample(profile, 20_000, seed=3, belief=belief)
    expected = game.stages[0].chance_at(belief.of)[game.initial_state]
    found = np.bincount(plays.actions[:, 0], minlength=expected.size) / 20_000
    assert (np.abs(found - expected) <= 4.0 * np.sqrt(expected * (1.0 - expected) / 20_000)).all()
    at_prior = game.stages[0].chance_at(game.prior)[game.initial_state]
    assert np.abs(found - at_prior).max() > 0.05


def test_tables_that_contradict_themselves_are_refused() -> None:
    game = heeding_beliefs(random_game(4), 4)
    stage = game.stages[0]
    sure = stage.chance_if_sure
    assert sure is not None
    mover = next(s for s in game.stages if s.mover is not None)
    wrong = [
        (mover, {"chance_if_sure": sure}, "without a chance stage"),
        (stage, {"chance_if_sure": sure[0]}, "an array of 4 axes"),
        (stage, {"chance_if_sure": sure * 1.01}, "sum to 1.01"),
    ]
    for one, changes, said in wrong:
        with pytest.raises(ProblemsFound, match=said):
            replace(one, **changes)
    some = sure.copy()
    some[:, :, :, 0], some[:, :, :, 1:] = 1.0, 0.0
    with pytest.raises(ProblemsFound, match="no pair of types gives it a chance"):
        replace(stage, chance_if_sure=some, legal=np.ones_like(stage.legal))
    with pytest.raises(ProblemsFound, match="mixture at the prior"):
        replace(game, prior=(game.prior[0], np.array([0.9, 0.1])))
    three = replace(stage, chance_if_sure=np.repeat(sure, 3, axis=0))
    with pytest.raises(ProblemsFound, match="wrong number of types"):
        replace(game, stages=(three, *game.stages[1:]))
    with pytest.raises(ValueError, match="nature does not move"):
        mover.chance_at(game.prior)


def test_the_chances_by_type_are_part_of_the_game() -> None:
    game = random_game(4)
    games_ = [heeding_beliefs(game, 4, by_both=both) for both in (False, True)]
    assert len({g.fingerprint for g in [game, *games_]}) == 3
    assert fix_chances(game, Belief.prior(game)) is game
    for stage in chance_stages(games_[1]):
        assert stage.chance_if_sure is not None
        assert not stage.chance_if_sure.flags.writeable
