"""The path of the talks: offers, postures, yields and election clocks, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..results.run import Run
from .drawing import played_talks, words
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


class Timeline(Picture):
    """One play of the talks under its dates."""

    title: ClassVar[str] = "The path of the talks"
    place: ClassVar[int] = 70

    def draw(self, run: Run) -> Chart:
        """Return the panels, one under the other, with common columns."""
        return played_talks.chart(run, run.record, self.title, _who(run))

    def caption(self, run: Run) -> str:
        """Return how to read the columns and marks."""
        return (
            "One play of the talks by two strategies, which need not be in equilibrium. "
            f"{played_talks.marks_in_words(run, run.record)}"
        )

    def alt_text(self, run: Run) -> str:
        """Return the talks as sentences, one a round."""
        told = played_talks.moves_in_words(run, run.record)
        return f"Timeline of one play of the talks. {run.title}. {_who(run)} {told}"


def _who(run: Run) -> str:
    record = run.record
    told = " and ".join(
        f"{name} ({words.plain(record.player_types[player])}; "
        f"{words.plain(record.strategies[player])})"
        for player, name in run.players.items()
        if player in record.strategies
    )
    return f"{told}."
