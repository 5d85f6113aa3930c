"""The channels through which a deal reaches the economy. The list is closed.

A new kind of issue uses these channels; a new channel is a change of theory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..foundations.records import record


@record
class SectorQuota:
    """A tariff-rate quota in one sector."""

    share: float
    """Imports inside the quota, as a share of those of the base year; 0 if there is none."""
    rate: float
    """Ad valorem rate inside it, MFN included, as a fraction."""
    exporter_share: float
    """Share of the tariff spared inside it that exporters keep, where it does not cover all."""


@record
class Terms:
    """What one level of one issue changes; everything left at its default is unchanged."""

    rates: Mapping[str, float] = field(default_factory=dict)
    """Ad valorem rate on US imports by sector, MFN included, as a fraction."""
    quotas: Mapping[str, SectorQuota] = field(default_factory=dict)
    """Tariff-rate quota on US imports by sector."""
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
