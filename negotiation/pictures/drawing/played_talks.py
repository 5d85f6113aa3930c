"""A play of the talks as panels under their dates, and in words: what its pictures share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...foundations.wording import in_words
from ...results.record import Record
from ...results.run import Run
from . import posture_bands, pressure_panels, talks_panels, theme, words
from .columns import columns, heading

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

NOT_TO_SCALE = "Columns are equally wide: dates are not to scale."


def chart(run: Run, record: Record, title: str, who: str) -> Chart:
    """Return the panels of a play, one under the other, with common columns."""
    alt = theme.drawing_library()
    cols = columns(replace(run, record=record))
    panels = [
        heading(cols),
        talks_panels.offers(cols),
        talks_panels.headline(cols),
        posture_bands.postures(cols),
        pressure_panels.yields(cols),
        pressure_panels.clocks(cols),
    ]
    drawn = [panel for panel in panels if panel is not None]
    stacked = alt.vconcat(*drawn, spacing=16)
    subtitle = [f"{run.title}. {who}", NOT_TO_SCALE]
    return theme.finished(stacked, f"{title}: {ending(run, record)}", subtitle)


def marks_in_words(run: Run, record: Record) -> str:
    """Return how to read the columns and marks."""
    first, second = run.players.values()
    over = columns(replace(run, record=record)).last_day()
    is_short = any(entry.date > over for entry in run.rounds)
    unreached = "; shaded rounds were not reached" if is_short else ""
    return (
        "One column for every round and every date of the calendar; columns are equally "
        f"wide, so distances are not to scale{unreached}. Solid upright lines are elections, "
        f"broken ones deadlines. {first}: red, squares, solid; {second}: blue, circles, "
        "dashed. Yields are basis points above their level in a calm market. An election "
        "clock rises to 1 on election day."
    )


def moves_in_words(run: Run, record: Record) -> str:
    """Return the talks as sentences, one a round, and the dates of the calendar."""
    sentences = []
    for entry in run.rounds:
        moves = [move for move in record.moves if move.date == entry.date]
        told = []
        for move in moves:
            name = run.players.get(move.player, move.player)
            what = words.plain(move.action)
            if move.package is not None and move.stage == "offer":
                what = f"offers {in_words(move.package)}"
            told.append(f"{name} {what}")
        if told:
            sentences.append(f"{entry.label}, {words.day(entry.date)}: {'; '.join(told)}.")
    sentences.append(f"Ending: {ending(run, record)}.")
    for entry in run.calendar:
        sentences.append(f"{words.day(entry.date, year=True)}: {entry.label} ({entry.kind}).")
    return " ".join(sentences)


def ending(run: Run, record: Record) -> str:
    """Return how a play ends, and what it is worth to both."""
    payoffs = ", ".join(
        f"{name} {words.signed(record.payoffs[player].total)}"
        for player, name in run.players.items()
        if player in record.payoffs
    )
    if record.agreement is None:
        how = f"no agreement ({words.plain(record.ending)})"
    else:
        how = f"agreement on {words.day(record.agreement.date, year=True)}"
    return f"{how}, worth {payoffs} ($bn)"
