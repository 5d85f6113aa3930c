"""How loops are compiled: once, kept on disk, thrown away when any of their sources changes.

Numba notices a change of the file that a function stands in, but not of the files of the functions
and constants it uses: a kept loop could go on running old code. So the folder of a file's compiled
code carries the fingerprint of that file and of all it imports from the package, this one included.

A compiled function carries a copy of all that it calls, compiled once more in its company. So every
level of calls costs as much time as all below it together, and every kind of arguments that a
function is called with as much again.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numba.core.caching
import numba.core.event

F = TypeVar("F", bound=Callable[..., Any])

LOG = logging.getLogger("negotiation.compiling")
"""Told, once in a process, that loops are being compiled, and where they cannot be kept."""

NEWEST = 3
"""So many versions of a file's compiled code are kept in any case."""
DAYS = 2.0
"""Compiled code that was used in the last days is kept."""

_FINGERPRINT = re.compile("[0-9a-f]{16}")
_PACKAGE = Path(__file__).parents[1]


def compiled(function: F) -> F:
    """Compile a function on first use, for the types it is called with, without the global lock.

    No fast mathematics and no parallel loops: the same numbers for any number of threads.
    """
    folder = kept_in(Path(function.__code__.co_filename))
    options: dict[str, Any] = {
        "cache": bool(folder),
        "nogil": True,
        "error_model": "numpy",
        "no_cfunc_wrapper": True,
    }
    # The setting is read when a function is decorated, and is everybody's: put it back at once.
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = folder or before
    try:
        made: Any = numba.njit(**options)(function)
    finally:
        settings.CACHE_DIR = before
    made.get_call_template = _alike(made.get_call_template)
    if folder:
        made._cache._cache_file.__class__ = _SealedFile
        made._cache.save_overload = _where_it_can(made._cache.save_overload)
    return cast(F, made)


def inlined(function: F) -> F:
    """Have a function written out wherever a compiled one calls it: for those called in one place.

    It costs no level of its own.
    """
    made: Any = numba.njit(inline="always")(function)
    return cast(F, made)


def _alike(template: Callable[..., Any]) -> Callable[..., Any]:
    """Have calls with constants find the form for their type, not compile one for each constant."""
    plain: Any = numba.types.unliteral

    def found(args: Iterable[Any], names: dict[str, Any]) -> Any:
        kinds = {name: plain(kind) for name, kind in names.items()}
        return template(tuple(map(plain, args)), kinds)

    return found


def _where_it_can(save: Callable[..., None]) -> Callable[..., None]:
    """Have code that cannot be kept live as long as the program: a disk fills at any moment."""

    def saved(*args: Any) -> None:
        try:
            save(*args)
        except OSError as error:
            _tell_it_is_not_kept(error.strerror or str(error))

    return saved


@lru_cache
def _tell_it_is_not_kept(reason: str) -> None:
    LOG.warning(
        "Compiled loops cannot be kept (%s): the next start compiles them again; "
        "try another folder by NUMBA_CACHE_DIR",
        reason,
    )


_Kept: Any = numba.core.caching.IndexDataCacheFile


class _SealedFile(_Kept):  # type: ignore[misc, unused-ignore]
    """Kept code with its checksum at the end: what is damaged is compiled again, and never run."""

    @contextlib.contextmanager
    def _open_for_write(self, filepath: str) -> Iterator[io.BytesIO]:
        whole = io.BytesIO()
        yield whole
        with super()._open_for_write(filepath) as file:
            file.write(whole.getvalue() + hashlib.sha256(whole.getvalue()).digest())

    def _load_index(self) -> Any:
        return super()._load_index() if _is_whole(self._index_path) else {}

    def _load_data(self, name: str) -> Any:
        path = self._data_path(name)
        if not _is_whole(path):
            raise FileNotFoundError(path)  # which has it compiled again
        return super()._load_data(name)


def _is_whole(path: str) -> bool:
    """Return whether a file is there and ends in the checksum of what comes before."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content[:-32]).digest() == content[-32:]


class _FirstTime(numba.core.event.Listener):  # type: ignore[misc, unused-ignore]
    """Tells when something is compiled that is not on disk, the first time only."""

    told = False

    def on_start(self, event: object) -> None:
        """Tell it."""
        del event
        if not self.told:
            self.told = True
            LOG.info("Compiling loops, once: about a minute ...")

    def on_end(self, event: object) -> None:
        """Tell nothing."""


_events: Any = numba.core.event
_events.register("numba:compile", _FirstTime())


@lru_cache
def kept_in(source: Path) -> str:
    """Return where a file's compiled code is kept; that of its old versions is removed.

    Empty if that can be nowhere: then it lives as long as the program.
    """
    folder = first_open(_places(source))
    if folder:
        with contextlib.suppress(OSError):
            os.utime(folder)
        forget_old(Path(folder))
    return folder


def forget_old(folder: Path) -> None:
    """Remove what was compiled of other versions of a folder's file, but the newest.

    `NEWEST` are kept, used last by whichever program, and those used in the last `DAYS`. A program
    at work on one that is removed compiles again what it has not loaded yet.
    """
    stem = folder.name.rpartition("-")[0]
    others = [other for other in folder.parent.glob("compiled-*") if _is_version(other, stem)]
    others.sort(key=_last_used, reverse=True)
    for other in others[NEWEST:]:
        if other != folder and time.time() - _last_used(other) > DAYS * 24 * 3600:
            shutil.rmtree(other, ignore_errors=True)


def _is_version(folder: Path, stem: str) -> bool:
    """Return whether a folder is of the same file; one without a file's name is of some file."""
    name = folder.name.rpartition("-")
    return name[0] in {stem, "compiled"} and _FINGERPRINT.fullmatch(name[2]) is not None


def _last_used(folder: Path) -> float:
    """Return when a folder was opened last: who opens it sets its time."""
    try:
        return folder.stat().st_mtime
    except OSError:  # removed meanwhile
        return 0.0


def sources_of(source: Path) -> list[Path]:
    """Return the files on which a file's compiled code depends: it, and what it imports of ours."""
    found: set[Path] = set()
    waiting = [source]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported_by(path)
    return sorted(found)


@lru_cache
def _imported_by(source: Path) -> list[Path]:
    """Return the files that a file imports by relative imports, wherever in it they stand."""
    found = []
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.level:
            place = source.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            named = [place.joinpath(f"{alias.name}.py") for alias in node.names]
            found += [path for path in (place.with_suffix(".py"), *named) if path.is_file()]
    return found


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


def _places(source: Path) -> list[Path]:
    """Return where compiled code may be kept: where the user says, beside the sources, at home."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    places = [Path(given)] if given else []
    room = source.relative_to(_PACKAGE).parts[0]
    places.append(_PACKAGE / room / "__pycache__")
    with contextlib.suppress(RuntimeError):  # a user without a home
        places.append(Path.home() / ".cache" / "us-japan-negotiation")
    name = f"compiled-{source.stem}-{fingerprint_of(sources_of(source), _PACKAGE)}"
    return [place / name for place in places]
