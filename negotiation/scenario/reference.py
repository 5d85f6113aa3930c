"""The scenario reference: every key of a scenario file, from the schema itself."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from inspect import cleandoc
from pathlib import Path

from ..foundations.parameters import UNITS, Meaning, meaning_of, meaning_of_each
from .kinds import every_sort
from .reading import RATE
from .schema import ScenarioFile

_SCALARS: dict[object, str] = {
    str: "text",
    bool: "`true` or `false`",
    int: "whole number",
    date: "date",
}


def as_markdown() -> str:
    """Return the whole reference as Markdown."""
    lines = [
        "# Scenario reference",
        "",
        "Every number is a table `{ value, unit, range, source, confidence, note }`; a list of",
        "levels has `values` and no `range`. A file may start with `inherits`, and name in",
        "`leave_out` what it does not inherit, such as `issues.rice`; a table may start",
        "as a copy of one beside it with `like`. `<name>` stands for a name of your choice.",
        "",
        "## Top level",
        "",
        *_table(ScenarioFile),
    ]
    for path, kind in _sections(ScenarioFile, ""):
        lines += ["", f"## `[{path}]`", "", cleandoc(kind.__doc__ or "").splitlines()[0], ""]
        lines += _table(kind)
    for kinds in every_sort():
        for name, member in kinds.shipped:
            heading = f'## `[{kinds.place}.<name>]` with `kind = "{name}"`'
            lines += ["", heading, "", cleandoc(member.__doc__ or "").splitlines()[0], ""]
            lines += _table(member)
    lines += ["", "## Units", "", "| unit | in words |", "|---|---|"]
    lines += [f"| `{unit}` | {words} |" for unit, words in UNITS.items()]
    return "\n".join(lines) + "\n"


def _table(kind: type) -> list[str]:
    hints = typing.get_type_hints(kind)
    lines = ["| key | what it is | value |", "|---|---|---|"]
    comments = _field_docs(kind)
    for field in dataclasses.fields(kind):
        meaning, each = meaning_of(field), meaning_of_each(field)
        said = meaning or each
        words = said.words if said else comments.get(field.name, "")
        optional = field.default is not dataclasses.MISSING or (
            field.default_factory is not dataclasses.MISSING
        )
        value = _number(said) if said else _shape(hints[field.name])
        value = f"by name: {value}" if each else value
        if meaning and meaning.follows:
            words += f" (may be left out: then {meaning.follows})"
        lines.append(f"| `{field.name}` | {words}{' (optional)' if optional else ''} | {value} |")
    return lines


def _number(meaning: Meaning) -> str:
    text = f"{'list of numbers' if meaning.listed else 'number'} in `{meaning.unit}`"
    if meaning.low > float("-inf"):
        text += f", from {meaning.low:g}"
    if meaning.high < float("inf"):
        text += f" to {meaning.high:g}"
    return text


def _shape(hint: object) -> str:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _shape(next(part for part in inner if part is not type(None)))
    if origin is tuple:
        return "list of tables" if dataclasses.is_dataclass(inner[0]) else "list of texts"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"by issue: {_number(RATE)}" if inner[1] is float else "tables by name"
    return _SCALARS.get(hint, "table")


def _sections(kind: type, path: str) -> Iterator[tuple[str, type]]:
    """Yield every table below a record with its place in the file."""
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        place = f"{path}.{field.name}" if path else field.name
        for inner, suffix in _records_in(hints[field.name]):
            yield place + suffix, inner
            yield from _sections(inner, place + suffix)


def _records_in(hint: object) -> Iterator[tuple[type, str]]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint, ""
    elif origin in (types.UnionType, typing.Union):
        for part in inner:
            yield from _records_in(part)
    elif origin is tuple and dataclasses.is_dataclass(inner[0]):
        yield typing.cast(type, inner[0]), ""
    elif origin is Mapping and dataclasses.is_dataclass(inner[1]):
        yield typing.cast(type, inner[1]), ".<name>"


def _field_docs(kind: type) -> dict[str, str]:
    """Return the text under each field of a record, which Python itself throws away."""
    import ast
    import inspect

    tree = ast.parse(Path(inspect.getfile(kind)).read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
            for statement, after in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(statement, ast.AnnAssign)
                    and isinstance(statement.target, ast.Name)
                    and isinstance(after, ast.Expr)
                    and isinstance(after.value, ast.Constant)
                ):
                    found[statement.target.id] = cleandoc(str(after.value.value))
    return found
