"""Holding a file or folder, so that two runs at once do not both do its work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import CannotWrite, NegotiationError


@contextmanager
def held(place: Path | None) -> Iterator[None]:
    """Hold a place while the block runs; ``None`` holds nothing.

    A file beside the place, ``.NAME.lock``, is locked and stays there, empty. The lock ends with
    the process, however that ends. Raises ``NegotiationError`` if another run holds the place,
    ``CannotWrite`` if the file cannot be made. Where the file system has no locks nothing is held.
    """
    if place is None:
        yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(place.parent / f".{place.name}.lock", timeout=0)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise NegotiationError(
            f"another run is at work on {place}; wait until it ends, or choose another folder"
        ) from error
    except NotImplementedError:  # a file system without locks
        pass
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = getattr(error, "strerror", None) or error
        raise CannotWrite(
            f"cannot write to {place.parent}: {reason}; try another folder"
        ) from error
    try:
        yield
    finally:
        lock.release()
