"""The scale of politics: what a quarrel is worth grows with the trade that it is about.

Political terms are quoted for a partner that sells the US $100bn of goods a year. The talks with a
partner whose sectors sell $V$ bn in all count them $V/100$ times, so that a file for a smaller
country needs no new weights. Terms about one issue scale with the imports of its sectors alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .tariffs import Sector

QUOTED_FOR_BUSD = 100.0
"""The yearly exports to the US that political terms are quoted for, $bn."""


def trade_scale(sectors: Mapping[str, Sector], names: Iterable[str] | None = None) -> float:
    """Return how often a political term counts: the imports of some sectors (all) over $100bn."""
    wanted = sectors if names is None else names
    return sum(sectors[name].base_flow_busd_per_year for name in wanted) / QUOTED_FOR_BUSD
