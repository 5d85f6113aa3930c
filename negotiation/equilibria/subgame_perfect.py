"""Subgame-perfect equilibrium under complete information, by exact backward induction.

A strategy profile is subgame perfect if in every subgame no player gains by deviating. With both
types known the multi-stage game has perfect information, so backward induction over all stages,
public states and packages finds one; the rule for ties (`induction.backward`) selects it.

Source: Selten (1965); Fudenberg and Tirole (1991), chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.stages import ACCEPT, StageKind
from ..results.profile import Profile
from ..results.receipt import receipt
from ..results.solution import Solution
from .certificates.deviations import largest_gain
from .concept import SolutionConcept, Verdict
from .induction.backward import Induction, induce
from .induction.best_package import PackageRanking
from .views.outcomes import case_of


class SubgamePerfect(SolutionConcept):
    """The equilibrium that no player can improve on in any subgame."""

    title: ClassVar[str] = "subgame-perfect equilibrium"
    axioms: ClassVar[frozenset[str]] = frozenset({"scale_invariance", "relabelling"})

    def applies_to(self, game: Game) -> Verdict:
        """Return yes: every game of the class is finite with observed actions."""
        del game
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


class BackwardProfile(Profile):
    """The profile found by backward induction, for every type pair solved.

    Where the public belief is not sure of the types, it plays against the most likely type of the
    other player: the complete-information benchmark knows no doubt.
    """

    def __init__(self, game: Game, pair_to_induction: Mapping[TypePair, Induction]) -> None:
        self.game = game
        self.pair_to_induction = dict(pair_to_induction)

    def value(self, pair: TypePair) -> NDArray[np.float64]:
        """Return the players' values [i] at the start, in $bn."""
        return self.pair_to_induction[pair].values[0][:, self.game.initial_state]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return 1 for the equilibrium action and 0 for the others (see `Profile`)."""
        here = self.game.stages[stage]
        mover = here.mover
        assert mover is not None
        likely = list(belief.most_likely())
        likely[mover] = player_type
        pair = likely[0], likely[1]
        solved = self.pair_to_induction[pair]
        choice = int(solved.choices[stage][public_state])
        packages = self.game.packages
        if here.kind is StageKind.ANSWER and packages is not None:
            threshold = solved.thresholds[stage]
            assert threshold is not None
            worth = packages.values(mover, *pair, here.round_index)
            accepts = worth >= threshold[public_state]
            table = np.zeros((packages.count, len(here.actions)))
            table[accepts, ACCEPT] = 1.0
            table[~accepts, choice] = 1.0
            return table
        offers = packages.count if here.kind is StageKind.OFFER and packages is not None else 0
        row = np.zeros(len(here.actions) + offers)
        row[choice] = 1.0
        return row
