"""The channels through which a deal reaches the economy. The list is closed.

A new kind of issue uses these channels; a new channel is a change of theory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..foundations.records import record


@record
class Terms:
    """What one level of one issue changes; everything left at its default is unchanged."""

    rates: Mapping[str, float] = field(default_factory=dict)
    """Ad valorem rate on US imports by sector, MFN included, as a fraction."""
    quota_kt: float = 0.0
    """Additional US farm goods inside the partner's import quota, kt a year."""
    pledge_busd: float = 0.0
    """Investment in the US that the partner pledges, $bn in all."""
    purchases_busd_per_year: float = 0.0
    """Additional US goods that the partner buys, $bn a year."""
    farm_purchases_busd_per_year: float = 0.0
    """Those of them that compete with the partner's own farmers, $bn a year."""
    assurance: float = 0.0
    """1 if the partner promises to hold its Treasuries, else 0."""
