"""The date of a deal: how likely an agreement is by the end of every round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ..results.run import Run
from .drawing import theme, words
from .drawing.chances import HEIGHT, Line, expected, panel, quality_note
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

OVERALL = "overall"


class DealDate(Picture):
    """Cumulative probabilities of an agreement, overall and by pair of types."""

    title: ClassVar[str] = "When is a deal struck?"
    private: ClassVar[bool] = True

    def draw(self, run: Run) -> Chart:
        """Return the lines on the left and what each round adds on the right."""
        alt = theme.drawing_library()
        found = expected(run)
        days = [words.day(day) for day in found.dates]
        lines = [
            Line(
                name=label if label != OVERALL else "all, weighed with the prior",
                chances=[0.0, *found.agreed_by[label]],
                colour=theme.INK if label == OVERALL else _COLOURS[n % len(_COLOURS)],
                dash=[1, 0] if label == OVERALL else _DASHES[n % len(_DASHES)],
                width=4.0 if label == OVERALL else 2.0,
            )
            for n, label in enumerate(found.agreed_by)
        ]
        first, second = run.players.values()
        heading = f"Agreement by the end of the round, by type of {first} / {second}"
        left = panel(heading, ["before", *days], lines, "probability, %")
        right = _added(days, list(found.agreed_by[OVERALL]))
        return theme.finished(
            alt.hconcat(left, right, spacing=50), self.title, f"{run.title}. {quality_note(run)}"
        )

    def caption(self, run: Run) -> str:
        """Return how to read the lines."""
        first, second = run.players.values()
        return (
            "Left: the probability that an agreement has been reached by the end of each round, "
            f"for each pair of types (of {first} / of {second}) and, thick, weighed with the "
            "prior. Right: what each round adds to the thick line, and what is left without an "
            "agreement after the last."
        )

    def alt_text(self, run: Run) -> str:
        """Return every probability in words."""
        found = expected(run)
        first, second = run.players.values()
        sentences = [f"Probability of an agreement between {first} and {second} by date."]
        for label, chances in found.agreed_by.items():
            told = ", ".join(
                f"{words.day(day)} {100.0 * chance:.0f} %"
                for day, chance in zip(found.dates, chances, strict=True)
            )
            sentences.append(f"{label}: {told}.")
        return " ".join(sentences)


_COLOURS = ("#b3202c", "#1d4f9f", "#8a5a00", "#2f6b3c")
_DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3])


def _added(days: list[str], cumulated: list[float]) -> Any:
    """Return a bar for every round and one for no agreement."""
    alt = theme.drawing_library()
    names = [*days, "no deal"]
    chances = [b - a for a, b in zip([0.0, *cumulated], [*cumulated, 1.0], strict=True)]
    rows = [
        {
            "row": n,
            "name": name,
            "percent": 100.0 * chance,
            "label": f"{100.0 * chance:.0f} %",
            "colour": theme.FAINT if name == "no deal" else theme.INK,
            "above": n - 0.36,
            "below": n + 0.36,
            "words": f"{name}: {100.0 * chance:.1f} %",
        }
        for n, (name, chance) in enumerate(zip(names, chances, strict=True))
    ]
    most = max(row["percent"] for row in rows)  # type: ignore[type-var]
    domain = (0.0, 1.25 * float(str(most)))
    span = (len(names) - 0.4, -0.6)
    x = theme.quantity("percent", domain, None)
    bars = {
        "x": x,
        "x2": {"datum": 0},
        "y": theme.quantity("above", span, None),
        "y2": {"field": "below"},
        "color": theme.literal("colour"),
        "description": theme.words_of("words"),
    }
    y = theme.quantity("row", span, None)
    after = {"x": x, "y": y, "text": theme.words_of("label")}
    before = {"x": {"datum": 0, "type": "quantitative"}, "y": y, "text": theme.words_of("name")}
    return alt.layer(
        theme.marks("rect", rows, bars, heard=True),
        theme.marks("text", rows, after, align="left", dx=6),
        theme.marks("text", rows, before, align="right", dx=-8),
    ).properties(width=300, height=HEIGHT, title="Agreed in this round, %")
