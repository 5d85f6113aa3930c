"""Which single number decides what the card is worth to Japan.

Every number of the base scenario is moved to either end of its range, the others staying as they
are, and the talks are solved with the card and without, both types known. The payoffs of such an
equilibrium are steps: a number may change nothing over most of its range and much at one place, so
the ends bound nothing in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import negotiation as ng

SCENARIO, PARTNER = "june_deadline", "japan"
NO_CARD = {"card.in_play": False, "card.initial": "quiet"}
"""What the scenario no_card changes."""
SOME = ("market.partner_share", "us.types.sensitive.tolerance_bp")
"""The numbers of a fast run."""
VISIBLE = 0.05
"""A smaller change of the worth is none, $bn."""


class WhichNumberDecides(ng.Experiment):
    """The card's worth with one number at a time at either end of its range."""

    question: ClassVar[str] = "Which single number decides what the card is worth to Japan?"
    design: ClassVar[str] = (
        "Every number of june_deadline at the low end of its range and at the high end, one at a "
        "time. Japan's payoff in the subgame-perfect equilibrium with the card less that without "
        "it, every pair of types known, on average over the prior."
    )

    def run(self, *, fast: bool = False) -> ng.ExperimentResult:
        """Return the worth at both ends of every range; ``fast`` moves two numbers."""
        base = ng.load(SCENARIO)
        keys = [n.key for n in base.numbers if n.low is not None and n.low != n.high]
        keys = [key for key in keys if key in SOME] if fast else keys
        start = worth(base)
        swings: list[Swing] = []
        for n, key in enumerate(keys):
            self.tell(n, len(keys))
            swings.append(Swing(key, *(worth_at(base, key, end) for end in ("low", "high"))))
        self.tell(len(keys), len(keys))
        shown = sorted(
            (one for one in swings if one.change(start) >= VISIBLE),
            key=lambda one: -one.change(start),
        )
        rows: list[dict[str, str | float]] = []
        for n, swing in enumerate(shown):
            self.tell(n, len(shown))
            rows.append(_row(base, swing, start))
        self.tell(len(shown), len(shown))
        return ng.ExperimentResult(
            name="which_number_decides",
            question=self.question,
            design=self.design,
            columns={
                "number": "the number, by its place in the scenario",
                "value": "its value",
                "range": "its range",
                "at_low": "the card's worth to Japan at the low end, $bn",
                "at_high": "the card's worth to Japan at the high end, $bn",
                "change": "the larger change from the worth at all values, $bn",
                "certificate": "largest gain from deviating where that change is, $bn",
            },
            formats=dict.fromkeys(("at_low", "at_high"), "change"),
            rows=tuple(rows),
            finding=_finding(base, start, swings),
            receipts=tuple(ng.receipt(ng.compile_game(one)) for one in (base, base.vary(NO_CARD))),
        )


class Swing(NamedTuple):
    """The card's worth with one number at either end of its range, $bn."""

    key: str
    """The number."""
    low: float | None
    """The worth at the low end; ``None`` where that contradicts the other numbers."""
    high: float | None
    """The worth at the high end."""

    def change(self, start: float) -> float:
        """Return the larger change from the worth at all values, $bn."""
        return max(abs(one - start) for one in (self.low, self.high, start) if one is not None)

    def end(self, start: float) -> str:
        """Return the end at which that change is."""
        is_low = self.low is not None and abs(self.low - start) == self.change(start)
        return "low" if is_low else "high"


def _row(base: ng.Scenario, swing: Swing, start: float) -> dict[str, str | float]:
    number = base.key_to_number[swing.key]
    far = base.vary({swing.key: getattr(number, swing.end(start))})
    return {
        "number": swing.key,
        "value": f"{number.value[0]:g}",
        "range": f"{number.low:g} to {number.high:g}",
        "at_low": _or_nothing(swing.low),
        "at_high": _or_nothing(swing.high),
        "change": swing.change(start),
        "certificate": max(
            case.certificate.max_gain_busd
            for scenario in (far, far.vary(NO_CARD))
            for case in ng.solve(scenario, "subgame_perfect").cases
        ),
    }


def _or_nothing(number: float | None) -> str | float:
    return "" if number is None else number


def _finding(base: ng.Scenario, start: float, swings: Sequence[Swing]) -> str:
    ends = [
        (worth, f"{swing.key} = {getattr(base.key_to_number[swing.key], end):g}")
        for swing in swings
        for end, worth in (("low", swing.low), ("high", swing.high))
        if worth is not None
    ]
    (lowest, where_lowest), (highest, where_highest) = min(ends), max(ends)
    moved = sum(swing.change(start) >= VISIBLE for swing in swings)
    gone = sum(
        any(one is not None and abs(one) < VISIBLE for one in (swing.low, swing.high))
        for swing in swings
    )
    return (
        f"If both knew each other's type the card would be worth {start:+.2f} $bn to Japan at the "
        f"values of the scenario. Moved to an end of its range, alone, {moved} of {len(swings)} "
        f"numbers change that by {VISIBLE:.2f} $bn or more, and {gone} leave less than that of it. "
        f"The scenario has {len(base.numbers)} numbers: lists of levels, and what is certain, "
        "have no range to move in. "
        f"It is lowest, {lowest:+.2f} $bn, with {where_lowest} and highest, {highest:+.2f} $bn, "
        f"with {where_highest}."
    )


def worth(scenario: ng.Scenario) -> float:
    """Return what the card is worth to the partner if types are known, on average, $bn."""
    return _payoff(scenario) - _payoff(scenario.vary(NO_CARD))


def worth_at(base: ng.Scenario, key: str, end: str) -> float | None:
    """Return the worth with one number at an end of its range; ``None`` if that contradicts."""
    value = getattr(base.key_to_number[key], end)
    try:
        return worth(base.vary({key: value}))
    except ng.ProblemsFound:
        return None


def _payoff(scenario: ng.Scenario) -> float:
    return ng.explore.known_types.payoffs_if_known(scenario)[PARTNER]
