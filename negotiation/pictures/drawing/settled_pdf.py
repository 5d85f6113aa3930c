"""The same picture, the same PDF: the order of a PDF's objects settled.

The PDF writer under vl-convert embeds no time, but numbers fonts and lists resources in the order
of a hash table that is seeded anew at every call. Here its objects are numbered by first use from
the document's root, lists of resources sorted by name, and the table of offsets written again.
Streams are copied byte by byte. A file of another build is left as it is.
"""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"\n(\d+) 0 obj\n")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_ENTRIES = re.compile(rb"(?:^ +/\S+ \d+ 0 R\n){2,}", re.MULTILINE)
_TRAILER = re.compile(rb"trailer\n<<\n(.*?)\n>>\nstartxref\n\d+\n%%EOF\s*$", re.DOTALL)


def settled(pdf: bytes) -> bytes:
    """Return the PDF with its objects in a fixed order."""
    table = pdf.rfind(b"\nxref\n")
    trailer = _TRAILER.search(pdf, max(table, 0))
    starts = _starts(pdf, table)
    if trailer is None or not starts or b"/ObjStm" in pdf:
        return pdf
    head = pdf[: starts[0][1] + 1]
    ends = [start for _, start in starts[1:]] + [table]
    number_to_body = {
        number: _sorted_entries(pdf[pdf.index(b"obj\n", start) + 4 : end])
        for (number, start), end in zip(starts, ends, strict=True)
    }
    order = _by_first_use(_references(trailer[1]), number_to_body)
    if len(order) != len(number_to_body):
        return pdf
    new = {number: n for n, number in enumerate(order, 1)}
    pieces, offsets, length = [head], [], len(head)
    for number in order:
        offsets.append(length)
        body = _renumbered(number_to_body[number], new)
        piece = b"%d 0 obj\n%s\n" % (new[number], body)
        pieces.append(piece)
        length += len(piece)
    lines = [b"%010d 00000 n \n" % offset for offset in offsets]
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(order) + 1) + b"".join(lines))
    pieces.append(b"trailer\n<<\n%s\n>>\n" % _renumbered(trailer[1], new))
    pieces.append(b"startxref\n%d\n%%%%EOF" % length)
    return b"".join(pieces)


def _starts(pdf: bytes, table: int) -> list[tuple[int, int]]:
    """Return number and place of every object, by the file's own table of offsets.

    Looking for objects by their words would also find such words inside streams.
    """
    entries = re.findall(rb"^(\d{10}) \d{5} n", pdf[max(table, 0) :], re.MULTILINE)
    found = []
    for entry in sorted(int(offset) for offset in entries):
        match = _OBJECT.match(pdf, entry - 1)
        if match is None:
            return []
        found.append((int(match[1]), entry - 1))
    return found


def _split(body: bytes) -> tuple[bytes, bytes]:
    """Return an object's dictionary and its stream."""
    cut = body.find(b"\nstream\n")
    return (body, b"") if cut < 0 else (body[:cut], body[cut:])


def _sorted_entries(body: bytes) -> bytes:
    words, stream = _split(body.rstrip(b"\n"))
    return (
        _ENTRIES.sub(lambda run: b"".join(sorted(run[0].splitlines(keepends=True))), words) + stream
    )


def _references(words: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(words)]


def _by_first_use(roots: list[int], number_to_body: dict[int, bytes]) -> list[int]:
    order: dict[int, None] = {}
    waiting = list(reversed(roots))
    while waiting:
        number = waiting.pop()
        if number in order or number not in number_to_body:
            continue
        order[number] = None
        waiting.extend(reversed(_references(_split(number_to_body[number])[0])))
    return list(order)


def _renumbered(body: bytes, new: dict[int, int]) -> bytes:
    words, stream = _split(body)
    return _REFERENCE.sub(lambda match: b"%d 0 R" % new[int(match[1])], words) + stream
