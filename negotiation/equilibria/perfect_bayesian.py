"""Perfect Bayesian equilibrium, as the limit of logit equilibria when the precision grows.

In a perfect Bayesian equilibrium every type's plan is a best reply at every public history, and
beliefs follow from the plans by Bayes' rule wherever it applies. Limits of logit equilibria are
such equilibria (sequential ones, even). A ladder of precisions is climbed; at each rung the
certificate says how far from a best reply to each other the plans still are from the start of the
talks on, and the rung where that is least is the answer: on a grid of beliefs the highest precision
need not be it, because values jump where equilibria switch. Off the path more can be gained; the
certificate says that apart, and only where it is small too is the answer near a perfect one.

Where public histories are few one is found on their tree, to any accuracy (`explicit.choosing`).

Source: Fudenberg and Tirole (1991), J. Economic Theory 53, 236-260; McKelvey and Palfrey (1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from ..game.game import Game, TypePair
from ..results.private_certificate import PrivateCertificate
from ..results.solution import Solution
from .certificates.private import certify, in_brief
from .concept import SolutionConcept, Verdict
from .explicit.choosing import applies, checked_method, solved_where_fit, tree_is_left
from .logit import Logit, told

if TYPE_CHECKING:
    from .signalling.belief_profile import BeliefProfile

HIGHEST = 16.0
"""The last rung of the ladder by default, per $bn."""
LOWEST = 2.0
"""The first rung of the ladder, per $bn."""


class PerfectBayesian(SolutionConcept):
    """The equilibrium of players who do not err, in doubt about types."""

    title: ClassVar[str] = "perfect Bayesian equilibrium"
    private: ClassVar[bool] = True
    settings: ClassVar[tuple[str, ...]] = ("precision", "grid", "offers", "method")
    axioms: ClassVar[frozenset[str]] = frozenset({"relabelling"})

    def __init__(
        self,
        precision: float | None = None,
        grid: int = 11,
        offers: int = 24,
        *,
        method: str = "auto",
    ) -> None:
        """Take the highest rung's precision, and the grid and menu of every rung.

        By default the highest is 16 per $bn on beliefs; on the tree L grows until no type can gain
        a millionth of what is at stake.
        """
        self.highest = Logit(HIGHEST if precision is None else precision, grid, offers)
        self.grid, self.offers = self.highest.grid, self.highest.offers
        self.precision = None if precision is None else self.highest.precision
        self.method = checked_method(method)

    def applies_to(self, game: Game) -> Verdict:
        """Return whether the game is in the class of `Logit`."""
        return applies(game, self.method, self.highest.on_beliefs(game))

    def profile(self, game: Game, pairs: Sequence[TypePair] | None = None) -> BeliefProfile:
        """Return the profile of the best rung. It is one for all types."""
        del pairs
        return min(self._rungs(game), key=lambda rung: _gain(game, rung[1]))[0]

    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return the best rung, and the whole ladder in a note."""
        name, fit = "perfect_bayesian", self.highest.on_beliefs(game)
        solution, why = solved_where_fit(game, name, self.method, fit, self.precision, pairs)
        if solution is not None:
            return solution
        profile, certificate, note = self.answer(game)
        left = tree_is_left(game, self.method)
        return told(name, profile, certificate, pairs, self.offers, (note,), why, tree=left)

    def answer(self, game: Game) -> tuple[BeliefProfile, PrivateCertificate, str]:
        """Return the profile of the best rung, its certificate, and the ladder in words."""
        rungs = self._rungs(game)
        profile, certificate = min(rungs, key=lambda rung: _gain(game, rung[1]))
        ladder = "; ".join(
            f"L = {rung.precision:g}: {_gain(game, found):.2f}" for rung, found in rungs
        )
        note = f"largest gain from another plan on each rung of the ladder, $bn: {ladder}"
        if self.highest.precision < LOWEST:
            note += (
                f"; WARNING: who errs as much as at L = {self.highest.precision:g} is near no "
                "perfect Bayesian equilibrium unless payoffs are in other units; try 16"
            )
        return profile, certificate, note

    def _rungs(self, game: Game) -> list[tuple[BeliefProfile, PrivateCertificate]]:
        """Return every rung, solved and certified; all have the menu of the first.

        Each goes on from the one below, all stages together.
        """
        from .signalling.climbing import Climber

        precision, found = min(LOWEST, self.highest.precision), []
        profile = Logit(precision, self.grid, self.offers).profile(game)
        climber = Climber(game, profile.offered, self.grid)
        while True:
            found.append((profile, certify(game, profile, profile.value())))
            if precision >= self.highest.precision:
                return found
            precision = min(2.0 * precision, self.highest.precision)
            profile = climber.onwards(profile, precision)


def _gain(game: Game, certificate: PrivateCertificate) -> float:
    """Return the most that a type which the prior allows gains by another plan, $bn."""
    return in_brief(certificate, game).max_gain_busd
