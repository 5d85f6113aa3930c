"""The theme: one look for all pictures, legible from the last row of a seminar room.

The US is red, square and solid; its partner is blue, round and dashed: no fact rests on colour
alone. Fonts are the ones that every system has or replaces by one of the same widths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from ...foundations.errors import MissingLibrary

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
TEXT, SMALL, LARGE = 14, 12, 20
"""Font sizes in pixels."""

COLOURS = ("#b3202c", "#1d4f9f")
"""Of player 0 (the US) and player 1 (its partner)."""
TINTS = ("#f0c9cc", "#c7d6ee")
"""The same, light."""
SHAPES = ("square", "circle")
"""Marks of player 0 and player 1."""
DASHES: tuple[list[int], list[int]] = ([1, 0], [7, 4])
"""Lines of player 0 and player 1."""
INK, MUTED, FAINT, HAIR = "#1f2328", "#5b6168", "#c9cdd2", "#e6e8eb"
ACCENT = "#d98a00"
"""The equilibrium, in every picture."""


def drawing_library() -> ModuleType:
    """Return altair, imported late; raises ``MissingLibrary`` where it is absent."""
    try:
        import altair
    except ImportError:
        raise MissingLibrary("altair") from None
    return altair


def marks(
    kind: str, values: Any, encoding: Mapping[str, Any], *, heard: bool = False, **look: Any
) -> Any:
    """Return one layer of marks; ``encoding`` maps channels to Vega-Lite definitions.

    ``values`` are rows, or a table of a `Sheet`. ``heard`` marks are read out by screen readers,
    one by one. Definitions are plain dictionaries because altair copies its own objects, with all
    their empty fields, at every layering and joining: most of the time of a picture went there.
    """
    alt = drawing_library()
    source = alt.Data(values=values) if isinstance(values, list) else values
    channels = alt.FacetedEncoding(**encoding)
    return alt.Chart(source, mark={"type": kind, "aria": heard, **look}, encoding=channels)


def quantity(field: str, domain: Sequence[float], axis: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the definition of a position on a fixed scale; ``None`` draws no axis."""
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def literal(field: str, kind: str = "nominal") -> dict[str, Any]:
    """Return the definition of a channel whose values are taken as they are, e.g. colours."""
    return {"field": field, "type": kind, "scale": None, "legend": None}


def words_of(field: str) -> dict[str, Any]:
    """Return the definition of a text, tooltip or description."""
    return {"field": field, "type": "nominal"}


class Sheet:
    """Tables that a figure holds once and its layers name, so that they are not copied."""

    def __init__(self) -> None:
        self.name_to_rows: dict[str, list[dict[str, Any]]] = {}

    def rows(self, values: list[dict[str, Any]]) -> Any:
        """Add a table and return its name, to be used as a chart's values."""
        name = f"table {len(self.name_to_rows) + 1}"
        self.name_to_rows[name] = values
        return drawing_library().NamedData(name=name)


def finished(
    chart: Any, title: str | list[str], subtitle: str | list[str], sheet: Sheet | None = None
) -> Chart:
    """Return a chart with its title, its tables and the theme applied."""
    alt = drawing_library()
    titled = chart.properties(
        title=alt.TitleParams(
            text=title,
            subtitle=subtitle,
            anchor="start",
            fontSize=LARGE,
            subtitleFontSize=TEXT,
            subtitleColor=MUTED,
            color=INK,
            subtitlePadding=6,
            offset=18,
        ),
        padding=20,
        background="white",
    )
    themed: Any = (
        titled.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=SMALL,
            titleFontSize=TEXT,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=INK,
            gridColor=HAIR,
            domainColor=FAINT,
            tickColor=FAINT,
            titlePadding=8,
        )
        .configure_text(fontSize=TEXT, color=INK)
        .configure_title(fontSize=TEXT, anchor="start", color=INK, fontWeight="bold")
        .configure_concat(spacing=26)
    )
    if sheet is not None:
        themed.datasets = sheet.name_to_rows
    return cast("Chart", themed)
