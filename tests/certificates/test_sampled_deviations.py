"""One deviation on sampled paths: against the exact tree, and against planted mistakes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.continuations import halving_error
from negotiation.equilibria.certificates.explicit_tree import ExplicitTree, explicit_tree
from negotiation.equilibria.certificates.private_deviations import private_deviations
from negotiation.equilibria.certificates.sampled_deviations import gains_at, sampled_deviations
from negotiation.equilibria.certificates.sampled_paths import positions_met
from negotiation.equilibria.certificates.tree_values import paid_now
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import Position
from negotiation.game.stages import StageKind
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.results.profile import Profile
from tests.certificates.every_plan import RandomProfile
from tests.generators import random_game
from tests.priced_beliefs import heeding_beliefs

Array = NDArray[np.float64]


class Menu(RandomProfile):
    """A random profile that never offers the last package."""

    @property
    def menu(self) -> NDArray[np.int64]:
        return super().menu[:-1]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> Array:
        table = super().probabilities(stage, public_state, player_type, belief)
        if self.game.stages[stage].kind is StageKind.OFFER:
            table[-1] = 0.0
            table /= table.sum()
        return table


def one_shot(tree: ExplicitTree, n: int) -> Array:
    """Return what every action gains every type of a node's mover, exactly [own, k]."""
    game, node = tree.game, tree.nodes[n]
    mover = game.stages[node.position.stage].mover
    assert mover is not None
    kinds = len(game.types[mover])
    paid = paid_now(game, node.position, node.actions)[:, mover]
    by_own = paid if mover == 0 else paid.swapaxes(1, 2)
    worths = (by_own @ np.array(node.belief.of[1 - mover])).T
    worths = worths + tree.values[node.following, 0, mover, :kinds].T
    return np.asarray(worths - tree.values[n, 0, mover, :kinds, None])


def compared(game: Game, profile: Profile, nodes: int, matches: int) -> tuple[Array, set[str]]:
    """Return the error at every position of sampled paths [n], and the kinds of stage met."""
    tree = explicit_tree(game, profile)
    number = {(node.position, node.belief): n for n, node in enumerate(tree.nodes)}
    judged = private_deviations(game, profile, nodes)
    errors, kinds = [], set()
    for met in positions_met(game, profile, seed=3, matches=matches):
        actions, gains = gains_at(game, profile, (judged,), met)
        n = number[met]
        assert (actions == tree.nodes[n].actions).all()
        errors.append(np.abs(gains[0] - one_shot(tree, n)).max())
        kinds.add(game.stages[met[0].stage].kind.value)
    return np.array(errors), kinds


@pytest.mark.parametrize("types", [(1, 1), (2, 1), (1, 2), (2, 2)])
def test_gains_of_every_action_are_those_of_the_tree(types: tuple[int, int]) -> None:
    game = random_game(1, rounds=2, packages=2, types=types)
    # A player of one type has one belief, so that a line of nodes is cheap.
    errors, kinds = compared(game, RandomProfile(game, 1), 33 if types == (2, 2) else 129, 25)
    assert kinds == {"move", "offer", "answer"}
    assert errors.max() < (1e-12 if types == (1, 1) else 0.01)


@pytest.mark.parametrize("seed", range(3))
def test_errors_fall_with_the_square_of_the_grid(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, types=(1, 2))
    profile = RandomProfile(game, seed)
    medians = [float(np.median(compared(game, profile, n, 25)[0])) for n in (9, 33, 129)]
    assert medians[1] < 0.2 * medians[0]
    assert medians[2] < 0.2 * medians[1]


@pytest.mark.parametrize("seed", range(2))
def test_offers_outside_the_menu_leave_the_belief(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=4)
    assert compared(game, Menu(game, seed), 33, 25)[0].max() < 0.01


def test_nature_may_heed_beliefs_and_types_leave_actions_out() -> None:
    game = heeding_beliefs(random_game(1, rounds=2, packages=1), 1)
    assert compared(game, RandomProfile(game, 1), 33, 15)[0].max() < 0.01
    game = random_game(1, rounds=1, packages=2)
    assert compared(game, RandomProfile(game, 1, sparse=True), 33, 25)[0].max() < 0.01


