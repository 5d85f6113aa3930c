"""Values as a scenario file could say them: made from Python's, read from text, written as text.

A scenario file knows numbers, flags, texts, dates, lists and tables. ``--set KEY=VALUE`` gives them
as text in the syntax of TOML, and receipts tell changes in the same way.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import numpy as np

from ..foundations.errors import NegotiationError

_DEEPEST = 12
"""Tables and lists inside each other; no scenario needs as many."""
_LARGEST = 10**300
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_WORD = re.compile(r"[^\W\d][\w-]*")


class Unfit(ValueError):
    """A value that no file could say: what is wrong, the value, what is allowed, what to try."""


def plain(value: object, deep: int = 0) -> Any:
    """Return a value of Python or NumPy as a file would give it; raises `Unfit` for any other."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if deep > _DEEPEST:
        raise Unfit("tables and lists too deep inside each other", None, f"at most {_DEEPEST}", "")
    match value:
        case bool() | float() | date() | time():
            return float(value) if isinstance(value, float) else value
        case int():
            if abs(value) > _LARGEST:
                raise Unfit("a number too large to reckon with", None, "at most 1e300", "")
            return int(value)
        case str():
            return _text(value)
        case list() | tuple():
            return [plain(item, deep + 1) for item in value]
        case Mapping():
            return {_key(key): plain(item, deep + 1) for key, item in value.items()}
    allowed = "a number, true or false, a date, a text, a list or a table"
    what = f"wrong kind of value: {type(value).__name__}"
    raise Unfit(what, None, allowed, "a value that a file could give")


def text_of(value: Any) -> str:
    """Return a plain value in the syntax of TOML, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list():
            return "[" + ", ".join(map(text_of, value)) + "]"
        case dict():
            inside = ", ".join(f"{_written(key)} = {text_of(item)}" for key, item in value.items())
            return "{ " + inside + " }" if inside else "{}"
    return str(value)


def value_of(text: str) -> Any:
    """Return the value of a text in the syntax of TOML; a bare word is a text.

    Raises ``NegotiationError`` for any other.

    >>> value_of("0.05"), value_of("[0, 100]"), value_of("calm")
    (0.05, [0, 100], 'calm')
    """
    text = text.strip()
    if _BARE_WORD.fullmatch(text) and text not in {"true", "false", "inf", "nan"}:
        return text
    try:
        found = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        found = {}
    if list(found) != ["value"]:
        raise NegotiationError(
            f"{text!r} is no value; try a number such as 0.05, true or false, a date such as "
            "2025-05-23, a list such as [0, 100], a table such as { value = 2.0, range = [0.0, 3.0]"
            ', source = "assumption" }, or a text in double quotes'
        )
    return found["value"]


def changes_of(assignments: Iterable[str]) -> dict[str, Any]:
    """Return changes given as ``KEY=VALUE``, each in the syntax of TOML, as `Scenario.vary` takes.

    Raises ``NegotiationError`` that lists, numbered, every one of another form.

    >>> changes_of(["market.yield_impact=0.05", "card.in_play = false"])
    {'market.yield_impact': 0.05, 'card.in_play': False}
    """
    found: dict[str, Any] = {}
    mistakes: list[str] = []
    for assignment in assignments:
        key, sign, text = (piece.strip() for piece in assignment.partition("="))
        if not (key and sign and text):
            mistakes.append(
                f"{assignment!r} is not of the form KEY=VALUE; try market.yield_impact=0.05"
            )
            continue
        if key in found:
            mistakes.append(f"{key} is given twice; give it once")
            continue
        try:
            found[key] = value_of(text)
        except NegotiationError as error:
            mistakes.append(f"{key}: {error}")
            found[key] = None
    if mistakes:
        count = f"{len(mistakes)} problem{'s' if len(mistakes) > 1 else ''} in what is to be set:"
        raise NegotiationError(
            "\n".join([count, *(f"{n}. {words}" for n, words in enumerate(mistakes, 1))])
        )
    return found


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unfit("a text that is no Unicode", None, "a text", "other letters") from None
    return str.__str__(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise Unfit(f"not a key, but of the kind {type(key).__name__}", None, "a text", "")
    return _text(key)


def _written(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else text_of(key)
