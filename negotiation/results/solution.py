"""Solutions: what a solution concept says of a game, with payoffs by part and a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, ClassVar

from ..foundations.brief import brief
from ..foundations.records import record
from ..foundations.wording import (
    first_upper,
    plain,
)
from .accuracy import Accuracy
from .case import Case, Payoff
from .closed_form import ClosedForm
from .expectations import Expectations
from .frames import Cell, framed
from .played_tree import PlayedTree
from .private_certificate import PrivateCertificate
from .receipt import CHOOSES, Receipt
from .sheet import Sheet
from .sheet_formats import as_html
from .solution_sheets import outcome_sheet, payoff_sheet

if TYPE_CHECKING:
    from pandas import DataFrame

EXACT_BUSD = 0.005
"""A certificate of an exact solution above this is more than rounding, $bn."""


@record
class Solution:
    """What one solution concept says of a game, for every type pair asked for."""

    __repr__ = brief
    saved_as: ClassVar[str] = "solution"

    concept: str
    """The solution concept."""
    cases: tuple[Case, ...]
    """At least one case per type pair; one for each equilibrium where a concept finds several."""
    receipt: Receipt
    """What it was made from."""
    expectations: Expectations | None = None
    """What a concept with private information expects of the talks before they begin."""
    private_certificate: PrivateCertificate | None = None
    """Its certificate in full, under private information."""
    tree: PlayedTree | None = None
    """The whole tree of a small game as the solution plays it, where it was solved there."""
    theory: tuple[ClosedForm, ...] = ()
    """What theory says of a game of the textbooks, beside what was computed."""
    accuracy: Accuracy | None = None
    """How far the values on beliefs are from what following them earns."""
    prior: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """The common prior: the probability of each type, by player and type."""
    mean_payoffs: Mapping[str, Payoff] = field(default_factory=dict)
    """Expected payoffs by player, type pairs weighted by the prior; empty unless every pair of
    types that can occur has one case."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what must be said before anything else."""
        if self.accuracy is None:
            worst = max(case.certificate.max_gain_busd for case in self.cases)
            if self.concept != "subgame_perfect" or worst <= EXACT_BUSD:
                return ()
            return (
                f"WARNING, subgame perfect: another plan gains {worst:.2g} $bn. The payoffs differ "
                "so much in size that rounding decides; look for a number that is far too large.",
            )
        said = [self.accuracy.warning]
        if self.concept == "logit":  # other answers do not say that log odds follow from payoffs
            said.append(self.accuracy.warning_of_chances)
        elif self.private_certificate is not None:  # nor does a logit equilibrium say this
            said.append(self.private_certificate.warning_of_errors)
        name = self.concept.replace("_", " ")
        return tuple(f"WARNING, {name}: {one}." for one in said if one)

    @property
    def has_unit(self) -> bool:
        """Whether its payoffs are $bn: those of a game written by hand have no unit."""
        return self.receipt.scenario_fingerprint != ""

    @property
    def is_private(self) -> bool:
        """Whether each player knows its own type only; else both types are known to both."""
        return self.private_certificate is not None or self.tree is not None

    def sheets(self) -> tuple[Sheet, ...]:
        """Return its main tables: what is agreed, and what that is worth."""
        worth = payoff_sheet(self.cases, self.concept, has_unit=self.has_unit)
        if not self.has_unit:
            return (worth,)
        chooses = CHOOSES in self.receipt.parameters
        return (outcome_sheet(self.cases, self.concept, chooses=chooses), worth)

    def _repr_html_(self) -> str:
        """Return its main tables for a notebook."""
        return as_html([*self.warnings, *self.sheets()], first_upper(plain(self.concept)))

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return a row for each case and player: payoffs by part and what is most likely.

        Amounts are $bn.
        """
        rows: list[dict[str, Cell]] = []
        for case in self.cases:
            likely = case.outcomes[0]
            deal = likely.agreement
            for player, payoff in case.payoffs.items():
                rows.append(
                    {
                        "concept": self.concept,
                        **{f"type_{name}": own for name, own in case.player_types.items()},
                        "player": player,
                        **payoff.parts,
                        "total": payoff.total,
                        "no_deal": case.no_deal.get(player),
                        "agreement_probability": case.agreement_probability,
                        "likeliest_ending": likely.ending,
                        "likeliest_probability": likely.probability,
                        "likeliest_date": None if deal is None else deal.date.isoformat(),
                        **{
                            f"likeliest_{issue}": level
                            for issue, level in (deal.package if deal is not None else {}).items()
                        },
                        "another_plan_gains": case.certificate.max_gain_busd,
                    }
                )
        return rows

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
