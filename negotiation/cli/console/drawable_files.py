"""Which kind of file was given to be drawn, which pictures draw that kind, and what to do.

Only files that cannot be drawn are looked at so closely: every refusal says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ... import pictures as picture_shelf
from ...api.draw import pictures_of
from ...foundations import shelf
from ...foundations.errors import NegotiationError
from ...pictures.picture import Picture
from ...results.document import FORMAT
from ...results.experiment_result import ExperimentResult
from ...results.kept import KINDS as KEPT
from ...results.run import Run
from ...results.solution import Solution
from ...results.tournament import Tournament

KINDS: dict[type, tuple[str, str]] = {
    Run: ("a run", "the run.json of `negotiation run`"),
    Solution: ("a solution on a tree", "the solution.json of `negotiation solve --out`"),
    Tournament: ("a tournament", "the tournament.json of `negotiation tournament`"),
    ExperimentResult: ("an experiment", "the file of `negotiation experiment NAME --out`"),
}
"""What pictures draw: its name, and where such a file comes from."""
PICTURES = ("png", "svg", "pdf", "html", "jpg", "jpeg")


def why_not_read(path: Path, error: NegotiationError) -> NegotiationError:
    """Return what to say of a file that holds no result, given what reading it said."""
    if path.is_dir():
        return NegotiationError(f"{path} is a folder; {_in_folder(path)}")
    if not path.exists():
        return NegotiationError(f"there is no file {path}; {_beside(path)}")
    what, remedy = _told(path)
    if not what:
        return NegotiationError(f"{error}\n{drawn_kinds()}")
    return NegotiationError(f"{path} is {what}, which no picture draws; {remedy}\n{drawn_kinds()}")


def why_not_drawn(path: Path, result: object) -> NegotiationError:
    """Return what to say of a result that all pictures of its kind refuse."""
    kind = next((kind for kind in KINDS if isinstance(result, kind)), None)
    name = "a result" if kind is None else KINDS[kind][0]
    reasons = [f"  {name}: {picture.lacks(result)}" for name, picture in _fitting(result)]
    heading = f"{path} holds {name}, and no picture can be drawn of it:"
    return NegotiationError("\n".join([heading, *reasons]))


def another_kind(name: str, result: object) -> NegotiationError:
    """Return what to say of a picture that draws another kind of result."""
    picture = shelf.pick(picture_shelf, Picture, name)
    wanted = KINDS.get(picture.accepts, (picture.accepts.__name__, "another file"))
    held = next((words for kind, (words, _) in KINDS.items() if isinstance(result, kind)), "")
    fitting = [one for one, of_kind in _fitting(result) if not of_kind.lacks(result)]
    return NegotiationError(
        f"{name} draws another kind of result; try {' or '.join(fitting) or 'no picture'}"
        + (f": this is {held}, and {name} draws {wanted[0]} ({wanted[1]})" if held else "")
    )


def drawn_kinds() -> str:
    """Return which pictures draw what, one kind a line."""
    kinds = shelf.name_to_class(picture_shelf, Picture)
    lines = ["Pictures are drawn of"]
    for kind, (name, source) in KINDS.items():
        own = [picture for picture, one in kinds.items() if issubclass(kind, one.accepts)]
        lines.append(f"  {name} ({source}): {', '.join(own)}")
    return "\n".join(lines)


def _fitting(result: object) -> Iterable[tuple[str, Picture]]:
    return pictures_of(result).items()


def _in_folder(path: Path) -> str:
    """Return what in a folder to give instead."""
    try:
        inside = sorted(path.glob("*.json")) or sorted(path.glob("*/*.json"))
    except OSError:
        inside = []
    if not inside:
        return "it holds no JSON file; try a folder that `negotiation run` has written"
    return f"try one file in it, e.g. {' or '.join(map(str, inside[:3]))}"


def _beside(path: Path) -> str:
    """Return the file that was perhaps meant."""
    names = [one.name for one in path.parent.glob("*.json")]
    near = get_close_matches(path.name, names, n=1, cutoff=0.5)
    if near:
        return f"try {path.parent / near[0]}"
    return "try the run.json in a folder that `negotiation run` has written"


def _told(path: Path) -> tuple[str, str]:
    """Return what a file is and what to do with it, in words; empty where it is not known."""
    ending = path.suffix.removeprefix(".").lower()
    sibling = path.parent / "run.json"
    again = f"try {sibling}" if sibling.is_file() else "try the run.json of the same talks"
    if ending in PICTURES:
        return f"a picture or a page ({ending}) already", again
    if ending == "toml":
        return "a scenario", f"try `negotiation run {path}`, which draws its pictures"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "no text", again
    if not text.strip():
        return "an empty file", again
    if ending == "csv":
        return "a table", again
    plain = _plain(text)
    if plain is None:
        plain = _plain(text.lstrip().partition("\n")[0])
        if not isinstance(plain, dict):
            return "", ""
    return _of(plain) if isinstance(plain, dict) else ("", "")


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _of(plain: dict[str, Any]) -> tuple[str, str]:
    """Return what a JSON object is, by its keys; nothing if it says so itself and is damaged."""
    if plain.get("format") == FORMAT or str(plain.get("kind")) in KEPT:
        return "", ""
    if "format" in plain and "solutions" in plain:
        if "record" in plain:
            files = plain.get("files")
            saved = files.get("run") if isinstance(files, dict) else None
            where = saved if isinstance(saved, str) else "the run.json of its folder"
            return (
                "what another version printed with `negotiation run --json`",
                f"try {where}, which the same run saved",
            )
        return (
            "what another version printed with `negotiation solve --json`",
            f"try `negotiation run {plain.get('scenario', 'SCENARIO')}`, which saves a run.json "
            "and draws it",
        )
    if {"moves", "strategies", "player_types"} <= set(plain):
        return (
            "a file of matches, each the record of one talk",
            f"try `negotiation run {plain.get('scenario', 'SCENARIO')} --strategies ..`, which "
            "plays such a talk, saves it in a run.json and draws its timeline",
        )
    if {"scenarios", "placings"} <= set(plain):
        return "a ranking over several scenarios", "try the tournament.json of one of them"
    if {"landscapes", "record", "story"} & set(plain):
        return "a run of another version", "try `negotiation run` again"
    if {"standings", "entrants"} <= set(plain):
        return "a tournament of another version", "try `negotiation tournament` again"
    return "", ""
