"""Leaving inherited things out: ``leave_out = ["issues.rice", "sectors.steel", "retaliation"]``.

A file that inherits may leave out any table or key of what it inherits, by its place. Where the
inherited text speaks of what is gone, that goes too, so that a file says each thing once:

- with an issue go its announced rate, its template and what is threatened on it; the sectors whose
  rate it set keep the rate in force;
- and so does a payoff part that values nothing else (its ``issue``);
- with a sector goes its name in the issues that tax it, and its own rates there;
- with a posture go the moves to it;
- a table that is ``like`` one that is left out keeps what it has from it.

What the file itself says then goes over the rest as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from ..foundations.errors import Problem, nearest

Table = dict[str, Any]

SPEAK_OF_ISSUES = (
    ("programme", "departures"),
    ("queue", "rates"),
    ("pause", "rates"),
    ("pause", "new_rates"),
)
"""Tables that are keyed by issue."""


def without(
    inherited: Table, places: object, file: str, problems: list[Problem]
) -> tuple[Table, dict[str, Table]]:
    """Return inherited text with some places left out, and the rates in force that outlive them.

    The rates are those of sectors whose tariff is not negotiated any more, by sector (see
    `keep_rates`). What is no place in the text is noted.
    """
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        problems.append(
            Problem(
                where=f"{file}: leave_out",
                what="wrong kind of value",
                value=places,
                allowed="a list of places in quotes",
                remedy='leave_out = ["issues.rice"]',
            )
        )
        return inherited, {}
    left, known = deepcopy(inherited), list(_places(inherited))
    rates: dict[str, Table] = {}
    for place in places:
        if place not in known:
            problems.append(
                Problem(
                    where=f"{file}: leave_out",
                    what="nothing of that name is inherited",
                    value=place,
                    allowed="a table or a key of what the file inherits",
                    remedy=_remedy(place, known, inherited),
                )
            )
            continue
        *above, name = place.split(".")
        table = _table(left, above)
        if table is not None and name in table:  # it may be gone with another already
            _keep_likes(table, name)
            gone = table.pop(name)
            _leave_mentions(left, above, name)
            rates.update(_rates_in_force(gone) if above == ["issues"] else {})
    return left, rates


def keep_rates(text: Table, rates: Mapping[str, Table]) -> None:
    """Give sectors the rate in force that an issue left out had set, where nothing else does."""
    taxed = {
        name
        for issue in (_table(text, ["issues"]) or {}).values()
        if isinstance(issue, dict) and issue.get("kind") == "tariff"
        for name in _names(issue.get("sectors"))
    }
    for name, rate in rates.items():
        sector = _table(text, ["sectors", name])
        if sector is not None and name not in taxed:
            sector.setdefault("rate_in_force", rate)


def _names(listed: object) -> tuple[str, ...]:
    """Return the names that a file lists; what is no name is reported when the file is read."""
    return tuple(n for n in listed if isinstance(n, str)) if isinstance(listed, list) else ()


def _places(table: Table, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every table and key, the parts of a number excepted."""
    for key, item in table.items():
        yield ".".join((*path, key))
        if isinstance(item, dict) and not {"value", "values"} & item.keys():
            yield from _places(item, (*path, key))


def _table(text: Table, path: list[str]) -> Table | None:
    found: Any = text
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _keep_likes(table: Table, name: str) -> None:
    """Give what tables beside it have from one that goes to themselves."""
    for key, other in table.items():
        if isinstance(other, dict) and other.get("like") == name:
            own = {k: v for k, v in other.items() if k != "like"}
            table[key] = _over(table[name], own)


def _over(under: Table, over: Table) -> Table:
    merged = deepcopy(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if both else value
    return merged


def _leave_mentions(text: Table, above: list[str], name: str) -> None:
    match above:
        case ["issues"]:
            for path in SPEAK_OF_ISSUES:
                (_table(text, list(path)) or {}).pop(name, None)
            parts = _table(text, ["parts"]) or {}
            for key in [k for k in parts if (_table(parts, [k]) or {}).get("issue") == name]:
                del parts[key]
        case ["sectors"]:
            for issue in (_table(text, ["issues"]) or {}).values():
                if isinstance(issue, dict) and name in (issue.get("sectors") or ()):
                    issue["sectors"] = [other for other in issue["sectors"] if other != name]
                    (_table(issue, ["rates"]) or {}).pop(name, None)
        case [_, "postures"]:
            for posture in (_table(text, above) or {}).values():
                if isinstance(posture, dict) and name in (posture.get("moves") or ()):
                    posture["moves"] = [other for other in posture["moves"] if other != name]


def _rates_in_force(issue: Any) -> dict[str, Table]:
    """Return the rates in force of a tariff's sectors as numbers with their source."""
    if not isinstance(issue, dict) or issue.get("kind") != "tariff":
        return {}
    found = {}
    for name in issue.get("sectors") or ():
        levels: Any = (_table(issue, ["rates"]) or {}).get(name, issue.get("levels"))
        if isinstance(levels, dict) and levels.get("values"):
            now = levels["values"][0]
            said = {k: levels[k] for k in ("unit", "source", "confidence", "note") if k in levels}
            found[name] = {"value": now, "range": [now, now], **said}
    return found


def _remedy(place: str, known: list[str], text: Table) -> str:
    """Return the nearest place of the same depth, or what there is where it should be."""
    near = nearest(place, [other for other in known if other.count(".") == place.count(".")])
    if near.startswith("'"):
        return near
    return nearest("", _table(text, place.split(".")[:-1]) or text)
