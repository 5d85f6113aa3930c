"""The ultimatum game: all rounds pass, and only in the last one is there an offer.

Source: Güth, Schmittberger and Schwarze (1982), J. Economic Behavior and Organization 3, 367-388.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ..protocol import PlannedStage, Protocol, offer_and_answer


class Ultimatum(Protocol):
    """One take-it-or-leave-it offer, by the proposer of the last round."""

    title: ClassVar[str] = "ultimatum"
    postures: ClassVar[bool] = False

    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        """Return the two stages of the last round."""
        return offer_and_answer(len(proposers) - 1, proposers[-1])
