"""Asked about many beliefs at once, a profile answers as it does about each alone, bit for bit."""

from __future__ import annotations

import functools

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as generators

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.selection import Selection
from negotiation.equilibria.signalling.selections import all_selections
from negotiation.game.beliefs import Belief
from negotiation.game.stages import StageKind
from tests.generators import random_game

GAMES = ((7, 3.0), (2, 8.0), (5, 20.0))
"""Numbers of random games and precisions; at high ones stages have several equilibria."""
SELECTIONS = 5
"""The principal one, and of the others one for each rule and a second leaning."""


@functools.cache
def _solved(which: int = 0, selection: int = 0) -> BeliefProfile:
    number, precision = GAMES[which]
    game = random_game(number, types=(2, 2), rounds=2, packages=5)
    chosen = (Selection(), *all_selections(game))[selection]
    return Logit(precision, 7, 4, selection=chosen).profile(game)


#: A chance, how many units in the last place beside it, and which node of the axis instead, if any.
chances = generators.tuples(
    generators.one_of(
        generators.sampled_from([0.0, 1.0, 0.5, 1e-9]), generators.floats(0.01, 0.99)
    ),
    generators.integers(0, 2),
    generators.none() | generators.integers(0, 6),
)


def _chance(node: np.ndarray, drawn: tuple[float, int, int | None]) -> float:
    chance, beside, at = drawn
    chance = float(node[at]) if at is not None else chance
    for _ in range(beside):
        chance = float(np.nextafter(chance, 0.5))
    return chance


def _at(chance: float) -> tuple[float, int, int | None]:
    return chance, 0, None


def _an_ulp_apart(first: float, second: float) -> list:
    """Return beliefs [n, i] whose smaller chances differ, but not their log odds."""
    return [tuple((c, ulps if c < 0.1 else 0, None) for c in (first, second)) for ulps in range(3)]


@settings(max_examples=60)
@given(
    generators.lists(generators.tuples(chances, chances), min_size=1, max_size=8),
    generators.integers(0, 1_000),
    generators.tuples(
        generators.integers(0, len(GAMES) - 1), generators.integers(0, SELECTIONS - 1)
    ),
)
@example([*_an_ulp_apart(0.3, 0.01), *((_at(0.4), _at(own)) for own in (0.2, 0.3, 0.6))], 0, (0, 0))
@example([*_an_ulp_apart(0.01, 0.3), *((_at(own), _at(0.4)) for own in (0.2, 0.3, 0.6))], 0, (0, 0))
def test_many_beliefs_are_answered_as_each_alone(
    drawn: list, number: int, which: tuple[int, int]
) -> None:
    profile = _solved(*which)
    nodes = [axis.chances for axis in profile.solver.axes]
    beliefs = np.array([[_chance(nodes[i], pair[i]) for i in (0, 1)] for pair in drawn])
    game = profile.game
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.CHANCE:
            continue
        assert stage.mover is not None
        usable = np.flatnonzero(stage.legal.any(axis=1))
        s = int(usable[number % usable.size])
        states = np.full(len(beliefs), s)
        together = profile.mixed_actions(t, states, beliefs, np.array([1, 3]))
        for row, (first, second) in zip(together, beliefs, strict=True):
            belief = Belief.of_second_types(game, float(first), float(second))
            for player_type in range(2):
                if stage.kind is StageKind.ANSWER:
                    table = profile.probabilities(t, s, player_type, belief)[[1, 3]]
                    np.testing.assert_array_equal(row[:, player_type], table)
                    continue
                alone = profile.probabilities(t, s, player_type, belief)
                if stage.kind is StageKind.OFFER:
                    alone = alone[np.concatenate([[0], 1 + profile.menu])]
                np.testing.assert_array_equal(row[player_type], alone)


def test_a_belief_is_answered_alike_beside_any_others() -> None:
    """Where a stage has several equilibria, the one that is selected is not a neighbour's."""
    rng = np.random.Generator(np.random.PCG64(3))
    beliefs = np.stack([np.repeat(rng.random(6), 20), rng.random(120)], axis=1)
    for which in range(len(GAMES)):
        profile = _solved(which)
        for t, stage in enumerate(profile.game.stages):
            if stage.kind is StageKind.CHANCE:
                continue
            for order in (beliefs, beliefs[:, ::-1]):
                states = np.full(len(order), np.flatnonzero(stage.legal.any(axis=1))[0])
                every = profile.mixed_actions(t, states, order)
                some = np.flatnonzero(rng.random(len(order)) < 0.2)
                few = profile.mixed_actions(t, states[some], order[some])
                np.testing.assert_array_equal(few, every[some])
                one = some[0]
                alone = profile.mixed_actions(t, states[[one]], order[[one]])
                np.testing.assert_array_equal(alone[0], every[one])
