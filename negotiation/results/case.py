"""A case: what one solution concept says of one pair of types, with payoffs by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from ..foundations.brief import brief
from ..foundations.records import record
from ..game.game import Game
from .band import Band


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
