"""Where to write the names of points so that no two overlap.

Every label tries places around its point, nearest first, and takes the cheapest one that overlaps
neither a label already placed nor a point; what it covers of the cloud and the frontier costs, and
so does a tie (the line from a point to its label) that runs through another label.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

_DISTANCES = (12, 20, 32, 48, 68, 92, 120, 150)
_DIRECTIONS = 16
_CROSSED = 200.0
"""What a tie through a label costs, in pixels of distance."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands, in pixels from the upper left corner of the panel."""

    left: float
    """Left end of the text."""
    middle: float
    """Vertical middle of the text."""
    touch: tuple[float, float]
    """The point of the label's box that is nearest to the point it names."""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def covered(self, points: NDArray[np.float64]) -> int:
        """Return how many points [n, 2] lie in the box."""
        x, y = points[:, 0], points[:, 1]
        return int(((x > self.left) & (x < self.right) & (y > self.top) & (y < self.bottom)).sum())


def text_width(text: str, font_size: float) -> float:
    """Return about how wide a text is, on the generous side, in pixels."""
    return 0.56 * font_size * len(text)


def places(
    anchors: list[tuple[float, float]],
    texts: list[str],
    *,
    width: int,
    height: int,
    font_size: float,
    clutter: NDArray[np.float64],
) -> list[Place]:
    """Return a place for every text beside its anchor (pixels), in the same order.

    ``clutter`` [n, 2]: points better not written over.
    """
    taken = [_Box(x - 9, y - 9, x + 9, y + 9) for x, y in anchors]
    labels: list[_Box] = []
    ties = np.zeros((0, 2))
    found: list[Place] = []
    for anchor, text in zip(anchors, texts, strict=True):
        options = [
            _candidate(anchor, text_width(text, font_size), font_size, distance, direction)
            for distance, direction in product(_DISTANCES, range(_DIRECTIONS))
        ]
        inside = [
            box
            for box in options
            if box.left >= 2
            and box.top >= 2
            and box.right <= width - 2
            and box.bottom <= height - 2
        ]
        best = min(
            inside or options,
            key=lambda box: (
                _cost(box, anchor, taken, clutter) + _ties_cost(box, anchor, labels, ties)
            ),
        )
        taken.append(best)
        labels.append(best)
        ties = np.concatenate([ties, _tie(best, anchor)])
        found.append(Place(best.left, (best.top + best.bottom) / 2, _nearest(best, anchor)))
    return found


def _candidate(
    anchor: tuple[float, float], width: float, font_size: float, distance: int, direction: int
) -> _Box:
    angle = 2 * pi * direction / _DIRECTIONS
    tall = 1.25 * font_size
    # The box is pushed out of the circle around its point in the direction's own sense.
    middle_x = anchor[0] + cos(angle) * (distance + width / 2)
    middle_y = anchor[1] - sin(angle) * (distance + tall / 2)
    return _Box(
        middle_x - width / 2, middle_y - tall / 2, middle_x + width / 2, middle_y + tall / 2
    )


def _nearest(box: _Box, anchor: tuple[float, float]) -> tuple[float, float]:
    return (
        min(max(anchor[0], box.left), box.right),
        min(max(anchor[1], box.top), box.bottom),
    )


def _cost(
    box: _Box,
    anchor: tuple[float, float],
    taken: list[_Box],
    clutter: NDArray[np.float64],
) -> float:
    collisions = sum(box.overlaps(other) for other in taken)
    x, y = _nearest(box, anchor)
    away = float(np.hypot(x - anchor[0], y - anchor[1]))
    return 1e6 * collisions + 2.0 * box.covered(clutter) + away


def _tie(box: _Box, anchor: tuple[float, float]) -> NDArray[np.float64]:
    """Return points [n, 2] on the line from a point to its label."""
    return np.linspace(anchor, _nearest(box, anchor), 24)


def _ties_cost(
    box: _Box,
    anchor: tuple[float, float],
    labels: list[_Box],
    ties: NDArray[np.float64],
) -> float:
    crossed = sum(label.covered(_tie(box, anchor)) > 0 for label in labels)
    return _CROSSED * (crossed + (box.covered(ties) > 0))
