"""A made-up hindcast: draws of which some sign early and some wait for the last deadline."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from negotiation.explore.hindcast_tables import SUMMARY, distribution_table
from negotiation.explore.hindcasting import Distribution, nearest_level
from negotiation.pictures.drawing import words
from negotiation.results.experiment_result import ExperimentResult, ExperimentTable
from negotiation.results.receipt import Receipt

FIRST = date(2025, 5, 6)
DAYS = tuple(
    date(2025, month, day)
    for month, day in (
        (5, 16),
        (5, 30),
        (6, 16),
        (6, 27),
        (7, 9),
        (7, 18),
        (7, 25),
        (8, 8),
    )
)
PULL = (0.5, 0.6, 2.2, 0.5, 1.8, 0.6, 1.5, 1.2)
"""How much likelier a round is than others, given that talks go on until it."""
TERMS = {
    "car_tariff": ("%", (27.5, 25.0, 20.0, 15.0, 10.0, 5.0, 2.5), 15.0),
    "country_tariff": ("%", (24.0, 20.0, 15.0, 10.0, 5.0, 0.0), 15.0),
    "investment": ("$bn", (0.0, 100.0, 217.0, 500.0, 750.0, 1000.0), 550.0),
    "rice": ("kt/year", (0.0, 60.0, 200.0, 420.0), 260.0),
}
"""Units, levels in the order of the scenario, and what was agreed."""
SPEEDS = np.linspace(0.02, 0.42, 41)
"""What the draws differ in."""


def example_hindcast(
    *, players: tuple[str, str] = ("the US", "Japan"), speed: float = 1.0, signed: int | None = 6
) -> ExperimentResult:
    """Return the example; the deal was signed in a round by number, or not at all."""
    about = [dates(speed, signed), *(term(name, speed) for name in TERMS)]
    return ExperimentResult(
        name="hindcast",
        question="What would it have said?",
        design="Made up.",
        columns=SUMMARY,
        rows=tuple(one.summary() for one in about),
        finding="It was too early.",
        receipts=(
            Receipt(
                scenario="example",
                scenario_fingerprint="a1" * 32,
                game_fingerprint="b2" * 32,
                seed=6,
                versions={"python": "3.11"},
                parameters={"precision": "2"},
            ),
        ),
        tables=(
            ExperimentTable(
                name="card",
                title="What the card is worth, $bn",
                columns={"to": "to whom", "mean": "mean over the draws"},
                rows=tuple({"to": player, "mean": 0.5} for player in players),
            ),
            distribution_table(about),
            ExperimentTable(
                name="look_ahead",
                title="What was learnt later",
                columns={"key": "its place", "instead": "what stands instead"},
                rows=({"key": "first_day", "instead": FIRST.isoformat()},),
            ),
        ),
    )


def dates(speed: float, signed: int | None) -> Distribution:
    """Return the forecast of the day: a hazard in every round, faster in some draws."""
    hazard = np.minimum(speed * np.outer(SPEEDS, PULL), 0.95)
    before = np.cumprod(np.hstack([np.ones((SPEEDS.size, 1)), 1.0 - hazard]), axis=1)
    days = [*DAYS, date(2025, 12, 31)]
    outcome = len(DAYS) if signed is None else signed
    return Distribution(
        about="date",
        unit="days after it was signed",
        bins=(*(day.isoformat() for day in DAYS), "no deal"),
        values=tuple(float((day - days[outcome]).days) for day in days),
        chances=np.hstack([hazard * before[:, :-1], before[:, -1:]]),
        weights=np.ones(SPEEDS.size),
        happened=0.0,
        bin_of_outcome=outcome,
        rivals={},
        came="no deal" if signed is None else words.day(DAYS[signed] - timedelta(days=1)),
    )


def term(name: str, speed: float) -> Distribution:
    """Return the forecast of a term: around a place on its range, another one in every draw."""
    unit, levels, came = TERMS[name]
    low, high = min(levels), max(levels)
    share = (np.array(levels) - low) / (high - low)
    middle = np.clip(0.75 - 0.5 * speed * SPEEDS / SPEEDS.max(), 0.0, 1.0)
    chances = np.exp(-12.0 * (share - middle[:, None]) ** 2)
    return Distribution(
        about=name,
        unit=unit,
        bins=tuple(f"{level:g}" for level in levels),
        values=levels,
        chances=chances / chances.sum(axis=1, keepdims=True),
        weights=np.linspace(0.2, 1.0, SPEEDS.size),
        happened=came,
        bin_of_outcome=nearest_level(levels, came),
        rivals={},
        came=f"{came:g}",
        status_quo=0,
    )
