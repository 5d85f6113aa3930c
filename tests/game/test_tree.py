"""The tree of a game: complete, consistent with the rules, and honest about secrets."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import partial

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.tree import ROOT, count_nodes, extensive_form
from tests.generators import games, random_game

LAWS = settings(max_examples=50, deadline=None, derandomize=True)
SMALL = games(max_rounds=1, max_packages=3)
# Whole-number payoffs tie, and a tie may be broken otherwise on a tree than by the solver's rule.
WITHOUT_TIES = st.builds(
    partial(random_game, rounds=2, packages=2, types=(1, 1)),
    st.integers(0, 10_000),
    postures=st.booleans(),
    last_word=st.booleans(),
    has_deadline=st.booleans(),
)


def tree_value(tree: networkx.DiGraph, node: int = ROOT) -> np.ndarray:
    """Return the players' payoffs [i] under plain backward induction, ties to the other's good."""
    here, players = tree.nodes[node], tree.graph["players"]
    if here["kind"] == "leaf":
        return np.array([here["payoffs"][player] for player in players])
    below = [tree_value(tree, child) for child in tree.successors(node)]
    if here["kind"] == "chance":
        return np.asarray(sum(p * v for p, v in zip(here["probabilities"], below, strict=True)))
    mover = players.index(here["player"])
    best = max(v[mover] for v in below)
    tied = [v for v in below if v[mover] >= best - 1e-9]
    return max(tied, key=lambda v: v[1 - mover])


@LAWS
@given(SMALL)
def test_the_count_before_building_is_the_size_after(game: Game) -> None:
    for types in (None, *game.type_pairs):
        tree = extensive_form(game, types)
        assert tree.number_of_nodes() == count_nodes(game, types)
        assert networkx.is_arborescence(tree)
        assert list(tree) == list(networkx.dfs_preorder_nodes(tree, ROOT))


@LAWS
@given(SMALL)
def test_actions_and_children_agree(game: Game) -> None:
    tree = extensive_form(game)
    for node, here in tree.nodes(data=True):
        children = [tree.edges[node, child]["action"] for child in tree.successors(node)]
        if here["kind"] == "leaf":
            assert not children
            assert set(here["payoffs"]) == set(game.players)
            continue
        assert tuple(children) == here["actions"]
        assert len(set(children)) == len(children) > 0
        if here["kind"] == "chance":
            assert here["player"] == "nature"
            assert math.isclose(math.fsum(here["probabilities"]), 1.0, abs_tol=1e-12)


@LAWS
@given(SMALL)
def test_a_player_knows_its_own_type_and_not_the_other(game: Game) -> None:
    tree = extensive_form(game)
    members = defaultdict(list)
    for node, here in tree.nodes(data=True):
        if here["kind"] == "player":
            members[here["information_set"]].append(node)
    drawn = tree.out_degree(ROOT)
    for nodes in members.values():
        first = tree.nodes[nodes[0]]
        player = first["player"]
        other = next(name for name in game.players if name != player)
        assert {tree.nodes[node]["actions"] for node in nodes} == {first["actions"]}
        assert {tree.nodes[node]["types"][player] for node in nodes} == {first["types"][player]}
        others = [tree.nodes[node]["types"][other] for node in nodes]
        assert len(others) == len(set(others)) == len(game.types[1 - game.players.index(player)])
        assert len(nodes) <= drawn


@LAWS
@given(SMALL)
def test_known_types_give_perfect_information(game: Game) -> None:
    tree = extensive_form(game, game.type_pairs[-1])
    sets = [here["information_set"] for _, here in tree.nodes(data=True) if here["kind"] != "leaf"]
    assert len(sets) == len(set(sets))


@LAWS
@given(WITHOUT_TIES)
def test_backward_induction_on_the_tree_is_the_solver_s_value(game: Game) -> None:
    if count_nodes(game, (0, 0)) > 20_000:
        return
    solved = induce(game, (0, 0), PackageRanking(game.packages))  # type: ignore[arg-type]
    value = solved.values[0][:, game.initial_state]
    np.testing.assert_allclose(tree_value(extensive_form(game, (0, 0))), value, atol=1e-9)


def test_leaves_of_the_pie_pay_the_discounted_shares() -> None:
    game = divide_the_pie(rounds=2, discount_factors=(0.5, 0.25), shares=[0.0, 0.4, 1.0])
    tree = extensive_form(game, (0, 0))
    leaves = {
        tuple(here["payoffs"].values())
        for _, here in tree.nodes(data=True)
        if here["kind"] == "leaf"
    }
    first = {(0.0, 1.0), (0.4, 0.6), (1.0, 0.0)}
    second = {(0.5 * x, 0.25 * y) for x, y in first}
    assert leaves == first | second | {(0.0, 0.0)}


def test_impossible_types_are_not_drawn() -> None:
    game = random_game(3, rounds=1, packages=1)
    fields = {name: getattr(game, name) for name in game.__dataclass_fields__}
    sure = Game(**(fields | {"prior": (np.array([1.0, 0.0]), np.array([0.25, 0.75]))}))
    tree = extensive_form(sure)
    assert tree.nodes[ROOT]["probabilities"] == (0.25, 0.75)
    assert tree.number_of_nodes() == count_nodes(sure)


def test_a_large_tree_is_refused_with_its_size_before_it_is_built() -> None:
    game = divide_the_pie(rounds=40, discount_factors=(0.9, 0.9), shares=np.linspace(0, 1, 1001))
    with pytest.raises(NegotiationError, match=r"nodes, more than 50,000; try fewer packages"):
        extensive_form(game)
    small = divide_the_pie(rounds=1, discount_factors=(0.9, 0.9), shares=[0.5])
    nodes = count_nodes(small, (0, 0))
    assert extensive_form(small, (0, 0), node_limit=nodes).number_of_nodes() == nodes
    with pytest.raises(NegotiationError, match=f"has {nodes} nodes"):
        extensive_form(small, (0, 0), node_limit=nodes - 1)


def test_an_unknown_type_pair_is_refused() -> None:
    with pytest.raises(NegotiationError, match=r"\(1, 1\)"):
        extensive_form(random_game(1), (0, 5))
