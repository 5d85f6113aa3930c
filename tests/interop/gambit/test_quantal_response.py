"""Gambit's agent quantal response equilibria against ours, probability by probability.

Ours are read along every public history: beliefs by Bayes' rule from the prior, strategies at the
exact beliefs. If every stage has one equilibrium at every belief, then so has the tree, and the two
must agree. Where a stage has several, ours takes one by its rule, stage by stage, and Gambit
follows one branch for the whole tree: they may then find different equilibria of the same tree.

Needs pygambit 17 (GPL; never a dependency of the package). Run with ``pytest -m gambit``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.equilibria.logit import Logit
from negotiation.foundations.errors import MissingLibrary, NegotiationError
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.game.textbook.chain_store import chain_store
from negotiation.game.textbook.reputation import reputation
from negotiation.game.textbook.two_type_bargaining import two_type_bargaining
from negotiation.game.textbook.ultimatum_private import ultimatum_private
from negotiation.interop.gambit import agent_quantal_response
from tests.generators import random_game
from tests.theory.trees import AgentForm, walked

AGREES = 1e-6
"""How close every probability must be: what remains is interpolation between beliefs."""
PRECISIONS = (0.5, 2.0, 5.0)
FINE, FINER = 201, 801
"""Nodes of a belief axis where both players, or one of them, have a secret."""

BOOKS: dict[str, Callable[[], Game]] = {
    "pie of one round": lambda: divide_the_pie(
        rounds=1,
        discount_factors=(0.9, 0.8),
        shares=[0.0, 1 / 3, 0.55, 1.0],
        outside_options=(0.2, 0.1),
    ),
    "pie of three rounds": lambda: divide_the_pie(
        rounds=3, discount_factors=(0.9, 0.7), shares=[0.1, 0.5, 0.8]
    ),
    "beer-quiche, strong": lambda: beer_quiche(strong=0.9),
    "beer-quiche, even": lambda: beer_quiche(strong=0.5),
    "beer-quiche, weak": lambda: beer_quiche(strong=0.3),
    "two-type bargaining": lambda: two_type_bargaining(prices=[0.35, 0.5, 0.65, 0.9], high=0.6),
    "two-type bargaining, thrice": lambda: two_type_bargaining(
        prices=[0.4, 0.8], high=0.45, periods=3
    ),
    "ultimatum": lambda: ultimatum_private(shares=np.linspace(0.0, 1.0, 6), second=0.3),
    "reputation": lambda: reputation(rounds=3, round_length=0.5, obstinate=(0.3, 0.2)),
    "chain store, tough": lambda: chain_store(markets=3, tough=0.4),
    "chain store, hardly tough": lambda: chain_store(markets=2, tough=0.05),
}


@dataclass(frozen=True)
class Shape:
    """A random game's arguments."""

    seed: int
    types: tuple[int, int]
    rounds: int
    packages: int
    postures: bool = False
    last_word: bool = True
    regimes: int | None = None

    def game(self) -> Game:
        return random_game(
            self.seed,
            types=self.types,
            rounds=self.rounds,
            packages=self.packages,
            postures=self.postures,
            last_word=self.last_word,
            regimes=self.regimes,
        )


SHAPES = [
    *(Shape(n, (2, 2), 1, 2 + n, last_word=n > 0) for n in range(3)),
    *(Shape(10 + n, (1, 2), 1 + n, 2) for n in range(3)),
    *(Shape(20 + n, (2, 1), 1 + n, 2) for n in range(2)),
    *(Shape(seed, (2, 1), 3, 2) for seed in (123, 124)),
    *(Shape(30 + n, (2, 2), 1 + n, 2, last_word=False) for n in range(3)),
    *(Shape(40 + n, (1, 1), 2, 3, last_word=n == 0) for n in range(2)),
    *(Shape(seed, (2, 2), 2, 3) for seed in (152, 155)),
    *(Shape(70 + n, (2, 2), 1, 4) for n in range(3)),
    Shape(51, (2, 2), 2, 3, last_word=False),
    Shape(0, (1, 1), 1, 2, postures=True),
    Shape(62, (2, 1), 1, 2, postures=True),
    Shape(162, (1, 2), 1, 2, postures=True),
]
GAMES = BOOKS | {str(shape): shape.game for shape in SHAPES}
SEVERAL = [
    (Shape(127, (2, 1), 3, 2), 5.0, True),
    (Shape(161, (1, 2), 1, 2, postures=True), 5.0, False),
    (Shape(164, (1, 2), 1, 2, postures=True), 5.0, True),
]
"""Games in which stages solved by themselves lead to another equilibrium than Gambit's, and whether
the branch of the whole game is followed."""


