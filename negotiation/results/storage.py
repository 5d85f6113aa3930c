"""Saving and loading results as JSON: complete files or none.

A file is written beside its target and moved into place, so that a full disk or an interrupt
leaves the old file or nothing. Floats keep all their digits; loading gives back an equal record.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from ..foundations.abandoned import PART, sweep
from ..foundations.abandoned import hold as _hold
from ..foundations.errors import CannotWrite, NegotiationError
from .document import headed, kind_of, opened

T = TypeVar("T")


def as_plain(value: object) -> Any:
    """Return a record as plain dictionaries, lists, numbers and strings."""
    return _converter().unstructure(value)


def from_plain(plain: object, kind: type[T]) -> T:
    """Return the record of a kind that plain data describe.

    Raises ``NegotiationError`` when they describe something else.
    """
    try:
        structured: T = _converter().structure(plain, kind)
    except Exception as error:
        from cattrs import transform_error

        reasons = "; ".join(transform_error(error, path=kind.__name__))
        raise NegotiationError(
            f"this is not a saved {kind.__name__}: {reasons}; try it as it was written"
        ) from error
    return structured


def as_json(value: object) -> str:
    """Return a record, or plain data, as JSON text with a final newline."""
    return _written(value, indent=2) + "\n"


def save(value: object, path: Path) -> None:
    """Write a record to a file, compactly, completely or not at all."""
    write_whole(path, as_saved(value).encode())


def as_saved(value: object) -> str:
    """Return what `save` writes, as text: what commands print when asked for JSON."""
    return _written(value, separators=(",", ":")) + "\n"


def _written(value: object, **how: Any) -> str:
    try:
        document = headed(value, as_plain(value))
        return json.dumps(document, ensure_ascii=False, allow_nan=False, **how)
    except ValueError as error:
        raise CannotWrite(
            f"this {type(value).__name__} holds a number that is none, and JSON has no word for "
            f"it ({error}); try smaller payoffs, or solve what was read from a file again"
        ) from error


def load(path: Path, kind: type[T]) -> T:
    """Read a record from a file; raises ``NegotiationError`` with the reason if it cannot be."""
    plain = read_json(path)
    try:
        return from_plain(opened(plain, kind.__name__, kind_of(kind)), kind)
    except NegotiationError as error:
        raise NegotiationError(f"{path}: {error}") from error


def read_json(path: Path) -> Any:
    """Return what a JSON file says; raises ``NegotiationError`` with the reason if it cannot be."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NegotiationError(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise NegotiationError(f"{path} cannot be read: {error}") from error
    except ValueError as error:  # an integer of thousands of digits is none of json's errors
        raise NegotiationError(f"{path} is not JSON: {error}") from error


def check_place(path: Path) -> None:
    """Raise ``CannotWrite`` if a file cannot be stored here: before long work, not after it."""
    try:
        _check_place(_linked(path))
    except (OSError, ValueError) as error:  # a name that no file can have
        raise CannotWrite(f"cannot write {path}: {_reason(error)}; try another name") from error


def _linked(path: Path) -> Path:
    """Return the file that a link leads to, and any other path as it is.

    Raises ``CannotWrite`` for a link that leads nowhere but to itself.
    """
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:
        raise CannotWrite(f"cannot write {path}: a link to itself; try another name") from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _check_place(path: Path) -> None:
    if "\0" in str(path):
        raise ValueError("a name with a null character")
    here = next(one for one in (path, *path.parents) if one.exists() or one == one.parent)
    if here == path and not path.is_file():
        what = "a folder" if path.is_dir() else "no ordinary file"
        raise CannotWrite(f"cannot write {path}: it is {what}; try the name of a file")
    if here != path and not here.is_dir():
        raise CannotWrite(f"cannot write {path}: {here} is no folder; try another folder")
    if not os.access(here if here.is_dir() else here.parent, os.W_OK):
        raise CannotWrite(f"cannot write {path}: {here} may not be changed; try another folder")


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write bytes, or pieces of them as they come, so that a file is complete or as it was before.

    A link is written through. Raises ``CannotWrite`` naming the file and the reason; no temporary
    file stays behind, unless the process is killed: then the next write to the folder removes it.
    """
    check_place(path)
    path = _linked(path)
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
        with os.fdopen(handle, "wb") as stream:
            _hold(stream)
            for piece in (content,) if isinstance(content, bytes) else content:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)  # a temporary file is private; a result is for everyone
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise CannotWrite(
            f"cannot write {path}: {error.strerror or error}; nothing was stored there"
            "; try another folder, or free some space"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


@lru_cache(maxsize=1)
def _converter() -> Any:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook_func(_is_array, lambda array: array.tolist())
    converter.register_unstructure_hook(MappingProxyType, _plain_mapping)
    converter.register_structure_hook(
        str | float, lambda cell, _: cell if isinstance(cell, str) else float(cell)
    )
    converter.register_structure_hook(str | int | float, _plain_cell)
    converter.register_structure_hook_func(
        _is_array, lambda rows, _: np.array(rows, dtype=np.float64)
    )
    return converter


def _plain_cell(cell: object, _: object) -> str | int | float:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise TypeError(f"a setting is a word or a number, not {cell!r}")
    return cell


def _is_array(kind: Any) -> bool:
    return getattr(kind, "__origin__", kind) is np.ndarray


def _plain_mapping(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): as_plain(item) for key, item in mapping.items()}
