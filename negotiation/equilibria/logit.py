"""Logit equilibrium under private information: the agent quantal response equilibrium.

Each type of each player plays every action with probability proportional to exp(L Q), where Q is
what the action earns it given everybody's mixed actions and the public beliefs that they imply, and
L is the *precision*, per $bn: L = 0 is uniform play, L to infinity approaches a sequential
equilibrium. It is found by backward induction over public states and beliefs about both players, or
on the tree of public histories where these are few (`explicit.choosing`).

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41; Turocy (2010), Economic Theory
42, 255-269.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ..foundations.errors import NegotiationError, shown
from ..foundations.numbers import positive_problem, whole_problem
from ..game.game import Game, TypePair
from ..game.stages import END, REJECT, WALK_OUT, StageKind
from ..results.private_certificate import PrivateCertificate
from ..results.receipt import receipt
from ..results.solution import Solution
from .certificates.accuracy import FINEST, Examined, Finer, accuracy_of
from .certificates.explicit_tree import explicit_tree
from .certificates.private import certify, in_brief
from .concept import SolutionConcept, Verdict
from .explicit.choosing import applies, checked_method, solved_where_fit, tree_is_left
from .signalling.bounds import MOST_PRECISE, STEEPEST

if TYPE_CHECKING:
    from .signalling.backward import Progress
    from .signalling.belief_profile import BeliefProfile
    from .signalling.menu import Menu
    from .signalling.reached import PlayedOut
    from .signalling.selection import Selection


COARSEST = 5
"""Fewest nodes of a belief axis."""
MOST_OFFERS = 2000
"""Most packages of a menu."""
GROWTHS = 2
"""In how many turns a thin menu grows to its full size."""
MENU_GRID = 9
"""Most nodes of an axis on which it grows, so that finer grids solve the same game."""


class Logit(SolutionConcept):
    """The equilibrium of players who choose better actions more often, in doubt about types."""

    title: ClassVar[str] = "logit equilibrium"
    private: ClassVar[bool] = True
    settings: ClassVar[tuple[str, ...]] = ("precision", "grid", "offers", "method")
    axioms: ClassVar[frozenset[str]] = frozenset({"relabelling"})

    def __init__(
        self,
        precision: float = 2.0,
        grid: int = 11,
        offers: int = 24,
        *,
        method: str = "auto",
        selection: Selection | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Take the precision L per $bn, the nodes of each belief axis and the size of the menu.

        The last two are of the method ``beliefs``, the other one is ``tree``; ``auto`` decides.
        """
        problems = [
            positive_problem("the precision", precision, MOST_PRECISE, 2, unit="per $bn"),
            whole_problem("the grid", grid, COARSEST, FINEST, 11, odd_of="nodes"),
            whole_problem("the menu's number of offers", offers, 1, MOST_OFFERS, 24),
        ]
        if threads is not None:
            problems.append(whole_problem("the number of threads", threads, 1, 1024, 2))
        problems += [_selection_problem(selection), _progress_problem(progress)]
        if any(problems):
            raise NegotiationError("; ".join(filter(None, problems)))
        self.precision, self.grid, self.offers = float(precision), int(grid), int(offers)
        self.method = checked_method(method)
        self.selection, self.threads, self.progress = selection, threads, progress

    def applies_to(self, game: Game) -> Verdict:
        """Return whether the game can be solved, on beliefs or on its tree."""
        return applies(game, self.method, self.on_beliefs(game))

    def on_beliefs(self, game: Game) -> Verdict:
        """Return whether beliefs do for it: two types, and answers that end or go on."""
        if self.precision * game.payoff_span > STEEPEST:
            return Verdict.no(
                f"the precision times the largest payoff, {game.payoff_span:.2g}, is above "
                f"{STEEPEST:g}, and log odds are mere rounding there; try a lower precision"
            )
        for player, names in zip(game.players, game.types, strict=True):
            if len(names) > 2:
                return Verdict.no(
                    f"{player} has {len(names)} types, and beliefs are solved for at most two"
                )
        if game.has_own_actions:
            return Verdict.no("some actions are open to some types only, which needs the tree")
        for stage in game.stages:
            if stage.kind is StageKind.ANSWER:
                if not stage.legal[:, REJECT].all():
                    return Verdict.no("an answerer must always be free to reject")
                leaving = stage.legal[:, WALK_OUT]
                if (stage.next_state[leaving, WALK_OUT] != END).any():
                    return Verdict.no("walking out must end the talks")
        return Verdict.yes()

    def profile(self, game: Game, pairs: Sequence[TypePair] | None = None) -> BeliefProfile:
        """Return the profile on beliefs. It is one for all types: ``pairs`` does not change it."""
        del pairs
        return self._on_branch(self.by_stages(game))

    def by_stages(self, game: Game) -> BeliefProfile:
        """Return the profile with its menu grown, each stage's equilibrium selected by itself."""
        from .signalling.findings import pair_weights
        from .signalling.growing import grown
        from .signalling.menu import menu_of
        from .signalling.reach import reach_of

        verdict = self.on_beliefs(game)
        if self.method == "tree":
            verdict = Verdict.no(
                "a tree has strategies by history, not by belief; try another method"
            )
        if not verdict.applies:
            raise NegotiationError(
                f"{self.title} has no profile on beliefs of {game.name}: {verdict.reason}"
            )
        if game.packages is None or game.packages.count <= self.offers:
            menu = None if game.packages is None else menu_of(game, self.offers)
            return self.solved_with(game, menu)
        more = self.offers // (2 * GROWTHS)
        menu = menu_of(game, self.offers - GROWTHS * more)
        for _ in range(GROWTHS if more else 0):
            profile = self._solved_on(min(self.grid, MENU_GRID), game, menu)
            thinner, menu = menu, grown(profile, reach_of(profile), pair_weights(game), more)
            del profile  # it takes as much memory as the next one
            if len(menu.packages) == len(thinner.packages):
                break
        return self.solved_with(game, menu)

    def _on_branch(self, profile: BeliefProfile) -> BeliefProfile:
        """Return the profile on the whole game's branch, unless another selection is asked for."""
        from .signalling.climbing import Climber

        if self.selection is not None:
            return profile
        climber = Climber(profile.game, profile.offered, self.grid, threads=self.threads)
        return climber.whole(profile)

    def with_menu(self, game: Game, menu: Menu) -> BeliefProfile:
        """Return the profile for one menu, on the whole game's branch."""
        return self._on_branch(self.solved_with(game, menu))

    def solved_with(self, game: Game, menu: Menu | None) -> BeliefProfile:
        """Return the profile for one menu, each stage's equilibrium selected by itself."""
        return self._solved_on(self.grid, game, menu)

    def _solved_on(self, grid: int, game: Game, menu: Menu | None) -> BeliefProfile:
        from .signalling.climbing import solved
        from .signalling.selection import Selection
        from .signalling.sizes import check_memory

        check_memory(game, self.grid)
        return solved(
            game,
            menu,
            self.precision,
            grid,
            self.selection or Selection(),
            threads=self.threads,
            progress=self.progress,
        )

    def solve(self, game: Game, pairs: Sequence[TypePair] | None = None) -> Solution:
        """Return the equilibrium with a case for each type pair (all of them by default)."""
        fit = self.on_beliefs(game)
        # A tree has no stages to be selected one by one.
        method = "beliefs" if self.selection is not None and self.method == "auto" else self.method
        solution, why = solved_where_fit(game, "logit", method, fit, self.precision, pairs)
        if solution is not None:
            return solution
        profile = self.profile(game)
        certificate = certify(game, profile, profile.value())

        def finer(grid: int) -> Examined:
            other = Logit(
                self.precision, grid, self.offers, selection=self.selection, threads=self.threads
            )
            better = other.by_stages(game)  # how far a grid errs does not hang on the branch
            judged = certify(game, better, better.value())
            return judged, {} if judged.exact is not None else _followed(better, judged)[1]

        return told(
            "logit",
            profile,
            certificate,
            pairs,
            self.offers,
            why=why,
            finer=finer,
            tree=tree_is_left(game, method),
        )


