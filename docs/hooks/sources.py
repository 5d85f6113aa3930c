"""Gives the bibliography a page of its own: every source with its day and where it can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from negotiation.scenario.bibliography import Reference, references

PAGE = "sources.md"
_SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
_OURS = ("assumption", "counterfactual")
"""Keys that stand for no publication."""


def as_markdown() -> str:
    """Return the page: every entry of the library's bibliography, in the order of its keys."""
    found = references([_SCENARIOS])
    published = {key: one for key, one in sorted(found.items()) if key not in _OURS}
    linked = [one for one in published.values() if one.address]
    lines = [
        "# Sources of the numbers",
        "",
        f"The numbers of the scenarios rest on {len(published)} publications, listed here under the"
        " key that a number's `source` names. "
        f"{len(linked)} have an address; the others have none yet. Where a press copy"
        " or a memory of a publication was used instead of the publication, the note says so."
        " `negotiation scenarios june_deadline --sources` shows which number rests on which.",
        "",
        "Two keys stand for no publication: `assumption`, a number for which none was found, and"
        " `counterfactual`, one that is set to ask what if.",
        "",
        "| key | source | public since |",
        "|---|---|---|",
    ]
    lines += [_row(one) for one in published.values()]
    return "\n".join(lines) + "\n"


def _row(one: Reference) -> str:
    said = {name: _plain(one.fields.get(name, "")) for name in ("author", "title", "howpublished")}
    title = f"[{said['title']}]({one.address})" if one.address else said["title"]
    where = f", {said['howpublished']}" if said["howpublished"] else ""
    note = _plain(one.fields.get("note", ""))
    told = f"{said['author']}: {title}{where}." + (f"<br>*{note}*" if note else "")
    day = one.fields.get("date", one.fields.get("year", ""))
    return f"| <a id='{one.key}'></a>`{one.key}` | {told} | <span class='whole'>{day}</span> |"


def _plain(text: str) -> str:
    """Return a field without the marks of TeX, safe in a table and never taken for a formula."""
    shown = re.sub(r"\\([%&#_])|[{}]", r"\1", " ".join(text.split()))
    shown = shown.replace("\\$", "$").replace("$", "\\$")
    return shown.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def on_files(files: Files, config: Any) -> Files:
    files.append(File.generated(config, PAGE, content=as_markdown()))
    return files
