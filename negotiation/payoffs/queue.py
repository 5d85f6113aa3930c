"""The queue: some eighteen other partners talk with the US, and the first to sign matters.

The first large deal is a *template*. Until then a rate is measured by the one that was announced;
from then on partly by the template's: what another has been given costs less to give again, and a
rise beyond what another has accepted is worth less. The first deal arrives at a hazard per week.
Who signs it, and at what rate, is not known in May: both have wide ranges.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.parameters import parameter
from ..foundations.records import record
from .regime import Regime

QUEUE_STATES = ("no template", "template set")
"""What the other talks have brought, as a public state."""


@record
class Queue:
    """The other talks of the US."""

    rates: Mapping[str, float]
    """The template's rate on each issue that has an announced rate, by issue."""
    template_set: bool = False
    """Whether a template stands on the first day."""
    arrival: float = parameter(
        "probability/week", "chance that a first large deal sets a template", high=0.9
    )
    template_share: float = parameter(
        "fraction", "how far the template replaces the rate announced as the measure", high=1.0
    )


def template_weight(queue: Queue | None, regime: Regime) -> float:
    """Return the weight of the template as the measure of a rate; 0 before there is one."""
    return queue.template_share if queue is not None and regime.template else 0.0


def template_rate(queue: Queue | None, issue: str, announced: float) -> float:
    """Return the template's rate on an issue; the rate announced where no template speaks of it."""
    return announced if queue is None else queue.rates.get(issue, announced)
