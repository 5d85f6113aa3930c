"""A protocol: who does what in which order. It knows rounds and roles, not payoffs.

A protocol turns a number of rounds into a list of planned stages; the one who fills the tables
(the scenario's compiler, or `pie`) decides what each stage pays and where it leads.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from .stages import StageKind

POSTURE = "posture"
"""Topic of a move stage at which a player sets its public posture."""
MARKET = "market"
"""Topic of the chance stage at which nature moves the market."""
QUEUE = "other talks"
"""Topic of the chance stage at which another partner may sign first."""
COURTS = "courts"
"""Topic of the chance stage at which the courts may rule."""
OFFER = "offer"
"""Topic of the stage at which the proposer offers a package."""
ANSWER = "answer"
"""Topic of the stage at which the other player answers."""
LAST_WORD = "last word"
"""Topic of a move stage after the last round, what "no deal" means, or at a deadline before it."""
RETALIATION = "retaliation"
"""Topic of the move stage at which the partner may answer an executed threat."""

LAST_WORDS = frozenset({LAST_WORD, RETALIATION})
"""Topics of the move stages at which nobody sets a posture, wherever they stand."""


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage that a protocol asks for."""

    kind: StageKind
    """What is decided."""
    topic: str
    """What it is about: one of the topics of this module."""
    round_index: int
    """The round it belongs to."""
    mover: int | None
    """Who moves; ``None`` is nature."""


class Protocol(ABC):
    """The rules of the table."""

    title: ClassVar[str]
    """Its name in words."""
    postures: ClassVar[bool]
    """Whether nature and the players' postures have stages of their own."""

    @abstractmethod
    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        """Return the stages of rounds in which these players [r] propose.

        The stages after the last round (the last word and what follows) are not the protocol's.
        """


def offer_and_answer(round_index: int, proposer: int) -> tuple[PlannedStage, PlannedStage]:
    """Return the two stages of one bargaining round."""
    return (
        PlannedStage(StageKind.OFFER, OFFER, round_index, proposer),
        PlannedStage(StageKind.ANSWER, ANSWER, round_index, 1 - proposer),
    )
