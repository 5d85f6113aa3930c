"""What makes public states impossible by themselves: every problem, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import Problem
from .tables import table_problems


def state_problems(
    factors: Sequence[str], labels: Sequence[Sequence[str]], value_of: NDArray[np.int16]
) -> Iterator[Problem]:
    """Yield what is wrong with the factors [f] of public states and their values [s, f]."""
    misshapen = list(table_problems("value_of [s, f]", value_of, 2, "iu"))
    yield from misshapen
    if misshapen:
        return
    if not len(factors) == len(labels) == value_of.shape[1]:
        yield Problem(
            where="factors, labels and value_of [s, f]",
            what="these differ in the number of factors",
            value=(len(factors), len(labels), value_of.shape),
        )
        return
    if value_of.shape[0] == 0:
        yield Problem(where="value_of [s, f]", what="there is at least one public state")
    for f, factor in enumerate(factors):
        wrong = np.flatnonzero(~np.isin(value_of[:, f], np.arange(len(labels[f]))))
        if wrong.size:
            yield Problem(
                where=f"value_of, public state {wrong[0]}, factor {factor!r}",
                what="has a value without a label",
                value=int(value_of[wrong[0], f]),
                allowed=f"0 to {len(labels[f]) - 1}",
            )
