"""The root of one action's own equation: continued with the precision, it is the branch's.

With $L (Q_1 - Q_0 - d)$ added to the prior and nothing else, the precision at which log odds y are
a root is a function of y. The branch from precision 0 is therefore the first crossing on the way
from the prior: what a fine scan finds.
"""

from __future__ import annotations

import numpy as np

from negotiation.equilibria.signalling.kernels.single_root import own_root, worths_at

NODES, CENTRE, STRETCH = 11, 0.0, 2.0
PRECISION, STRIDE = 20.0, 1.03


def equation(seed: int) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Return values and slopes [t, n] of an action, a prior and what all worths are less."""
    rng = np.random.default_rng([3, seed])
    values, slopes = np.zeros((2, NODES)), np.zeros((2, NODES))
    values[1] = rng.normal(size=NODES)
    slopes[1, 1:-1] = 0.5 * (values[1, 2:] - values[1, :-2])
    return values, slopes, float(rng.normal()), float(rng.normal())


def scanned(seed: int) -> float:
    """Return the branch's root by a scan of the log odds, away from the prior."""
    values, slopes, prior, less = equation(seed)

    def pull(y: float) -> float:
        q0, q1 = worths_at(values, slopes, y, CENTRE, STRETCH)
        return float(prior + PRECISION * (q1 - q0 - less) - y)

    sense = 1.0 if pull(prior) > 0.0 else -1.0
    places = prior + sense * np.arange(0.0, 200.0, 0.002)
    return float(next(y for y in places if pull(y) * sense < 0.0))


def continued(seed: int) -> float:
    """Return the root that is led up from a low precision in short strides."""
    values, slopes, prior, less = equation(seed)
    y, precision = prior, 0.01
    while True:
        _, _, y = own_root(values, slopes, prior, precision, CENTRE, STRETCH, precision * less, y)
        if precision == PRECISION:
            return float(y)
        precision = min(PRECISION, STRIDE * precision)


def test_continued_roots_are_the_branchs() -> None:
    wrong = [seed for seed in range(100) if abs(continued(seed) - scanned(seed)) > 0.01]
    assert wrong == []


def test_several_roots_stood_to_choose_from() -> None:
    many = 0
    for seed in range(100):
        values, slopes, prior, less = equation(seed)
        places = np.arange(prior - 90.0, prior + 90.0, 0.05)
        worths = [worths_at(values, slopes, y, CENTRE, STRETCH) for y in places]
        pulls = [
            prior + PRECISION * (b - a - less) - y for (a, b), y in zip(worths, places, strict=True)
        ]
        many += int((np.diff(np.sign(pulls)) != 0).sum()) > 1
    assert many > 30
