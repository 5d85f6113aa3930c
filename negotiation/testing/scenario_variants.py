"""Hypothesis generator of scenarios: shipped ones, their numbers moved within their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from hypothesis import reject
from hypothesis import strategies as st

from ..foundations.errors import ProblemsFound
from ..scenario.library import available
from ..scenario.loading import load
from ..scenario.schema import Scenario
from ..scenario.sourced_number import SourcedNumber


def scenarios(
    names: Sequence[str] | None = None, *, most_changes: int = 3
) -> st.SearchStrategy[Scenario]:
    """Generate valid scenarios: a shipped one with a few numbers anywhere within their ranges.

    ``names`` are the scenarios to start from, all that are found by default. Their files are read
    here, outside of all tests.
    """
    listed = sorted(available()) if names is None else list(names)
    for name in listed:
        _free_numbers(name)
    return _varied(listed, most_changes)


@st.composite
def _varied(draw: st.DrawFn, names: list[str], most_changes: int) -> Scenario:
    name = draw(st.sampled_from(names))
    free = _free_numbers(name)
    chosen = draw(st.lists(st.sampled_from(free), max_size=most_changes, unique_by=lambda n: n.key))
    changes = {}
    for number in chosen:
        assert number.low is not None
        assert number.high is not None
        changes[number.key] = draw(st.floats(number.low, number.high, allow_nan=False))
    try:
        return _loaded(name).vary(changes)
    except ProblemsFound:  # the numbers contradict each other
        reject()


@lru_cache
def _loaded(name: str) -> Scenario:
    return load(name)


@lru_cache
def _free_numbers(name: str) -> list[SourcedNumber]:
    return [one for one in _loaded(name).numbers if one.low is not None]