@dataclass(frozen=True)
class Compared:
    """What the two say of one game."""

    form: AgentForm
    ours: NDArray[np.float64]
    theirs: NDArray[np.float64]
    several: int
    """At how many beliefs and stages there are several equilibria."""
    is_principal: bool
    """Whether ours is called principal, as Gambit's is."""

    @property
    def distance(self) -> float:
        return float(np.abs(self.ours - self.theirs).max())


def compared(game: Game, precision: float) -> Compared:
    form = AgentForm(game)
    theirs = form.vector(agent_quantal_response(form.tree, precision).probabilities)
    assert form.residual(theirs, precision) < 1e-9
    packages = 1 if game.packages is None else game.packages.count
    grid = FINE if min(map(len, game.types)) == 2 else FINER
    logit = Logit(precision=precision, grid=grid, offers=packages)
    profile = logit.by_stages(game)
    several = int(profile.tally.counts[1])
    if several:
        profile = logit.profile(game)
    ours = form.vector(walked(game, profile, form.tree))
    return Compared(form, ours, theirs, several, profile.selected.is_principal)


@pytest.mark.gambit
@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("name", GAMES)
def test_every_probability_is_gambits(name: str, precision: float) -> None:
    assert compared(GAMES[name](), precision).distance < AGREES


@pytest.mark.gambit
def test_both_types_on_both_sides_with_postures() -> None:
    """741 nodes, twelve public states."""
    shape = Shape(261, (2, 2), 1, 2, postures=True)
    assert compared(shape.game(), 1.0).distance < AGREES


@pytest.mark.gambit
@pytest.mark.parametrize(("shape", "precision", "followed"), SEVERAL, ids=str)
def test_where_stages_have_several_ours_is_an_equilibrium_and_the_principal_one_gambits(
    shape: Shape, precision: float, followed: bool
) -> None:
    both = compared(shape.game(), precision)
    assert both.several > 0
    assert both.form.residual(both.ours, precision) < AGREES
    assert both.is_principal == followed
    if followed:
        assert both.distance < AGREES


@pytest.mark.gambit
@settings(max_examples=15)
@given(
    shape=st.builds(
        Shape,
        seed=st.integers(0, 2**32 - 1),
        types=st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2)]),
        rounds=st.integers(1, 2),
        packages=st.integers(1, 3),
        last_word=st.booleans(),
    ),
    precision=st.floats(0.5, 3.0),
)
def test_stages_with_one_equilibrium_leave_no_room_for_difference(
    shape: Shape, precision: float
) -> None:
    both = compared(shape.game(), precision)
    assume(both.several == 0)
    assert both.distance < AGREES


@pytest.mark.gambit
@pytest.mark.parametrize("precision", [0.0, -1.0, float("nan"), float("inf")])
def test_a_precision_is_a_positive_number(precision: float) -> None:
    with pytest.raises(NegotiationError, match="positive"):
        agent_quantal_response(AgentForm(beer_quiche()).tree, precision)


@pytest.mark.gambit
def test_gambit_sees_the_fold_of_a_game_with_several_equilibria() -> None:
    shape = Shape(18, (2, 1), 1, 2, postures=True, last_word=False, regimes=1)
    assert agent_quantal_response(AgentForm(shape.game()).tree, 2.0).turns == 0
    assert agent_quantal_response(AgentForm(shape.game()).tree, 5.0).turns > 0


def test_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pygambit", None)
    with pytest.raises(MissingLibrary, match=r"requirements/gambit\.txt"):
        agent_quantal_response(AgentForm(beer_quiche()).tree, 1.0)
