"""Reading a table in which one column varies and all others are numbers that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...results.experiment_result import ExperimentResult

MOST_PANELS, MOST_WORDS = 9, 40
"""So many columns of numbers, and so many rows of words, have room in a figure."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table of this form."""

    varies: str
    """What the column that varies means, with its unit."""
    names: tuple[str, ...]
    """Its values [row] in words."""
    values: tuple[float, ...]
    """Its values [row] if they are numbers; the rows' places if they are words."""
    is_numeric: bool
    """Whether they are numbers."""
    name_to_numbers: Mapping[str, tuple[float, ...]]
    """The numbers [row] of every other column that varies."""
    meaning: Mapping[str, str]
    """What every column means, with its unit, by name."""
    constants: Mapping[str, str]
    """The columns that are the same in all rows: meaning to value."""


def why_not(result: ExperimentResult) -> str:
    """Return in words why a table is not of this form; empty if it is."""
    if len(result.rows) < 2:
        return f"the table of {result.name} has {len(result.rows)} rows, too few for a line"
    columns = _varying(result)
    if not columns:
        return f"no column of the table of {result.name} varies"
    first, *others = columns
    cells = [row[first] for row in result.rows]
    if len(set(cells)) < len(cells):
        twice = next(cell for cell in cells if cells.count(cell) > 1)
        return (
            f"lines need a column of which every value stands in one row; {first!r} of "
            f"{result.name} has {twice!r} in several"
        )
    worded = [name for name in others if not _are_numbers(result, name)]
    if worded:
        lacks = any(row[worded[0]] is None for row in result.rows)
        what = "lacks some" if lacks else "holds words"
        return f"lines need numbers beside {first!r}; {worded[0]!r} of {result.name} {what}"
    if not others:
        return f"the table of {result.name} has no numbers beside {first!r}"
    if len(others) > MOST_PANELS:
        return f"the table of {result.name} has {len(others)} columns, more than {MOST_PANELS}"
    if not _are_numbers(result, first) and len(cells) > MOST_WORDS:
        return f"the table of {result.name} has {len(cells)} rows of words, more than {MOST_WORDS}"
    return ""


def one_column(result: ExperimentResult) -> Found:
    """Return the table, its rows in order of the column that varies if that is numbers."""
    first, *others = _varying(result)
    is_numeric = _are_numbers(result, first)
    rows = list(result.rows)
    if is_numeric:
        rows = sorted(rows, key=lambda row: float(row[first]))
    meaning = {name: result.columns.get(name, name) or name for name in _named(result)}
    cells = [row[first] for row in rows]
    return Found(
        varies=meaning[first],
        names=tuple(map(_in_words, cells)),
        values=tuple(float(c) if is_numeric else float(n) for n, c in enumerate(cells)),
        is_numeric=is_numeric,
        name_to_numbers={name: tuple(float(row[name]) for row in rows) for name in others},
        meaning=meaning,
        constants={
            meaning[name]: _in_words(rows[0][name])
            for name in _named(result)
            if name not in (first, *others) and rows[0][name] is not None
        },
    )


def _named(result: ExperimentResult) -> list[str]:
    """Return the columns that every row has, in order."""
    names = list(result.columns) or list(result.rows[0])
    return [name for name in names if all(name in row for row in result.rows)]


def _varying(result: ExperimentResult) -> list[str]:
    """Return the columns to draw: the first that varies, then those that vary and numbers."""
    named = _named(result)
    varied = [name for name in named if len({row[name] for row in result.rows}) > 1]
    if not varied:
        return []
    later = named[named.index(varied[0]) + 1 :]
    return [varied[0], *(n for n in later if n in varied or _is_alone(result, named, n, varied))]


def _is_alone(result: ExperimentResult, named: list[str], name: str, varied: list[str]) -> bool:
    """Return whether a number that never moves is all that the table tells."""
    return len(varied) == 1 and _are_numbers(result, name) and name in named


def _are_numbers(result: ExperimentResult, name: str) -> bool:
    return all(isinstance(row[name], int | float) for row in result.rows)


def _in_words(cell: str | float | None) -> str:
    if cell is None:
        return "\N{EN DASH}"
    return cell.replace("_", " ") if isinstance(cell, str) else f"{cell:g}"
