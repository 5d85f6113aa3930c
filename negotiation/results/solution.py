"""Solutions: what a solution concept says of a game, with payoffs by part and a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from ..foundations.brief import brief
from ..foundations.records import record
from ..foundations.wording import (
    day_in_words,
    first_upper,
    in_words,
    number,
    percent,
    plain,
    titled,
)
from ..game.game import Game, state_in_words
from .accuracy import Accuracy
from .band import Band
from .closed_form import ClosedForm
from .expectations import Expectations
from .frames import Cell, framed
from .played_tree import PlayedTree
from .private_certificate import PrivateCertificate
from .receipt import Receipt
from .sheet import Sheet
from .sheet_formats import as_html

if TYPE_CHECKING:
    from pandas import DataFrame

CHOOSES = "chooses"
"""Setting of a concept that names what is chosen, and no play that leads there."""

NO_DEAL = (
    "no deal: what a player has if nothing is ever agreed, postures and the last word chosen as is "
    "best; an agreement is worth to it what its total is above that"
)


@record
class Payoff:
    """One player's payoff in $bn, kept as named parts."""

    parts: Mapping[str, float]
    """Amounts by part, e.g. ``tariffs``; they sum to ``total``."""
    total: float
    """The sum."""


@record
class Certificate:
    """How good an answer is, computed by code that shares nothing with the solver."""

    max_gain_busd: float
    """The most that any type gains by deviating anywhere, in $bn (or the violation of an axiom)."""
    method: str
    """What was computed, in one sentence."""
    where: str
    """The position or package at which that largest gain arises."""
    checked: int
    """How many positions or alternatives were examined."""


@record
class Agreement:
    """A package agreed on a day."""

    date: date
    """The day of the agreement."""
    package: Mapping[str, str]
    """The level of every issue, in words."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """The same in numbers, by issue; one whose levels are words alone is left out."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit of each of these numbers, by issue."""

    @classmethod
    def of(cls, game: Game, round_index: int, package: int) -> Agreement:
        """Return the agreement on a package of a game in one of its rounds."""
        table = game.packages
        assert table is not None  # nothing else can be agreed on
        return cls(
            date=game.rounds[round_index].day,
            package=table.terms(package),
            numbers=table.numbers_of(package),
            units=table.units,
        )


@record
class Outcome:
    """One way in which the talks end under a solution."""

    probability: float
    """How likely it is."""
    ending: str
    """``agreement``, ``walk out``, or the name of the last word that ends the talks."""
    agreement: Agreement | None
    """The agreement, if there is one."""
    public_state: Mapping[str, str]
    """The public state in which the talks end."""


@record
class Case:
    """A solution for one pair of types."""

    __repr__ = brief

    concept: str
    """The solution concept, e.g. ``subgame_perfect``."""
    player_types: Mapping[str, str]
    """Each player's type, by player."""
    agreement: Agreement | None
    """The most likely outcome's agreement; ``None`` when that is no agreement."""
    agreement_probability: float
    """The probability that any agreement is reached."""
    outcomes: tuple[Outcome, ...]
    """The outcomes that can occur, most likely first; a note tells of any left out."""
    payoffs: Mapping[str, Payoff]
    """Expected payoffs at the start, by player."""
    certificate: Certificate
    """What an independent computation says of it."""
    notes: tuple[str, ...] = ()
    """What a reader should know, e.g. axioms or an assumption."""
    band: Band | None = None
    """Dates and terms that the certificate does not tell from the most likely agreement's."""
    no_deal: Mapping[str, float] = field(default_factory=dict)
    """What the players get if nothing is ever agreed, by player, $bn: everything else, postures and
    the last word, is still done as is best. Empty where there is nothing to agree on."""


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

    def outcome_sheet(self) -> Sheet:
        """Return the most likely outcome of each case, or the package that a rule chooses."""
        chooses = CHOOSES in self.receipt.parameters
        rows = []
        for case in self.cases:
            outcome = case.outcomes[0]
            often = "" if chooses else f" ({percent(outcome.probability)} of all paths)"
            if outcome.agreement is None:
                what = "no package" if chooses else f"{plain(outcome.ending)}{often}"
            else:
                when = "" if chooses else f"{day_in_words(outcome.agreement.date)}{often}: "
                what = f"{when}{in_words(outcome.agreement.package)}"
                what += "" if case.band is None else f"\n{case.band.in_words}"
            if not chooses:
                what += f"\n{state_in_words(outcome.public_state)}"
            gain = case.certificate.max_gain_busd
            rows.append(
                (
                    _types(case, "\n", titled if self.has_unit else plain),
                    what,
                    *(() if chooses else (percent(case.agreement_probability),)),
                    f"{gain:.2f}" if gain >= 0.005 or gain == 0.0 else f"{gain:.0e}",
                )
            )
        words: tuple[str, ...] = ("package chosen", "a better choice gains, $bn")
        if not chooses:
            words = ("most likely outcome", "any agreement", "another plan gains, $bn")
        return Sheet(
            title=first_upper(plain(self.concept)),
            headings=("types", *words),
            rows=tuple(rows),
            numeric=(False, False, *(True for _ in words[1:])),
        )

    def payoff_sheet(self) -> Sheet:
        """Return expected payoffs by part, and what each player has without a deal."""
        parts = list(next(iter(self.cases[0].payoffs.values())).parts)
        whole = ["total"] if len(parts) > 1 else []
        told = ["no deal"] if any(case.no_deal for case in self.cases) else []
        rows = []
        for case in self.cases:
            label = _types(case)
            for player, payoff in case.payoffs.items():
                amounts = [payoff.parts[part] for part in parts]
                amounts += [payoff.total] if whole else []
                without = case.no_deal.get(player)
                cells = [number(amount) for amount in amounts]
                cells += ["" if without is None else number(without)] if told else []
                who = titled(player) if self.has_unit else plain(player)
                rows.append((label, who, *cells))
                label = ""
        title = "Expected payoffs, $bn against the tariffs in force"
        if not self.has_unit:
            title = f"Expected payoffs, {plain(self.concept)}"
        return Sheet(
            title=title,
            headings=("types", "player", *map(plain, parts), *whole, *told),
            rows=tuple(rows),
            numeric=(False, False, *(True for _ in [*parts, *whole, *told])),
            caption=NO_DEAL if told else "",
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Return its main tables: what is agreed, and what that is worth."""
        return (self.outcome_sheet(), self.payoff_sheet())[0 if self.has_unit else 1 :]

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


def _types(case: Case, between: str = " / ", called: Callable[[str], str] | None = None) -> str:
    """Return the types of a case, with the players' names where ``called`` makes them."""
    return between.join(
        plain(name) if called is None else f"{called(player)} {plain(name)}"
        for player, name in case.player_types.items()
    )
