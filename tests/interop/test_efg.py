"""The `.efg` text, read back by a reader that shares nothing with the writer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.game.game import Game
from negotiation.game.tree import count_nodes, extensive_form
from negotiation.interop.efg import efg_text, exact, quoted
from tests.generators import games, random_game

LAWS = settings(max_examples=50, deadline=None, derandomize=True)
# Whole-number payoffs tie, and a tie may be broken otherwise on a tree than by the solver's rule.
WITHOUT_TIES = st.builds(
    partial(random_game, rounds=2, packages=2, types=(1, 1)),
    st.integers(0, 10_000),
    postures=st.booleans(),
    last_word=st.booleans(),
)
TOKEN = re.compile(r'"(?:\\"|[^"])*"|[{}]|[^\s{},]+')


@dataclass
class Node:
    """A node as the file tells it."""

    kind: str
    player: int = 0
    information_set: int = 0
    actions: list[str] = field(default_factory=list)
    chances: list[Fraction] = field(default_factory=list)
    payoffs: list[Fraction] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)


def read(text: str) -> tuple[list[str], Node]:
    """Read an extensive form: the players' names and the root."""
    tokens = TOKEN.findall(text)
    assert tokens[:3] == ["EFG", "2", "R"]
    close = tokens.index("}")
    players = tokens[5:close]
    rest = iter(tokens[close + 2 :])

    def braces() -> list[str]:
        assert next(rest) == "{"
        return list(iter(lambda: next(rest), "}"))

    def node() -> Node:
        kind, _ = next(rest), next(rest)
        if kind == "t":
            next(rest), next(rest)
            return Node("t", payoffs=[Fraction(number) for number in braces()])
        here = Node(kind, player=int(next(rest)) if kind == "p" else 0)
        here.information_set = int(next(rest))
        next(rest)
        listed = braces()
        if kind == "c":
            here.actions, here.chances = listed[::2], [Fraction(p) for p in listed[1::2]]
        else:
            here.actions = listed
        assert next(rest) == "0"
        here.below = [node() for _ in here.actions]
        return here

    root = node()
    assert list(rest) == []
    return players, root


def nodes(root: Node) -> list[Node]:
    return [root, *(inner for child in root.below for inner in nodes(child))]


def value(node: Node) -> list[Fraction]:
    """Return the payoffs under backward induction, ties to the other's good."""
    if node.kind == "t":
        return node.payoffs
    below = [value(child) for child in node.below]
    if node.kind == "c":
        return [
            sum((p * v[i] for p, v in zip(node.chances, below, strict=True)), Fraction(0))
            for i in (0, 1)
        ]
    mover = node.player - 1
    best = max(v[mover] for v in below)
    tied = [v for v in below if v[mover] >= best - Fraction(1, 10**9)]
    return max(tied, key=lambda v: v[1 - mover])


@LAWS
@given(WITHOUT_TIES)
def test_backward_induction_on_the_file_is_the_solver_s_value(game: Game) -> None:
    if count_nodes(game, (0, 0)) > 10_000:
        return
    players, root = read(efg_text(extensive_form(game, (0, 0))))
    assert players == [f'"{player}"' for player in game.players]
    solved = induce(game, (0, 0), PackageRanking(game.packages))  # type: ignore[arg-type]
    expected = solved.values[0][:, game.initial_state]
    np.testing.assert_allclose([float(x) for x in value(root)], expected, atol=1e-9)


@LAWS
@given(games(max_rounds=1, max_packages=3))
def test_the_file_says_what_the_tree_says(game: Game) -> None:
    tree = extensive_form(game)
    _, root = read(efg_text(tree))
    found = nodes(root)
    assert len(found) == tree.number_of_nodes()
    for here, node in zip(found, tree, strict=True):
        told = tree.nodes[node]
        assert here.kind == {"leaf": "t", "chance": "c", "player": "p"}[told["kind"]]
        if here.kind == "t":
            assert [float(x) for x in here.payoffs] == list(told["payoffs"].values())
        if here.kind == "c":
            assert sum(here.chances) == 1  # exactly: Gambit refuses anything else
    sets = {(here.player, here.information_set) for here in found if here.kind == "p"}
    told_sets = {
        told["information_set"] for _, told in tree.nodes(data=True) if told["kind"] == "player"
    }
    assert len(sets) == len(told_sets)
    for player in (1, 2):
        numbers = {number for owner, number in sets if owner == player}
        assert numbers == set(range(1, len(numbers) + 1))


def test_thirds_still_sum_to_one() -> None:
    game = random_game(1, rounds=1, packages=1)
    fields = {name: getattr(game, name) for name in game.__dataclass_fields__}
    third = np.array([1 / 3, 1 - 1 / 3])
    _, root = read(efg_text(extensive_form(Game(**(fields | {"prior": (third, third)})))))
    assert len(root.chances) == 4
    assert sum(root.chances) == 1


@LAWS
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_in_full(number: float) -> None:
    text = exact(number)
    assert "e" not in text.lower()
    assert float(text) == number


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('say "no"', '"say \\"no\\""'),
        ("back\\slash\\", '"back/slash/"'),
        ("two\nlines", '"two lines"'),
        ("日本", '"日本"'),
    ],
)
def test_names_are_escaped(name: str, written: str) -> None:
    assert quoted(name) == written
    assert TOKEN.findall(written) == [written]
