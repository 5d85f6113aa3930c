"""Seats do not matter: with the players' seats swapped, the same player gives the same answers.

A seat is a number, 0 or 1, and a name, such as "japan". The numbers are swapped once with the
names and once without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from ...game.beliefs import Belief
from ..law import Law, Trial, Violation
from ..situations import play
from ..transforms import with_players_swapped
from .affine_invariant import unlike


class Symmetric(Law):
    """Asks for one answer in either seat."""

    name: ClassVar[str] = "symmetric"
    statement: ClassVar[str] = (
        "With the two seats swapped, with the players' names or without, no answer changes."
    )
    is_claim: ClassVar[bool] = True
    compares: ClassVar[bool] = True

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that depends on the seat."""
        at = trial.situation
        first, second = at.realised
        belief = Belief((at.belief.of[1], at.belief.of[0]))
        swapped = with_players_swapped(trial.game)
        named = replace(swapped, players=trial.game.players)
        for game, how in ((swapped, "names and all"), (named, "but not the players' names")):
            there = play(game, (second, first), belief, at.choices, trial.earlier)
            found = unlike(self, trial, there, f"with the seats swapped, {how},")
            if found is not None:
                return found
        return None
