"""The calendar: dates that matter, and how."""

from __future__ import annotations

from datetime import date

from ..foundations.records import record

ELECTION, DEADLINE, AIM = "election", "deadline", "aim"
"""Kinds of a date in the calendar."""


@record
class Mark:
    """A date that matters: an election, a legal deadline or an aim that both announced."""

    day: date
    """The day."""
    label: str
    """What happens."""
    kind: str
    """``election``, ``deadline`` (legal: the pause ends unless the US acts) or ``aim``."""
