"""A memory of values worked out before, of limited size: what was used least lately is forgotten.

Uses count once it is half full: before that nothing is near being forgotten. It holds results of
pure functions only, so that it changes how long an answer takes and never what the answer is.

>>> memory = Memory(most=2)
>>> [memory.recall(n, lambda n=n: n * n) for n in (3, 4, 3, 5)]
[9, 16, 9, 25]
>>> 3 in memory, 4 in memory
(True, False)
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Up to ``most`` values by key."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._roomy = most // 2

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def recall(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return the value kept under a key; where there is none, that of ``work``, kept now."""
        try:
            found: T = self._kept[key]
        except KeyError:
            found = work()
            self.keep(key, found)
            return found
        if len(self._kept) > self._roomy:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, value: object) -> None:
        """Keep a value under a key."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
