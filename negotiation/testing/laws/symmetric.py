"""Seats do not matter: with the players' seats swapped, the same player gives the same answers."""

from __future__ import annotations

from typing import ClassVar

from ...game.beliefs import Belief
from ..law import Law, Trial, Violation
from ..situations import play
from ..transforms import with_players_swapped
from .affine_invariant import unlike


class Symmetric(Law):
    """Asks for one answer in either seat."""

    name: ClassVar[str] = "symmetric"
    statement: ClassVar[str] = "With the two seats swapped, names and all, no answer changes."
    is_claim: ClassVar[bool] = True

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that depends on the seat."""
        at = trial.situation
        first, second = at.realised
        belief = Belief((at.belief.of[1], at.belief.of[0]))
        there = play(with_players_swapped(trial.game), (second, first), belief, at.choices)
        return unlike(self, trial, there, "with the seats swapped")
