"""A small tournament to look at."""

from __future__ import annotations

from pathlib import Path

from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import Plan, plan_of
from negotiation.engine.tournament.running import RESULT, run_tournament
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game

FEW = ("boulware", "conceder", "hard_liner")


def few(folder: Path, *, workers: int = 1, seed: int = 0, matches: int = 4) -> bytes:
    """Play a small tournament; return the bytes of its result."""
    entrants = entrants_named(FEW)
    run_tournament(FIVE_ROUNDS, entrants, folder, matches=matches, seed=seed, workers=workers)
    return (folder / RESULT).read_bytes()


def few_plan() -> Plan:
    game = five_rounds_game()
    return plan_of(game, FIVE_ROUNDS.stem, entrants_named(FEW), matches=4, seed=0)
