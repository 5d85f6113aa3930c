"""Relations between the two governments, and the wear of talks that go on.

Walking out and executing a threat cost both governments goodwill once; every day without agreement
costs each of them uncertainty: investment put off, officials tied up.
"""

from __future__ import annotations

from ..foundations.parameters import parameter
from ..foundations.records import record


@record
class Relations:
    """What open quarrels cost, $bn."""

    walk_out_us_busd: float = parameter("$bn", "cost to the US of a walk-out", low=0.0)
    walk_out_partner_busd: float = parameter("$bn", "cost to the partner of a walk-out", low=0.0)
    execution_us_busd: float = parameter(
        "$bn", "cost to the US of executing its threat on the partner", low=0.0
    )
    execution_partner_busd: float = parameter(
        "$bn", "cost to the partner of a threat executed on it", low=0.0
    )


@record
class Delay:
    """What a day without agreement costs beyond the tariffs paid that day."""

    us_busd_per_day: float = parameter("$bn/day", "uncertainty cost to the US", low=0.0)
    partner_busd_per_day: float = parameter("$bn/day", "uncertainty cost to the partner", low=0.0)
