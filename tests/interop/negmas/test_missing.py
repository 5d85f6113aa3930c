"""Without NegMAS there is a remedy, and nothing else needs it. These tests run everywhere."""

from __future__ import annotations

import sys

import pytest

from negotiation.engine.matches import play
from negotiation.foundations.errors import MissingLibrary
from negotiation.game.pie import divide_the_pie
from negotiation.interop.negmas import NegmasGuest
from negotiation.interop.negmas_session import deal_space, turns
from negotiation.interop.negmas_visitor import visitor
from negotiation.strategies.boulware import Boulware

PIE = divide_the_pie(rounds=2, discount_factors=(1.0, 1.0), shares=[0.0, 0.5, 1.0])


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let NegMAS be absent, whether it is installed or not."""
    monkeypatch.setitem(sys.modules, "negmas", None)


@pytest.mark.usefixtures("absent")
def test_the_extra_is_named() -> None:
    guest = NegmasGuest("AspirationNegotiator")
    for ask in (
        lambda: play(PIE, (guest, Boulware()), (0, 0), seed=0),
        lambda: visitor(Boulware(), PIE, 0, seed=0),
        lambda: deal_space(PIE),
    ):
        with pytest.raises(MissingLibrary, match=r"us-japan-negotiation\[negmas\]"):
            ask()


def test_turns_alternate_and_end_with_the_last_answer() -> None:
    found = turns(PIE)
    assert (found.first, dict(found.of), found.count) == (0, {0: 0, 2: 1}, 3)
