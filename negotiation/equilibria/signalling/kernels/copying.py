"""Copying and searching arrays by plain loops.

Assignments of whole arrays carry the compiler's code for shapes that do not fit: seconds of
compiling for each, and nothing gained.
"""

from __future__ import annotations

from ....foundations.compiling import compiled


@compiled
def copy(source, target):
    """Write an array [n] to the beginning of another."""
    for n in range(source.shape[0]):
        target[n] = source[n]


@compiled
def fill(target, value):
    """Write one value to all of an array [n]."""
    for n in range(target.shape[0]):
        target[n] = value


@compiled
def count_below(rising, value):
    """Return how many numbers of a rising array [n] are below a value: where that would stand."""
    low, high = 0, rising.shape[0]
    while low < high:
        middle = (low + high) // 2
        if rising[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low
