r"""Drawing a scenario by chance: every number that has a range, from its range.

Number n of draw d under seed s depends on (s, d, n) alone, n being its place among the scenario's
numbers: the same number is drawn whichever others are drawn beside it. With $u$ uniform on [0, 1),
a number with value $v$ and range $[a, b]$ becomes

$$a + u (b - a) \quad\text{(uniform)}, \qquad
a + 2u(v - a)\ \text{if}\ u < 1/2,\ \text{else}\ v + (2u - 1)(b - v) \quad\text{(median)},$$

so that under the second law half the mass lies on either side of the value.

Numbers whose ranges overlap although they must stand in order, or probabilities whose sum is
bounded, are drawn together with all others until they are consistent: the law is that of
independent draws, on the condition that the scenario loads.

Checked by tests/scenario/test_drawing.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from ..foundations.errors import NegotiationError, ProblemsFound, nearest
from ..foundations.streams import uniforms
from .loading import load
from .schema import Scenario
from .sourced_number import SourcedNumber

ATTEMPTS = 200
"""How often numbers that contradict each other are drawn anew."""

Law = Callable[[float, float, float, float], float]
"""From (u, lowest, value, highest) to the number."""


def _uniform(u: float, low: float, value: float, high: float) -> float:
    del value
    return low + u * (high - low)


def _median(u: float, low: float, value: float, high: float) -> float:
    half = 2.0 * u
    return low + half * (value - low) if half < 1.0 else value + (half - 1.0) * (high - value)


LAWS: dict[str, Law] = {"uniform": _uniform, "median": _median}
"""The laws that a number may be drawn by."""


def drawn(
    scenario: Scenario | str,
    seed: int,
    draw: int,
    *,
    law: str = "uniform",
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> Scenario:
    """Return a scenario, given itself or by name, its numbers drawn from their ranges by chance.

    ``only`` and ``without`` are keys of numbers, or of tables for everything in them; all numbers
    that have a range are drawn by default. ``law`` is ``"uniform"``, between the ends of the range,
    or ``"median"``, the value in the middle. Raises ``NegotiationError`` for an unknown law or key,
    for numbers without a range, and where no draw is consistent.
    """
    if law not in [*LAWS]:
        raise NegotiationError(f"there is no law {law!r}; try {nearest(str(law), LAWS)}")
    if isinstance(scenario, str):
        scenario = load(scenario)
    for what, number in (("seed", seed), ("draw", draw)):
        if type(number) is not int or not 0 <= number < 2**64:
            raise NegotiationError(f"{what} {number!r} is none; try a whole number from 0 on")
    chosen = _chosen(scenario, only, without)
    count = len(scenario.numbers)
    for attempt in range(1, ATTEMPTS + 1):
        chances = uniforms(seed, draw, attempt * count)[-count:]
        values = {
            number.key: _drawn(number, float(chances[n]), LAWS[law]) for n, number in chosen.items()
        }
        try:
            return scenario.vary(values)
        except ProblemsFound as problems:
            last = problems
    raise NegotiationError(
        f"none of {ATTEMPTS} draws of {scenario.name} is consistent; try narrower ranges, or fewer "
        f"numbers. The last had {last}"
    )


def _chosen(
    scenario: Scenario, only: Collection[str] | None, without: Collection[str]
) -> dict[int, SourcedNumber]:
    """Return the numbers to draw by their places."""
    ranged = {n: one for n, one in enumerate(scenario.numbers) if one.low is not None}
    keys = [number.key for number in ranged.values()]
    wanted = ("",) if only is None else _listed(only)
    unknown = [
        f"at {named!r} (try {nearest(named, keys) if _is_new(scenario, named) else 'another'})"
        for named in (*_listed(without), *filter(None, wanted))
        if not any(_is_in(key, named) for key in keys)
    ]
    if unknown:
        raise NegotiationError(
            f"{scenario.name} has no number with a range {', nor '.join(unknown)}"
        )
    return {
        n: number
        for n, number in ranged.items()
        if any(_is_in(number.key, named) for named in wanted)
        and not any(_is_in(number.key, named) for named in _listed(without))
    }


def _is_new(scenario: Scenario, named: str) -> bool:
    return named not in scenario.key_to_number


def _listed(keys: Collection[str]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else tuple(keys)


def _is_in(key: str, named: str) -> bool:
    return not named or key == named or key.startswith(f"{named}.")


def _drawn(number: SourcedNumber, chance: float, law: Law) -> float:
    low, high = number.low, number.high
    assert low is not None
    assert high is not None
    [value] = number.value
    return min(max(law(chance, low, value, high), low), high)
