"""What came of a law: the outcome, and for a broken one its story."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .law import Law


class Outcome(StrEnum):
    """What came of a law."""

    KEPT = "kept"
    """No situation broke it."""
    KEPT_HERE = "kept here"
    """No situation broke it, and another process, which has to answer alike, was not asked."""
    BROKEN = "broken"
    """A situation broke it."""
    NOT_CLAIMED = "not claimed"
    """It is no claim of the strategy, and a situation shows that it could be none."""
    COULD_BE_CLAIMED = "could be claimed"
    """It is no claim of the strategy, though none of ``ENOUGH`` situations or more broke it."""
    UNDECIDED = "undecided"
    """It is no claim of the strategy, and was tried in too few situations to say more."""
    NOT_TRIED = "not tried"
    """The strategy did not answer in time, or not the same twice what the law compares."""
    ERROR = "error"
    """Trying it raised an error that is none of the strategy's answers; it was not tried then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one law for one strategy."""

    law: str
    """The law's name."""
    statement: str
    """What it asks."""
    is_claim: bool
    """Whether it binds only who claims it."""
    outcome: Outcome
    """What came of it."""
    story: str = ""
    """How it was broken."""
    code: str = ""
    """What replays the failure."""


def verdict_on(law: type[Law], outcome: Outcome, story: str = "", code: str = "") -> Verdict:
    """Return the verdict on a law."""
    return Verdict(
        law=law.name,
        statement=law.statement,
        is_claim=law.is_claim,
        outcome=outcome,
        story=story,
        code=code,
    )
