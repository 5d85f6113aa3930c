"""The table of packages: what each possible agreement is worth, to whom, when and why.

A package assigns one level to every issue. Its value is kept factored: a sum over *components*
(such as "tariff flows" or "rural seats") of an amount that depends on the package and a weight that
depends on the types, the date and the *regime* g of the public state s in which it is accepted
(such as "the courts have struck the tariff"),

    value[i, u, v, r, p](s) = sum_c weights[c, i, u, v, r, g] * amounts[c, i, p],  g = regime_of[s].

Axes: ``c`` component, ``i`` player, ``u``/``v`` types of player 0/1, ``r`` round, ``g`` regime,
``s`` public state, ``p`` package. A hundred thousand packages over ten rounds then cost megabytes,
not gigabytes: states may be many, regimes are few, and states of one regime share all values.

Checked by tests/game/test_packages.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.errors import NegotiationError, nearest
from ..foundations.records import record
from .kinds import FLOAT, NAMES, WHOLE_NUMBERS, WORD, kind_problems, mapping_to, tuple_of
from .soundness import refuse
from .soundness_of_packages import package_problems


@record
class PackageTable:
    """All packages of a game with their factored values, in $bn at the scenario's first day."""

    __repr__ = brief

    issues: tuple[str, ...]
    """Names of the issues [n]."""
    levels: tuple[tuple[str, ...], ...]
    """Labels of each issue's levels [n][level]; the first one is the status quo."""
    level_of: NDArray[np.int32]
    """The level of every issue in every package [p, n]."""
    components: tuple[str, ...]
    """What each component stands for [c]."""
    part_of: tuple[int, ...]
    """The payoff part each component counts in [c]."""
    amounts: NDArray[np.float64]
    """Amounts [c, i, p]."""
    weights: NDArray[np.float64]
    """Weights [c, i, u, v, r, g]."""
    regime_of: NDArray[np.int64]
    """The regime of every public state [s]."""
    units: Mapping[str, str] = field(default_factory=dict, metadata={"fingerprint": False})
    """The unit of the numbers behind the labels, by issue; none where labels are all there is."""
    numbers: Mapping[str, tuple[float, ...]] = field(
        default_factory=dict, metadata={"fingerprint": False}
    )
    """The number of every level, by issue [level], for the issues that have a unit."""

    def check(self) -> None:
        """Raise ``ProblemsFound`` for a table that cannot be."""
        refuse(
            kind_problems(
                "",
                {
                    "issues [n]": (self.issues, NAMES),
                    "levels [n][level]": (
                        self.levels,
                        tuple_of(NAMES, "tuples of names in letters"),
                    ),
                    "components [c]": (self.components, NAMES),
                    "part_of [c]": (self.part_of, WHOLE_NUMBERS),
                    "units": (self.units, mapping_to(WORD, "words")),
                    "numbers [issue][level]": (
                        self.numbers,
                        mapping_to(tuple_of(FLOAT, "finite floats"), "tuples of finite floats"),
                    ),
                },
            ),
            "the table of packages",
        )
        refuse(package_problems(self), "the table of packages")

    @cached_property
    def count(self) -> int:
        """The number of packages."""
        return int(self.level_of.shape[0])

    @cached_property
    def largest(self) -> float:
        """A bound on the absolute value of any package to anybody, $bn; infinite if it overflows.

        The largest weight of each component, times its amount.
        """
        with np.errstate(over="ignore"):
            reach = np.abs(self.weights).max(axis=(2, 3, 4, 5))
            bound = (reach[:, :, None] * np.abs(self.amounts)).sum(axis=0)
            return float(bound.max(initial=0.0))

    @property
    def regimes(self) -> int:
        """The number of regimes."""
        return int(self.weights.shape[5])

    def regime(self, s: int) -> int:
        """Return the regime of a public state."""
        return self._regimes[s]

    @cached_property
    def _regimes(self) -> tuple[int, ...]:
        return tuple(map(int, self.regime_of))

    def values(self, i: int, u: int, v: int, r: int, s: int) -> NDArray[np.float64]:
        """Return player ``i``'s value of every package [p] agreed in round ``r`` and state ``s``.

        For those who go through many public states: `values_in` gives them once a regime.
        """
        return self.values_in(i, u, v, r, self.regime(s))

    def values_in(self, i: int, u: int, v: int, r: int, g: int) -> NDArray[np.float64]:
        """Return what `values` returns in every public state of regime ``g`` [p]."""
        total = np.zeros(self.count)
        for c in range(len(self.components)):  # a fixed order of sums: same bytes everywhere
            total += self.weights[c, i, u, v, r, g] * self.amounts[c, i]
        return total

    def worth(
        self, packages: NDArray[np.int64], u: int, v: int, r: int, states: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return both players' values [i, n] of packages [n] agreed in public states [n].

        The same numbers as `values`, whichever packages are asked for together.
        """
        total = np.zeros((self.amounts.shape[1], packages.size))
        weights = self.weights[:, :, u, v, r][:, :, self.regime_of[states]]
        for c in range(len(self.components)):
            total += weights[c] * self.amounts[c][:, packages]
        return total

    def worth_to_all(
        self, packages: NDArray[np.int64] | slice, r: int, g: int
    ) -> NDArray[np.float64]:
        """Return every type pair's values [i, u, v, n] of packages [n] in one round and regime.

        The same numbers as `values_in`.
        """
        amounts = self.amounts[:, :, packages]
        total = np.zeros((*self.weights.shape[1:4], amounts.shape[2]))
        weighted = np.empty(amounts.shape[2])
        seen: dict[tuple[int, bytes], NDArray[np.float64]] = {}  # the other's type seldom matters
        for i, u, v in np.ndindex(total.shape[:3]):
            weights, sums = self.weights[:, i, u, v, r, g], total[i, u, v]
            known = seen.setdefault((i, weights.tobytes()), sums)
            if known is not sums:
                sums[:] = known
                continue
            for c in np.flatnonzero(weights).tolist():
                np.multiply(amounts[c, i], weights[c], out=weighted)
                sums += weighted
        return total

    def parts(
        self, p: int, u: int, v: int, r: int, s: int, number_of_parts: int
    ) -> NDArray[np.float64]:
        """Return the value of one package by part [part, i]."""
        by_part = np.zeros((number_of_parts, self.amounts.shape[1]))
        g = self.regime(s)
        for c, part in enumerate(self.part_of):
            by_part[part] += self.weights[c, :, u, v, r, g] * self.amounts[c, :, p]
        return by_part

    def parts_to_all(
        self, packages: NDArray[np.int64], r: int, g: int, number_of_parts: int
    ) -> NDArray[np.float64]:
        """Return what `parts` returns for packages [n] and every type pair [n, part, i, u, v]."""
        amounts = self.amounts[:, :, packages]
        by_part = np.zeros((packages.size, number_of_parts, *self.weights.shape[1:4]))
        for c, part in enumerate(self.part_of):
            by_part[:, part] += self.weights[c, ..., r, g] * amounts[c].T[..., None, None]
        return by_part

    def only(self, packages: NDArray[np.int64]) -> PackageTable:
        """Return the table of these packages alone, in this order [q]."""
        return replace(self, level_of=self.level_of[packages], amounts=self.amounts[:, :, packages])

    def terms(self, p: int) -> dict[str, str]:
        """Return a package in words: the issue's name to its level's label."""
        return {issue: self.levels[n][self.level_of[p, n]] for n, issue in enumerate(self.issues)}

    def numbers_of(self, p: int) -> dict[str, float]:
        """Return a package in numbers, in their ``units``; issues without numbers are left out."""
        return {
            issue: self.numbers[issue][self.level_of[p, n]]
            for n, issue in enumerate(self.issues)
            if issue in self.numbers
        }

    def find(self, terms: Mapping[str, str]) -> int:
        """Return the package with these levels; issues left out stay at the status quo.

        Raises ``NegotiationError`` naming the nearest word for an unknown issue or level, and for a
        combination that is not among the packages.
        """
        wanted = np.zeros(len(self.issues), dtype=np.int32)
        for issue, level in terms.items():
            if issue not in self.issues:
                raise NegotiationError(f"no issue {issue!r}; try {nearest(issue, self.issues)}")
            n = self.issues.index(issue)
            if level not in self.levels[n]:
                raise NegotiationError(
                    f"issue {issue!r} has no level {level!r}; try {nearest(level, self.levels[n])}"
                )
            wanted[n] = self.levels[n].index(level)
        matches = np.flatnonzero((self.level_of == wanted).all(axis=1))
        if matches.size == 0:
            raise NegotiationError(f"no package has the levels {dict(terms)}")
        return int(matches[0])
