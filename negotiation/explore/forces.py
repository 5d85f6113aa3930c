"""The forces of the model: what may drive the day and the terms, and how to switch each off.

A force is switched off by changes of a scenario (`Scenario.vary`), so that one can ask what it does
alone, and what the others do without it. A number that its range keeps from 0 is given a range that
holds it, as a counterfactual.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from ..payoffs.types import prior_of_partner
from ..scenario.calendar import DEADLINE
from ..scenario.schema import Scenario

Changes = dict[str, Any]


def _number(value: float) -> dict[str, Any]:
    """Return a number as a counterfactual, whatever its range was."""
    span = [value, value]
    return {"value": value, "range": span, "source": "counterfactual", "confidence": "high"}


def _own_stress(scenario: Scenario) -> Changes:
    del scenario
    return {"market.partner_share": _number(0.0), "market.execution_bp": _number(0.0)}


def _programme(scenario: Scenario) -> Changes:
    changes: Changes = {
        "programme.importer_weight": _number(1.0),
        "programme.revenue_weight": _number(1.0),
        "programme.producer_weight": _number(0.0),
    }
    for name in scenario.contents.programme.departures:
        changes[f"programme.departures.{name}.convexity"] = _number(0.0)
        changes[f"programme.departures.{name}.below_floor"] = _number(0.0)
    return changes


def _queue(scenario: Scenario) -> Changes:
    return {} if scenario.contents.queue is None else {"queue.arrival": _number(0.0)}


def _courts(scenario: Scenario) -> Changes:
    return {} if scenario.contents.courts is None else {"courts.hazard": _number(0.0)}


def _deadline(scenario: Scenario) -> Changes:
    """Put legal deadlines between the rounds after the last one: nothing is decided on them."""
    contents = scenario.contents
    later = contents.rounds[-1].day + timedelta(days=30)
    return {
        f"calendar.{n}.day": later
        for n, mark in enumerate(contents.calendar, 1)
        if mark.kind == DEADLINE and mark.day < contents.rounds[-1].day
    }


def _vote(scenario: Scenario) -> Changes:
    del scenario
    return {"partner.election.seat_value": _number(0.0)}


def _hidden_terms(scenario: Scenario) -> Changes:
    """Give the types of each government the same red line and the same mandate.

    It is their mean by what the public believes as the talks begin.
    """
    us, partner = scenario.contents.us.types, scenario.contents.partner.types
    red_line = sum(one.prior * one.red_line_weight for one in us.values())
    chances = prior_of_partner(partner)
    mandate = sum(
        float(chance) * one.mandate_weight
        for chance, one in zip(chances, partner.values(), strict=True)
    )
    return {f"us.types.{name}.red_line_weight": _number(red_line) for name in us} | {
        f"partner.types.{name}.mandate_weight": _number(mandate) for name in partner
    }


def _card(scenario: Scenario) -> Changes:
    """Leave the partner the posture that it starts in: what was said before stays said."""
    del scenario
    return {"card.in_play": False}


def _effect_of_card(scenario: Scenario) -> Changes:
    """Leave the partner its postures, and let all of them do what the first one does."""
    card = scenario.contents.card
    pressure = card.postures[card.initial].market_pressure
    changes: Changes = {f"reserves.{who}sale_busd": _number(0.0) for who in ("", "follower_")}
    for name in card.postures:
        changes[f"card.postures.{name}.market_pressure"] = _number(pressure)
        for cost in ("own_relations", "other_relations", "climb_down"):
            changes[f"card.postures.{name}.{cost}"] = _number(0.0)
    return changes


CARD = "card"

FORCES: Mapping[str, Callable[[Scenario], Changes]] = {
    CARD: _card,
    "own stress": _own_stress,
    "tariff programme": _programme,
    "queue": _queue,
    "courts": _courts,
    "legal deadline": _deadline,
    "vote": _vote,
    "hidden red lines and mandates": _hidden_terms,
}
"""The forces, by name, each with the changes that switch it off."""

PLACEBO = "effect of the card"
"""A card of words alone, which `without` leaves: what it is worth is talk, and error."""


def without(scenario: Scenario, *forces: str) -> Scenario:
    """Return a scenario with some forces switched off."""
    changes: Changes = {}
    for name in forces:
        changes |= (_effect_of_card if name == PLACEBO else FORCES[name])(scenario)
    return scenario.vary(changes)