@pytest.mark.parametrize("seed", range(4))
def test_one_deviation_never_earns_more_than_the_best_plan(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2)
    profile = RandomProfile(game, seed)
    fine, rough = (private_deviations(game, profile, nodes) for nodes in (33, 17))
    found = sampled_deviations(game, profile, fine, rough, seed=seed, matches=20)
    tree = explicit_tree(game, profile)
    number = {(node.position, node.belief): n for n, node in enumerate(tree.nodes)}
    met = positions_met(game, profile, seed=seed, matches=20)
    bound = max(float(tree.gains(number[where]).max()) for where in met)
    assert 0.0 < found.max_gain_busd <= bound + 1e-3
    exact = max(float(one_shot(tree, number[where]).max()) for where in met)
    assert found.max_gain_busd == pytest.approx(exact, abs=2.0 * found.error_busd + 1e-4)
    types = sum(len(game.types[game.stages[here.stage].mover or 0]) for here, _ in met)
    assert found.information_sets == types
    assert found.tried > found.information_sets
    assert max(found.by_kind_busd.values()) == found.max_gain_busd


class Duellist(Profile):
    """The book's equilibrium of beer and quiche, but quiche is let pass now and then."""

    def __init__(self, game: Game, mistake: float) -> None:
        self.game, self.mistake = game, mistake

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> Array:
        del belief
        beer = 1.0 if player_type == 1 else 0.3 / 0.7
        duel = 1.0 - self.mistake if public_state == 1 else 0.5
        chance = beer if stage == 0 else duel
        return np.array([1.0 - chance, chance])


@pytest.mark.parametrize("mistake", [0.0, 0.01, 0.1])
def test_a_planted_mistake_is_found_with_its_size_and_place(mistake: float) -> None:
    game = beer_quiche(strong=0.3)
    profile = Duellist(game, mistake)
    fine, rough = (private_deviations(game, profile, nodes) for nodes in (9, 5))
    found = sampled_deviations(game, profile, fine, rough, seed=0, matches=40)
    # The weak, for whom quiche now pays 1 + 2 * mistake, drink beer 3 times in 7.
    assert found.by_kind_busd["move"] == pytest.approx(max(mistake, 2.0 * mistake * 0.3 / 0.7))
    assert found.max_gain_busd == pytest.approx(mistake, abs=1e-12)
    assert found.error_busd < 1e-12
    assert found.information_sets == 4  # two senders; the receiver after quiche and after beer
    assert found.tried == 8
    if mistake:
        assert found.where == (
            "R1, duel, table quiche, beliefs 0 and 0 in the second types: receiver only by duel"
        )


def test_paths_are_those_of_the_seed_and_no_chance_of_zero_is_met() -> None:
    game = heeding_beliefs(random_game(0, rounds=2, packages=2), 0)
    profile = RandomProfile(game, 0, sparse=True)
    once, again = (positions_met(game, profile, seed=7, matches=10) for _ in range(2))
    assert once == again
    assert once != positions_met(game, profile, seed=8, matches=10)
    tree = explicit_tree(game, profile)
    reached = {(n.position, n.belief): r for n, r in zip(tree.nodes, tree.reached, strict=True)}
    assert all(reached[met] > 0.0 for met in once)
    assert all(isinstance(here, Position) for here, _ in once)


def test_halving_the_grid_tells_how_far_tables_err() -> None:
    game = random_game(1, rounds=1, packages=2)
    profile = RandomProfile(game, 1)
    grids = [private_deviations(game, profile, nodes) for nodes in (33, 17, 9)]
    starts = [halving_error(game, one, two) for one, two in pairwise(grids)]
    assert [start for start, _ in starts] == sorted(start for start, _ in starts)
    for start, (median, most, largest) in starts:
        assert 0.0 <= start <= 1.0
        assert 0.0 <= median <= most <= largest
    assert halving_error(game, grids[0], grids[0]) == (0.0, (0.0, 0.0, 0.0))
