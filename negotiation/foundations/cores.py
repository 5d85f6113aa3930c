"""How many processes can work at a time."""

from __future__ import annotations

import os


def workers_by_default() -> int:
    """Return the number of cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1
