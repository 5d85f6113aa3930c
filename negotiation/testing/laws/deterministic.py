"""The answer is a function of what is seen: no hidden state, no dice of its own.

Other processes are asked by `watching`.
"""

from __future__ import annotations

import pickle
from typing import ClassVar

from ...engine.talks import Talks
from ...strategies.strategy import Strategy
from ..law import THE_TALKS, Law, Trial, Violation, same
from ..situations import Situation


class Deterministic(Law):
    """Asks for one answer to one information set, whoever asked what before."""

    name: ClassVar[str] = "deterministic"
    statement: ClassVar[str] = (
        "It gives the same answer to the same information set: asked in any order, built anew, "
        "after pickling and in another process."
    )
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that another time is another."""
        walk = list(trial.walk())
        one = trial.new()
        first = [trial.answer(talks, strategy=one) for talks in walk]
        backwards = [trial.answer(talks, strategy=one) for talks in reversed(walk)]
        found = self._compared(walk, first, backwards[::-1], "asked backwards")
        for other, how in ((trial.new(), "built anew"), (_copy(one), "after pickling")):
            if found is None and other is not None:
                again = [trial.answer(talks, strategy=other) for talks in walk]
                found = self._compared(walk, first, again, how)
        return found

    def _compared(
        self, walk: list[Talks], first: list[object], again: list[object], how: str
    ) -> Violation | None:
        for talks, one, other in zip(walk, first, again, strict=True):
            if not same(one, other):
                return self.broken(talks, one, f"{how}, it answers {other!r}")
        return None


def _copy(strategy: Strategy) -> Strategy | None:
    try:
        copied: Strategy = pickle.loads(pickle.dumps(strategy))
    except Exception:
        return None
    return copied
