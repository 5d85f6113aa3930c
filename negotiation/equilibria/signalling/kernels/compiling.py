"""How the loops are compiled: once, kept on disk, thrown away when any of their sources changes.

Numba notices a change of the file that a function stands in, but not of the files of the functions
it calls: a kept loop could go on running old code. So the folder of the compiled code carries the
fingerprint of every source in this package.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def _folder() -> str:
    """Return the folder for compiled code: beside the sources, or the user's where that is shut."""
    here = Path(__file__).parent
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(here.glob("*.py")):
        digest.update(source.read_bytes())
    given = os.environ.get("NUMBA_CACHE_DIR")
    base = Path(given) if given else here / "__pycache__"
    if not given and not os.access(here if not base.exists() else base, os.W_OK):
        base = Path.home() / ".cache" / "us-japan-negotiation"
    return str(base / f"compiled-{digest.hexdigest()[:16]}")


_FOLDER = _folder()


def compiled(function: F) -> F:
    """Compile a function on first use, for the types it is called with, without the global lock.

    No fast mathematics and no parallel loops: the same numbers for any number of threads.
    """
    # The setting is read when a function is decorated, and is everybody's: put it back at once.
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = _FOLDER
    try:
        made: Any = numba.njit(cache=True, nogil=True)(function)
    finally:
        settings.CACHE_DIR = before
    return cast(F, made)
