"""Hypothesis generator of scenarios: shipped ones, their numbers moved within their ranges."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from hypothesis import assume
from hypothesis import strategies as st

from ..foundations.errors import ProblemsFound
from ..scenario.library import available
from ..scenario.loading import load
from ..scenario.schema import Scenario, SourcedNumber


@st.composite
def scenarios(
    draw: st.DrawFn, names: Sequence[str] | None = None, *, most_changes: int = 3
) -> Scenario:
    """Generate valid scenarios: a shipped one with a few numbers anywhere within their ranges.

    ``names`` are the scenarios to start from, all that are found by default. Numbers that cannot
    move alone, such as one of two priors, stay where they are.
    """
    name = draw(st.sampled_from(sorted(available()) if names is None else list(names)))
    free = _free_numbers(name)
    chosen = draw(st.lists(st.sampled_from(free), max_size=most_changes, unique_by=lambda n: n.key))
    lines = [f'inherits = "{name}"', 'title = "A variant"']
    for number in chosen:
        assert number.low is not None
        assert number.high is not None
        value = draw(st.floats(number.low, number.high, allow_nan=False))
        lines.append(
            f'{number.key} = {{ value = {value!r}, unit = "{number.unit}", '
            f'range = [{number.low!r}, {number.high!r}], source = "assumption" }}'
        )
    found = _loaded("\n".join(lines) + "\n")
    assume(found is not None)
    assert found is not None
    return found


@lru_cache
def _free_numbers(name: str) -> list[SourcedNumber]:
    return [
        number
        for number in load(name).numbers
        if len(number.value) == 1
        and number.low is not None
        and number.high is not None
        and not number.key.endswith((".prior", ".rate_in_force"))
        and not number.key.startswith("no_deal.settlement.")
    ]


def _loaded(text: str) -> Scenario | None:
    """Return the scenario of a text; ``None`` where its numbers contradict each other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "variant.toml"
        path.write_text(text, encoding="utf-8")
        try:
            return load(str(path))
        except ProblemsFound:
            return None
