"""Prospects against backward induction, closed cases and plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from negotiation.equilibria.induction.backward import induce
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.prospects import expected, expected_by_all, without_agreement
from negotiation.game.stages import ACCEPT, NO_OFFER, StageKind
from tests.generators import games, random_game
from tests.priced_beliefs import heeding_beliefs

ROUNDING = 1e-9


@given(game=games())
@settings(max_examples=60)
def test_with_types_known_they_are_induction_without_packages(game: Game) -> None:
    for pair in game.type_pairs:
        solved = induce(game, pair, None, agreements=False)
        found = without_agreement(game, Belief.certain(game, pair))
        for values, prospects in zip(solved.values, found, strict=True):
            np.testing.assert_allclose(
                prospects[:, pair[0], pair[1]], values[:, :-1], atol=ROUNDING
            )


def plainly(game: Game, belief: Belief, t: int, s: int) -> NDArray[np.float64]:
    """Return the prospects [i, u, v] at one stage and state, one number at a time."""
    shape = (2, len(game.types[0]), len(game.types[1]))
    if t == len(game.stages) or s < 0:
        return np.zeros(shape)
    stage = game.stages[t]
    options = {}
    for k in np.flatnonzero(stage.legal[s]):
        now = np.zeros(shape)
        for u in range(shape[1]):
            for v in range(shape[2]):
                now[:, u, v] = stage.payoff_of(u, v)[:, :, s, k].sum(axis=0)
        after = plainly(game, belief, t + stage.stride[k], int(stage.next_state[s, k]))
        options[int(k)] = now + after
    if stage.kind is StageKind.CHANCE:
        chance = stage.chance_at(belief.of)[s]
        return np.asarray(sum(chance[k] * worth for k, worth in options.items()))
    if stage.kind is StageKind.OFFER:
        return options[NO_OFFER]
    if stage.kind is StageKind.ANSWER:
        del options[ACCEPT]
    i = stage.mover
    assert i is not None
    found = np.zeros(shape)
    for own in range(shape[1 + i]):

        def mean(worth: NDArray[np.float64], own: int = own, i: int = i) -> float:
            row = worth[i, own] if i == 0 else worth[i, :, own]
            return float(np.dot(belief.of[1 - i], row))

        best = max(options.values(), key=mean)
        if i == 0:
            found[:, own] = best[:, own]
        else:
            found[:, :, own] = best[:, :, own]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_with_private_types_they_are_the_plain_recursion(seed: int) -> None:
    belief = Belief(((0.3, 0.7), (0.6, 0.4)))
    deaf = random_game(seed, rounds=1)
    for game in (deaf, heeding_beliefs(deaf, seed)):
        found = without_agreement(game, belief)
        for s in range(game.states.count):
            np.testing.assert_allclose(found[0][..., s], plainly(game, belief, 0, s), atol=ROUNDING)


def test_expectations_are_over_what_the_asker_does_not_know() -> None:
    game = random_game(3)
    belief = Belief(((0.25, 0.75), (1.0, 0.0)))
    table = without_agreement(game, belief, since=2)[0]
    np.testing.assert_allclose(expected(table, belief, 0, 1), table[0, 1, 0])
    np.testing.assert_allclose(
        expected(table, belief, 1, 0), 0.25 * table[1, 0, 0] + 0.75 * table[1, 1, 0]
    )
    np.testing.assert_allclose(
        expected_by_all(table, belief, 0), 0.25 * table[0, 0, 0] + 0.75 * table[0, 1, 0]
    )


def test_an_answerer_counts_its_outside_option_and_nobody_offers() -> None:
    game = divide_the_pie(
        rounds=2,
        discount_factors=(0.9, 0.8),
        shares=[0.0, 0.5, 1.0],
        outside_options=(0.3, 0.2),
    )
    offer, answer, _, last_answer = without_agreement(game, Belief.prior(game))
    assert not offer.any()
    assert answer[:, 0, 0, 0] == pytest.approx([0.0, 0.2])
    assert last_answer[:, 0, 0, 0] == pytest.approx([0.9 * 0.3, 0.0])


def test_where_only_accepting_is_legal_there_is_nothing_to_fall_back_on() -> None:
    from dataclasses import replace

    game = random_game(0, rounds=1)
    answer = game.stages[-2]
    legal = np.zeros_like(answer.legal)
    legal[:, ACCEPT] = True
    forced = replace(
        game, stages=(*game.stages[:-2], replace(answer, legal=legal), game.stages[-1])
    )
    *_, at_answer, _ = without_agreement(forced, Belief(((1.0, 0.0), (0.5, 0.5))))
    assert np.isneginf(at_answer).all()
    assert np.isneginf(expected(at_answer, Belief(((1.0, 0.0), (0.5, 0.5))), 1, 0)).all()
