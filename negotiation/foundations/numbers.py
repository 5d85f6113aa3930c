"""Whole and real numbers that a caller gives as settings: what is wrong with one, in words."""

from __future__ import annotations

import math
from numbers import Integral, Real

from .errors import NegotiationError, shown


def whole_problem(
    name: str, value: object, low: int, high: int, remedy: object, *, odd_of: str = ""
) -> str:
    """Say what keeps a value from being a whole number from ``low`` to ``high``; empty if nothing.

    NumPy's whole numbers are whole numbers; truth values and 11.0 are not. ``odd_of`` asks for an
    odd number, of what it says.

    >>> whole_problem("the grid", 11.0, 5, 2001, 11, odd_of="nodes")
    'the grid must be an odd number of nodes from 5 to 2001, not 11.0; try 11'
    """
    if type(value) is not bool and isinstance(value, Integral) and low <= int(value) <= high:
        if not odd_of or int(value) % 2 == 1:
            return ""
        remedy = int(value) + 1
    kind = f"an odd number of {odd_of}" if odd_of else "a whole number"
    return f"{name} must be {kind} from {low} to {high}, not {shown(value)}; try {remedy}"


def positive_problem(
    name: str, value: object, high: float, remedy: object, *, unit: str = ""
) -> str:
    """Say what keeps a value from being a number above 0, up to ``high``; empty if nothing does.

    >>> positive_problem("the precision", "2", 1e15, 2, unit="per $bn")
    "the precision must be a positive number per $bn of at most 1e+15, not '2'; try 2"
    """
    if type(value) is not bool and isinstance(value, Real):
        size = _size(value)
        if math.isfinite(size) and 0.0 < size <= high:
            return ""
    kind = f"a positive number {unit}" if unit else "a positive number"
    return f"{name} must be {kind} of at most {high:g}, not {shown(value)}; try {remedy}"


def whole(name: str, value: object, low: int, high: int, remedy: object) -> int:
    """Return a whole number, NumPy's included, as Python's; raises what `whole_problem` says."""
    problem = whole_problem(name, value, low, high, remedy)
    if problem or not isinstance(value, Integral):
        raise NegotiationError(problem)
    return int(value)


def positive(name: str, value: object, high: float, remedy: object, *, unit: str = "") -> float:
    """Return a number above 0, up to ``high``; raises what `positive_problem` says."""
    problem = positive_problem(name, value, high, remedy, unit=unit)
    if problem or not isinstance(value, Real):
        raise NegotiationError(problem)
    return float(value)


def _size(number: Real) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
