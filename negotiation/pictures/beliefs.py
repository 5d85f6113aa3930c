"""Beliefs: what the public thinks of each government's type, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..results.run import Run
from .drawing import theme, words
from .drawing.chances import Line, expected, panel, quality_note
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


class Beliefs(Picture):
    """One panel for each government that has a secret; one line for each type it may have."""

    title: ClassVar[str] = "What the talks reveal: the public's beliefs"
    private: ClassVar[bool] = True

    def draw(self, run: Run) -> Chart:
        """Return the panels side by side."""
        alt = theme.drawing_library()
        found = expected(run)
        columns = ["before", *(words.day(day) for day in found.dates)]
        panels = []
        for i, (player, name) in enumerate(run.players.items()):
            paths = [path for path in found.beliefs if path.player == player and path.true_type]
            lines = [
                Line(
                    name=f"if it is {words.plain(path.true_type)}",
                    chances=list(path.mean),
                    colour=theme.COLOURS[i],
                    dash=theme.DASHES[n % 2],
                )
                for n, path in enumerate(paths)
            ]
            if lines:
                believed = words.plain(paths[0].believed_type)
                heading = f"{name}: probability that it is {believed}"
                panels.append(panel(heading, columns, lines, "public belief, %"))
        return theme.finished(
            alt.hconcat(*panels, spacing=50), self.title, f"{run.title}. {quality_note(run)}"
        )

    def caption(self, run: Run) -> str:
        """Return how to read the lines and bands."""
        first, second = run.players.values()
        return (
            f"Each panel is about one government: {first} in red, {second} in blue. A line is the "
            "mean public belief after each round if the government truly has that type (solid: "
            "first type, dashed: second). Lines that stay together mean that nothing is revealed; "
            "lines that part, that the talks tell the types apart. Where the talks end early the "
            "last belief is kept."
        )

    def alt_text(self, run: Run) -> str:
        """Return every mean belief in words."""
        found = expected(run)
        sentences = ["Line charts of the public's mean beliefs before the talks and after rounds."]
        for path in found.beliefs:
            if path.true_type:
                means = ", ".join(f"{100.0 * mean:.0f} %" for mean in path.mean)
                sentences.append(
                    f"{run.players[path.player]}, if {words.plain(path.true_type)}, is believed "
                    f"{words.plain(path.believed_type)} with {means}."
                )
        return " ".join(sentences)
