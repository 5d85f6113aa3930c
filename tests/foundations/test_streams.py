"""Draws depend on the seed, the match and their number alone (Philox, Salmon et al. 2011)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.foundations.errors import NegotiationError
from negotiation.foundations.streams import many_uniforms, uniforms

LAWS = settings(derandomize=True, deadline=None, max_examples=100)
words = st.integers(0, 2**64 - 1)


@LAWS
@given(words, words, st.integers(0, 50), st.integers(0, 50))
def test_more_draws_begin_with_the_same_ones(seed: int, match: int, few: int, more: int) -> None:
    assert np.array_equal(uniforms(seed, match, few + more)[:few], uniforms(seed, match, few))


@LAWS
@given(words, st.lists(words, min_size=2, max_size=5, unique=True))
def test_matches_do_not_share_draws_and_have_no_order(seed: int, matches: list[int]) -> None:
    forward = {m: uniforms(seed, m, 4) for m in matches}
    backward = {m: uniforms(seed, m, 4) for m in reversed(matches)}
    assert all(np.array_equal(forward[m], backward[m]) for m in matches)
    assert len({draws.tobytes() for draws in forward.values()}) == len(matches)


@LAWS
@given(words, st.integers(0, 2**64 - 6), st.integers(0, 5), st.integers(0, 20))
def test_many_matches_draw_what_each_draws(seed: int, first: int, matches: int, count: int) -> None:
    many = many_uniforms(seed, range(first, first + matches), count)
    assert many.shape == (matches, count)
    assert all(np.array_equal(many[n], uniforms(seed, first + n, count)) for n in range(matches))


@LAWS
@given(words, words)
def test_seeds_and_matches_are_not_interchangeable(seed: int, match: int) -> None:
    same = np.array_equal(uniforms(seed, match, 4), uniforms(match, seed, 4))
    assert same == (seed == match)


@LAWS
@given(words, words)
def test_draws_lie_in_the_half_open_unit_interval(seed: int, match: int) -> None:
    draws = uniforms(seed, match, 64)
    assert ((draws >= 0.0) & (draws < 1.0)).all()
    assert draws.dtype == np.float64


def test_draws_look_uniform() -> None:
    draws = np.concatenate([uniforms(7, match, 100) for match in range(200)])
    counts = np.histogram(draws, bins=20, range=(0.0, 1.0))[0]
    chi_square = float(((counts - 1000.0) ** 2 / 1000.0).sum())
    assert chi_square < 43.8  # 0.1 % tail of 19 degrees of freedom


def test_draws_are_pinned_across_platforms_and_versions() -> None:
    """Records are replayed from their seed: these bytes may never change."""
    assert uniforms(1, 0, 3) == pytest.approx(PINNED, abs=0.0)


PINNED = [0.3035680343067586, 0.8487087496857769, 0.1561347780434731]


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(NegotiationError, match="no number of a stream; try a whole one from 0"):
        uniforms(seed, 0, 1)
