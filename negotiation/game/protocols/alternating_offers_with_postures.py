"""The talks of 2025: before each offer the market moves and both governments set their postures.

A round is: nature moves the market; the partner sets the posture of its card; the US sets its
tariff posture; the round's proposer offers a package or none; the other answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ..protocol import MARKET, POSTURE, PlannedStage, Protocol, offer_and_answer
from ..stages import StageKind


class AlternatingOffersWithPostures(Protocol):
    """Market, partner's posture, US posture, offer, answer."""

    title: ClassVar[str] = "alternating offers with postures"
    postures: ClassVar[bool] = True

    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        """Return five stages a round."""
        return tuple(
            stage
            for r, proposer in enumerate(proposers)
            for stage in (
                PlannedStage(StageKind.CHANCE, MARKET, r, None),
                PlannedStage(StageKind.MOVE, POSTURE, r, 1),
                PlannedStage(StageKind.MOVE, POSTURE, r, 0),
                *offer_and_answer(r, proposer),
            )
        )
