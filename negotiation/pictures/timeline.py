"""The path of the talks: offers, postures, yields and election clocks, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..results.record import in_words
from ..results.run import Run
from .drawing import pressure_panels, talks_panels, theme, words
from .drawing.columns import Columns, columns, heading
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


class Timeline(Picture):
    """One play of the talks under its dates."""

    title: ClassVar[str] = "The path of the talks"

    def draw(self, run: Run) -> Chart:
        """Return the panels, one under the other, with common columns."""
        alt = theme.drawing_library()
        cols = columns(run)
        panels = [
            heading(cols),
            talks_panels.offers(cols),
            talks_panels.headline(cols),
            talks_panels.postures(cols),
            pressure_panels.yields(cols),
            pressure_panels.clocks(cols),
        ]
        drawn = [panel for panel in panels if panel is not None]
        stacked = alt.vconcat(*drawn, spacing=16)
        return theme.finished(stacked, f"{self.title}: {_ending(run)}", _who(run))

    def caption(self, run: Run) -> str:
        """Return how to read the columns and marks."""
        first, second = run.players.values()
        unreached = "; shaded rounds were not reached" if _unreached(columns(run)) else ""
        return (
            "One column for every round and every date of the calendar; columns are equally "
            f"wide, so distances are not to scale{unreached}. Solid upright lines are elections, "
            f"broken ones deadlines. {first}: red, squares, solid; {second}: blue, circles, "
            "dashed. Yields are basis points above their level in a calm market. An election "
            "clock rises to 1 on election day."
        )

    def alt_text(self, run: Run) -> str:
        """Return the talks as sentences, one a round."""
        sentences = [f"Timeline of one play of the talks. {_who(run)}"]
        for entry in run.rounds:
            moves = [move for move in run.record.moves if move.date == entry.date]
            told = []
            for move in moves:
                name = run.players.get(move.player, move.player)
                what = words.plain(move.action)
                if move.package is not None and move.stage == "offer":
                    what = f"offers {in_words(move.package)}"
                told.append(f"{name} {what}")
            if told:
                sentences.append(f"{entry.label}, {words.day(entry.date)}: {'; '.join(told)}.")
        sentences.append(f"Ending: {_ending(run)}.")
        for entry in run.calendar:
            sentences.append(f"{words.day(entry.date, year=True)}: {entry.label} ({entry.kind}).")
        return " ".join(sentences)


def _ending(run: Run) -> str:
    record = run.record
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


def _who(run: Run) -> str:
    record = run.record
    told = " and ".join(
        f"{name} ({words.plain(record.player_types[player])}; "
        f"{words.plain(record.strategies[player])})"
        for player, name in run.players.items()
        if player in record.strategies
    )
    return f"{run.title}. {told}."


def _unreached(cols: Columns) -> bool:
    return any(entry.date > cols.last_day() for entry in cols.run.rounds)
