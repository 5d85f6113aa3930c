"""A solution concept: a rule that selects outcomes of a game. It never plays and never draws."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..game.game import Game, TypePair
from ..results.solution import Solution


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a concept applies to a game, and if not, which assumption fails."""

    applies: bool
    """Whether it does."""
    reason: str = ""
    """The assumption that fails, as a sentence."""

    @classmethod
    def yes(cls) -> Verdict:
        """Return the verdict that the concept applies."""
        return cls(True)

    @classmethod
    def no(cls, reason: str) -> Verdict:
        """Return a refusal with its reason."""
        return cls(False, reason)


class SolutionConcept(ABC):
    """A solution concept."""

    title: ClassVar[str]
    """Its name in words."""
    private: ClassVar[bool] = False
    """Whether each player knows its own type only; else both types are known to both."""
    settings: ClassVar[tuple[str, ...]] = ()
    """Names of the numbers that it can be made with, e.g. ``precision``."""
    axioms: ClassVar[frozenset[str]] = frozenset()
    """What it claims, each claim tested: e.g. ``symmetry``, ``scale_invariance``."""

    @abstractmethod
    def applies_to(self, game: Game) -> Verdict:
        """Return whether the concept applies to a game."""

    @abstractmethod
    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return the solution for each type pair (all of them by default), types known to both."""
