"""Settings of strategies: what they are made with, checked where they are made.

A strategy keeps each setting under the name that ``__init__`` has for it, with a default. Then it
can be named with its settings, told apart from the same strategy with others, and made again in
another process.

>>> positive("beta", 0)
Traceback (most recent call last):
...
negotiation.foundations.errors.NegotiationError: beta must be a positive number of at most 1000, \
not 0; try 0.5
"""

from __future__ import annotations

from numbers import Real

from ...foundations import numbers
from ...foundations.errors import NegotiationError

HIGHEST = 1000.0
"""No exponent or weight above this says more than this one."""


def positive(name: str, value: float) -> float:
    """Return a positive number; raises ``NegotiationError`` for anything else."""
    return numbers.positive(name, value, HIGHEST, 0.5)


def count(name: str, value: int) -> int:
    """Return a whole number from 1; raises ``NegotiationError`` for anything else."""
    return numbers.whole(name, value, 1, int(HIGHEST), 2)


def probability(name: str, value: float) -> float:
    """Return a probability; raises ``NegotiationError`` for anything else."""
    given: object = value
    if isinstance(given, bool) or not isinstance(given, Real) or not 0.0 <= float(given) <= 1.0:
        raise NegotiationError(f"{name} must be a probability, from 0 to 1, not {value!r}; try 0.1")
    return float(value)
