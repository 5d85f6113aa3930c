"""Random streams: one counter-based block of draws per match.

Draw number n of match m under seed s depends on (s, m, n) alone (Philox, Salmon et al. 2011), so a
match plays the same whatever the batch size, the order of matches and the number of workers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .errors import NegotiationError

_TO_UNIT = 2.0**-53


def uniforms(seed: int, match: int, count: int) -> NDArray[np.float64]:
    """Return ``count`` draws [n] from the uniform distribution on [0, 1).

    ``seed`` and ``match`` are integers from 0 to 2**64 - 1; raises ``NegotiationError`` for others.
    """
    for name, number in (("seed", seed), ("match", match)):
        if not 0 <= number < 2**64:
            raise NegotiationError(f"{name} {number} is out of range; try 0 to {2**64 - 1}")
    source = np.random.Philox(key=np.array([seed, match], dtype=np.uint64))
    return (source.random_raw(count) >> np.uint64(11)).astype(np.float64) * _TO_UNIT
