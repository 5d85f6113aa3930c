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
    _check(seed=seed, match=match)
    source = np.random.Philox(key=np.array([seed, match], dtype=np.uint64))
    return _as_uniforms(source.random_raw(count))


class Stream:
    """The draws of one match, made when the first of them is asked for.

    Most moves of most strategies are sure, and making a stream takes longer than such a match.

    >>> bool(Stream(seed=1, match=2, count=3)[0] == uniforms(1, 2, 3)[0])
    True
    """

    def __init__(self, seed: int, match: int, count: int) -> None:
        """Take what `uniforms` takes; raises ``NegotiationError`` as it does, and at once."""
        _check(seed=seed, match=match)
        self._of = seed, match, count
        self._drawn: NDArray[np.float64] | None = None

    def __getitem__(self, number: int) -> float:
        """Return one draw."""
        if self._drawn is None:
            self._drawn = uniforms(*self._of)
        return float(self._drawn[number])


def many_uniforms(seed: int, matches: range, count: int) -> NDArray[np.float64]:
    """Return the draws of many matches of one seed [match, n], each as `uniforms` gives them."""
    for end in matches[:1], matches[-1:]:
        _check(seed=seed, match=min(end, default=0))
    raw = np.empty((len(matches), count), dtype=np.uint64)
    source = np.random.Philox(key=np.array([seed, 0], dtype=np.uint64))
    fresh = source.state  # set back for every match: making a source anew takes five times longer
    for n, match in enumerate(matches):
        fresh["state"]["key"][1] = match
        source.state = fresh
        raw[n] = source.random_raw(count)
    return _as_uniforms(raw)


def _check(**numbers: int) -> None:
    for name, number in numbers.items():
        if not hasattr(number, "__index__") or not 0 <= number < 2**64:
            raise NegotiationError(
                f"{name} {number!r} is no number of a stream; try a whole one from 0 to {2**64 - 1}"
            )


def _as_uniforms(raw: NDArray[np.uint64]) -> NDArray[np.float64]:
    return (raw >> np.uint64(11)).astype(np.float64) * _TO_UNIT
