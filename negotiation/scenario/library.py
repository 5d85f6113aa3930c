"""Finding scenario files: an explicit path, the working folder, the checkout, the installed wheel.

The same search finds experiments. The first place that has the name wins.
"""

from __future__ import annotations

from pathlib import Path

from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest
from ..game import textbook
from ..game.textbook.writing import PREFIX, TextbookGame

_PACKAGE = Path(__file__).resolve().parents[1]


_NO_SCENARIO = {
    ".efg": "a game tree as Gambit writes it; try Gambit itself: nothing here reads such files, "
    "`negotiation export` writes them",
    ".nfg": "a matrix game as Gambit writes it; try all_equilibria of "
    "negotiation.equilibria.bimatrix.equilibria, from Python, with its two matrices",
    ".csv": "a table; try all_equilibria of negotiation.equilibria.bimatrix.equilibria, from "
    "Python, for a payoff matrix, or `negotiation estimate SCENARIO FILE` for records of play",
    ".json": "a result; try `negotiation picture` to draw it",
    ".jsonl": "a file of matches; try `negotiation estimate SCENARIO` with it",
    ".npz": "an equilibrium that `solve --save` kept; try `negotiation solve SCENARIO --from` it",
    ".py": "a Python file; try `negotiation check` for a strategy, or `negotiation experiment`",
    ".bib": "a bibliography; try the scenario beside it",
}
"""What a file that is asked for as a scenario is, by its ending, and what can be done with it."""


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
    if name.strip().lower().startswith(PREFIX) and not path.exists():
        raise NegotiationError(
            f"{name} is meant for a game of the textbooks: `negotiation solve {name}` solves one, "
            "`negotiation scenarios` lists them, and everything else needs a scenario; try "
            "june_deadline"
        )
    if path.suffix or len(path.parts) > 1:
        try:
            is_there = path.is_file()
        except OSError as error:  # a name that no file can have
            raise NegotiationError(f"{name[:80]}.. cannot be read: {error.strerror}") from error
        if is_there and (what := _NO_SCENARIO.get(path.suffix.lower())) is not None:
            raise NegotiationError(f"{name} is no scenario but {what}")
        if is_there:
            return path
    if path.suffix == ".toml" or len(path.parts) > 1:
        raise NegotiationError(f"there is no scenario file {name}; try a name: {_known()}")
    known = available()
    wanted = name.strip().lower().replace("-", "_")
    if wanted in known:
        return known[wanted]
    books = shelf.name_to_class(textbook, TextbookGame)
    remedy = f"{PREFIX}{wanted}" if wanted in books else nearest(wanted, known)
    others = "" if remedy.startswith("one of") else f"; known: {_known()}"
    raise NegotiationError(f"there is no scenario {name!r}; try {remedy}{others}")


def text_of_file(path: Path) -> str:
    """Return a text file in UTF-8, with or without a byte order mark.

    Raises ``NegotiationError`` that names the encoding of any other.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NegotiationError(f"{path} cannot be read: {error}") from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NegotiationError(
            f"{path} cannot be read: it is not UTF-8 but, as it seems, {_encoding(raw)} "
            f"(line {line}); try saving it as UTF-8"
        ) from error


def _encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    is_windows = any(0x80 <= byte < 0xA0 for byte in raw)
    return "Windows-1252" if is_windows else "Latin-1 (ISO-8859-1)"


def _known() -> str:
    return ", ".join(available()) or "none found"
