"""Where to write the names of points so that no two overlap.

Every label tries places around its point, nearest first, and takes the cheapest one that overlaps
neither a label already placed nor a point, and is nearer to its own point than to any other; what
it covers of the cloud and the frontier costs, and so does a tie (the line from a point to its
label) that runs through another label or point.
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
_ANOTHERS = 400.0
"""What a label costs that is nearer to another point than to its own, or whose tie meets one."""
_NEAR = 10.0
"""A tie that comes so near to another point meets it, in pixels."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands, in pixels from the upper left corner of the panel."""

    left: float
    """Left end of the text."""
    middle: float
    """Vertical middle of the text."""
    touch: tuple[float, float]
    """The point of the label's box that is nearest to the point it names."""


def along(
    across: NDArray[np.float64], down: NDArray[np.float64], apart: float
) -> NDArray[np.float64]:
    """Return points [n, 2] on a line, ``apart`` from each other, in pixels."""
    length = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(across), np.diff(down)))])
    at = np.arange(0.0, length[-1], apart)
    return np.stack([np.interp(at, length, part) for part in (across, down)], axis=1)


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
    return 0.56 * font_size * max(map(len, text.split("\n")))


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
        tall = font_size * (1.25 + 1.2 * text.count("\n"))
        others = np.array([other for other in anchors if other != anchor]).reshape(-1, 2)
        options = [
            _candidate(anchor, text_width(text, font_size), tall, distance, direction)
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
                _cost(box, anchor, taken, clutter)
                + _ties_cost(box, anchor, labels, ties)
                + _ANOTHERS * _seems_anothers(box, anchor, others)
            ),
        )
        taken.append(best)
        labels.append(best)
        ties = np.concatenate([ties, _tie(best, anchor)])
        found.append(Place(best.left, (best.top + best.bottom) / 2, _nearest(best, anchor)))
    return found


def _candidate(
    anchor: tuple[float, float], width: float, tall: float, distance: int, direction: int
) -> _Box:
    angle = 2 * pi * direction / _DIRECTIONS
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


def _seems_anothers(box: _Box, anchor: tuple[float, float], others: NDArray[np.float64]) -> bool:
    """Return whether a label would be read as another point's: nearer to it, or tied through it."""
    if not others.size:
        return False
    x, y = _nearest(box, anchor)
    own = float(np.hypot(x - anchor[0], y - anchor[1]))
    near = np.clip(others, (box.left, box.top), (box.right, box.bottom))
    if bool((np.hypot(*(others - near).T) <= own).any()):
        return True
    away = _tie(box, anchor)[:, None] - others[None]
    return bool((np.hypot(away[..., 0], away[..., 1]) < _NEAR).any())


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
