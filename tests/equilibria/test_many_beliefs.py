"""Asked about many beliefs at once, a profile answers as it does about each alone."""

from __future__ import annotations

import functools

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as generators

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.game.beliefs import Belief
from negotiation.game.stages import StageKind
from tests.generators import random_game


@functools.cache
def _solved() -> BeliefProfile:
    return Logit(3.0, 7, 4).profile(random_game(7, types=(2, 2), rounds=2, packages=5))


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
)
@example([*_an_ulp_apart(0.3, 0.01), *((_at(0.4), _at(own)) for own in (0.2, 0.3, 0.6))], 0)
@example([*_an_ulp_apart(0.01, 0.3), *((_at(own), _at(0.4)) for own in (0.2, 0.3, 0.6))], 0)
def test_many_beliefs_are_answered_as_each_alone(drawn: list, number: int) -> None:
    profile = _solved()
    nodes = profile.solver.beliefs_of_types()
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
                    np.testing.assert_allclose(row[:, player_type], table, atol=1e-7)
                    continue
                alone = profile.probabilities(t, s, player_type, belief)
                if stage.kind is StageKind.OFFER:
                    alone = alone[np.concatenate([[0], 1 + profile.menu])]
                np.testing.assert_allclose(row[player_type], alone, atol=1e-7)
