"""The deal space: every combination of the issues' levels, and what each changes.

Axes: ``p`` package, ``n`` issue. Package 0 is the status quo; the last issue varies fastest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..foundations.records import record
from .issue import Issue
from .terms import SectorQuota, Terms

Amounts = NDArray[np.float64]
"""One number per package [p]."""


@record
class DealSpace:
    """All packages over some issues."""

    issues: Mapping[str, Issue]
    """The issues, by name."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The issues' names [n]."""
        return tuple(self.issues)

    @cached_property
    def level_of(self) -> NDArray[np.int32]:
        """The level of every issue in every package [p, n]."""
        sizes = [len(issue.levels) for issue in self.issues.values()]
        grid = np.indices(sizes, dtype=np.int32).reshape(len(sizes), -1).T
        levels = np.ascontiguousarray(grid)
        levels.setflags(write=False)
        return levels

    @property
    def count(self) -> int:
        """The number of packages."""
        return int(self.level_of.shape[0])

    def labels(self) -> tuple[tuple[str, ...], ...]:
        """Return the labels of every issue's levels [n][level]."""
        return tuple(
            tuple(issue.label(level) for level in issue.levels) for issue in self.issues.values()
        )

    def total(self, channel: str) -> Amounts:
        """Return the sum of a channel of `Terms` over the issues, per package [p]."""
        total = np.zeros(self.count)
        for n, terms in enumerate(self._terms):
            total += np.array([getattr(t, channel) for t in terms])[self.level_of[:, n]]
        return total

    def rate(self, sector: str, in_force: float) -> Amounts:
        """Return the ad valorem rate on a sector per package [p]; ``in_force`` if no issue sets it.

        At most one issue sets a sector's rate.
        """
        for n, terms in enumerate(self._terms):
            if sector in terms[0].rates:
                return np.array([t.rates[sector] for t in terms])[self.level_of[:, n]]
        return np.full(self.count, in_force)

    def quota(self, sector: str) -> tuple[SectorQuota, Amounts] | None:
        """Return the tariff-rate quota in force on a sector, and its share per package [p].

        ``None`` if no issue speaks of one. At most one does.
        """
        for n, terms in enumerate(self._terms):
            if sector in terms[0].quotas:
                shares = np.array([t.quotas[sector].share for t in terms])
                return terms[0].quotas[sector], shares[self.level_of[:, n]]
        return None

    @cached_property
    def _terms(self) -> tuple[tuple[Terms, ...], ...]:
        return tuple(
            tuple(issue.terms(level) for level in issue.levels) for issue in self.issues.values()
        )
