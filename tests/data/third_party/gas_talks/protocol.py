"""A protocol of two offers: one in each of the last two rounds, and no postures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import negotiation as ng


class TwoLastOffers(ng.Protocol):
    """All rounds but the last two pass."""

    title: ClassVar[str] = "two last offers"
    postures: ClassVar[bool] = False

    def plan(self, proposers: Sequence[int]) -> tuple[ng.PlannedStage, ...]:
        """Return the stages of the last two rounds."""
        rounds = range(max(0, len(proposers) - 2), len(proposers))
        return tuple(stage for r in rounds for stage in ng.offer_and_answer(r, proposers[r]))
