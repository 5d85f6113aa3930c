"""A picture of a size: the whole drawing on a sheet of that size, and text that can be read."""

from __future__ import annotations

import re
import struct
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

import negotiation as ng
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing.saving import as_svg, save_picture, sized
from negotiation.pictures.drawing.sizes import PAPER, SIZES, Size, fitted
from tests.pictures.marks import placed_texts, texts
from tests.pictures.test_every_picture import SHELF, drawing, every_and_example, examples

every_size = pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
MANY_ROWS = {("payoff_matrix", "another partner"), ("payoff_matrix", "one far below")}
"""Tables of 18 entrants and more, whose cells are what a size makes small."""


@cache
def untitled(name: str, example: str) -> str:
    return as_svg(SHELF[name].draw(examples(name)[example]), has_title=False)


def root_of(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def scale_of(svg: str) -> tuple[float, float, float]:
    found = re.search(r"translate\(([\d.]+),([\d.]+)\) scale\(([\d.]+)\)", svg)
    assert found is not None
    x, y, factor = map(float, found.groups())
    return x, y, factor


@every_size
@every_and_example
def test_the_whole_drawing_is_on_the_sheet_and_as_large_as_fits(
    name: str, example: str, size: Size
) -> None:
    plain = drawing(name, example) if size.has_title else untitled(name, example)
    svg = fitted(plain, size)
    wide, tall = (float(root_of(svg).get(edge) or 0.0) for edge in ("width", "height"))
    drawn = [float(root_of(plain).get(edge) or 0.0) for edge in ("width", "height")]
    x, y, factor = scale_of(svg)
    across, down = drawn[0] * factor, drawn[1] * factor
    assert wide <= size.width + 0.01
    assert tall <= size.height + 0.01
    assert across == pytest.approx(size.width, abs=0.01) or down == pytest.approx(
        size.height, abs=0.01
    )
    assert (2 * x + across, 2 * y + down) == pytest.approx((wide, tall), abs=0.01)
    if size.is_filled:
        assert (wide, tall) == (size.width, size.height)
    smallest = min(float(height) for height in re.findall(r'font-size="([\d.]+)px"', plain))
    assert smallest * factor >= (3.5 if (name, example) in MANY_ROWS else 5.4)


@every_and_example
def test_a_printed_figure_is_what_the_default_is_without_its_title(name: str, example: str) -> None:
    plain = untitled(name, example)
    whole = texts(drawing(name, example))
    rest = texts(plain)
    assert 0 < len(rest) < len(whole)
    assert all(rest.count(text) <= whole.count(text) for text in rest)
    width, height = (float(root_of(plain).get(edge) or 0.0) for edge in ("width", "height"))
    outside = [
        text
        for text, left, top, right, bottom in placed_texts(plain)
        if left < 0.0 or top < 0.0 or right > width or bottom > height
    ]
    assert outside == []


@every_size
def test_files_have_the_size_too_and_the_same_bytes(size: Size, tmp_path: Path) -> None:
    result, picture = examples("payoff_plane")["agreement"], SHELF["payoff_plane"]
    for again in ("a", "b"):
        save_picture(picture, result, tmp_path / again, ("png", "pdf", "svg"), size)
    for form in ("png", "pdf", "svg"):
        assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()
    wide, tall = struct.unpack(">II", (tmp_path / "a.png").read_bytes()[16:24])
    box = re.search(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "a.pdf").read_bytes())
    assert box is not None
    assert float(box[1]) <= size.width + 0.01
    assert float(box[2]) <= size.height + 0.01
    assert (wide, tall) == pytest.approx(
        [float(edge) * size.pixels for edge in box.groups()], abs=1.5
    )


def test_a_page_has_no_size_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    result = examples("payoff_plane")["agreement"]
    with pytest.raises(NegotiationError, match=r"a page \(html\) has no size"):
        ng.draw(result, "payoff_plane", tmp_path / "x.html", size="slide")
    with pytest.raises(NegotiationError, match=r"no size 'slides'.*try 'slide'"):
        ng.draw(result, "payoff_plane", tmp_path / "x.png", size="slides")
    with pytest.raises(TypeError, match="a size is given by its name"):
        ng.draw(result, "payoff_plane", size=PAPER)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
    ng.draw(result, "payoff_plane", tmp_path / "x.svg", size="paper")
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == sized(
        SHELF["payoff_plane"], result, PAPER
    )
