"""Each law catches who breaks it, and nobody else: at least one faulty strategy for every law."""

from __future__ import annotations

import pytest

from negotiation.foundations.errors import NegotiationError
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy
from negotiation.testing.subjects import subject_of
from negotiation.testing.verdicts import Outcome, check_claims, laws, replayed, verdicts
from tests.testing.faulty import FAULTY, TurnsBack

EXAMPLES = 30
SECONDS = 0.3


@pytest.mark.parametrize("member", FAULTY, ids=lambda member: member.__name__)
def test_a_fault_is_caught_by_its_law_and_by_no_other(member: type[Strategy]) -> None:
    subject = subject_of(member)
    slow = SECONDS if member.breaks == "bounded_time" else 60.0  # type: ignore[attr-defined]
    binding = [name for name, law in laws().items() if not law.is_claim or name in member.claims]
    found = list(
        verdicts(subject.build, subject.claims, examples=EXAMPLES, seconds=slow, only=binding)
    )
    assert {verdict.law for verdict in found} == set(binding)
    broken = [verdict for verdict in found if verdict.outcome is Outcome.BROKEN]
    assert "".join(verdict.law for verdict in broken) == member.breaks  # type: ignore[attr-defined]
    for verdict in broken:
        assert verdict.statement in verdict.story
        assert verdict.code in verdict.story
        again = replayed(subject.build, verdict.code, seconds=slow)
        assert again.outcome is Outcome.BROKEN
        assert again.story == verdict.story


def test_every_law_is_broken_by_someone() -> None:
    assert {member.breaks for member in FAULTY} - {""} == set(laws())  # type: ignore[attr-defined]


def test_every_law_says_what_it_is() -> None:
    for name, law in laws().items():
        assert law.name == name
        assert law.statement.endswith(".")


def test_an_unknown_claim_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(NegotiationError, match="try 'symmetric'"):
        check_claims(frozenset({"symetric"}), "Mine")


@pytest.mark.parametrize(
    "code", ["legal:1.2", "legal:", "legal:a.b", "legal:0.1.1.9.1-1.0.0-0.0.."]
)
def test_a_text_that_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(NegotiationError, match=r"code|no game"):
        replayed(subject_of(FAULTY[0]).build, code)


def test_a_code_of_no_law_is_refused() -> None:
    with pytest.raises(NegotiationError, match="try 'legal'"):
        replayed(subject_of(FAULTY[0]).build, "leagl:0.1.1.2.1-1.0.0-0.0..")


def test_what_is_not_claimed_is_either_impossible_or_could_be_claimed() -> None:
    modest = subject_of(TurnsBack)
    found = {
        verdict.law: verdict.outcome
        for verdict in verdicts(modest.build, frozenset(), examples=EXAMPLES)
        if verdict.is_claim
    }
    assert found["monotone_concession"] is Outcome.NOT_CLAIMED
    assert found["no_regret"] is Outcome.NOT_CLAIMED
    assert found["affine_invariant"] is Outcome.COULD_BE_CLAIMED
    assert found["symmetric"] is Outcome.COULD_BE_CLAIMED


def test_the_talks_themselves_are_tried_too() -> None:
    subject = subject_of(LosesItsWayAmongThousands)
    (found,) = verdicts(subject.build, frozenset(), examples=5, only=["total"])
    assert found.outcome is Outcome.BROKEN
    assert found.code.endswith(".june_deadline")
    assert "over 7840 packages" in found.story
    assert replayed(subject.build, found.code).story == found.story


class LosesItsWayAmongThousands(Strategy):
    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if len(seen.legal_actions) > 1000:
            raise MemoryError
        return MixedAction.pure(int(seen.legal_actions[0]))
