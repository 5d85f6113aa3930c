"""The program: a fingerprint of the source text that what is kept on disk was computed by."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def program(*places: str) -> str:
    """Return the sha256 of some folders and files of this package, or of all of it.

    Another text of any of them is another program: what was kept by it is computed anew.
    """
    found = {
        path
        for place in places or (".",)
        for path in (
            [_PACKAGE / place] if place.endswith(".py") else (_PACKAGE / place).rglob("*.py")
        )
    }
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
