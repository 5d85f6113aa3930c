"""A worth of parting without an agreement: an alliance that cools, a promise that was kept."""

from __future__ import annotations

from datetime import date

from numpy.typing import ArrayLike

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..part import PayoffPart, Valuation


@record
class NoAgreement(PayoffPart):
    """What it is worth to each government that the talks end without an agreement.

    It counts once, on the day on which they end, whoever ends them and however.
    """

    title: str
    us: float = parameter("$bn", "worth to the US of ending without an agreement")
    partner: float = parameter("$bn", "worth to the partner of ending without an agreement")

    def of_no_agreement(self, given: Valuation, day: date) -> ArrayLike:
        """Return the worth on the day on which the talks end."""
        return given.paid_once(self.us, self.partner, day)
