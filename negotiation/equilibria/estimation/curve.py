"""The log-likelihood along one branch of equilibria, as a function of x = log L.

A branch need not exist at every precision: where it does not its likelihood is nought, the
logarithm minus infinity. The 95 % interval is the likelihood ratio's, so it is a set of precisions,
in one piece or in several: those whose log-likelihood is less than `DROP` below the best.

Source: Wilks (1938).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from .likelihood import Reading

DROP = 1.920729
"""Half the 95 % point of chi-square with one degree of freedom."""

SETTLED = 1e-4
"""How closely log L is found: a ten-thousandth of L."""

_FINER = 9
"""How many points the finer scan has."""
_ABSENT = 1e30
"""What a search for the least takes for the negative log-likelihood where a branch is absent."""

Read = Callable[[float], Reading | None]
"""What reads the choices by a branch at x = log L; ``None`` where there is no such branch."""
Progress = Callable[[int, float, float], None]
"""Told how many precisions have been tried, the last one, and its log-likelihood."""
Piece = tuple[float, float]
"""A range of x = log L, both ends included."""


class Tried:
    """How many precisions have been tried, along all branches."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.count, self.progress = 0, progress

    def tell(self, precision: float, log_likelihood: float) -> None:
        """Count another one."""
        self.count += 1
        if self.progress is not None:
            self.progress(self.count, precision, log_likelihood)


class Curve:
    """The log-likelihood along a branch, every x tried once."""

    def __init__(self, read: Read, tried: Tried) -> None:
        self._read, self._tried = read, tried
        self.readings: dict[float, Reading | None] = {}

    def at(self, x: float) -> Reading | None:
        """Return the reading; ``None`` where there is no such branch."""
        if x not in self.readings:
            self.readings[x] = self._read(x)
            self._tried.tell(math.exp(x), self.value(x))
        return self.readings[x]

    def value(self, x: float) -> float:
        """Return the log-likelihood."""
        found = self.at(float(x))
        return -math.inf if found is None else found.fit.log_likelihood

    def found(self) -> list[float]:
        """Return the x tried at which the branch is, rising."""
        return sorted(x for x, reading in self.readings.items() if reading is not None)

    def peak(self, scan: list[float]) -> float:
        """Return where the log-likelihood is largest; an end of the scan if it rises to it.

        A scan comes first, a finer one between the neighbours of its best point second, a bounded
        search third.
        """
        from scipy.optimize import minimize_scalar

        for around in (scan, self._around(scan)):
            for x in around:
                self.value(x)
        around = self._around(sorted(self.readings))
        minimize_scalar(
            lambda x: min(-self.value(x), _ABSENT),
            bounds=(around[0], around[-1]),
            method="bounded",
            options={"xatol": SETTLED},
        )
        found = max(self.readings, key=self.value)
        near = [end for end in (scan[0], scan[-1]) if abs(found - end) <= 2 * SETTLED]
        return near[0] if near and self.at(near[0]) is not None else found

    def _around(self, scan: list[float]) -> list[float]:
        """Return some points between the neighbours of the best point of a scan."""
        best = max(range(len(scan)), key=lambda n: self.value(scan[n]))
        first, last = scan[max(best - 1, 0)], scan[min(best + 1, len(scan) - 1)]
        return [float(x) for x in np.linspace(first, last, _FINER)]

    def last_inside(self, best: float, direction: int) -> float:
        """Return the end of the interval below (-1) or above (1) the best point.

        The end of what was tried if the interval goes on there.
        """
        least = self.value(best) - DROP
        ahead = sorted(
            (x for x in self.readings if (x - best) * direction >= 0.0), reverse=direction < 0
        )
        inside = max(n for n, x in enumerate(ahead) if self.value(x) >= least)
        if inside == len(ahead) - 1:
            return ahead[-1]
        return self._crossing(ahead[inside], ahead[inside + 1], least)

    def pieces(self, least: float) -> list[Piece]:
        """Return the ranges of x, of those tried, whose log-likelihood is at least so large."""
        tried = sorted(self.readings)
        is_in = [self.value(x) >= least for x in tried]
        found = []
        for n, x in enumerate(tried):
            if is_in[n] and (n == 0 or not is_in[n - 1]):
                begin = x if n == 0 else self._crossing(x, tried[n - 1], least)
            if is_in[n] and (n == len(tried) - 1 or not is_in[n + 1]):
                last = n == len(tried) - 1
                found.append((begin, x if last else self._crossing(x, tried[n + 1], least)))
        return found

    def edge(self, present: float, absent: float) -> float:
        """Return the last x, from where the branch is towards where it is not, at which it is."""
        while abs(absent - present) > SETTLED:
            middle = (present + absent) / 2.0
            if self.at(middle) is None:
                absent = middle
            else:
                present = middle
        return present

    def _crossing(self, inside: float, outside: float, least: float) -> float:
        """Return where the log-likelihood falls to ``least``, or where the branch ends above it."""
        from scipy.optimize import brentq

        if self.at(outside) is None:
            outside = self.edge(inside, outside)
            if self.value(outside) >= least:
                return outside
        return float(brentq(lambda x: self.value(x) - least, inside, outside, xtol=SETTLED))

    def spread(
        self, best: float, first: float, last: float, ends: tuple[float, float]
    ) -> float | None:
        """Return the standard error of log L; ``None`` where the likelihood is not curved."""
        reach = min(best - first, last - best) / 2.0
        if reach <= SETTLED or not ends[0] <= best - reach < best + reach <= ends[1]:
            return None
        around = self.value(best - reach) + self.value(best + reach)
        curvature = (2.0 * self.value(best) - around) / reach**2
        return 1.0 / math.sqrt(curvature) if 0.0 < curvature < math.inf else None


def joined(pieces: list[Piece]) -> list[Piece]:
    """Return the union of some ranges, rising, those that touch as one."""
    found: list[Piece] = []
    for low, high in sorted(pieces):
        if found and low <= found[-1][1] + SETTLED:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found
