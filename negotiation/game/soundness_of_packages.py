"""What makes a table of packages impossible by itself: every problem, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import Problem
from .tables import finite_problems, table_problems


class _PackageTables(Protocol):
    """What is looked at of a table of packages (see `packages.PackageTable`, which asks)."""

    @property
    def issues(self) -> Sequence[str]: ...

    @property
    def levels(self) -> Sequence[Sequence[str]]: ...

    @property
    def level_of(self) -> NDArray[np.int32]: ...

    @property
    def components(self) -> Sequence[str]: ...

    @property
    def part_of(self) -> Sequence[int]: ...

    @property
    def amounts(self) -> NDArray[np.float64]: ...

    @property
    def weights(self) -> NDArray[np.float64]: ...

    @property
    def regime_of(self) -> NDArray[np.int64]: ...

    @property
    def numbers(self) -> Mapping[str, Sequence[float]]: ...


def package_problems(table: _PackageTables) -> Iterator[Problem]:
    """Yield what is wrong with a table whose names and numbers are of the right kinds."""
    count = len(table.components)
    misshapen = [
        *table_problems("amounts [c, i, p]", table.amounts, 3, "f"),
        *table_problems("weights [c, i, u, v, r, g]", table.weights, 6, "f"),
        *table_problems("level_of [p, n]", table.level_of, 2, "iu"),
        *table_problems("regime_of [s]", table.regime_of, 1, "iu"),
    ]
    if misshapen:
        yield from misshapen
        return
    regimes = table.weights.shape[5]
    if not len(table.part_of) == table.amounts.shape[0] == table.weights.shape[0] == count:
        found = [len(table.part_of), table.amounts.shape[0], table.weights.shape[0]]
        yield Problem(
            where="components, part_of, amounts, weights",
            what="these differ in number",
            value=(count, *found),
        )
        return
    if not table.amounts.shape[1] == table.weights.shape[1] == 2:
        yield Problem(
            where="amounts and weights",
            what="are for two players",
            value=(table.amounts.shape[1], table.weights.shape[1]),
        )
    if len(table.levels) != len(table.issues):
        yield Problem(
            where="levels [n]",
            what=f"a list of levels for each of the {len(table.issues)} issues is needed",
            value=len(table.levels),
        )
    elif table.level_of.shape != (table.amounts.shape[2], len(table.issues)):
        yield Problem(
            where="level_of [p, n]",
            what=f"{table.amounts.shape[2]} packages and {len(table.issues)} issues are needed",
            value=table.level_of.shape,
        )
    else:
        for n, (issue, levels) in enumerate(zip(table.issues, table.levels, strict=True)):
            wrong = np.flatnonzero(~np.isin(table.level_of[:, n], np.arange(len(levels))))
            if wrong.size:
                yield Problem(
                    where=f"level_of, issue {issue!r}, package {wrong[0]}",
                    what="a package has a level that the issue has not",
                    value=int(table.level_of[wrong[0], n]),
                    allowed=f"0 to {len(levels) - 1}",
                )
        counts = {issue: len(own) for issue, own in zip(table.issues, table.levels, strict=True)}
        for issue, numbers in table.numbers.items():
            if counts.get(issue) != len(numbers):
                yield Problem(
                    where=f"numbers, issue {issue!r}",
                    what="a number for every level of an issue of the table is needed",
                    value=len(numbers),
                    allowed=str(counts.get(issue, ", ".join(map(repr, counts)))),
                )
    wrong = np.flatnonzero(~np.isin(table.regime_of, np.arange(regimes)))
    if wrong.size:
        yield Problem(
            where=f"regime_of [s], public state {wrong[0]}",
            what=f"the regime of every public state is a number below {regimes}",
            value=int(table.regime_of[wrong[0]]),
        )
    names = {"component": [repr(name) for name in table.components]}
    axes = ("component", "player", "package")
    yield from finite_problems("amounts", table.amounts, axes, names)
    axes_of_weights = ("component", "player", "player 0's type", "player 1's type", "round")
    yield from finite_problems("weights", table.weights, (*axes_of_weights, "regime"), names)
