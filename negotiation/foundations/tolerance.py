"""Every tolerance of the project, named once, each with its reason."""

from __future__ import annotations

TIE = 1e-12
"""Payoffs that differ by less than this share of the game's payoff span count as equal.

Sums of some twenty products err by about 1e-15 of the span; a thousand times that keeps decisions
the same on every platform, and is worth a few dollars where the span is $1,000bn.
"""

PARTS_SUM = 1e-9
"""Largest allowed distance, in $bn, between a payoff and the sum of its parts (one dollar)."""

PROBABILITY_SUM = 1e-9
"""Largest allowed distance of a sum of probabilities from 1: decimal fractions in text files."""

CERTIFIED = 1e-9
"""A certificate up to this share of the payoff span counts as zero: accumulated rounding only."""
