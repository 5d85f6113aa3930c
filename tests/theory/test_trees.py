"""The plain code over trees that the theory tests lean on, against what can be done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import Position, legal_actions
from negotiation.game.stages import StageKind
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.game.textbook.ultimatum_private import ultimatum_private
from negotiation.results.profile import Profile
from tests.generators import random_game
from tests.theory.trees import AgentForm, walked


class Leaning(Profile):
    """Chances that depend on type and belief in a way that is easy to follow."""

    def __init__(self, game: Game, lean: float) -> None:
        self.game, self.lean = game, lean

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        here = self.game.stages[stage]
        position = Position(stage, public_state, 0 if here.kind is StageKind.ANSWER else None)
        legal = legal_actions(self.game, position)
        actions = len(here.actions)
        if here.kind is StageKind.OFFER:
            assert self.game.packages is not None
            actions = 1 + self.game.packages.count
        towards = self.lean * (1.0 + player_type) * (1.0 + sum(belief.second_types()))
        row = np.zeros(actions)
        row[legal] = np.exp(towards * np.arange(legal.size) / legal.size)
        row /= row.sum()
        if here.kind is StageKind.ANSWER:
            assert self.game.packages is not None
            return np.tile(row, (self.game.packages.count, 1))
        return row


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("types", [(1, 1), (1, 2), (2, 1), (2, 2)])
def test_equal_chances_are_the_equilibrium_of_precision_0(
    seed: int, types: tuple[int, int]
) -> None:
    game = random_game(seed, rounds=1, packages=2, types=types, postures=seed % 2 == 0)
    form = AgentForm(game)
    found = form.vector(walked(game, Leaning(game, 0.0), form.tree))
    np.testing.assert_allclose(found, form.uniform(), rtol=0, atol=1e-15)
    assert form.residual(found, 0.0) < 1e-15


def test_a_walk_updates_beliefs_by_the_profiles_own_chances() -> None:
    game = beer_quiche(strong=0.75)
    lean = 0.8
    form = AgentForm(game)
    found = walked(game, Leaning(game, lean), form.tree)
    beer = [1.0 / (1.0 + math.exp(-lean * (1 + t) * 1.75 / 2)) for t in (0, 1)]
    breakfasts = [
        found[f"sender as {name}: R1 breakfast after nothing"] for name in ("weak", "strong")
    ]
    assert [row["beer"] for row in breakfasts] == pytest.approx(beer, rel=1e-12)
    strong = 0.75 * beer[1] / (0.75 * beer[1] + 0.25 * beer[0])
    duel = 1.0 / (1.0 + math.exp(-lean * (1.0 + strong) / 2))
    assert found["receiver as only: R1 duel after 1"]["duel"] == pytest.approx(duel, rel=1e-12)


def test_worths_are_what_pencil_and_paper_say() -> None:
    game = ultimatum_private(shares=[0.3], reservation_values=(0.1, 0.6), second=0.25)
    form = AgentForm(game)
    accepts = {"first": 0.8, "second": 0.3}
    chances = {
        "proposer as only: R1 offer after nothing": {
            form.names[0][0]: 0.4,
            form.names[0][1]: 0.6,
        }
    } | {
        f"responder as {name}: R1 answer after 1": {"accept": p, "reject": 1.0 - p}
        for name, p in accepts.items()
    }
    worths = dict(zip(_labels(form), form.worths(form.vector(chances)), strict=True))
    offered = 0.7 * (0.75 * 0.8 + 0.25 * 0.3)
    assert worths["proposer as only: R1 offer after nothing", 1] == pytest.approx(offered)
    assert worths["responder as second: R1 answer after 1", 0] == pytest.approx(0.3)
    assert worths["responder as second: R1 answer after 1", 1] == pytest.approx(0.6)


def _labels(form: AgentForm) -> list[tuple[str, int]]:
    return [
        (label, n)
        for label, names in zip(form.sets, form.names, strict=True)
        for n in range(len(names))
    ]


def test_a_settled_equilibrium_answers_itself() -> None:
    form = AgentForm(random_game(3, rounds=2, packages=2, postures=False))
    found = form.settled(2.0, form.uniform())
    assert found is not None
    assert form.residual(found, 2.0) < 1e-12
    assert form.residual(form.uniform(), 2.0) > 0.1
