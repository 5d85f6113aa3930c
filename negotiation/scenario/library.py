"""Finding scenario files: an explicit path, the working folder, the checkout, the installed wheel.

The same search finds experiments. The first place that has the name wins.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

from ..foundations.errors import NegotiationError, nearest

_PACKAGE = Path(__file__).resolve().parents[1]


def folders(kind: str) -> tuple[Path, ...]:
    """Return the folders that hold shelves of ``scenarios`` or ``experiments``, nearest first."""
    candidates = [Path.cwd() / kind, _PACKAGE.parent / kind, _PACKAGE / "shipped" / kind]
    found: list[Path] = []
    for folder in candidates:
        if folder.is_dir() and folder.resolve() not in [f.resolve() for f in found]:
            found.append(folder)
    return tuple(found)


def available(kind: str = "scenarios", ending: str = ".toml") -> dict[str, Path]:
    """Return every file of a shelf by name, the nearest folder winning."""
    found: dict[str, Path] = {}
    for folder in folders(kind):
        for path in sorted(folder.glob(f"*{ending}")):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find(name: str) -> Path:
    """Return a scenario's file by name or path.

    Raises ``NegotiationError`` that suggests the nearest name for an unknown one.
    """
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        if path.is_file():
            return path
        raise NegotiationError(f"there is no scenario file {name}; try a name: {_known()}")
    known = available()
    wanted = name.strip().lower().replace("-", "_")
    if wanted in known:
        return known[wanted]
    raise NegotiationError(
        f"there is no scenario {name!r}; try {nearest(wanted, known)}; known: {_known()}"
    )


def references() -> dict[str, str]:
    """Return the bibliography's entries as text, by key, from every REFERENCES.bib found."""
    found: dict[str, str] = {}
    for folder in folders("scenarios"):
        path = folder / "REFERENCES.bib"
        if path.is_file():
            for entry in re.split(r"\n(?=@)", path.read_text(encoding="utf-8")):
                match = re.match(r"@\w+\{([^,\s]+),", entry.strip())
                if match:
                    found.setdefault(match[1], entry.strip())
    return found


def public_since(entry: str) -> date | None:
    """Return the day on which an entry's information became public, its ``date``.

    A month or a year counts as its last day. ``None`` where there is no date, or no possible one.
    """
    found = re.search(r"^\s*date\s*=\s*\{(\d{4})(?:-(\d\d))?(?:-(\d\d))?\}", entry, re.MULTILINE)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except ValueError:  # a thirteenth month, a 31st of June
        return None


def citation(key: str) -> str:
    """Return a reference as one line of text: author, year, title, where."""
    entry = references().get(key, "")
    fields = dict(re.findall(r"(\w+)\s*=\s*\{([^{}]*)\}", entry))
    wanted = [fields.get(name, "") for name in ("author", "year", "title", "howpublished", "note")]
    text = ". ".join(part for part in wanted if part)
    return text or key


def _known() -> str:
    return ", ".join(available()) or "none found"
