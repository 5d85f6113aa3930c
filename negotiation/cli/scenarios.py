"""List the scenarios, explain one, or print its numbers with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console.options import AsJson
from .console.varied import Changes, print_title, scenario_with

if TYPE_CHECKING:
    from ..scenario.schema import Scenario
    from ..scenario.sourced_number import SourcedNumber


def command(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="Name or path; none lists them all.")
    ] = "",
    changes: Changes = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="Every number: unit, range, source, confidence.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the scenarios; explain one; print every number with its unit, range and source."""
    from ..foundations.errors import NegotiationError

    if not scenario:
        if changes:
            raise NegotiationError(
                "--set needs a scenario; try scenarios june_deadline --set market.rise=0.1"
            )
        if sources:
            raise NegotiationError(
                "--sources needs a scenario; try scenarios june_deadline --sources"
            )
        _list(as_json)
        return
    loaded = scenario_with(scenario, changes)
    if as_json:
        from ..results.storage import as_json as text

        print(text(_plain(loaded)), end="")
    elif sources:
        _sources(loaded)
    else:
        _explain(loaded, scenario)


def _list(as_json: bool) -> None:
    from ..engine.textbook import textbook_games
    from ..foundations.errors import NegotiationError
    from ..game.textbook.writing import PREFIX
    from ..scenario.library import available
    from ..scenario.loading import load

    found: dict[str, str] = {}
    broken: dict[str, str] = {}
    for name, path in available().items():
        try:
            found[name] = load(str(path)).contents.title
        except NegotiationError as error:  # one broken file must not hide the others
            broken[name] = str(error).splitlines()[0]
    if as_json:
        from ..results.storage import as_json as text

        books = {name: kind.title for name, kind in textbook_games().items()}
        plain = {"scenarios": found, "broken": broken, "textbook": books}
        print(text(plain), end="")
        return
    from rich.table import Table
    from rich.text import Text

    from .console.tables import console

    table = Table("scenario", "title", title="Scenarios", title_justify="left")
    for name, title in found.items():
        table.add_row(name, title)
    for name, problem in broken.items():
        table.add_row(name, Text(problem, style="red"))
    console().print(table)
    table = Table("game", "title", title="Games of the textbooks, for solve", title_justify="left")
    for name, kind in textbook_games().items():
        table.add_row(PREFIX + name, kind.title)
    console().print(table)


def _explain(loaded: Scenario, asked: str) -> None:
    from collections import Counter
    from textwrap import fill

    from ..foundations.wording import plain
    from .console.tables import console

    out, contents = console(), loaded.contents
    print_title(out, contents.title, loaded.name, loaded.changes_as_text)
    out.print(contents.story.strip())
    chain = " < ".join(reversed(loaded.files))
    out.print(f"\nread from {chain}; {len(loaded.numbers)} numbers; protocol {contents.protocol}")
    if len(loaded.files) > 1:
        said = Counter(_file(loaded, number) for number in loaded.numbers)
        told = ", ".join(f"{said[file]} from {file}" for file in reversed(loaded.files))
        out.print(f"  its numbers: {told}; check that those inherited are meant")
    for planned in contents.rounds:
        out.print(f"  {planned.day}  {planned.name}, {planned.proposer} proposes")
    for name, issue in contents.issues.items():
        labels = ", ".join(issue.label(level) for level in issue.levels)
        out.print(f"  {issue.title} ({name}): {labels}")
    for who, types in (("us", contents.us.types), (contents.partner.id, contents.partner.types)):
        priors = ", ".join(f"{name} {one.prior:g}" for name, one in types.items())
        out.print(f"  types of {who}: {priors}")
        for name, one in types.items():
            if one.words:
                first = f"    {plain(name)}: "
                out.print(fill(first + one.words, out.width, subsequent_indent=" " * len(first)))
    low = sum(number.confidence == "low" for number in loaded.numbers)
    out.print(
        f"{low} of {len(loaded.numbers)} numbers are of low confidence; "
        f"`negotiation scenarios {asked} --sources` shows each"
    )


def _sources(loaded: Scenario) -> None:
    """Print two lines for each number: what it is, and under it why."""
    from itertools import groupby

    from rich.text import Text

    from .console.tables import console, strong

    colour = {"high": "green", "medium": "yellow", "low": "red"}
    out = console()
    out.print(strong(f"Numbers of {loaded.name}"))
    for section, numbers in groupby(loaded.numbers, lambda number: number.key.partition(".")[0]):
        out.print(strong(f"\n{section}"))
        rows = [(number, f"{_value(number)} {number.unit}") for number in numbers]
        width = max(len(number.key) for number, _ in rows)
        for number, value in rows:
            spread = "" if number.low is None else f"{number.low:g} to {number.high:g}"
            line = Text(f"  {number.key:{width}}  {value:24}  {spread:16}  ")
            line.append(number.confidence, style=colour[number.confidence])
            origin = _file(loaded, number)
            own = origin == loaded.files[-1] or number.varied_from is not None
            why = [", ".join(number.source), _varied(number), number.note]
            why += [] if own else [f"from {origin}"]
            out.print(line, soft_wrap=True)
            out.print(Text(f"      {'; '.join(filter(None, why))}", style="dim"), soft_wrap=True)
    out.print(strong("\nSources"))
    for key in sorted({key for number in loaded.numbers for key in number.source}):
        source = loaded.text.references[key]
        told = f"{source.citation}. {source.address}" if source.address else source.citation
        out.print(f"  {key}: {told}", soft_wrap=True)


def _file(loaded: Scenario, number: SourcedNumber) -> str:
    """Return the file that says what a number is."""
    return loaded.text.file_of(tuple(number.key.split(".")))


def _value(number: SourcedNumber) -> str:
    return ", ".join(f"{value:g}" for value in number.value)


def _varied(number: SourcedNumber) -> str:
    """Return a word on a number that is not what the files say."""
    if number.varied_from is None:
        return ""
    before = ", ".join(f"{value:g}" for value in number.varied_from)
    return f"varied from {before}" if before else "not in the files"


def _plain(loaded: Scenario) -> dict[str, Any]:
    from ..results.storage import as_plain

    keys = sorted({key for number in loaded.numbers for key in number.source})
    return {
        "scenario": loaded.name,
        "title": loaded.contents.title,
        "story": loaded.contents.story.strip(),
        "files": list(loaded.files),
        "fingerprint": loaded.fingerprint,
        "changes": loaded.changes_as_text,
        "numbers": [
            as_plain(number) | {"file": _file(loaded, number)} for number in loaded.numbers
        ],
        "references": {key: loaded.text.references[key].citation for key in keys},
        "addresses": {key: loaded.text.references[key].address for key in keys},
    }
