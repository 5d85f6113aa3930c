"""The wear of talks that go on: a cost a day, and the cost of a deadline that both let pass.

What a day of the tariffs in force costs exporters is *not* here: it is the flow that starts later
when a deal is signed later (`tariffs`), and for Japan's car makers it is what one of them called a
million dollars an hour. Here is only what comes on top: investment put off, officials tied up, and
the face that both governments lose when a date passes by which they had announced a deal.
"""

from __future__ import annotations

from ..foundations.parameters import parameter
from ..foundations.records import record


@record
class Delay:
    """What a day without agreement costs beyond the tariffs paid that day."""

    us_per_day: float = parameter("$bn/day/$100bn", "uncertainty cost to the US", low=0.0)
    partner_per_day: float = parameter("$bn/day/$100bn", "uncertainty cost to the partner", low=0.0)
    us_missed_deadline: float = parameter(
        "$bn/$100bn", "cost to the US of a political deadline that passes", low=0.0
    )
    partner_missed_deadline: float = parameter(
        "$bn/$100bn", "cost to the partner of a political deadline that passes", low=0.0
    )


def waiting_cost(
    delay: Delay, days: int, missed_deadlines: int, scale: float
) -> tuple[float, float]:
    """Return what some days without agreement cost the US and the partner, $bn (negative)."""
    us = delay.us_per_day * days + delay.us_missed_deadline * missed_deadlines
    partner = delay.partner_per_day * days + delay.partner_missed_deadline * missed_deadlines
    return -us * scale, -partner * scale
