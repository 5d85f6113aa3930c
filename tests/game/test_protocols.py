"""Protocols: which stages a talk has, in which round, and who moves."""

from __future__ import annotations

import pytest

from negotiation.foundations import shelf
from negotiation.game import protocols
from negotiation.game.protocol import ANSWER as ANSWERING
from negotiation.game.protocol import COURTS, MARKET, POSTURE, QUEUE, Protocol
from negotiation.game.protocol import OFFER as OFFERING
from negotiation.game.stages import StageKind

OFFER, ANSWER = StageKind.OFFER, StageKind.ANSWER
MOVE, CHANCE = StageKind.MOVE, StageKind.CHANCE
NEWS = (MARKET, QUEUE, COURTS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "alternating_offers",
            [(OFFER, 0, 1), (ANSWER, 0, 0), (OFFER, 1, 0), (ANSWER, 1, 1)],
        ),
        (
            "alternating_offers_with_postures",
            [
                *[(CHANCE, 0, None)] * len(NEWS),
                *[(MOVE, 0, 1), (MOVE, 0, 0), (OFFER, 0, 1), (ANSWER, 0, 0)],
                *[(CHANCE, 1, None)] * len(NEWS),
                *[(MOVE, 1, 1), (MOVE, 1, 0), (OFFER, 1, 0), (ANSWER, 1, 1)],
            ],
        ),
        ("ultimatum", [(OFFER, 1, 0), (ANSWER, 1, 1)]),
    ],
)
def test_two_rounds_are_planned_as_described(
    name: str, expected: list[tuple[StageKind, int, int | None]]
) -> None:
    protocol = shelf.pick(protocols, Protocol, name)()
    plan = protocol.plan((1, 0))
    assert [(one.kind, one.round_index, one.mover) for one in plan] == expected
    assert protocol.postures == any(one.kind is MOVE for one in plan)
    topics = {MOVE: POSTURE, OFFER: OFFERING, ANSWER: ANSWERING}
    moved = [one for one in plan if one.kind is not CHANCE]
    assert [one.topic for one in moved] == [topics[one.kind] for one in moved]
    for r in {one.round_index for one in plan if one.kind is CHANCE}:
        news = [one.topic for one in plan if one.kind is CHANCE and one.round_index == r]
        assert tuple(news) == NEWS


def test_only_the_last_proposer_of_an_ultimatum_counts() -> None:
    plan = shelf.pick(protocols, Protocol, "ultimatum")().plan((0, 0, 1))
    assert [(one.round_index, one.mover) for one in plan] == [(2, 1), (2, 0)]


def test_every_protocol_is_planned_here() -> None:
    assert set(shelf.name_to_class(protocols, Protocol)) == {
        "alternating_offers",
        "alternating_offers_with_postures",
        "ultimatum",
    }
