"""A guest's cells are played in one order, whenever the profiles that some need are solved."""

from __future__ import annotations

from typing import Any

from negotiation.engine.tournament.crew import Worker
from negotiation.engine.tournament.plan import Entrant, plan_of
from negotiation.engine.tournament.side_by_side import _Work
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game

FIELD = (
    Entrant(name="subgame_perfect_follower", follows="subgame_perfect"),
    Entrant(name="guest", file="guest.py", class_name="Guest"),
)


def order(*, solved: int) -> list[tuple[int, int]]:
    """Return the order of the guest's cells where a profile is solved after so many of them."""
    plan = plan_of(five_rounds_game(), FIVE_ROUNDS.stem, FIELD, matches=2, seed=0)
    work, nobody = _Work.of(plan, [(0, 1), (1, 0), (1, 1), (0, 0)]), Any
    guest = Worker(child=nobody, group=frozenset({1}))  # type: ignore[arg-type] # none is begun
    found: list[tuple[int, int]] = []
    while len(found) < 3:
        if len(found) == solved:
            work.solved["subgame_perfect"] = b""
        task = work.next(guest)
        assert task is not None
        assert task.job is not None
        found.append(task.job)
    return found


def test_the_order_does_not_depend_on_when_a_profile_is_solved() -> None:
    assert order(solved=0) == order(solved=1) == [(1, 1), (0, 1), (1, 0)]
