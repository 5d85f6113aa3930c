"""Reading a chart's specification and its SVG, apart from the code that draws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def layers(spec: dict[str, Any], tables: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Yield every layer of marks of a specification, its rows put under ``rows``."""
    tables = tables if tables is not None else spec.get("datasets", {})
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for inner in spec.get(key, []):
            yield from layers(inner, tables)
    if "mark" in spec:
        source = spec["data"]
        rows = tables[source["name"]] if "name" in source else source["values"]
        yield {**spec, "rows": rows}


def panels(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every panel: a group of layers with a width of its own, its tables put in."""
    tables = spec.get("datasets", {})

    def inside(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if "layer" in part:
            yield {**part, "datasets": tables}
        for key in ("hconcat", "vconcat", "concat"):
            for inner in part.get(key, []):
                yield from inside(inner)

    yield from inside(spec)


def titles(spec: Any) -> Iterator[str]:
    """Yield every title: of axes, of panels and of the figure."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("title", "text", "subtitle") and isinstance(value, str):
                yield value
            if key not in ("datasets", "values"):
                yield from titles(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from titles(part)


def texts(svg: str) -> list[str]:
    """Return every piece of text in a drawing."""
    root = ElementTree.fromstring(svg)
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def placed_texts(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Return every visible text with its box: text, left, top, right, bottom, in pixels.

    Widths are estimated at 0.5 of the font size a letter; halos (white strokes) are left out.
    """
    found: list[tuple[str, float, float, float, float]] = []

    def walk(element: ElementTree.Element, x: float, y: float, turned: bool) -> None:
        move = element.get("transform", "")
        for a, b in re.findall(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)", move):
            x, y = x + float(a), y + float(b)
        turned = turned or "rotate" in move
        if element.tag == f"{SVG}text" and element.get("stroke") != "white" and not turned:
            size = float((element.get("font-size") or "10px").removesuffix("px"))
            anchor = element.get("text-anchor", "start")
            base = y
            for n, line in enumerate(list(element) or [element]):  # lines are parts of their own
                words = "".join(line.itertext())
                base += float(line.get("dy") or 0.0) if n else 0.0
                wide = 0.5 * size * len(words)
                left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
                if words:
                    found.append((words, left, base - 0.7 * size, left + wide, base + 0.15 * size))
        for child in element:
            walk(child, x, y, turned)

    walk(ElementTree.fromstring(svg), 0.0, 0.0, False)
    return found


def mark_groups(svg: str, kind: str) -> int:
    """Return how many marks of a kind (``symbol``, ``rect``, ``line`` ...) a drawing holds."""
    root = ElementTree.fromstring(svg)
    return sum(
        len(list(group))
        for group in root.iter(f"{SVG}g")
        if f"mark-{kind}" in group.get("class", "") and "role-mark" in group.get("class", "")
    )


def placed_rules(svg: str) -> list[tuple[float, float, float]]:
    """Return every upright rule among the marks: its x, its top and its bottom, in pixels."""
    found: list[tuple[float, float, float]] = []

    def walk(element: ElementTree.Element, x: float, y: float, marks: bool) -> None:
        for a, b in re.findall(
            r"translate\(([-\d.e]+),\s*([-\d.e]+)\)", element.get("transform", "")
        ):
            x, y = x + float(a), y + float(b)
        kind = element.get("class", "")
        if kind:
            marks = "mark-rule" in kind and "role-mark" in kind
        across, down = (float(element.get(name) or 0.0) for name in ("x2", "y2"))
        if element.tag == f"{SVG}line" and marks and across == 0.0 and down != 0.0:
            found.append((x, min(y, y + down), max(y, y + down)))
        for child in element:
            walk(child, x, y, marks)

    walk(ElementTree.fromstring(svg), 0.0, 0.0, False)
    return found
