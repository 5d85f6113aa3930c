"""A page of an experiment in Markdown: its finding, its picture, its tables, what made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .experiment_result import ExperimentResult, Row
from .receipt import Receipt

LEAST = 0.005
"""Smaller amounts are told as smaller than this."""
KEYS = frozenset({"key", "number", "source", "instead_source"})
"""Columns of keys, of scenarios or of bibliographies, which are told as they are written."""


def as_page(result: ExperimentResult, pictures: Mapping[str, str] | None = None) -> str:
    """Return the page; ``pictures`` are addresses of images with what they show in words.

    The same result gives the same page.
    """
    blocks = [f"# {result.question}", result.finding]
    blocks += [f"![{words}]({address})" for address, words in (pictures or {}).items()]
    blocks += [result.design, as_markdown(result.columns, result.rows)]
    for table in result.tables:
        blocks += [f"## {table.title}", *([table.note] if table.note else [])]
        if table.rows:
            blocks.append(as_markdown(table.columns, table.rows))
    blocks += ["## What this was made from", *map(_origin, result.receipts)]
    return "\n\n".join(blocks) + "\n"


def as_markdown(columns: Mapping[str, str], rows: Sequence[Row]) -> str:
    """Return a table with the meanings of its columns in its head."""
    numeric = {name for row in rows for name, cell in row.items() if isinstance(cell, float)}
    head = [meaning[0].upper() + meaning[1:] for meaning in columns.values()]
    lines = [
        _line(head),
        _line(["---:" if name in numeric else "---" for name in columns]),
        *(_line([_cell(name, row.get(name)) for name in columns]) for row in rows),
    ]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(column: str, cell: str | float | None) -> str:
    if cell is None:
        return "\N{EN DASH}"
    if isinstance(cell, str) and column in KEYS:
        return ", ".join(f"`{key}`" for key in cell.split(", ") if key)
    if isinstance(cell, str):
        return cell.replace("_", " ")
    if 0.0 < abs(cell) < LEAST:
        return f"<{LEAST:g}" if cell > 0.0 else f">\N{MINUS SIGN}{LEAST:g}"
    text = f"{cell:.0f}" if cell == int(cell) and abs(cell) > 1.0 else f"{cell:.2f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text) != 0.0 else text.lstrip("-")


def _origin(receipt: Receipt) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in receipt.versions.items())
    seed = "" if receipt.seed is None else f", seed {receipt.seed}"
    return f"`{receipt.scenario}`, fingerprint `{receipt.scenario_fingerprint}`{seed}; {versions}."
