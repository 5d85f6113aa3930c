"""The precision behind play on any of several branches of equilibria.

The game is that of common interest: three equilibria at every precision above some 2.3, of which
the principal branch has one.
"""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import fsolve
from scipy.special import expit
from scipy.stats import binom

from benchmarks.estimation_coverage import KINDS, covers, estimates, mirror_image
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.curve import DROP, Curve, Tried, joined
from negotiation.equilibria.estimation.likelihood import Fit, Reading, read
from negotiation.equilibria.estimation.precision import logit_profiles, precision_behind
from negotiation.equilibria.estimation.selected_branches import SelectedBranches
from negotiation.equilibria.estimation.tree_branches import TreeBranches, is_small
from negotiation.equilibria.estimation.tree_search import TreeSearch
from negotiation.equilibria.estimation.ways import AS_CHOSEN
from negotiation.equilibria.logit import Logit
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.game.textbook.lewis_signalling import lewis_signalling
from negotiation.results.precision_estimate import PrecisionEstimate
from negotiation.results.storage import as_plain, from_plain
from tests.equilibria.one_choice import closed_form, sampled
from tests.generators import random_game

GAME = lewis_signalling()
RANGE = {"bounds": (0.1, 20.0), "points": 9}


def logistic(x: float | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(expit(x))


def by_hand(precision: float, likes: float = 0.1) -> list[NDArray[np.float64]]:
    """Return the chances of the first message by type of all equilibria, from the conditions."""

    def response(sent: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the logit response of the sender, beliefs and answers following from ``sent``."""
        second = np.array([sent[1] / sent.sum(), (1.0 - sent[1]) / (2.0 - sent.sum())])
        answered = logistic(precision * (2.0 * second - 1.0))  # the second response, by message
        worth = np.array([1.0 - answered, answered])  # [type, message]
        worth[0, 0] += likes
        return logistic(precision * (worth[:, 0] - worth[:, 1]))

    found: list[NDArray[np.float64]] = []
    for one in np.linspace(0.02, 0.98, 13):
        for other in np.linspace(0.02, 0.98, 13):
            start = np.array([one, other])
            root, _, settled, _ = fsolve(lambda s: response(s) - s, start, full_output=True)
            inside = settled == 1 and (root > 0.0).all() and (root < 1.0).all()
            if inside and all(np.abs(root - known).max() > 1e-6 for known in found):
                found.append(root)
    return found


def mirrored(precision: float, matches: int, seed: int) -> Choices:
    """Return choices by people who take the first message for the second type's."""
    profile = mirror_image(GAME, precision, grid=101)
    (mirror,) = (sent for sent in by_hand(precision) if sent[1] - sent[0] > 0.5)
    sent = profile.mixed_actions(0, np.array([0]), np.array([[0.5, 0.0]]))[0, :, 0]
    assert sent == pytest.approx(mirror, abs=1e-4)
    return sampled(profile, matches, seed)


@pytest.mark.parametrize("precision", [3.0, 4.0])
def test_on_another_branch_the_interval_over_branches_covers_and_the_principal_one_does_not(
    precision: float,
) -> None:
    solve, covered, alone = logit_profiles(GAME), 0, 0
    for seed in range(12):
        choices = mirrored(precision, 150, seed)
        ways = TreeBranches(choices, solve)
        over = precision_behind(choices, solve=solve, ways=ways, **RANGE)  # type: ignore[arg-type]
        only = precision_behind(choices, solve=solve, **RANGE)  # type: ignore[arg-type]
        covered += covers(over, precision)
        alone += covers(only, precision)
        assert over.branch != "principal"
        assert not over.is_unique
    assert alone == 0
    assert covered >= binom.ppf(0.001, 12, 0.95)


@pytest.mark.parametrize("precision", [1.5, 3.0, 6.0])
def test_the_tree_holds_all_equilibria_that_the_conditions_have(precision: float) -> None:
    types = np.array([[0, 0], [1, 0]])
    search = TreeSearch(Choices.along(GAME, types, np.array([[0, 0], [0, 0]])))
    found: list[NDArray[np.float64]] = []
    for solution in search.solutions(precision):
        chances = solution.reading.chances[:2]  # of the first message, by type
        if all(np.abs(chances - known).max() > 1e-4 for known in found):
            found.append(chances)
    expected = by_hand(precision)
    assert len(found) == len(expected) == (1 if precision < 2.0 else 3)
    for one, other in zip(sorted(map(tuple, found)), sorted(map(tuple, expected)), strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_several_branches_are_told_first_each_with_its_own_maximum() -> None:
    choices, solve = mirrored(3.0, 150, 1), logit_profiles(GAME)
    by_tree = precision_behind(
        choices,
        solve=solve,
        ways=TreeBranches(choices, solve),
        **RANGE,  # type: ignore[arg-type]
    )
    by_selection = precision_behind(
        choices,
        solve=solve,
        ways=SelectedBranches(choices, None, 11),
        **RANGE,  # type: ignore[arg-type]
    )
    for estimate in (by_tree, by_selection):
        first, *rest = estimate.story().splitlines()
        assert first.startswith("SEVERAL BRANCHES. The likelihood's branch is not unique: ")
        assert rest[0].startswith("- principal: precision 0.1")
        best = max(estimate.branches, key=lambda branch: branch.log_likelihood)
        assert (estimate.branch, estimate.precision) == (best.name, best.precision)
        (piece,) = estimate.pieces
        assert piece == pytest.approx(best.interval, rel=1e-3)
        assert estimate.is_smooth
        assert estimate.is_identified
        assert from_plain(as_plain(estimate), PrecisionEstimate) == estimate
    assert by_tree.branches_at_once == 3  # the one without meaning is unstable: no selection's
    assert by_selection.branches_at_once == 2
    assert by_selection.branch == AS_CHOSEN
    assert by_selection.interval == pytest.approx(by_tree.interval, rel=5e-3)
    assert by_selection.log_likelihood == pytest.approx(by_tree.log_likelihood, abs=0.05)


@pytest.mark.parametrize("game", [beer_quiche(), random_game(3, rounds=1, packages=2)])
def test_where_the_branch_is_unique_nothing_else_changes(game: Game) -> None:
    choices = sampled(Logit(1.0).profile(game), 150, 2)
    alone = precision_behind(choices, branches=1, **RANGE)  # type: ignore[arg-type]
    over = precision_behind(choices, **RANGE)  # type: ignore[arg-type]
    assert over.is_unique
    assert over.ways_tried >= alone.ways_tried == 0
    told_of_branches = {"branches", "branches_found", "ways_tried", "receipt"}
    for field in fields(PrecisionEstimate):
        if field.name not in told_of_branches:
            one, other = getattr(alone, field.name), getattr(over, field.name)
            assert np.array_equal(one, other), field.name
    assert over.branches[0] == alone.branches[0]
    assert over.story() == alone.story()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "bargaining" not in kind])
def test_a_game_of_each_kind(kind: str) -> None:
    played = next(KINDS[kind]())
    alone, over = estimates(played, 400, seed=3)
    assert covers(over, played.precision)
    assert covers(alone, played.precision) == ("another" not in kind)
    assert over.is_unique == ("several" not in kind)


def test_the_tree_is_for_small_games_with_every_package_on_the_menu() -> None:
    small = random_game(3, rounds=2, packages=3, postures=False)
    assert is_small(small, 3)
    assert not is_small(small, 2)
    assert not is_small(random_game(3, rounds=2, packages=3), 3)
    assert not is_small(lewis_signalling(second=1.0), 0)


def test_the_tree_reads_choices_as_the_profile_does() -> None:
    game = random_game(3, rounds=2, packages=3, postures=False)
    profile = Logit(1.0, grid=101).profile(game)
    choices = sampled(profile, 100, 1)
    solution = TreeSearch(choices).near(profile, 1.0)
    assert solution is not None
    on_beliefs = read(profile, choices)
    assert solution.reading.chances == pytest.approx(on_beliefs.chances, abs=1e-4)
    expected = on_beliefs.fit.log_likelihood
    assert solution.reading.fit.log_likelihood == pytest.approx(expected, abs=1e-3)


# Intervals -------------------------------------------------------------------------------------


def made(x: float) -> Reading | None:
    """Return two humps of log-likelihood around 0 and 2, on a branch that ends at 2.1."""
    if x > 2.1:
        return None
    return Reading(Fit(-50.0 * min(x**2, (x - 2.0) ** 2), 0, 0, 0.0), np.zeros(0))


def test_an_interval_may_be_in_pieces_and_end_where_its_branch_does() -> None:
    curve = Curve(made, Tried())
    assert abs(curve.peak([float(x) for x in np.linspace(-1.0, 3.0, 9)]) % 2.0) < 1e-3
    wide = math.sqrt(DROP / 50.0)
    (first, last), (begin, end) = curve.pieces(-DROP)
    assert (first, last, begin) == pytest.approx((-wide, wide, 2.0 - wide), abs=1e-3)
    assert end == pytest.approx(2.1, abs=1e-3)
    assert joined([(begin, end), (first, last), (0.0, 0.5)]) == [(first, 0.5), (begin, end)]


def test_choices_that_payoffs_do_not_move_are_told() -> None:
    estimate = closed_form(40, 8, 1e-6)
    told = estimate.story()
    assert estimate.at_bound == "lower"
    assert "equal chances (L = 0) fit at least as well" in told


def test_choices_that_are_all_best_replies_leave_the_precision_open_above() -> None:
    estimate = closed_form(100, 1, 1e3)
    assert estimate.at_bound == "upper"
    assert f"by these choices it is above {estimate.interval[0]:.3g}" in estimate.story()


def test_no_branch_at_all_is_refused() -> None:
    with pytest.raises(NegotiationError, match="cannot follow 0 branches: 1 is the principal one"):
        closed_form(10, 1, 1.0, branches=0)
