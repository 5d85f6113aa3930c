"""Mistakes in keys and numbers: what is wrong, the change, the key reported, the words used."""

from __future__ import annotations

from typing import Any

CARS = "sectors.cars"


def number(value: object, unit: str = "fraction", **more: Any) -> dict[str, Any]:
    """Return a number as a scenario writes it."""
    plain = {"value": value, "unit": unit, "range": [0.0, 1.0], "source": "assumption"}
    return {**plain, "confidence": "low", **more}


INVALID: list[tuple[str, dict[str, Any], str, str]] = [
    # what is wrong, the change, the key reported, words of the message
    (
        "an unknown key gets the nearest name",
        {"delay.us_per_dya": 1.0},
        "delay.us_per_dya",
        "unknown key.*us_per_day",
    ),
    (
        "an unknown key of a number",
        {f"{CARS}.pass_through.units": "fraction"},
        f"{CARS}.pass_through.units",
        "unknown key.*unit",
    ),
    ("an unknown table", {"sectros": {}}, "sectros", "unknown key.*sectors"),
    (
        "a missing key",
        {"delay.us_per_day": None},
        "delay.us_per_day",
        "missing.*uncertainty cost to the US.*adding it to delay",
    ),
    ("a missing table", {"reserves": None}, "reserves", "missing.*a table"),
    (
        "a missing unit",
        {f"{CARS}.pass_through.unit": None},
        f"{CARS}.pass_through.unit",
        'missing.*allowed: fraction.*unit = "fraction"',
    ),
    (
        "a wrong unit",
        {"market.yield_impact.unit": "bp"},
        "market.yield_impact.unit",
        "wrong unit.*'bp'.*bp/.bn",
    ),
    (
        "a missing source",
        {f"{CARS}.pass_through.source": None},
        f"{CARS}.pass_through.source",
        "missing.*REFERENCES.bib.*assumption",
    ),
    (
        "an unknown source",
        {f"{CARS}.pass_through.source": "boj_cgpi_2052"},
        f"{CARS}.pass_through.source",
        "not in REFERENCES.bib.*boj_cgpi_2025",
    ),
    (
        "one unknown source of two",
        {f"{CARS}.pass_through.source": ["assumption", "nobody_1999"]},
        f"{CARS}.pass_through.source",
        "nobody_1999",
    ),
    (
        "a missing confidence",
        {f"{CARS}.pass_through.confidence": None},
        f"{CARS}.pass_through.confidence",
        "missing.*high, medium, low",
    ),
    (
        "an unknown confidence",
        {f"{CARS}.pass_through.confidence": "sure"},
        f"{CARS}.pass_through.confidence",
        "unknown confidence.*'sure'",
    ),
    (
        "a missing range",
        {f"{CARS}.pass_through.range": None},
        f"{CARS}.pass_through.range",
        "missing",
    ),
    (
        "a range backwards",
        {f"{CARS}.pass_through.range": [0.6, 0.02]},
        f"{CARS}.pass_through.range",
        "not a range",
    ),
    (
        "a range of three",
        {f"{CARS}.pass_through.range": [0.1, 0.2, 0.3]},
        f"{CARS}.pass_through.range",
        "not a range",
    ),
    (
        "a range beyond what is possible",
        {f"{CARS}.pass_through.range": [0.02, 1.5]},
        f"{CARS}.pass_through.range",
        "beyond what is possible.*at most 0.999",
    ),
    (
        "a value outside its range",
        {f"{CARS}.pass_through": number(0.7, range=[0.02, 0.6])},
        f"{CARS}.pass_through.value",
        "outside its range.*0.7.*0.02 to 0.6",
    ),
    (
        "percent instead of a fraction",
        {f"{CARS}.pass_through.value": 20},
        f"{CARS}.pass_through.value",
        "impossible value.*0.2, if 20 % is meant",
    ),
    (
        "percent instead of a rate",
        {
            "pause.rates.country_tariff.value": 24,
            "pause.rates.country_tariff.range": [10, 35],
        },
        "pause.rates.country_tariff.value",
        "impossible value.*0.24, if 24 % is meant",
    ),
    (
        "percent instead of a weekly probability",
        {"market.rise.value": 8},
        "market.rise.value",
        "0.08, if 8 % is meant",
    ),
    (
        "a sign that the formula already has",
        {"delay.us_per_day.value": -0.01},
        "delay.us_per_day.value",
        "0.01: signs are in the formulas",
    ),
    (
        "a number as text",
        {f"{CARS}.pass_through.value": "0.2"},
        f"{CARS}.pass_through.value",
        "not a number.*without quotes",
    ),
    (
        "true as a number",
        {f"{CARS}.pass_through.value": True},
        f"{CARS}.pass_through.value",
        "not a number",
    ),
    (
        "not a number",
        {"delay.us_per_day.value": float("nan")},
        "delay.us_per_day.value",
        "not a number",
    ),
    (
        "an infinite number",
        {"delay.us_per_day.value": float("inf")},
        "delay.us_per_day.value",
        "not a number",
    ),
    (
        "a number too large for a float",
        {"delay.us_per_day.value": 10**400},
        "delay.us_per_day.value",
        "not a number",
    ),
    (
        "a bare number",
        {f"{CARS}.pass_through": 0.2},
        f"{CARS}.pass_through",
        "wrong kind of value.*unit, source, confidence",
    ),
    (
        "levels that are no list",
        {"issues.rice.levels.values": 60.0},
        "issues.rice.levels.values",
        "not a list of numbers",
    ),
    (
        "no level at all",
        {"issues.rice.levels.values": []},
        "issues.rice.levels.values",
        "not a list of numbers",
    ),
    (
        "a level twice",
        {"issues.rice.levels.values": [0.0, 60.0, 60.0]},
        "issues.rice.levels",
        "a level twice",
    ),
    (
        "a tariff level in percent",
        {"issues.car_tariff.levels.values": [0.275, 15]},
        "issues.car_tariff.levels.values",
        "0.15, if 15 % is meant",
    ),
]
