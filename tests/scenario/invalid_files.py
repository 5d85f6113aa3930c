"""A table of mistakes: what is wrong, the change, the key reported, the words used."""

from __future__ import annotations

from datetime import date
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
        {f"{CARS}.pass_through.value": 0.7},
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
    (
        "an unknown kind of issue",
        {"issues.rice.kind": "quote"},
        "issues.rice.kind",
        "no such kind of issue.*quota",
    ),
    (
        "an unknown sector",
        {"issues.car_tariff.sectors": ["cras"]},
        "issues.car_tariff.sectors",
        "no such sector.*cars",
    ),
    (
        "a sector in two issues",
        {"issues.country_tariff.sectors": ["machinery", "cars"]},
        "issues.country_tariff.sectors",
        "set by car_tariff already",
    ),
    (
        "a status quo that is not in force",
        {f"{CARS}.rate_in_force": number(0.25, "fraction")},
        f"{CARS}.rate_in_force",
        "differs from the status quo of car_tariff.*0.275",
    ),
    ("text where a table belongs", {"market.levels": "calm"}, "market.levels", "wrong kind"),
    ("a table where a text belongs", {"title": {}}, "title", "a text in quotes"),
    (
        "a date in quotes",
        {"first_day": "2025-05-15"},
        "first_day",
        "a date.*2025-05-23, without quotes",
    ),
    ("yes for true", {"card.in_play": "yes"}, "card.in_play", "true or false"),
    (
        "half a rung",
        {"card.postures.hinted.rung": 1.5},
        "card.postures.hinted.rung",
        "a whole number",
    ),
    (
        "a round before the one before it",
        {"rounds.3.day": date(2025, 5, 25)},
        "rounds.3.day",
        "dates out of order.*after 2025-05-30",
    ),
    (
        "a horizon before the last round",
        {"horizon": date(2025, 6, 1)},
        "horizon",
        "dates out of order",
    ),
    (
        "a first day after the first round",
        {"first_day": date(2025, 5, 24)},
        "rounds.1.day",
        "dates out of order",
    ),
    ("no round", {"rounds": []}, "rounds", "no round"),
    (
        "a card withdrawn before it is there",
        {"card.available_until": date(2025, 5, 1)},
        "card.available_until",
        "out of order",
    ),
    (
        "an unknown proposer",
        {"rounds.2.proposer": "jpan"},
        "rounds.2.proposer",
        "no such player.*us, japan.*'japan'",
    ),
    ("a partner called us", {"partner.id": "us"}, "partner.id", "a name of its own"),
    ("an unknown protocol", {"protocol": "ultimatums"}, "protocol", "no such protocol.*ultimatum"),
    (
        "priors that do not sum",
        {"partner.types.resolute.prior": number(0.4, "probability")},
        "partner.types",
        "do not sum to 1.*1.1.*guardian.prior = 0.6",
    ),
    (
        "two types without a prior",
        {"us.types.sensitive.prior": None},
        "us.types",
        "more than one type without a prior.*sensitive, tolerant.*sensitive.prior",
    ),
    (
        "priors that leave no rest",
        {"partner.types.third": {"like": "guardian", "prior": number(0.4, "probability")}},
        "partner.types",
        "exceed 1.*1.1.*resolute takes the rest",
    ),
    (
        "a rate that follows from nothing",
        {"issues.car_tariff.sectors": ["steel"]},
        f"{CARS}.rate_in_force",
        "missing.*total tariff on the first day",
    ),
    ("no types", {"us.types": {}}, "us.types", "no type"),
    ("no market level", {"market.levels": {}}, "market.levels", "no entry"),
    ("no posture", {"card.postures": {}}, "card.postures", "no entry"),
    ("no sector", {"sectors": {}}, "sectors", "no entry"),
    ("no issue", {"issues": {}}, "issues", "no entry"),
    (
        "an entry without a name",
        {"market.levels": {"": {"yield_bp": number(0.0, "bp")}}},
        "market.levels.",
        "without a name",
    ),
    (
        "market levels out of order",
        {
            "market.levels.calm.yield_bp.value": 5.0,
            "market.levels.stressed.yield_bp": number(4.0, "bp", range=[0.0, 20.0]),
        },
        "market.levels",
        "not in rising order",
    ),
    (
        "an unknown first level",
        {"market.initial": "stresed"},
        "market.initial",
        "no such level.*stressed",
    ),
    (
        "an unknown first posture",
        {"card.initial": "hint"},
        "card.initial",
        "no such posture.*hinted",
    ),
    ("an unknown US posture", {"us.initial_posture": "hold"}, "us.initial_posture", "holding"),
    (
        "a move to nowhere",
        {"card.postures.quiet.moves": ["hintd"]},
        "card.postures.quiet.moves",
        "no such posture.*hinted",
    ),
    (
        "no way to end",
        {"pause.may_extend": False, "pause.may_execute": False},
        "pause",
        "neither extend the pause nor execute.*may_extend = true",
    ),
    (
        "a rate on no tariff",
        {"pause.rates.rice": number(0.24)},
        "pause.rates.rice",
        "not a tariff issue",
    ),
    (
        "a rate in another unit",
        {"pause.rates.country_tariff.unit": "bp"},
        "pause.rates.country_tariff.unit",
        "not the unit.*fraction",
    ),
    (
        "a new rate on no tariff",
        {"pause.new_rates.rice": number(0.24)},
        "pause.new_rates.rice",
        "not a tariff issue.*car_tariff",
    ),
    (
        "a new rate in percent",
        {
            "pause.new_rates.country_tariff.value": 25,
            "pause.new_rates.country_tariff.range": [10, 35],
        },
        "pause.new_rates.country_tariff.value",
        "impossible value.*0.25, if 25 % is meant",
    ),
    (
        "a template on no tariff",
        {"queue.rates.rice": number(0.24)},
        "queue.rates.rice",
        "not a tariff issue.*car_tariff",
    ),
    (
        "a template in another unit",
        {"queue.rates.car_tariff.unit": "bp"},
        "queue.rates.car_tariff.unit",
        "not the unit.*fraction",
    ),
    (
        "a template where nothing was announced",
        {
            "programme.departures.steel_tariff": None,
            "queue.rates.steel_tariff": number(0.15),
        },
        "queue.rates.steel_tariff",
        "without an announced rate.*car_tariff, country_tariff",
    ),
    (
        "a rate announced on no tariff",
        {
            "programme.departures.rice": {
                "red_line": False,
                "announced_rate": number(0.2),
                "convexity": number(0.02, "$bn/year/pp2/$100bn"),
                "floor_rate": number(0.1),
                "below_floor": number(0.5, "$bn/year/pp/$100bn"),
            }
        },
        "programme.departures.rice",
        "not a tariff issue.*car_tariff",
    ),
    (
        "a hearing every week that ends it all",
        {"courts.hazard": number(0.6, "probability/week")},
        "courts.hazard.value",
        "impossible value.*at most 0.5",
    ),
    (
        "an unknown kind of date",
        {"calendar.1.kind": "deadlin"},
        "calendar.1.kind",
        "no such kind of date.*election, deadline, aim.*'deadline'",
    ),
    (
        "a deadline between rounds",
        {"calendar.2.day": date(2025, 7, 10)},
        "calendar.2.day",
        "deadline between rounds.*a round on 2025-07-10, or 2025-07-22",
    ),
    (
        "an aim before the first round",
        {"calendar.1.day": date(2025, 5, 20)},
        "calendar.1.day",
        "aim between rounds.*the day of a round.*2025-05-23",
    ),
    (
        "a window before the talks",
        {"window_ends": date(2025, 5, 20)},
        "window_ends",
        "before the first round.*2025-05-23 or later",
    ),
    (
        "like a stranger",
        {"sectors.steel.like": "machine"},
        "sectors.steel.like",
        "no other table of that name.*machinery",
    ),
    ("like itself", {"sectors.steel.like": "steel"}, "sectors.steel.like", "no other table"),
    (
        "like in a circle",
        {"sectors.machinery.like": "steel"},
        "sectors.machinery.like",
        "no other table",
    ),
]
