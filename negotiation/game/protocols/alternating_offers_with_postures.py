"""The talks of 2025: before each offer news comes in and both governments set their postures.

A round is: nature moves the market, the other talks and the courts; the partner sets the posture of
its card; the US sets its tariff posture; the round's proposer offers a package or none; the other
answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ..protocol import COURTS, MARKET, POSTURE, QUEUE, PlannedStage, Protocol, offer_and_answer
from ..stages import StageKind


class AlternatingOffersWithPostures(Protocol):
    """Market, other talks, courts, partner's posture, US posture, offer, answer."""

    title: ClassVar[str] = "alternating offers with postures"
    postures: ClassVar[bool] = True

    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        """Return seven stages a round."""
        return tuple(
            stage
            for r, proposer in enumerate(proposers)
            for stage in (
                PlannedStage(StageKind.CHANCE, MARKET, r, None),
                PlannedStage(StageKind.CHANCE, QUEUE, r, None),
                PlannedStage(StageKind.CHANCE, COURTS, r, None),
                PlannedStage(StageKind.MOVE, POSTURE, r, 1),
                PlannedStage(StageKind.MOVE, POSTURE, r, 0),
                *offer_and_answer(r, proposer),
            )
        )
