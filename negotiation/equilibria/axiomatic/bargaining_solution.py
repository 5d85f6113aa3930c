"""A bargaining solution: a rule that picks one agreement from a bargaining problem.

On the finite set of packages every rule works alike: among the individually rational packages (see
`views.bargaining_problem`) keep those with the largest first criterion, among these those with the
largest second one, and so on; ties are payoffs closer than ``tolerance.TIE`` of the span. Of what
is left drop the dominated, then take the lowest number. If no package is individually rational for
both, the answer is disagreement.

Departs from [Nash 1950], who assumes a convex set: the axioms of a solution are theorems about
lotteries over packages (``with_lotteries``); ``finite_axioms`` lists those that survive when only
single packages can be agreed. Symmetry never does: from (2, 1) and (1, 2) one must be picked.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...foundations.wording import called, money, plain
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.prospects import no_deal
from ...game.rules import Position
from ...game.stages import ACCEPT, StageKind
from ...results.case import Agreement, Case, Certificate, Outcome
from ...results.receipt import CHOOSES, receipt
from ...results.solution import Solution
from ..certificates.bargaining import Criterion, largest_improvement
from ..concept import SolutionConcept, Verdict
from ..induction.backward import induce
from ..induction.backward_profile import BackwardProfile
from ..views.bargaining_problem import (
    BargainingProblem,
    answer_stage_of,
    bargaining_problem,
    first_bargaining_round,
)
from ..views.frontier import pareto_frontier
from ..views.outcomes import case_of, payoffs_of
from .lotteries import lottery_frontier

LARGEST_BUSD = 1e150
"""Most that a payoff may be, $bn: gains are multiplied by each other."""
_WORTH_A_NOTE = 0.01
"""Lotteries are mentioned if they move a payoff by this share of what its player could gain."""


class BargainingSolution(SolutionConcept):
    """A bargaining solution: applied at the first round with an offer, in the first public state.

    ``axioms`` are claims about lotteries over packages, ``finite_axioms`` about packages alone.
    """

    concept: ClassVar[str]
    """Its name in results: the file's name."""
    finite_axioms: ClassVar[frozenset[str]]
    """The axioms that hold where only single packages can be agreed."""

    @abstractmethod
    def criteria(self, gains: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return what the rule maximises, most important first, each [n] in $bn-equivalents.

        ``gains`` [i, n] over disagreement, at least 0, of the individually rational packages.
        """

    @abstractmethod
    def point(self, vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the rule's gains [i] on a frontier of lotteries [n, i], in $bn."""

    @abstractmethod
    def criterion(self) -> Criterion:
        """Return what the certificate recomputes."""

    def choose(self, problem: BargainingProblem) -> int | None:
        """Return the package that the rule picks, ``None`` for disagreement."""
        left = problem.rational
        if left.size == 0:
            return None
        gains = np.maximum(problem.gains[:, left], 0.0)
        kept = np.arange(left.size)
        for values in self.criteria(gains):
            kept = kept[values[kept] >= values[kept].max() - problem.tie]
        undominated = pareto_frontier(gains[:, kept])
        return int(left[kept[undominated.min()]])

    def with_lotteries(self, problem: BargainingProblem) -> NDArray[np.float64]:
        """Return the payoffs [i] that the rule picks if lotteries over packages can be agreed."""
        return np.asarray(problem.disagreement_point + self.point(lottery_frontier(problem)))

    def applies_to(self, game: Game) -> Verdict:
        """Return whether there is anything to agree on, of which products are still numbers."""
        if game.payoff_span > LARGEST_BUSD:
            return Verdict.no(
                f"the largest payoff, {game.payoff_span:.2g}, is above {LARGEST_BUSD:g} $bn, and "
                "products of two gains are no numbers there; try payoffs in larger units"
            )
        if any(stage.kind is StageKind.OFFER for stage in game.stages):
            return Verdict.yes()
        return Verdict.no("there is nothing to agree on: no stage of the game has offers")

    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return the package that the rule picks for every type pair, types known to both."""
        if game.payoff_span > LARGEST_BUSD:
            raise NegotiationError(f"{self.title} of {game.name}: {self.applies_to(game).reason}")
        wanted = tuple(pairs) if pairs is not None else game.type_pairs
        cases = tuple(self._case(game, pair) for pair in wanted)
        made = receipt(game, parameters={CHOOSES: "a package"})
        return Solution(concept=self.concept, cases=cases, receipt=made)

    def _case(self, game: Game, pair: TypePair) -> Case:
        problem = bargaining_problem(game, pair)
        chosen = self.choose(problem)
        certificate = largest_improvement(game, pair, chosen, self.criterion())
        notes = self._notes(game, problem, chosen)
        if chosen is None:
            return _disagreement(game, pair, self.concept, certificate, notes)
        return _agreement(game, pair, chosen, self.concept, certificate, notes)

    def _notes(self, game: Game, problem: BargainingProblem, chosen: int | None) -> tuple[str, ...]:
        notes = ["axioms, lotteries allowed: " + plain(", ".join(sorted(self.axioms)))]
        if chosen is None:
            notes.append("no package gives both at least their disagreement payoffs")
        lottery = self.with_lotteries(problem)
        picked = problem.disagreement_point if chosen is None else problem.payoffs[:, chosen]
        ideal = lottery_frontier(problem).max(axis=0)
        if (np.abs(lottery - picked) > _WORTH_A_NOTE * ideal + problem.tie).any():
            amounts = [
                f"{called(player)} {money(float(lottery[i]), 2)}"
                for i, player in enumerate(game.players)
            ]
            notes.append(f"if lotteries over packages could be agreed: {', '.join(amounts)}")
        return tuple(notes)


def _agreement(
    game: Game,
    pair: TypePair,
    package: int,
    concept: str,
    certificate: Certificate,
    notes: tuple[str, ...],
) -> Case:
    assert game.packages is not None
    r, s = first_bargaining_round(game), game.initial_state
    stage = game.stages[answer_stage_of(game, r)]
    parts = stage.payoff_of(*pair)[:, :, s, ACCEPT] + game.packages.parts(
        package, *pair, r, s, len(game.parts)
    )
    agreement = Agreement.of(game, r, package)
    outcome = Outcome(
        probability=1.0,
        ending="agreement",
        agreement=agreement,
        public_state=game.states.describe(s),
    )
    return Case(
        concept=concept,
        player_types=game.type_names(pair),
        agreement=agreement,
        agreement_probability=1.0,
        outcomes=(outcome,),
        payoffs=payoffs_of(game, parts),
        certificate=certificate,
        notes=notes,
        no_deal=no_deal(game, pair, Belief.certain(game, pair), (answer_stage_of(game, r) - 1, s)),
    )


def _disagreement(
    game: Game,
    pair: TypePair,
    concept: str,
    certificate: Certificate,
    notes: tuple[str, ...],
) -> Case:
    without = BackwardProfile(game, {pair: induce(game, pair, None, agreements=False)})
    offer = answer_stage_of(game, first_bargaining_round(game)) - 1
    first = Position(offer, game.initial_state)
    return case_of(game, without, pair, concept, certificate, first=first, notes=notes)
