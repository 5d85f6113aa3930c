"""The exact certificate: against every plan of tiny games, and against planted mistakes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.deviations import largest_gain
from negotiation.equilibria.certificates.explicit_tree import exact_certificate, explicit_tree
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from negotiation.game.textbook.beer_quiche import BEER, DUEL, QUICHE, STRONG, WEAK, beer_quiche
from negotiation.results.profile import Profile
from tests.certificates.every_plan import History, RandomProfile, best, every_plan, followed, plans
from tests.generators import random_game
from tests.priced_beliefs import heeding_beliefs

MANY_PLANS = 30_000


SHAPES = ((1, 3), (2, 1), (1, 1), (1, 2))
"""Rounds and packages."""


def tiny_game(seed: int) -> Game:
    rounds, packages = SHAPES[seed % 4]
    types = ((2, 2), (1, 2), (2, 1), (2, 2))[seed // 4]
    return random_game(
        seed,
        rounds=rounds,
        packages=packages,
        types=types,
        postures=False,
        integers=seed > 11,
        has_courts=seed % 4 == 2,
    )


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("seed", range(16))
def test_no_plan_of_any_type_earns_more_anywhere(seed: int, sparse: bool) -> None:
    game = tiny_game(seed)
    profile = RandomProfile(game, seed, sparse=sparse)
    start = History.empty(game, profile)
    assert max(plans(start, i) for i in (0, 1)) <= MANY_PLANS
    certificate = exact_certificate(game, profile)
    for i, player in enumerate(game.players):
        for own, name in enumerate(game.types[i]):
            values = every_plan(start, i, own) @ start.belief[1 - i]
            gain = values.max() - followed(start, i, own) @ start.belief[1 - i]
            assert certificate.at_start[player][name] == pytest.approx(gain, abs=1e-12)
    worst = 0.0
    for history in start.all():
        mover = history.mover
        if mover is None:
            continue
        about = history.belief[1 - mover]
        for own in range(len(game.types[mover])):
            values = every_plan(history, mover, own) @ about
            worst = max(worst, values.max() - followed(history, mover, own) @ about)
    assert worst > 0.0
    assert certificate.max_gain_busd == pytest.approx(worst, abs=1e-12)
    assert certificate.on_path_busd <= certificate.max_gain_busd


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize(
    ("seed", "rounds", "packages"), [(0, 1, 2), (1, 1, 2), (2, 1, 2), (3, 2, 1)]
)
def test_games_with_postures_and_a_nature_that_heeds_beliefs(
    seed: int, rounds: int, packages: int, sparse: bool
) -> None:
    game = heeding_beliefs(random_game(seed, rounds=rounds, packages=packages), seed)
    profile = RandomProfile(game, seed, sparse=sparse)
    certificate = exact_certificate(game, profile)
    start = History.empty(game, profile)
    for i, player in enumerate(game.players):
        for own, name in enumerate(game.types[i]):
            about = start.belief[1 - i]
            gain = best(start, i, own, about) - followed(start, i, own) @ about
            assert certificate.at_start[player][name] == pytest.approx(gain, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_without_types_it_is_the_certificate_of_complete_information(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=4, types=(1, 1))
    solved = SubgamePerfect().profile(game, [(0, 0)])
    assert exact_certificate(game, solved).max_gain_busd < 1e-12
    profile = RandomProfile(game, seed)
    largest = largest_gain(game, profile, (0, 0)).max_gain_busd
    everywhere = exact_certificate(game, profile).max_gain_busd
    assert 0.0 < everywhere <= largest + 1e-12  # which also looks at states that are never met


class BestReply(Profile):
    """A random profile in which player 0, of one type, plays its best reply instead."""

    def __init__(self, game: Game, seed: int) -> None:
        self.game, self.random = game, RandomProfile(game, seed)
        tree = explicit_tree(game, self.random)
        self.best: dict[tuple[int, int, int | None, Belief], int] = {}
        for n, node in enumerate(tree.nodes):
            here = node.position
            if game.stages[here.stage].mover == 0:
                # The action whose plan is worth what the best plan is worth.
                history = History(
                    game, self.random, here, (np.array([1.0]), np.array(node.belief.of[1]))
                )
                about = history.belief[1]
                worths = [
                    history.paid(action, 0, 0) @ about + best(history.after(k), 0, 0, about)
                    for k, action in enumerate(history.actions)
                ]
                assert max(worths) == pytest.approx(tree.values[n, 1, 0, 0], abs=1e-12)
                key = (here.stage, here.public_state, here.package, node.belief)
                self.best[key] = history.actions[int(np.argmax(worths))]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        table = self.random.probabilities(stage, public_state, player_type, belief)
        if self.game.stages[stage].mover == 0:
            rows = table if table.ndim == 2 else table[None]
            for p, row in enumerate(rows):
                package = p if self.game.stages[stage].kind is StageKind.ANSWER else None
                action = self.best.get((stage, public_state, package, belief))
                if action is not None:
                    row[:] = np.arange(row.size) == action
        return table


@pytest.mark.parametrize("seed", range(6))
def test_a_best_reply_gains_nothing(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=1, types=(1, 2), postures=False)
    (name,) = game.types[0]
    assert exact_certificate(game, RandomProfile(game, seed)).at_start["us"][name] > 0.01
    profile = BestReply(game, seed)
    assert exact_certificate(game, profile).at_start["us"][name] < 1e-12
    tree = explicit_tree(game, profile)
    for n, node in enumerate(tree.nodes):
        if game.stages[node.position.stage].mover == 0:
            assert tree.gains(n)[0] < 1e-12


class Breakfast(Profile):
    """Chances of beer by type, and of a duel by what was eaten."""

    def __init__(self, game: Game, beer: tuple[float, float], duel: tuple[float, float]) -> None:
        self.game, self.beer, self.duel = game, beer, duel

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        del belief
        chance = self.beer[player_type] if stage == 0 else self.duel[max(public_state - 1, 0)]
        return np.array([1.0 - chance, chance])


def test_the_books_equilibrium_gains_nothing_and_a_planted_mistake_is_found_with_its_size() -> None:
    game = beer_quiche(strong=0.3)
    mix = 0.3 / 0.7
    sound = exact_certificate(game, Breakfast(game, (mix, 1.0), (1.0, 0.5)))
    assert sound.max_gain_busd < 1e-12
    assert sound.checked == 4  # both senders; the receiver after quiche and after beer
    # Quiche, eaten by the weak only, is let pass one time in ten.
    flawed = exact_certificate(game, Breakfast(game, (mix, 1.0), (0.9, 0.5)))
    assert flawed.max_gain_busd == pytest.approx(0.1, abs=1e-12)
    assert flawed.where == "R1, duel, table quiche, sender weak 1 or strong 0, only"
    assert flawed.on_path_busd == pytest.approx(0.1, abs=1e-12)
    quiche = 0.7 * (1.0 - mix)
    assert flawed.at_start["receiver"]["only"] == pytest.approx(0.1 * quiche, abs=1e-12)
    assert flawed.at_start["sender"]["weak"] == pytest.approx(mix * 0.2, abs=1e-12)
    assert flawed.at_start["sender"]["strong"] == 0.0


def test_a_mistake_off_the_path_is_found_there_and_costs_nothing_at_the_start() -> None:
    """Nobody eats quiche; it leaves the belief at 0.9, so that duelling over it costs 0.8."""
    game = beer_quiche(strong=0.9)
    certificate = exact_certificate(game, Breakfast(game, (1.0, 1.0), (1.0, 0.0)))
    assert certificate.max_gain_busd == pytest.approx(0.8, abs=1e-12)
    assert certificate.on_path_busd == 0.0
    assert all(gain == 0.0 for types in certificate.at_start.values() for gain in types.values())
    assert certificate.where.startswith("R1, duel, table quiche, sender weak 0.1 or strong 0.9")


def test_types_that_are_ruled_out_are_still_judged() -> None:
    game = beer_quiche(strong=1.0)
    certificate = exact_certificate(game, Breakfast(game, (1.0, 1.0), (0.0, 0.0)))
    assert certificate.at_start["sender"] == {"weak": 1.0, "strong": 0.0}
    assert certificate.max_gain_busd == 1.0
    assert certificate.on_path_busd == 0.0


def test_values_and_probabilities_of_nodes() -> None:
    game = beer_quiche(strong=0.3)
    tree = explicit_tree(game, Breakfast(game, (0.5, 1.0), (1.0, 0.5)))
    assert [node.position.public_state for node in tree.nodes] == [0, 1 + QUICHE, 1 + BEER]
    assert tree.reached == pytest.approx([1.0, 0.35, 0.65])
    # Beer is worth 1 to the weak and 2 to the strong, quiche 1 to the weak.
    assert tree.values[0, 0, 0] == pytest.approx([1.0, 2.0])
    # The receiver wins the duel over quiche, and is indifferent to nothing after beer.
    assert tree.values[0, 0, 1, 0] == pytest.approx(0.35 + 0.5 * 0.35 + 0.5 * 0.3)
    assert tree.values[0, 1, 1, 0] == pytest.approx(0.35 + 0.35)
    assert (WEAK, STRONG, DUEL) == (0, 1, 1)


def test_too_large_a_game_is_refused_with_the_count_and_a_remedy() -> None:
    game = random_game(0, rounds=3, packages=6)
    with pytest.raises(NegotiationError, match=r"more than 2,000 nodes: [\d,]+ were found by R\d"):
        exact_certificate(game, RandomProfile(game, 0), node_limit=2_000)
    with pytest.raises(NegotiationError, match="keep_packages"):
        exact_certificate(game, RandomProfile(game, 0), node_limit=2_000)


def test_an_illegal_action_is_refused() -> None:
    game = random_game(3, rounds=1, packages=1)
    closed = [
        (t, s)
        for t, stage in enumerate(game.stages)
        for s in range(game.states.count)
        if stage.kind is StageKind.MOVE and not stage.legal[s].all()
    ]
    assert closed

    class Lawless(RandomProfile):
        def probabilities(
            self, stage: int, public_state: int, player_type: int, belief: Belief
        ) -> NDArray[np.float64]:
            table = super().probabilities(stage, public_state, player_type, belief)
            return np.full(table.shape, 1.0 / table.shape[-1])

    with pytest.raises(ValueError, match="illegal"):
        exact_certificate(game, Lawless(game, 3))
