"""The four formats: whole, self-contained, the same every time."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zlib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from negotiation.foundations.errors import MissingLibrary
from negotiation.pictures.drawing import saving
from negotiation.pictures.drawing.saving import SCALE, as_svg, save_picture
from negotiation.pictures.drawing.settled_pdf import settled
from negotiation.pictures.payoff_parts import PayoffParts
from negotiation.pictures.payoff_plane import PayoffPlane
from tests.pictures.example_run import example_run

HOSTILE = 'https://example.org/x.js <script src="//evil.example/x"></script> & "quotes"'


@cache
def drawn() -> str:
    return as_svg(PayoffParts().draw(example_run()))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("saved")
    written = save_picture(PayoffParts(), example_run(), folder / "parts")
    return {path.suffix[1:]: path.read_bytes() for path in written}


def png_rows(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return width, height and the unfiltered rows of an eight-bit RGBA picture."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (8, 6)
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, wide = zlib.decompress(packed), 4 * width
    rows: list[bytes] = []
    above = bytes(wide)
    for line in range(height):
        start = line * (wide + 1)
        above = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + wide]), above)
        rows.append(above)
    return width, height, rows


def _unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    for n in range(len(row)):
        left, up = (row[n - 4] if n >= 4 else 0), above[n]
        corner = above[n - 4] if n >= 4 else 0
        if kind == 1:
            row[n] = (row[n] + left) & 255
        elif kind == 2:
            row[n] = (row[n] + up) & 255
        elif kind == 3:
            row[n] = (row[n] + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda value: abs(guess - value))
            row[n] = (row[n] + nearest) & 255
    return bytes(row)


def test_the_png_has_the_size_of_the_layout_and_both_players_colours(
    files: dict[str, bytes],
) -> None:
    width, height, rows = png_rows(files["png"])
    wide, tall = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn())[0])
    assert (width, height) == (round(wide * SCALE), round(tall * SCALE))
    seen = {row[n : n + 4] for row in rows[::3] for n in range(0, len(row), 4)}
    assert bytes((0xB3, 0x20, 0x2C, 255)) in seen
    assert bytes((0x1D, 0x4F, 0x9F, 255)) in seen
    assert rows[0][:4] == b"\xff\xff\xff\xff"


def test_the_pdf_is_complete_and_its_offsets_hold(files: dict[str, bytes]) -> None:
    pdf = files["pdf"]
    assert pdf.startswith(b"%PDF-1.")
    assert pdf.rstrip().endswith(b"%%EOF")
    start = int(re.findall(rb"startxref\n(\d+)\n", pdf)[-1])
    assert pdf[start : start + 5] == b"xref\n"
    offsets = [int(entry) for entry in re.findall(rb"^(\d{10}) 00000 n", pdf[start:], re.M)]
    assert len(offsets) > 5
    for number, offset in enumerate(offsets, 1):
        assert pdf[offset:].startswith(b"%d 0 obj\n" % number)
    assert b"/CreationDate" not in pdf
    assert b"LiberationSans" in pdf


def test_the_pdf_is_the_same_every_time_though_its_writer_is_not() -> None:
    raw = {saving._converter().svg_to_pdf(drawn()) for _ in range(12)}
    assert len(raw) > 1, "the writer has become regular: settled_pdf can go"
    assert len({settled(pdf) for pdf in raw}) == 1
    one = settled(raw.pop())
    assert settled(one) == one


def test_a_pdf_of_another_build_is_left_alone() -> None:
    for other in (
        b"",
        b"%PDF-1.7\nnothing else",
        b"%PDF-1.5\n1 0 obj\n<</Type /ObjStm>>\nendobj\n",
    ):
        assert settled(other) == other


def test_the_svg_is_the_same_however_many_were_drawn_before() -> None:
    chart = PayoffPlane().draw(example_run())
    svg = as_svg(chart)
    assert "clip-path" in svg  # what the layout numbers on and on through a process
    same = as_svg(chart) == svg  # a name, so that a failure explains no megabyte of differences
    assert same


class Reader(HTMLParser):
    """Collects what a page would load, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "data", "action") and value:
                self.loads.append(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_loads_nothing_and_shows_its_receipt(files: dict[str, bytes]) -> None:
    text = files["html"].decode()
    reader = Reader()
    reader.feed(text)
    assert "http" not in text
    assert "url(" not in text.replace("url(#", "")
    assert "@import" not in text
    assert all(load.startswith("#") for load in reader.loads)
    assert not {"script", "link", "iframe", "img", "object"} & set(reader.tags)
    words = " ".join(reader.words)
    receipt = example_run().record.receipt
    shown = (receipt.scenario_fingerprint, receipt.game_fingerprint, str(receipt.seed), "altair")
    for expected in (*shown, *receipt.versions, PayoffParts().caption(example_run())):
        assert expected in words
    assert "svg" in reader.tags
    assert reader.tags.count("title") > 20  # the page's and one hint for every bar
    assert len(text) < 1_500_000


def test_hostile_names_are_words_and_nothing_else(tmp_path: Path) -> None:
    run = example_run(partner=("x", HOSTILE))
    (path,) = save_picture(PayoffParts(), run, tmp_path / "x", ["html"])
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    assert "script" not in reader.tags
    assert reader.loads == []
    assert any(HOSTILE in words for words in reader.words)


@pytest.mark.parametrize("missing", ["altair", "vl_convert"])
def test_a_missing_library_names_its_extra(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingLibrary, match="comes with this package"):
        save_picture(PayoffParts(), example_run(), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_finding_the_pictures_imports_no_drawing_library() -> None:
    code = (
        "import sys; from negotiation import pictures; from negotiation.foundations import shelf; "
        "from negotiation.pictures.picture import Picture; "
        "from negotiation.pictures.drawing import saving; "
        "shelf.name_to_class(pictures, Picture); "
        "print([m for m in ('altair', 'vl_convert') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
