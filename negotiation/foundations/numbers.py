"""Whole and real numbers that a caller gives as settings: what is wrong with one, in words."""

from __future__ import annotations

import math
from numbers import Integral, Real


def whole_problem(
    name: str, value: object, low: int, high: int, remedy: object, *, odd: bool = False
) -> str:
    """Say what keeps a value from being a whole number from ``low`` to ``high``; empty if nothing.

    NumPy's whole numbers are whole numbers; truth values and 11.0 are not. ``odd`` asks for an odd
    one.

    >>> whole_problem("the grid", 11.0, 5, 2001, 11, odd=True)
    'the grid must be an odd number from 5 to 2001, not 11.0; try 11'
    """
    if type(value) is not bool and isinstance(value, Integral) and low <= int(value) <= high:
        if not odd or int(value) % 2 == 1:
            return ""
        remedy = int(value) + 1
    kind = "an odd" if odd else "a whole"
    return f"{name} must be {kind} number from {low} to {high}, not {value!r}; try {remedy}"


def positive_problem(name: str, value: object, high: float, remedy: object) -> str:
    """Say what keeps a value from being a number above 0, up to ``high``; empty if nothing does.

    >>> positive_problem("the precision", "2", 1e15, 2)
    "the precision must be a positive number of at most 1e+15, not '2'; try 2"
    """
    if type(value) is not bool and isinstance(value, Real):
        size = _size(value)
        if math.isfinite(size) and 0.0 < size <= high:
            return ""
    return f"{name} must be a positive number of at most {high:g}, not {value!r}; try {remedy}"


def _size(number: Real) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
