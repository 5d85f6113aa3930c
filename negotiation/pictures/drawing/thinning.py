"""Thinning a cloud of packages: one mark per small cell of the picture, each a true package.

A mark stands where its package stands (never at a cell's centre), so a thinned cloud cannot reach
beyond the frontier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the payoff plane, in $bn, drawn on a rectangle of pixels."""

    low: tuple[float, float]
    """Lower left corner (player 0, player 1)."""
    high: tuple[float, float]
    """Upper right corner."""
    width: int
    """Pixels across."""
    height: int
    """Pixels down."""

    def contains(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which points [i, n] lie inside [n]."""
        low, high = np.array(self.low)[:, None], np.array(self.high)[:, None]
        return np.asarray(((points >= low) & (points <= high)).all(axis=0))

    def pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where points [i, n] are drawn [n, across and down]."""
        x = (points[0] - self.low[0]) / (self.high[0] - self.low[0]) * self.width
        y = (self.high[1] - points[1]) / (self.high[1] - self.low[1]) * self.height
        return np.stack([x, y], axis=1)

    def values(self, x: float, y: float) -> tuple[float, float]:
        """Return the payoffs that are drawn at a pixel."""
        across, down = x / self.width, y / self.height
        return (
            self.low[0] + across * (self.high[0] - self.low[0]),
            self.high[1] - down * (self.high[1] - self.low[1]),
        )


def around(points: NDArray[np.float64], *, width: int, height: int, margin: float) -> Window:
    """Return the window that holds all points [i, n], with a share of margin on every border."""
    low, high = points.min(axis=1), points.max(axis=1)
    room = np.maximum((high - low) * margin, 0.5)
    return Window(
        (float(low[0] - room[0]), float(low[1] - room[1])),
        (float(high[0] + room[0]), float(high[1] + room[1])),
        width,
        height,
    )


def one_per_cell(points: NDArray[np.float64], window: Window, *, cell: float) -> NDArray[np.int64]:
    """Return the points [i, n] to draw: the first one in every cell of ``cell`` pixels."""
    inside = np.flatnonzero(window.contains(points))
    columns, lines = np.floor(window.pixels(points[:, inside]) / cell).astype(np.int64).T
    _, first = np.unique(columns * (window.height + 1) + lines, return_index=True)
    return np.asarray(np.sort(inside[first]))
