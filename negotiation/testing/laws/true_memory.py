"""The declared memory is true: what happened longer ago changes no answer."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import ClassVar

from ...game.information import History, InformationSet
from ..law import Law, Trial, Violation, same
from ..situations import history


class TrueMemory(Law):
    """Asks that ``memory_depth`` is an upper bound of what the answer depends on."""

    name: ClassVar[str] = "true_memory"
    statement: ClassVar[str] = (
        "Public moves further back than its memory_depth, replaced by others or left out, change "
        "no answer."
    )
    compares: ClassVar[bool] = True

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that depends on the past beyond the declared memory."""
        depth = trial.new().memory_depth
        if math.isinf(depth) and depth > 0:
            return None
        if not (depth >= 0 and depth == int(depth)):
            talks = next(trial.walk())
            why = f"memory_depth {depth!r} is neither a number of moves nor math.inf"
            return self.broken(talks, trial.answer(talks), why)
        other = history(trial.game, trial.situation.realised, trial.situation.others)
        for talks, mixed in trial.answers():
            for seen in _with_other_pasts(talks.seen(), int(depth), other):
                again = trial.answer(talks, seen)
                asked = (
                    (partial(trial.answer, talks), mixed),
                    (partial(trial.answer, talks, seen), again),
                )
                if not same(mixed, again) and trial.are_settled(*asked):
                    forgotten = len(seen.history) - min(int(depth), len(talks.history))
                    past = f"{forgotten} other moves" if forgotten else "nothing"
                    return self.broken(
                        talks,
                        mixed,
                        f"with {past} before the last {int(depth)} moves, which is all it says "
                        f"that it remembers, it answers {again!r}",
                    )
        return None


def _with_other_pasts(seen: InformationSet, depth: int, other: History) -> Iterator[InformationSet]:
    kept = seen.history[max(0, len(seen.history) - depth) :]
    gone = len(seen.history) - len(kept)
    if gone:
        for past in ((), other[:gone]):
            yield replace(seen, history=(*past, *kept))
