"""Temporary files that a killed process has left: told from those at work, and removed.

A file that is being written is locked by its process, and the lock ends with the process, however
that ends. What has the ending of our temporary files, is not locked and is some minutes old has
been abandoned.
"""

from __future__ import annotations

import contextlib
import time
from functools import lru_cache
from pathlib import Path
from typing import IO

PART = ".part"
"""The ending of a file that is being written; its name begins with a dot."""
AGE = 600.0
"""A younger one, in seconds, is left alone: its process may be about to lock it."""
AGE_WITHOUT_LOCKS = 7 * 24 * 3600.0
"""A younger one is left alone where the system has no locks."""


def hold(stream: IO[bytes]) -> None:
    """Lock an open file for as long as it is open; where there are no locks, do nothing."""
    with contextlib.suppress(ImportError, OSError):
        _lock(stream)


@lru_cache(maxsize=64)
def sweep(folder: Path) -> None:
    """Remove the temporary files of ours that were abandoned in a folder, once in a process."""
    for path in folder.glob(f".*{PART}"):
        with contextlib.suppress(OSError):
            age = time.time() - path.stat().st_mtime
            if path.is_file() and not path.is_symlink() and age > AGE and _is_abandoned(path, age):
                path.unlink()


def _is_abandoned(path: Path, age: float) -> bool:
    try:
        with path.open("rb+") as stream:
            _lock(stream)
    except ImportError:
        return age > AGE_WITHOUT_LOCKS
    except OSError:  # its process is at work
        return False
    return True


def _lock(stream: IO[bytes]) -> None:
    import fcntl

    fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
