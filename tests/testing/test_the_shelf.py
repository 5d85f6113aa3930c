"""Every strategy of the shelf keeps every law, and claims what it can: found without a list."""

from __future__ import annotations

import pytest

from negotiation import strategies
from negotiation.foundations import shelf
from negotiation.strategies.strategy import Strategy
from negotiation.testing.outcomes import Outcome
from negotiation.testing.subjects import Subject
from negotiation.testing.subjects import subject as subject_of
from negotiation.testing.verdicts import check_claims, laws, verdict

NAME_TO_STRATEGY = shelf.name_to_class(strategies, Strategy)
EXAMPLES, OF_FOLLOWERS = 30, 6
KEPT_BY_ACCIDENT: dict[tuple[str, str], str] = {}
"""Claims that a strategy does not make though no situation here speaks against them, and why."""


@pytest.fixture(scope="module")
def subjects() -> dict[str, Subject]:
    """Return the strategies, followers with the games that they have solved already."""
    return {name: subject_of(member) for name, member in NAME_TO_STRATEGY.items()}


def examples(name: str) -> int:
    return EXAMPLES if NAME_TO_STRATEGY[name].follows is None else OF_FOLLOWERS


@pytest.mark.parametrize("name", NAME_TO_STRATEGY)
def test_a_strategy_keeps_the_laws_and_its_claims(name: str, subjects: dict[str, Subject]) -> None:
    subject = subjects[name]
    check_claims(subject.claims, name)
    for law in laws().values():
        if law.is_claim and law.name not in subject.claims:
            continue
        found = verdict(subject.build, subject.claims, law, examples=examples(name), seconds=60.0)
        assert found.outcome is Outcome.KEPT, found.story


@pytest.mark.parametrize("name", [n for n, s in NAME_TO_STRATEGY.items() if s.follows is None])
def test_a_strategy_claims_what_it_can(name: str, subjects: dict[str, Subject]) -> None:
    subject = subjects[name]
    modest = {
        law.name
        for law in laws().values()
        if law.is_claim
        and law.name not in subject.claims
        and verdict(subject.build, subject.claims, law, examples=300, seconds=60.0).outcome
        is not Outcome.NOT_CLAIMED
    }
    assert modest == {claim for who, claim in KEPT_BY_ACCIDENT if who == name}
