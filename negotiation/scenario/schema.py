"""What a scenario file holds: the shape of the text, as records.

The partner's name, election, sectors and card are fields like any other, so another country's
talks are another file. Numbers are parameter fields; their units and meanings stand beside their
formulas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any

from ..deal.issue import Issue
from ..foundations.brief import brief
from ..foundations.fingerprints import WHERE_GIVEN, fingerprint
from ..foundations.parameters import parameter
from ..foundations.records import record
from ..payoffs.commitments import Commitments
from ..payoffs.courts import Courts
from ..payoffs.delay import Delay
from ..payoffs.elections import PartnerElection, UsElection
from ..payoffs.market import Market
from ..payoffs.part import PayoffPart
from ..payoffs.pause import Pause
from ..payoffs.programme import Programme
from ..payoffs.queue import Queue
from ..payoffs.relations import Relations
from ..payoffs.reserves import Reserves
from ..payoffs.retaliation import Retaliation
from ..payoffs.tariffs import Sector, TariffWelfare
from ..payoffs.treasury import Card, Posture
from ..payoffs.types import PartnerType, UsType
from .calendar import Mark
from .inheritance import ScenarioText
from .plain_values import text_of
from .sourced_number import SourcedNumber
from .validation import validated
from .varying import said, varied


@record
class PlannedRound:
    """One round of the talks."""

    name: str
    """Its name, e.g. ``R3``."""
    day: date
    """Its date."""
    proposer: str
    """Who offers: ``us`` or the partner's id."""


@record
class UsPlayer:
    """The United States: its patience, its voters, its postures and its types."""

    name: str
    """Its name, for people."""
    initial_posture: str
    """Its tariff posture on the first day."""
    postures: Mapping[str, Posture]
    """Its tariff postures, by name."""
    types: Mapping[str, UsType]
    """Its types, by name."""
    election: UsElection
    """Its election."""
    discount_rate: float = parameter("1/year", "continuous discount rate", low=0.0, high=1.0)


@record
class PartnerPlayer:
    """The partner: who it is, its patience, its voters and its types."""

    id: str
    """Its short name in results, e.g. ``japan``."""
    name: str
    """Its name, for people."""
    types: Mapping[str, PartnerType]
    """Its types, by name."""
    election: PartnerElection
    """Its election."""
    discount_rate: float = parameter("1/year", "continuous discount rate", low=0.0, high=1.0)


@record
class ScenarioFile:
    """Everything a scenario file says."""

    title: str
    """Its title, for people."""
    story: str
    """Its story, in a paragraph."""
    first_day: date
    """The day that payoffs are valued on and talks start from."""
    horizon: date
    """The day on which the flows of a deal end."""
    window_ends: date
    """The last day of the talks that the scenario asks about; later rounds are what comes after."""
    protocol: str
    """The protocol, by its file name on the shelf."""
    rounds: tuple[PlannedRound, ...]
    """The rounds, in order of date."""
    calendar: tuple[Mark, ...]
    """The dates that matter."""
    us: UsPlayer
    """The United States."""
    partner: PartnerPlayer
    """The partner."""
    sectors: Mapping[str, Sector]
    """What the US imports from the partner."""
    welfare: TariffWelfare
    """How tariffs count."""
    issues: Mapping[str, Issue]
    """The issues of the deal, by name."""
    programme: Programme
    """What the US thinks of its own rates."""
    commitments: Commitments
    """What the partner's commitments are worth."""
    market: Market
    """The bond market."""
    reserves: Reserves
    """The partner's Treasuries."""
    card: Card
    """The partner's card."""
    relations: Relations
    """What open quarrels cost."""
    delay: Delay
    """What waiting costs."""
    pause: Pause
    """The paused tariff: what a deadline and "no deal" mean."""
    queue: Queue | None = None
    """The other talks of the US, if the scenario has any."""
    courts: Courts | None = None
    """The courts, if they are asked."""
    retaliation: Retaliation | None = None
    """The partner's own tariffs, if the scenario has any."""
    parts: Mapping[str, PayoffPart] | None = field(
        default=None, metadata={"fingerprint": WHERE_GIVEN}
    )
    """Payoff parts beside those of every scenario, by name, if the scenario has any."""
    known_on: date | None = None
    """Nothing in the file was learnt after this day: no number may rest on a later source."""


_UNSEEN: Mapping[str, bool] = {"fingerprint": False}


@record
class Scenario:
    """A validated scenario: its contents and where each number comes from.

    All of it is read from its text: no number can contradict another or the contents. ``load``
    makes one from files, `vary` one from another.
    """

    __repr__ = brief

    text: ScenarioText = field(repr=False, metadata=_UNSEEN)
    """What its files say, and the changes."""
    original: Scenario | None = field(default=None, repr=False, metadata=_UNSEEN)
    """The scenario that was varied, as its files have it; ``None`` for that one itself."""
    name: str = field(init=False)
    """Its name: the file's name without the ending."""
    files: tuple[str, ...] = field(init=False)
    """The files it was read from, the most general first."""
    contents: ScenarioFile = field(init=False, repr=False)
    """What it says."""
    numbers: tuple[SourcedNumber, ...] = field(init=False, repr=False)
    """Every number, in the order of the schema."""

    def check(self) -> None:
        """Read everything from the text; raise ``ProblemsFound`` for a text that has mistakes."""
        originals = None if self.original is None else self.original.key_to_number
        contents, numbers = validated(self.text, ScenarioFile, originals)
        files = tuple(file for file, _ in self.text.chain)
        found = {"name": self.text.name, "files": files, "contents": contents, "numbers": numbers}
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of everything it says."""
        return fingerprint((self.contents, self.numbers))

    @cached_property
    def public_since(self) -> dict[str, date | None]:
        """The day on which each source cited became public; ``None`` where none is given."""
        cited = sorted({key for number in self.numbers for key in number.source})
        return {key: self.text.references[key].public_since for key in cited}

    @cached_property
    def key_to_number(self) -> dict[str, SourcedNumber]:
        """Every number by its key."""
        return {number.key: number for number in self.numbers}

    @property
    def changes(self) -> dict[str, Any]:
        """What was varied: key to new value, as `vary` takes it; empty as the files have it."""
        return said(self.text.changes)

    @property
    def changes_as_text(self) -> dict[str, str]:
        """What was varied: key to new value, in the syntax of TOML."""
        return {key: text_of(value) for key, value in self.changes.items()}

    def vary(self, changes: Mapping[str, Any]) -> Scenario:
        """Return the scenario with some keys changed, checked like a file; this one stays.

        A key is a place such as ``market.yield_impact``, and stands for that place alone: tables
        that are ``like`` its table stay as they are. A value is a number, a flag, a date, a text
        or a list, or a table that goes over the one that is there: of a number e.g. ``{"value":
        2.0, "range": [0.05, 2.0], "source": "assumption"}``. A number keeps what is not given of
        its range and source, and says what it was (``varied_from``).

        Raises ``ProblemsFound`` with every mistake, numbered, and ``TypeError`` for what is no
        mapping.
        """
        original = self.original or self
        text = varied(original.text, self.text, ScenarioFile, changes)
        if not text.changes and not text.problems:
            return original
        return Scenario(text=text, original=original)
