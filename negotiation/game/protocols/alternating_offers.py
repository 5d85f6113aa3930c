"""Plain alternating offers: each round one player offers and the other answers.

Source: Stahl (1972); Rubinstein (1982), Econometrica 50, 97-109.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ..protocol import PlannedStage, Protocol, offer_and_answer


class AlternatingOffers(Protocol):
    """Offer and answer in every round, nothing else."""

    title: ClassVar[str] = "alternating offers"
    postures: ClassVar[bool] = False

    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        """Return two stages a round."""
        return tuple(
            stage for r, proposer in enumerate(proposers) for stage in offer_and_answer(r, proposer)
        )
