"""How loops are compiled: once, kept on disk, thrown away when any of their sources changes.

Numba notices a change of the file that a function stands in, but not of the files of the functions
and constants it uses: a kept loop could go on running old code. So the folder of the compiled code
of a room carries the fingerprint of the sources of all of the room's kernels, and of this file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = Path(__file__).parents[1]


def compiled(function: F) -> F:
    """Compile a function on first use, for the types it is called with, without the global lock.

    No fast mathematics and no parallel loops: the same numbers for any number of threads.
    """
    folder = kept_in(function.__module__.split(".")[1])
    # The setting is read when a function is decorated, and is everybody's: put it back at once.
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = folder or before
    try:
        made: Any = numba.njit(cache=bool(folder), nogil=True, error_model="numpy")(function)
    finally:
        settings.CACHE_DIR = before
    return cast(F, made)


def inlined(function: F) -> F:
    """Have a function written out wherever a compiled one of the same file calls it."""
    made: Any = numba.njit(inline="always")(function)
    return cast(F, made)


@lru_cache
def kept_in(room: str) -> str:
    """Return where a room's compiled code is kept.

    Empty if that can be nowhere: then it lives as long as the program.
    """
    return first_open(_places(room))


def sources_of(room: str) -> list[Path]:
    """Return the files on which the compiled code of a room depends."""
    return [Path(__file__), *(_PACKAGE / room).glob("*/kernels/*.py")]


def fingerprint_of(sources: Iterable[Path], top: Path) -> str:
    """Return 16 letters that change with the name or the contents of any source below a folder."""
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(sources):
        for part in (source.relative_to(top).as_posix().encode(), source.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]


def first_open(folders: Iterable[Path]) -> str:
    """Return the first folder in which a file can be made, made if need be; empty if none can.

    Permissions alone do not tell: a disk may be read-only or full.
    """
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError:
            continue
        return str(folder)
    return ""


def _places(room: str) -> list[Path]:
    """Return where compiled code may be kept: where the user says, beside the sources, at home."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    places = [Path(given)] if given else []
    places.append(_PACKAGE / room / "__pycache__")
    with contextlib.suppress(RuntimeError):  # a user without a home
        places.append(Path.home() / ".cache" / "us-japan-negotiation")
    name = f"compiled-{fingerprint_of(sources_of(room), _PACKAGE)}"
    return [place / name for place in places]
