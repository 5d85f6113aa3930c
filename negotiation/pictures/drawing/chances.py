"""What the pictures of expectations share: the solution they draw, its quality, and percents."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from ...foundations.errors import NegotiationError
from ...results.expectations import Expectations
from ...results.run import Run
from ...results.solution import Solution
from ..picture import lack
from . import theme, words

_NOTHING = 1e-9
_WIDE = 110
"""Letters on a line of a warning."""


def private_solution(run: Run) -> Solution:
    """Return the first solution with private information.

    Raises ``NegotiationError`` where the run holds none.
    """
    for solution in run.solutions:
        if solution.expectations is not None:
            return solution
    raise NegotiationError(lack(run))


def expected(run: Run) -> Expectations:
    """Return what that solution expects."""
    found = private_solution(run).expectations
    assert found is not None
    return found


def prior_of(run: Run, player: str) -> dict[str, float]:
    """Return the prior probabilities of a player's types, by type."""
    types = list(dict.fromkeys(case.player_types[player] for case in private_solution(run).cases))
    chance = next(
        (float(path.mean[0]) for path in expected(run).beliefs if path.player == player), None
    )
    if chance is None:
        return dict.fromkeys(types, 1.0)
    believed = next(path.believed_type for path in expected(run).beliefs if path.player == player)
    return {name: chance if name == believed else 1.0 - chance for name in types}


def subtitle(run: Run) -> list[str]:
    """Return the lines below a title: warnings, then the talks, which solution it is, how good."""
    solution = private_solution(run)
    found, judged = expected(run), solution.private_certificate
    which = "" if found.selected.is_principal else " (selected, not principal)"
    note = f"{words.concept(solution.concept).capitalize()}{which}, precision {found.precision:g} "
    note += "per $bn"
    if solution.accuracy is not None and not solution.accuracy.is_exact:
        note += f"; values to about {solution.accuracy.error_busd:.2g} $bn"
    if judged is not None:
        gains = [gain for by_type in judged.at_start_busd.values() for gain in by_type.values()]
        note += f"; no type gains more than {max(gains):.2f} $bn by another plan"
    warnings = [line for warning in solution.warnings for line in wrap(warning, _WIDE)]
    return [*warnings, f"{run.title}. {note}."]


def percent(chance: float) -> str:
    """Return a probability in per cent; never 0 % or 100 % for what is neither."""
    if _NOTHING < chance < 0.005:
        return "<1 %"
    if 0.995 <= chance < 1.0 - _NOTHING:
        return ">99 %"
    return f"{100.0 * chance:.0f} %"


def percent_axis(title: str | None) -> dict[str, Any]:
    """Return the vertical definition of a probability in per cent."""
    axis = {"title": title, "values": [0, 25, 50, 75, 100], "tickCount": 5, "grid": True}
    return theme.quantity("percent", (0, 100), axis)


def spread(chances: Sequence[float], apart: float) -> list[float]:
    """Return places for names, at least ``apart``, in the unit interval, nearest to their lines.

    >>> spread([0.5, 0.52, 0.9], 0.1)
    [0.46, 0.56, 0.9]
    """
    order = sorted(range(len(chances)), key=lambda n: chances[n])
    groups: list[tuple[list[int], float]] = []
    for n in order:
        groups.append(([n], float(chances[n])))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], apart):
            (low, a), (high, b) = groups[-2:]
            middle = (a * len(low) + b * len(high)) / (len(low) + len(high))
            groups[-2:] = [(low + high, middle)]
    places = [0.0] * len(chances)
    for members, middle in groups:
        half = apart * (len(members) - 1) / 2
        start = min(max(middle, half), 1.0 - half) - half
        for k, n in enumerate(members):
            places[n] = round(start + apart * k, 9)
    return places


def _overlap(low: tuple[list[int], float], high: tuple[list[int], float], apart: float) -> bool:
    reach = apart * (len(low[0]) + len(high[0])) / 2
    return high[1] - low[1] < reach - 1e-12
