"""Beliefs: Bayes' rule, and what happens after an action that no type takes."""

from __future__ import annotations

import pytest

from negotiation.game.beliefs import Belief

START = Belief(((0.25, 0.75), (0.5, 0.5)))


def test_bayes_rule() -> None:
    after = START.updated(0, [0.6, 0.2])
    assert after.of[0] == pytest.approx((0.5, 0.5))
    assert after.of[1] == START.of[1]


def test_an_action_that_no_type_takes_leaves_the_belief_as_it_is() -> None:
    assert START.updated(1, [0.0, 0.0]) is START
    certain = Belief(((1.0, 0.0), (0.5, 0.5)))
    assert certain.updated(0, [0.0, 1.0]) is certain


def test_the_mean_of_the_posteriors_is_the_prior() -> None:
    sigma = ((0.3, 0.7), (0.9, 0.1))  # [type][action]
    for player in (0, 1):
        prior = START.of[player]
        mean = 0.0
        for action in (0, 1):
            chance = sum(prior[t] * sigma[t][action] for t in (0, 1))
            after = START.updated(player, [sigma[t][action] for t in (0, 1)])
            mean += chance * after.of[player][0]
        assert mean == pytest.approx(prior[0], abs=1e-15)
