"""What of this machine can be used: cores and memory."""

from __future__ import annotations

import contextlib
import os


def workers_by_default() -> int:
    """Return the number of cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1


def memory() -> int:
    """Return the bytes of memory that this process may use; 0 where that cannot be told."""
    bounds = []
    with contextlib.suppress(AttributeError, ValueError, OSError):  # not every system tells
        bounds.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft = resource.getrlimit(resource.RLIMIT_AS)[0]
        bounds += [soft] if soft != resource.RLIM_INFINITY else []
    return min((bound for bound in bounds if bound > 0), default=0)
