"""US farm goods inside the partner's existing import quota, such as rice in Japan's 770 kt."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Quota(Issue):
    """How much more of a quota goes to the US; the quota and its tariff stay as they are."""

    unit: ClassVar[str] = "kt/year"
    title: str
    levels: tuple[float, ...] = parameter(
        "kt/year", "additional US goods inside the quota", low=0.0, high=1e6, listed=True
    )

    def terms(self, level: float) -> Terms:
        """Return the additional quantity."""
        return Terms(quota_kt=level - self.status_quo)

    def label(self, level: float) -> str:
        """Return the additional quantity in kt."""
        return f"+{level:g} kt"
