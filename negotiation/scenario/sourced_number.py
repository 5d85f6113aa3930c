"""One number of a scenario with everything a reader needs to judge it."""

from __future__ import annotations

from ..foundations.records import record


@record
class SourcedNumber:
    """One number of a scenario with everything a reader needs to judge it."""

    key: str
    """Its place in the file, e.g. ``market.yield_impact``."""
    value: tuple[float, ...]
    """Its value, or the values of a list."""
    unit: str
    """Its unit."""
    low: float | None
    """The least plausible value; ``None`` for a list of levels."""
    high: float | None
    """The largest plausible value; ``None`` for a list of levels."""
    source: tuple[str, ...]
    """Keys of the references."""
    confidence: str
    """``high``, ``medium`` or ``low``."""
    note: str
    """What else is to be said."""
    words: str
    """What the number means."""
    varied_from: tuple[float, ...] | None = None
    """Its value in the files where it was varied, empty if they have none; else ``None``."""
