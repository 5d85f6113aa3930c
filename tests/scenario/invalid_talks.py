"""Mistakes across fields: names, dates, the deal and the pause; rows as in `invalid_files`."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.scenario.invalid_files import CARS, number

INVALID_TALKS: list[tuple[str, dict[str, Any], str, str]] = [
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
        {
            f"{CARS}.rate_in_force": number(0.25),
            "issues.car_tariff.levels.values": [0.275, 0.15],
        },
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
        {
            "partner.types.guardian.prior": number(0.6, "probability"),
            "partner.types.resolute.prior": number(0.3, "probability"),
        },
        "partner.types",
        "do not sum to 1.*0.9.*guardian.prior = 0.7",
    ),
    (
        "two types without a prior",
        {"partner.types.guardian.prior": None},
        "partner.types",
        "more than one type without a prior.*guardian, resolute.*guardian.prior = ..",
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
            "market.levels.calm.yield_bp": number(5.0, "bp", range=[0.0, 5.0]),
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
        "wrong unit.*'bp'.*allowed: fraction",
    ),
    (
        "a rate whose range is beyond what is possible",
        {"pause.rates.country_tariff.range": [-0.1, 2.5]},
        "pause.rates.country_tariff.range",
        r"beyond what is possible.*at least 0 and at most 2; try: \[0, 2\]",
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
        "wrong unit.*'bp'.*allowed: fraction",
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
