"""The report of a run: its answer in short, and all its pictures, in one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...api.draw import pictures_of
from ...engine.card_worth import CardWorth
from ...foundations.errors import NegotiationError
from ...pictures.drawing.report import report
from ...results.run import Run
from ...results.storage import write_whole
from ...scenario.schema import Scenario
from .drawing import draw_all
from .in_short import in_short
from .varied import scenario_with

NAME = "report.html"
"""What the page is called."""


def draw_run(
    run: Run,
    folder: Path,
    formats: Sequence[str],
    scenario: Scenario,
    asked: str,
    worths: Sequence[CardWorth] | None = None,
) -> dict[str, Path]:
    """Draw all pictures of a run and write its report; return the files by name."""
    files = draw_all(run, folder, formats)
    return files | {NAME: write_report(run, folder, scenario, asked, worths)}


def write_report(
    run: Run,
    folder: Path,
    scenario: Scenario | None = None,
    asked: str = "",
    worths: Sequence[CardWorth] | None = None,
) -> Path:
    """Write the page into a folder and return its file.

    Without the scenario that was run it is looked for by name, and what its card is worth is asked
    where it is not given. Raises ``NegotiationError`` where
    it cannot be found as it was.
    """
    asked = asked or run.scenario
    found = scenario if scenario is not None else _found(run)
    drawn = {name: picture for name, picture in pictures_of(run).items() if not picture.lacks(run)}
    path = folder / NAME
    write_whole(path, report(run, drawn, in_short(run.solutions, found, asked, worths)).encode())
    return path


def _found(run: Run) -> Scenario:
    receipt = run.record.receipt
    changes = [f"{key}={value}" for key, value in receipt.changes.items()]
    try:
        found = scenario_with(run.scenario, changes)
    except NegotiationError as error:
        raise NegotiationError(
            f"no report: the scenario of this run, {run.scenario}, is needed for its first lines, "
            f"and cannot be had: {error}"
        ) from error
    if found.fingerprint != receipt.scenario_fingerprint:
        raise NegotiationError(
            f"no report: the scenario {run.scenario} has been changed since this run; try "
            f"`negotiation run {run.scenario}`, which writes a report of its own"
        )
    return found
