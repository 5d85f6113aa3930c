"""No threats at the table: postures tagged as pressure are never taken.

A posture is chosen at a move stage while an offer is still to come; a last word, at a deadline or
once offers are over, is no posture. Keeping the rung that one stands on is no new pressure, and
where every legal action is pressure there is no choice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from ...game.information import InformationSet
from ...game.protocol import LAST_WORDS
from ...game.rules import action_tags
from ...game.stages import StageKind
from ..law import THE_TALKS, Law, Trial, Violation, legal_and_likely
from ..situations import FLAGS, Situation


class NeverPresses(Law):
    """Asks that no posture adds pressure."""

    name: ClassVar[str] = "never_presses"
    statement: ClassVar[str] = (
        "At a posture stage it gives no probability to an action tagged pressure, unless that "
        "action holds the rung or every legal one is so tagged."
    )
    is_claim: ClassVar[bool] = True
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def fitted(self, situation: Situation) -> Situation:
        """Return one with postures."""
        return replace(situation, flags=situation.flags | 1 << FLAGS.index("postures"))

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first posture that presses."""
        for talks, mixed in trial.answers():
            seen = talks.seen()
            if not is_posture(seen):
                continue
            pressing = [k for k in map(int, seen.legal_actions) if presses(seen, k)]
            if len(pressing) == len(seen.legal_actions):
                continue
            for action in legal_and_likely(seen, mixed):
                if presses(seen, action) and "hold" not in tags(seen, action):
                    name = seen.stage.actions[action].name
                    return self.broken(talks, mixed, f"{name!r} is tagged pressure here")
        return None


def is_posture(seen: InformationSet) -> bool:
    """Return whether a posture is chosen here: no last word, and an offer is still to come."""
    here, stages = seen.position.stage, seen.game.stages
    to_come = any(stage.kind is StageKind.OFFER for stage in stages[here + 1 :])
    return seen.stage.kind is StageKind.MOVE and seen.stage.name not in LAST_WORDS and to_come


def presses(seen: InformationSet, action: int) -> bool:
    """Return whether an action is tagged pressure."""
    return "pressure" in tags(seen, action)


def tags(seen: InformationSet, action: int) -> frozenset[str]:
    """Return the tags of an action here."""
    return action_tags(seen.game, seen.position, action)
