"""Commented starts of what users write: one file here for each kind, found by its name."""

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from string import Template

from ....foundations.errors import NegotiationError, nearest

_ENDING = ".txt"


def kinds() -> dict[str, str]:
    """Return what can be started, and the file of each: ``strategy`` is ``strategy.py``."""
    found = sorted(one.name for one in files(__name__).iterdir() if one.name.endswith(_ENDING))
    return {name.partition(".")[0]: name.removesuffix(_ENDING) for name in found}


def start_of(kind: str, name: str) -> tuple[str, str]:
    """Return the file name and the text of a start.

    Raises ``NegotiationError`` for an unknown kind, and for a name that no class can
    be named after.
    """
    known = kinds()
    wanted = kind.strip().lower()
    if wanted not in known:
        raise NegotiationError(
            f"there is no start of {kind!r}; try {nearest(wanted, known)} (known: "
            f"{', '.join(known)})"
        )
    file = known[wanted]
    ending = file.partition(".")[2]
    stem = name.strip().removesuffix(f".{ending}").replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", stem) or keyword.iskeyword(stem):
        raise NegotiationError(
            f"{name!r} cannot be the name of a {wanted}: small letters, digits and underscores, a "
            "letter first; try my_idea"
        )
    words = [word for word in stem.split("_") if word]
    text = Template((files(__name__) / f"{file}{_ENDING}").read_text("utf-8")).substitute(
        {"name": stem, "dollar": "$", "title": " ".join(words).capitalize(),
         "class": "".join(word.capitalize() for word in words)}
    )  # fmt: skip
    return f"{stem}.{ending}", text
