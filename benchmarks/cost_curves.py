"""Pictures of what things cost: one panel for each size that is varied, both axes logarithmic."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path

Point = Mapping[str, float | str]
"""One measurement: its ``size``, its ``seconds``, and ``who`` took them."""


def draw(panels: Mapping[str, Sequence[Point]], path: Path, seconds: str) -> None:
    """Draw panels, named by what varies, to a picture whose ending gives the format.

    ``seconds`` says on the axis what kind of seconds they are. Says so if Altair is missing.
    """
    if importlib.util.find_spec("altair") is None:
        print("Altair is not installed: no picture")
        return
    import altair

    charts = []
    for varied, points in panels.items():
        several = len({point["who"] for point in points}) > 1
        sizes = sorted({float(point["size"]) for point in points})
        base = altair.Chart(
            altair.InlineData(values=[dict(point) for point in points]),
            title=varied,
            width=220,
            height=180,
        )
        charts.append(
            base.mark_line(point=True).encode(
                x=altair.X("size:Q", title=varied.partition(",")[0])
                .scale(type="log", nice=False, padding=12)
                .axis(values=sizes, format="d", labelOverlap=True),
                y=altair.Y("seconds:Q", title=seconds).scale(type="log"),
                color=altair.Color("who:N", title=None, sort=None)
                .scale(range=["#20639b", "#ed553b", "#3caea3"])
                .legend(altair.Legend(orient="bottom") if several else None),
            )
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    altair.concat(*charts, columns=3).resolve_scale(color="independent").save(str(path), ppi=150)
    print(f"drew {path}")
