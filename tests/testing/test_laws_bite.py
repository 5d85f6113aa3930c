"""Each law catches who breaks it, and nobody else: at least one faulty strategy for every law."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType
from typing import ClassVar

import pytest

from negotiation.foundations.errors import NegotiationError
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.stages import StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.strategy import Strategy
from negotiation.testing.outcomes import Outcome
from negotiation.testing.subjects import subject as a_subject
from negotiation.testing.verdicts import (
    check_claims,
    laws,
    replayed,
    verdict,
    verdicts,
)
from tests.testing import (
    false_claims,
    faulty,
    faulty_about_what_is_seen,
    faulty_by_chance,
    faulty_learners,
    lawful,
)

EXAMPLES, FEWER = 30, 15
SECONDS = 0.3

subject = cache(a_subject)


def members(module: ModuleType) -> list[type[Strategy]]:
    """Return the strategies that a module defines."""
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and value is not faulty.Faulty
    ]


FAULTY: list[type[faulty.Faulty]] = [
    kind
    for module in (faulty, faulty_about_what_is_seen, faulty_learners, false_claims)
    for kind in members(module)
    if issubclass(kind, faulty.Faulty)
]
BY_CHANCE = members(faulty_by_chance)
BREAKS: dict[type[Strategy], str] = {kind: kind.breaks for kind in FAULTY}
BREAKS |= dict.fromkeys(BY_CHANCE, "deterministic")


def binding(kind: type[Strategy]) -> list[str]:
    return [name for name, law in laws().items() if not law.is_claim or name in kind.claims]


@pytest.mark.parametrize("kind", FAULTY, ids=lambda kind: kind.__name__)
def test_a_fault_is_caught_by_its_law(kind: type[faulty.Faulty]) -> None:
    law = laws()[kind.breaks]
    assert law.name in binding(kind)
    seconds = SECONDS if law.name == "bounded_time" else 60.0
    build = subject(kind).build
    found = verdict(build, subject(kind).claims, law, examples=EXAMPLES, seconds=seconds)
    assert found.outcome is Outcome.BROKEN
    assert re.search(rf"(?m)^{kind.where}$", found.story), found.story
    assert re.search(rf"(?m)^It answers: {kind.answers}$", found.story), found.story
    *_, broken, reason, replay = found.story.splitlines()
    assert broken == f"This breaks the law '{law.name}': {law.statement}"
    assert re.fullmatch(kind.tells, reason.strip()), reason
    assert replay == f"To see it again: --replay {found.code}"
    again = replayed(build, found.code, seconds=seconds)
    assert again.outcome is Outcome.BROKEN
    assert again.story == found.story


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        pytest.param(kind, law, id=f"{kind.__name__}-{law}")
        for kind in [*FAULTY, *BY_CHANCE, *members(lawful)]
        for law in binding(kind)
        if law != BREAKS.get(kind) and BREAKS.get(kind) != "bounded_time"
    ],
)
def test_no_other_law_catches_it(kind: type[Strategy], law: str) -> None:
    found = verdict(subject(kind).build, subject(kind).claims, laws()[law], examples=FEWER)
    assert found.outcome is Outcome.KEPT, found.story


def test_who_never_answers_is_not_asked_about_other_laws() -> None:
    never = subject(faulty.NeverAnswers)
    found = list(verdicts(never.build, never.claims, examples=EXAMPLES, seconds=SECONDS))
    assert {one.law for one in found} == set(laws())
    outcomes = {one.outcome for one in found if one.law != "bounded_time"}
    assert outcomes == {Outcome.NOT_TRIED}


@pytest.mark.parametrize("kind", BY_CHANCE, ids=lambda kind: kind.__name__)
def test_who_answers_as_chance_has_it_is_not_accused_of_more(kind: type[Strategy]) -> None:
    found = {one.law: one.outcome for one in verdicts(subject(kind).build, subject(kind).claims)}
    assert found["deterministic"] is Outcome.BROKEN
    comparing = {name for name, law in laws().items() if law.compares}
    assert comparing >= {"blind", "true_memory", "true_learning", "affine_invariant", "symmetric"}
    assert {found[name] for name in comparing} == {Outcome.NOT_TRIED}
    others = {name for name in binding(kind) if name not in comparing} - {"deterministic"}
    assert {found[name] for name in others} == {Outcome.KEPT}


def test_every_law_is_broken_by_someone() -> None:
    assert set(BREAKS.values()) == set(laws())


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
        replayed(subject(FAULTY[0]).build, code)


def test_a_code_of_no_law_is_refused() -> None:
    with pytest.raises(NegotiationError, match="try 'legal'"):
        replayed(subject(FAULTY[0]).build, "leagl:0.1.1.2.1-1.0.0-0.0..")


def test_what_is_not_claimed_is_either_impossible_or_could_be_claimed() -> None:
    modest = subject(TurnsBack)
    found = {
        verdict.law: verdict.outcome
        for verdict in verdicts(modest.build, frozenset(), examples=EXAMPLES)
        if verdict.is_claim
    }
    assert found["monotone_concession"] is Outcome.NOT_CLAIMED
    assert found["no_regret"] is Outcome.NOT_CLAIMED
    assert found["affine_invariant"] is Outcome.UNDECIDED  # so few situations tell no more
    assert found["symmetric"] is Outcome.UNDECIDED


def test_the_talks_themselves_are_tried_too() -> None:
    lost = subject(LosesItsWayAmongThousands)
    (found,) = verdicts(lost.build, frozenset(), examples=5, only=["total"])
    assert found.outcome is Outcome.BROKEN
    assert found.code.endswith(".june_deadline")
    packages = compile_game(load("june_deadline")).packages
    assert packages is not None
    assert f"over {packages.count} packages" in found.story
    assert replayed(lost.build, found.code).story == found.story


class LosesItsWayAmongThousands(Strategy):
    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if len(seen.legal_actions) > 1000:
            raise MemoryError
        return MixedAction.pure(int(seen.legal_actions[0]))


class TurnsBack(Strategy):
    """Makes one offer in one round and another in the next."""

    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.OFFER:
            return MixedAction.pure(faulty.calm(seen))
        return MixedAction.pure(1 + seen.stage.round_index % (len(seen.legal_actions) - 1))
