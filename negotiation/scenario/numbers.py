"""Reading one number: its value, unit, range, source and confidence, each checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..foundations.errors import nearest
from ..foundations.parameters import UNITS, Meaning
from .ledger import MISSING, Ledger, Path
from .sourced_number import SourcedNumber

CONFIDENCES = ("high", "medium", "low")
_NUMBER_KEYS = ("value", "unit", "range", "source", "confidence", "note")
_LIST_KEYS = ("values", "unit", "source", "confidence", "note")


def read_number(ledger: Ledger, raw: Any, meaning: Meaning, path: Path) -> Any:
    """Return the number, or the list of numbers, that a table gives, or ``MISSING``."""
    key = "values" if meaning.listed else "value"
    if not isinstance(raw, dict):
        example = "{ values = [..], " if meaning.listed else "{ value = .., range = [.., ..], "
        return ledger.wrong_kind(
            path, raw, "a number with its source", example + "unit, source, confidence }"
        )
    allowed_keys = _LIST_KEYS if meaning.listed else _NUMBER_KEYS
    for name in raw:
        if name not in allowed_keys:
            what = f"unknown key {name!r}"
            ledger.problem((*path, name), what, remedy=nearest(name, allowed_keys))
    found = _amounts(ledger, raw, key, meaning, path)
    low, high = (None, None) if meaning.listed else _range(ledger, raw, found, meaning, path)
    unit = _unit(ledger, raw, meaning, path)
    source = _source(ledger, raw, path)
    confidence = raw.get("confidence")
    if confidence not in CONFIDENCES:
        ledger.problem(
            (*path, "confidence"),
            _absent_or(confidence, "unknown confidence"),
            confidence,
            ", ".join(CONFIDENCES),
            "low, if in doubt",
        )
    if not isinstance(raw.get("note", ""), str):
        ledger.problem((*path, "note"), "not a text", raw["note"], "a text", f'"{raw["note"]}"')
    if ledger.text.lacks_source(path, key):
        ledger.problem(
            path,  # the file that changes the number, not the one that gave the source
            "a number is changed without a source of its own"
            if path in ledger.text.changes
            else "an inherited number is changed without a source of its own",
            remedy='source = "assumption" or the key of a reference',
        )
    if found is None:
        return MISSING
    ledger.number(
        path,
        SourcedNumber(
            key=".".join(path),
            value=found,
            unit=unit,
            low=low,
            high=high,
            source=source,
            confidence=str(confidence),
            note=str(raw.get("note", "")),
            words=meaning.words,
        ),
    )
    return found if meaning.listed else found[0]


def _amounts(
    ledger: Ledger, raw: Mapping[str, Any], key: str, meaning: Meaning, path: Path
) -> tuple[float, ...] | None:
    given = raw.get(key)
    listed = given if meaning.listed else [given]
    if given is None or not isinstance(listed, list) or not listed:
        ledger.problem(
            (*path, key),
            _absent_or(given, "not a list of numbers"),
            given,
            "numbers" if meaning.listed else "a number",
            f"{key} = ..",
        )
        return None
    amounts: list[float] = []
    for amount in listed:
        if not _is_number(amount):
            ledger.problem((*path, key), "not a number", amount, "a number", "1.5, without quotes")
            return None
        if not meaning.low <= amount <= meaning.high:
            ledger.problem(
                (*path, key),
                "impossible value",
                amount,
                meaning.bounds,
                _hint(meaning, float(amount)),
            )
            return None
        if abs(amount) > meaning.largest:
            _far_too_large(ledger, float(amount), meaning, (*path, key))
            return None
        amounts.append(float(amount))
    return tuple(amounts)


def _range(
    ledger: Ledger,
    raw: Mapping[str, Any],
    found: tuple[float, ...] | None,
    meaning: Meaning,
    path: Path,
) -> tuple[float | None, float | None]:
    given = raw.get("range")
    ordered = (
        isinstance(given, list)
        and len(given) == 2
        and all(map(_is_number, given))
        and given[0] <= given[1]
    )
    if not ordered or given is None:
        ledger.problem(
            (*path, "range"),
            _absent_or(given, "not a range"),
            given,
            "[lowest, highest]",
            "the values the sources allow",
        )
        return None, None
    low, high = float(given[0]), float(given[1])
    if low < meaning.low or high > meaning.high:
        inside = f"[{max(low, meaning.low):g}, {min(high, meaning.high):g}]"
        ledger.problem(
            (*path, "range"), "range beyond what is possible", given, meaning.bounds, inside
        )
    elif (size := max(low, high, key=abs)) and abs(size) > meaning.largest:
        _far_too_large(ledger, size, meaning, (*path, "range"))
    if found is not None and not low <= found[0] <= high:
        ledger.problem(
            (*path, "value"),
            "value outside its range",
            found[0],
            f"{low:g} to {high:g}",
            "a value inside, or a wider range with its source: "
            f"{{ value = {found[0]:g}, range = [{min(low, found[0]):g}, {max(high, found[0]):g}], "
            'source = "..", confidence = ".." }',
        )
    return low, high


def _far_too_large(ledger: Ledger, amount: float, meaning: Meaning, path: Path) -> None:
    """Note a number that can only be meant in another unit."""
    ledger.problem(
        path,
        f"a number far too large for its unit, {UNITS[meaning.unit]}",
        amount,
        f"at most {meaning.largest:g} {meaning.unit}",
        f"{amount / 1e9:g}, if dollars are meant"
        if meaning.unit.startswith("$bn") and abs(amount) >= 1e8
        else f"a value in {UNITS[meaning.unit]}",
    )


def _unit(ledger: Ledger, raw: Mapping[str, Any], meaning: Meaning, path: Path) -> str:
    unit = raw.get("unit")
    if unit != meaning.unit:
        what = f"{_absent_or(unit, 'wrong unit')}: {meaning.words}"
        remedy = f'unit = "{meaning.unit}"'
        ledger.problem((*path, "unit"), what, unit, meaning.unit, remedy)
    return str(unit)


def _source(ledger: Ledger, raw: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    given = raw.get("source")
    keys = given if isinstance(given, list) else [given]
    if not keys:
        ledger.problem(
            (*path, "source"),
            "no source at all",
            given,
            "one key or several",
            'source = "assumption", if that is what it is',
        )
    for key in keys:
        if not isinstance(key, str) or key not in ledger.references:
            ledger.unknown_source(
                (*path, "source"),
                key,
                _absent_or(key, "source not in REFERENCES.bib"),
                nearest(str(key), ledger.references)
                if key is not None
                else 'source = "assumption", if that is what it is',
            )
    return tuple(str(key) for key in keys)


def _is_number(value: object) -> bool:
    """Return whether TOML's value is a number that can be reckoned with: no inf, nan or giant."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= 1e300 if isinstance(value, int) else math.isfinite(value)


def _absent_or(value: object, otherwise: str) -> str:
    return "missing" if value is None else otherwise


def _hint(meaning: Meaning, amount: float) -> str:
    shares = ("fraction", "probability", "probability/week", "1/year")
    if meaning.unit in shares and 1.0 < amount <= 100.0:
        return f"{amount / 100.0:g}, if {amount:g} % is meant"
    if amount < 0.0 <= meaning.low:
        return f"{-amount:g}: signs are in the formulas"
    return f"a value in {UNITS.get(meaning.unit, meaning.unit)}"
