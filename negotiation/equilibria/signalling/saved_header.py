"""What the header of a saved profile says, in plain values, and whether it may say so.

A header can be written by anybody: every value is looked at before anything is made of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from ...foundations.errors import shown
from ...results.selection import SelectedEquilibrium, SeveralRoots
from ..certificates.accuracy import FINEST
from .bounds import MOST_PRECISE, STEEPEST

_TEXTS_OF_ROOTS = ("round", "date", "stage", "public_state")


def as_plain(selected: SelectedEquilibrium) -> dict[str, Any]:
    """Return what JSON can hold of which equilibrium a profile is."""
    several = [
        {**vars(one), "date": one.date.isoformat(), "beliefs": list(one.beliefs)}
        for one in selected.several
    ]
    return {
        "is_principal": selected.is_principal,
        "reason": selected.reason,
        "several": several,
    }


def from_plain(plain: Mapping[str, Any]) -> SelectedEquilibrium:
    """Return what `as_plain` was given."""
    several = tuple(
        SeveralRoots(
            **{
                **one,
                "date": date.fromisoformat(one["date"]),
                "beliefs": (float(one["beliefs"][0]), float(one["beliefs"][1])),
                "chance": float(one["chance"]),
            }
        )
        for one in plain["several"]
    )
    return SelectedEquilibrium(
        is_principal=plain["is_principal"], reason=plain["reason"], several=several
    )


def header_problem(header: Mapping[str, Any], payoff_span: float) -> str:
    """Say what is wrong with the first value of a header that no profile was saved with.

    ``payoff_span`` is the game's largest payoff. Empty if nothing is.
    """
    most = min(MOST_PRECISE, STEEPEST / payoff_span)
    selected = header.get("selected")
    told: Mapping[str, Any] = selected if isinstance(selected, dict) else {}
    nodes, error = header.get("nodes"), header.get("menu_error_busd")
    several = told.get("several")
    fine = {
        "precision": (
            _is_number(header.get("precision"), math.ulp(0.0), most),
            f"a number above 0 and up to {most:.3g}",
        ),
        "nodes": (
            isinstance(nodes, list)
            and len(nodes) == 2
            and all(type(n) is int and 0 < n <= FINEST for n in nodes),
            f"two whole numbers from 1 to {FINEST}",
        ),
        "selection": (_is_text(header.get("selection")), "the name of a selection"),
        "selected": (isinstance(selected, dict), "which equilibrium it is"),
        "selected.is_principal": (type(told.get("is_principal")) is bool, "true or false"),
        "selected.reason": (_is_text(told.get("reason")), "a sentence"),
        "selected.several": (
            isinstance(several, list) and all(map(_are_roots, several)),
            "places with their dates, beliefs and chances",
        ),
        "residual": (_is_number(header.get("residual"), 0.0), "a finite number from 0 on"),
        "menu_error_busd": (
            "menu_error_busd" in header and (error is None or _is_number(error, 0.0)),
            "a finite number from 0 on, or none",
        ),
        "concept": (_is_text(header.get("concept")), "the name of a concept"),
        "notes": (
            isinstance(header.get("notes"), list) and all(map(_is_text, header["notes"])),
            "a list of texts",
        ),
    }
    for place, (is_fine, allowed) in fine.items():
        if not is_fine:
            name, _, inner = place.partition(".")
            value = told.get(inner) if inner else header.get(name)
            return f"its header says {place} = {shown(value)}; allowed: {allowed}"
    return ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_number(value: object, low: float, high: float = math.inf) -> bool:
    """Return whether JSON gave a finite number of these bounds, and no truth value."""
    if type(value) is int:
        return low <= value <= min(high, 1e300)
    return type(value) is float and math.isfinite(value) and low <= value <= high


def _are_roots(value: object) -> bool:
    """Return whether this is what `as_plain` makes of several roots."""
    if not isinstance(value, dict) or set(value) != {*_TEXTS_OF_ROOTS, "beliefs", "chance"}:
        return False
    if not all(isinstance(value[name], str) for name in _TEXTS_OF_ROOTS):
        return False
    try:
        date.fromisoformat(value["date"])
    except ValueError:
        return False
    beliefs = value["beliefs"]
    if not isinstance(beliefs, list) or len(beliefs) != 2:
        return False
    return all(_is_number(belief, 0.0, 1.0) for belief in beliefs) and _is_number(
        value["chance"], 0.0, 1.0 + 1e-6
    )
