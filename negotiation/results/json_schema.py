"""The JSON Schema of what is saved, made from the records themselves.

Every field of a record is a key, described by the field's own docstring, and required unless it has
a default; a head (see `document`) stands before the keys of what can be kept by itself. Arrays are
nested arrays of numbers. ``schema.json`` beside this module holds what
``python -m negotiation.results.json_schema`` prints.

Checked by tests/foundations/test_json_schema.py.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

from .document import FORMAT
from .kept import KINDS
from .record import Record

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
}
_ARRAY = {
    "description": "Numbers, nested by axis; the key's description names the axes.",
    "type": "array",
    "items": {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/array"}]},
}


def schema() -> dict[str, Any]:
    """Return the schema of every document, and of a match, which is a line of a file of matches."""
    named: dict[str, Any] = {"array": _ARRAY}
    documents = [_document(kind, record, named) for kind, record in KINDS.items()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Results of negotiation, format {FORMAT}",
        "oneOf": [*documents, {"title": "a match", **_of(Record, named)}],
        "$defs": dict(sorted(named.items())),
    }


def as_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _document(kind: str, record: type, named: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a document: its record's, with the head before it."""
    _of(record, named)
    body = named[record.__name__]
    words = {"type": "array", "items": _PLAIN[str]}
    head: dict[str, Any] = {"format": {"const": FORMAT}, "kind": {"const": kind}}
    if hasattr(record, "warnings"):
        head["warnings"] = {
            **words,
            "description": "What must be known before any number is used, in words; mostly empty.",
        }
    keys = head | body["properties"]
    return {"title": kind, **body, "properties": keys, "required": [*head, *body["required"]]}


def _of(kind: Any, named: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; those of records are added to ``named`` and referred to."""
    if kind is Any:
        return {}
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is np.ndarray:
        return {"$ref": "#/$defs/array"}
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(one, named) for one in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _of(inner[0], named)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_of(one, named) for one in inner],
            "minItems": len(inner),
            "maxItems": len(inner),
        }
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], named)}
    if not is_dataclass(kind):
        raise TypeError(f"no schema for {kind!r}")
    assert isinstance(kind, type)
    if kind.__name__ not in named:
        named[kind.__name__] = {}  # a record may hold others of its kind
        named[kind.__name__] |= _of_record(kind, named)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _of_record(kind: type, named: dict[str, Any]) -> dict[str, Any]:
    told, hints = _told_of(kind), get_type_hints(kind)
    properties = {}
    for field in fields(kind):
        described = {"description": told[field.name]} if field.name in told else {}
        properties[field.name] = {**_of(hints[field.name], named), **described}
    may_lack = {
        field.name
        for field in fields(kind)
        if field.default is not MISSING or field.default_factory is not MISSING
    }
    return {
        "description": inspect.getdoc(kind) or "",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in may_lack],
        "additionalProperties": False,
    }


def _told_of(kind: type) -> dict[str, str]:
    """Return the docstring of every field of a record that has one."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, said in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(said, ast.Expr)
            and isinstance(said.value, ast.Constant)
        ):
            found[field.target.id] = " ".join(str(said.value.value).split())
    return found


if __name__ == "__main__":
    sys.stdout.write(as_text())
