"""Who does not say that it learns from earlier talks does not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from ..law import Law, Trial, Violation, same
from ..situations import history


class TrueLearning(Law):
    """Asks that ``learns`` is declared by whoever reads ``seen.earlier``."""

    name: ClassVar[str] = "true_learning"
    statement: ClassVar[str] = (
        "Unless it declares learns = True, the histories of earlier talks change no answer."
    )
    compares: ClassVar[bool] = True

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that earlier talks change."""
        if trial.new().learns:
            return None
        at = trial.situation
        plays = [history(trial.game, at.realised, moves) for moves in (at.others, at.choices)]
        for talks, mixed in trial.answers():
            for earlier in ((plays[0],), tuple(plays)):
                seen = replace(talks.seen(), earlier=earlier)
                again = trial.answer(talks, seen)
                asked = (
                    (partial(trial.answer, talks), mixed),
                    (partial(trial.answer, talks, seen), again),
                )
                if not same(mixed, again) and trial.are_settled(*asked):
                    many = f"{len(earlier)} earlier talks" if len(earlier) > 1 else "earlier talks"
                    return self.broken(
                        talks, mixed, f"after {many} it answers {again!r}, and learns is False"
                    )
        return None
