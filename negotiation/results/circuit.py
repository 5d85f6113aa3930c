"""The result of a circuit: the same entrants, tournament after tournament, in several scenarios."""

from __future__ import annotations

from typing import ClassVar

from ..foundations.records import record
from .frames import Cell
from .receipt import Receipt
from .tournament import Fault, Interval


@record
class Placing:
    """One entrant's place over all scenarios."""

    entrant: str
    """Its name."""
    rank: int
    """1 for the largest score."""
    score: Interval
    """What it earns in a talk, $bn: the mean of its scores in all scenarios."""
    tied_with: tuple[str, ...]
    """Entrants from whom it is not separated: the interval of the difference holds 0."""
    ranks: tuple[int, ...]
    """Its rank in each scenario."""
    scores: tuple[float, ...]
    """Its score in each scenario, $bn."""


@record
class Circuit:
    """Tournaments of the same entrants in several scenarios, taken together."""

    saved_as: ClassVar[str] = "circuit"

    scenarios: tuple[str, ...]
    """The scenarios' names, in the order given."""
    entrants: tuple[str, ...]
    """Who took part."""
    matches: int
    """Matches of each type pair in each cell."""
    placings: tuple[Placing, ...]
    """The entrants by rank."""
    receipts: tuple[Receipt, ...]
    """What each scenario's tournament was made from."""
    faults: tuple[Fault, ...] = ()
    """What was wrong in any scenario with entrants that are not ranked over all."""

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return a row for each entrant, by rank; amounts are $bn, intervals of 95 %."""
        return [
            {
                "rank": one.rank,
                "entrant": one.entrant,
                "score": one.score.mean,
                "score_low": one.score.low,
                "score_high": one.score.high,
                **{f"rank_{name}": n for name, n in zip(self.scenarios, one.ranks, strict=True)},
                **{f"score_{name}": x for name, x in zip(self.scenarios, one.scores, strict=True)},
                "tied_with": ", ".join(one.tied_with),
            }
            for one in self.placings
        ]