def _selection_problem(selection: object) -> str:
    """Say what keeps a value from being a selection or None; empty if nothing does."""
    if selection is None:
        return ""
    from .signalling.selection import Selection

    if isinstance(selection, Selection):
        return ""
    return (
        f"the selection must be a Selection, not {shown(selection)}; try None, or one of those "
        "that signalling.selections.all_selections(game) returns"
    )


def _progress_problem(progress: object) -> str:
    """Say what keeps a value from being told of progress; empty if nothing does."""
    if progress is None or callable(progress):
        return ""
    return f"the progress must be told to a function, not to {shown(progress)}; try None"


def told(  # noqa: PLR0913 - each is said of the solution
    concept: str,
    profile: BeliefProfile,
    certificate: PrivateCertificate,
    pairs: Sequence[TypePair] | None,
    offers: int,
    notes: tuple[str, ...] = (),
    why: str = "asked for",
    finer: Finer | None = None,
    *,
    tree: bool = False,
) -> Solution:
    """Return the solution that a certified profile on beliefs is, ``notes`` on every case.

    ``why`` says in words why beliefs were taken; ``finer`` certifies the same on a finer
    grid; ``tree`` says whether the tree is left to be tried.
    """
    from .signalling.findings import cases_of, expectations_of

    game, (play, off) = profile.game, _followed(profile, certificate)
    grid = max(axis.count for axis in profile.solver.axes)
    accuracy = accuracy_of((certificate, off), grid, int(profile.tally.counts[0]), finer, tree=tree)
    wanted = pairs or game.type_pairs
    error = 0.0 if accuracy is None or accuracy.is_exact else accuracy.error_busd
    judged = {pair: in_brief(certificate, game, pair) for pair in wanted}
    cases = cases_of(profile, play, wanted, concept, judged, error)
    cases = tuple(replace(case, notes=(*notes, *case.notes)) for case in cases)
    return Solution(
        concept=concept,
        cases=cases,
        receipt=receipt(
            game,
            libraries=("numpy", "numba"),
            parameters={
                "precision": float(profile.precision),
                "grid": grid,
                "offers": offers,
                "selection": profile.selection,
                "method": "beliefs",
                "why": why,
            },
        ),
        expectations=expectations_of(profile, play),
        private_certificate=certificate,
        accuracy=accuracy,
    )


def _followed(
    profile: BeliefProfile, certificate: PrivateCertificate
) -> tuple[PlayedOut, dict[str, float]]:
    """Return where play goes, and by player how far what it is said to pay is from the claims.

    On the whole tree where that was examined: what is said is then what play pays.
    """
    from .signalling.exact_play import exact_play
    from .signalling.findings import paid_off
    from .signalling.reach import reach_of

    if certificate.exact is not None:
        return exact_play(explicit_tree(profile.game, profile)), {}
    reach = reach_of(profile)
    return reach, paid_off(profile, reach)
