"""Scores of a forecast: closed forms, and the properties that make a score honest."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.explore.scoring import WORST, crps, even, log_score, named, quantile

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
chances = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=6).map(
    lambda raw: np.array(raw) / sum(raw)
)


def test_a_point_forecast_is_off_by_its_distance() -> None:
    assert crps([3.0], np.ones(1), 5.5) == pytest.approx(2.5)
    assert crps([3.0, 9.0], np.array([1.0, 0.0]), 9.0) == pytest.approx(6.0)


def test_two_even_points_around_the_outcome() -> None:
    """The integral of (1/2)^2 over a width of 2."""
    assert crps([-1.0, 1.0], even(2), 0.0) == pytest.approx(0.5)


@LAWS
@given(chances)
def test_crps_is_the_energy_form(weights: np.ndarray) -> None:
    """E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007, equation 21)."""
    values, outcome = np.arange(len(weights)) * 1.5 - 1.0, 0.7
    near = float(weights @ np.abs(values - outcome))
    apart = float(weights @ np.abs(values[:, None] - values[None, :]) @ weights)
    assert crps(list(values), weights, outcome) == pytest.approx(near - apart / 2.0, abs=1e-12)


@LAWS
@given(chances, chances)
def test_both_scores_are_proper(truth: np.ndarray, other: np.ndarray) -> None:
    """Who believes in some chances expects no better score by stating others."""
    count = min(len(truth), len(other))
    truth, other = truth[:count] / truth[:count].sum(), other[:count] / other[:count].sum()
    values = [float(n) for n in range(count)]

    def expected(stated: np.ndarray) -> tuple[float, float]:
        logs = sum(truth[n] * log_score(stated, n) for n in range(count))
        ranked = sum(truth[n] * crps(values, stated, values[n]) for n in range(count))
        return float(logs), float(ranked)

    assert expected(truth)[0] >= expected(other)[0] - 1e-12
    assert expected(truth)[1] <= expected(other)[1] + 1e-12


def test_what_is_ruled_out_scores_worst_and_stays_a_number() -> None:
    assert log_score(np.array([1.0, 0.0]), 1) == WORST
    assert log_score(np.array([1.0, 1e-30]), 1) == WORST
    assert log_score(np.array([0.25, 0.75]), 0) == pytest.approx(math.log(0.25))


def test_rivals_are_distributions() -> None:
    assert even(4).sum() == pytest.approx(1.0)
    assert named(4, 2).sum() == pytest.approx(1.0)
    assert int(np.argmax(named(4, 2))) == 2


def test_quantiles_step_where_the_probability_is_reached() -> None:
    values, weights = [30.0, 10.0, 20.0], np.array([0.2, 0.3, 0.5])
    assert [quantile(values, weights, q) for q in (0.05, 0.3, 0.31, 0.8, 0.81, 1.0)] == [
        10.0,
        10.0,
        20.0,
        20.0,
        30.0,
        30.0,
    ]
