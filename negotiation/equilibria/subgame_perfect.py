"""Subgame-perfect equilibrium under complete information, by exact backward induction.

A strategy profile is subgame perfect if in every subgame no player gains by deviating. With both
types known the multi-stage game has perfect information, so backward induction over all stages,
public states and packages finds one; the rule for ties (`induction.backward`) selects it.

Source: Selten (1965); Fudenberg and Tirole (1991), chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ..game.game import Game, TypePair
from ..results.receipt import receipt
from ..results.solution import Solution
from .certificates.deviations import largest_gain
from .concept import SolutionConcept, Verdict
from .induction.backward import induce
from .induction.backward_profile import BackwardProfile
from .induction.best_package import PackageRanking
from .views.outcomes import case_of


class SubgamePerfect(SolutionConcept):
    """The equilibrium that no player can improve on in any subgame."""

    title: ClassVar[str] = "subgame-perfect equilibrium"
    axioms: ClassVar[frozenset[str]] = frozenset({"scale_invariance", "relabelling"})

    def applies_to(self, game: Game) -> Verdict:
        """Return yes unless actions go by type: every game is finite with observed actions."""
        if game.has_own_actions:
            return Verdict.no("some actions are open to some types only; try --concept logit")
        return Verdict.yes()

    def profile(self, game: Game, pairs: Sequence[TypePair] | None = None) -> BackwardProfile:
        """Return the equilibrium profile, solved for each of the type pairs."""
        ranking = PackageRanking(game.packages) if game.packages is not None else None
        wanted = tuple(pairs) if pairs is not None else game.type_pairs
        return BackwardProfile(game, {pair: induce(game, pair, ranking) for pair in wanted})

    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return the equilibrium of every type pair, each with its certificate."""
        profile = self.profile(game, pairs)
        cases = tuple(
            case_of(game, profile, pair, "subgame_perfect", largest_gain(game, profile, pair))
            for pair in profile.pair_to_induction
        )
        return Solution(concept="subgame_perfect", cases=cases, receipt=receipt(game))
