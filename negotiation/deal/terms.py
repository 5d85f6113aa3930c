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
    relief_pp: float = 0.0
    """Percentage points cut from the rates in force (negative for a rise)."""
    precedent_busd: float = 0.0
    """What the cut costs the US through the precedent it sets, $bn once."""
    quota_kt: float = 0.0
    """Additional US farm goods inside the partner's import quota, kt a year."""
    pledge_busd: float = 0.0
    """Investment in the US that the partner pledges, $bn in all."""
    purchases_busd_per_year: float = 0.0
    """Additional US goods that the partner buys, $bn a year."""
    assurance: float = 0.0
    """1 if the partner promises to hold its Treasuries, else 0."""
