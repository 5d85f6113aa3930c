"""Which other branches of equilibria there are, as far as the choices can tell them apart.

Every way is looked at on the scan, or on a part of it where the game is large; only the way by the
choices themselves is always looked at all along. A way counts where what it leads to is unlike the
principal equilibrium, and is a branch of its own if it is somewhere unlike all those counted
before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .curve import Curve, Read, Tried
from .likelihood import Reading
from .ways import Ways, alike


@dataclass(frozen=True)
class Branch:
    """A branch of equilibria other than the principal one."""

    name: str
    """The way that leads to it."""
    curve: Curve
    """Its log-likelihood."""


def survey(
    principal: Curve, ways: Ways, scan: Sequence[float], tried: Tried
) -> tuple[int, list[Branch]]:
    """Return how many ways were tried, and the branches found apart from the principal one.

    ``scan`` are points x = log L at which the principal curve is known. Those that fit best so far
    come first.
    """
    found = [Branch(way.name, _apart(way.read, principal, tried)) for way in ways.along(scan)]
    if not found:
        return 0, []
    looks = ways.looks(scan)
    for x in scan:
        found[0].curve.at(x)
    best = max(scan, key=lambda x: max(principal.value(x), found[0].curve.value(x)))
    # A branch that is there below is most often there above, too: that point is looked at first.
    above = min((x for x in scan if x > best), default=best)
    for x in sorted(scan, key=lambda x: (x != above, abs(x - best)))[:looks]:
        for branch in found[1:]:
            branch.curve.at(x)
    # First those that are unlike the principal one at most points: others are often part of them.
    kept: list[Branch] = []
    for branch in sorted(found, key=lambda branch: -len(branch.curve.found())):
        if any(_is_new(branch.curve, x, kept) for x in branch.curve.found()):
            kept.append(branch)
    kept.sort(key=lambda branch: -max(map(branch.curve.value, branch.curve.found())))
    return len(found), kept


def how_many(branches: Sequence[Branch], x: float) -> int:
    """Return how many equilibria that the choices tell apart are known at x, the principal one in.

    Of the branches those count that have been tried there.
    """
    different: list[Reading] = []
    for branch in branches:
        reading = branch.curve.readings.get(x)
        if reading is not None and not any(alike(reading, other) for other in different):
            different.append(reading)
    return 1 + len(different)


def _apart(read: Read, principal: Curve, tried: Tried) -> Curve:
    """Return the curve of a way where it leads elsewhere than to the principal equilibrium.

    Between two points at which it does that is taken for granted.
    """

    def apart(x: float) -> Reading | None:
        """Return the reading at x = log L."""
        found = read(x)
        below = max((at for at in curve.readings if at < x), default=None)
        above = min((at for at in curve.readings if at > x), default=None)
        if below is not None and above is not None and curve.at(below) and curve.at(above):
            return found
        known = principal.at(x)
        return None if found is None or known is None or alike(found, known) else found

    curve = Curve(apart, tried)
    return curve


def _is_new(curve: Curve, x: float, kept: Sequence[Branch]) -> bool:
    """Return whether a curve is, at a point, unlike all those kept."""
    reading = curve.at(x)
    others = [branch.curve.at(x) for branch in kept]
    return reading is not None and not any(
        other is not None and alike(reading, other) for other in others
    )
