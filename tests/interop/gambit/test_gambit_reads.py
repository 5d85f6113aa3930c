"""Gambit reads what we write and finds our equilibrium among its own.

Needs pygambit 17 (GPL; never a dependency of the package). Run with ``pytest -m gambit``.
"""

from __future__ import annotations

import importlib
import io

import numpy as np
import pytest

from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.tree import extensive_form
from negotiation.interop.efg import efg_text
from negotiation.interop.nfg import nfg_text
from tests.generators import random_game

pytestmark = pytest.mark.gambit

GAMES = {
    "pie": divide_the_pie(
        rounds=1,
        discount_factors=(0.9, 0.8),
        shares=[0.0, 1 / 3, 0.55, 1.0],
        outside_options=(0.2, 0.1),
    ),
    **{
        f"random {seed}": random_game(
            seed, rounds=1, packages=2, types=(1, 1), postures=False, walking_out=False
        )
        for seed in range(4)
    },
}


@pytest.mark.parametrize("name", GAMES)
def test_our_equilibrium_is_among_gambit_s(name: str) -> None:
    pygambit = importlib.import_module("pygambit")

    game = GAMES[name]
    read = pygambit.read_efg(io.StringIO(efg_text(extensive_form(game, (0, 0)))))
    assert list(read.players) == list(game.players)
    solved = induce(game, (0, 0), PackageRanking(game.packages))  # type: ignore[arg-type]
    ours = solved.values[0][:, game.initial_state]
    found = [
        [float(profile.payoffs[player]) for player in game.players]
        for profile in pygambit.nash.enumpure_solve(read).equilibria
    ]
    assert any(np.allclose(payoffs, ours, atol=1e-9) for payoffs in found)


def with_thirds(game: Game) -> Game:
    fields = {name: getattr(game, name) for name in game.__dataclass_fields__}
    third = np.array([1 / 3, 1 - 1 / 3])
    return Game(**(fields | {"prior": (third, third)}))


def test_private_types_keep_perfect_recall_and_the_number_of_sets() -> None:
    pygambit = importlib.import_module("pygambit")

    tree = extensive_form(with_thirds(random_game(2, rounds=1, packages=2)))
    read = pygambit.read_efg(io.StringIO(efg_text(tree)))
    for player in read.players:
        assert read.has_perfect_recall(player)
        ours = {
            here["information_set"]
            for _, here in tree.nodes(data=True)
            if here.get("player") == player
        }
        assert len(read.get_infosets(player)) == len(ours)


def test_gambit_reads_a_bimatrix_with_difficult_names() -> None:
    pygambit = importlib.import_module("pygambit")

    payoffs = np.random.default_rng(7).normal(size=(2, 2, 3)) * 1e-7
    actions = (('say "no"', "d\\"), ("日本", "d", "e"))
    text = nfg_text(title='"x" \\', players=("us", "japan"), actions=actions, payoffs=payoffs)
    read = pygambit.read_nfg(io.StringIO(text))
    assert [read.get_strategies(player) for player in read.players] == [
        ['say "no"', "d/"],
        ["日本", "d", "e"],
    ]
    np.testing.assert_array_equal(np.array(read.to_arrays(), dtype=np.float64), payoffs)
