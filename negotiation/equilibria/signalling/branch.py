"""The roots that a solution goes on from: each stage's at the nodes, at another precision.

Where an equation has several roots, the one taken is next to these, whatever else there is. Between
the nodes, and for packages outside the menu, the start is read from the nearest that are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .axis import BeliefAxis

ALIKE = 2.0
"""Shifts of log odds at neighbouring nodes further apart than this are not averaged."""

_ON_NODE = 1e-9
"""Places no further than this from a node are the node's, but for rounding."""

Axes = tuple[BeliefAxis, BeliefAxis]
"""The axis of the other player's belief [j], then the mover's own [m]."""


@dataclass(frozen=True)
class Branch:
    """Shifts of log odds at the nodes of both belief axes, by stage and public state."""

    moves: Mapping[tuple[int, int], NDArray[np.float64]]
    """Those after each legal action [j, m, k]."""
    answers: Mapping[tuple[int, int], tuple[NDArray[np.float64], NDArray[np.float64]]]
    """Those after a rejection [q, j, m], and the packages' values [i, u, v, q]."""

    def as_arrays(self) -> dict[str, NDArray[np.float64]]:
        """Return the shifts and packages by name, for a file."""
        found = {f"moves {t} {s}": shifts for (t, s), shifts in self.moves.items()}
        for (t, s), (shifts, packages) in self.answers.items():
            found |= {f"answers {t} {s}": shifts, f"packages {t} {s}": packages}
        return found

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.float64]]) -> Branch:
        """Return the branch of what `as_arrays` gave, whatever else there is."""
        moves, answers = {}, {}
        for name, array in arrays.items():
            kind, *place = name.split()
            if kind == "moves":
                moves[int(place[0]), int(place[1])] = array
            elif kind == "answers":
                packages = arrays[f"packages {place[0]} {place[1]}"]
                answers[int(place[0]), int(place[1])] = array, packages
        return cls(moves, answers)

    def of_moves(
        self,
        t: int,
        s: int,
        axes: Axes,
        actions: int,
        others: NDArray[np.float64],
        priors: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return log odds to start from [j, m, k] at beliefs ``others`` [j], ``priors`` [j, m].

        In public states that play cannot reach, where nothing is known, that is the prior.
        """
        if (t, s) not in self.moves:
            return np.repeat(priors[..., None], actions, axis=2)
        shifts = np.moveaxis(self.moves[t, s], 2, 0)
        return np.ascontiguousarray(np.moveaxis(_read(shifts, axes, others, priors), 0, 2))

    def of_answers(
        self,
        t: int,
        s: int,
        axes: Axes,
        packages: NDArray[np.float64],
        others: NDArray[np.float64],
        priors: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return log odds to start from [q, j, m] for packages worth ``packages`` [i, u, v, q]."""
        if (t, s) not in self.answers:
            return np.repeat(priors[None], packages.shape[-1], axis=0)
        shifts, known = self.answers[t, s]
        read = _read(shifts, axes, others, priors)
        if np.array_equal(packages, known):
            return read
        wanted, listed = packages.reshape(8, -1), known.reshape(8, -1)
        nearest = [
            int(np.abs(listed - wanted[:, [q]]).max(axis=0).argmin())
            for q in range(wanted.shape[1])
        ]
        return np.ascontiguousarray(read[nearest])


def _read(
    shifts: NDArray[np.float64],
    axes: Axes,
    others: NDArray[np.float64],
    priors: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return log odds to start from [.., j, m], of shifts at the nodes [.., j, m]."""
    other, mine = axes
    places = mine.place(priors)  # [j, m]
    at_nodes = others is other.chances and places.shape[1] == mine.count
    if at_nodes and np.abs(places - np.arange(mine.count)).max() < _ON_NODE:
        return np.asarray(priors + shifts)
    rows, row_share = _between(other.place(_odds(others)), other.count)
    inner = np.clip(places, min(1, mine.count - 1), max(mine.count - 2, 0))
    columns, column_share = _between(inner, mine.count)
    corners = [
        shifts[..., np.minimum(rows + a, other.count - 1)[:, None],
               np.minimum(columns + b, mine.count - 1)]
        for a in (0, 1) for b in (0, 1)
    ]  # fmt: skip
    r, c = row_share[:, None], column_share
    weights = [(1 - r) * (1 - c), (1 - r) * c, r * (1 - c), r * c]
    mean = sum(w * corner for w, corner in zip(weights, corners, strict=True))
    nearest = np.choose(np.argmax(np.stack(np.broadcast_arrays(*weights)), axis=0), corners)
    used = [np.where(w > 0.0, corner, nearest) for w, corner in zip(weights, corners, strict=True)]
    spread = np.maximum.reduce(used) - np.minimum.reduce(used)
    return np.asarray(priors + np.where(spread < ALIKE, mean, nearest))


def _odds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(chances) - np.log1p(-chances))


def _between(
    places: NDArray[np.float64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the node below each place and how far beyond it the place lies."""
    lower = np.clip(np.floor(places).astype(np.int64), 0, max(count - 2, 0))
    return lower, places - lower
