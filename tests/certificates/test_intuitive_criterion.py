"""The intuitive criterion: both ways of pooling in beer and quiche, and each clause by itself."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.explicit_tree import (
    exact_certificate,
    explicit_tree,
    place,
)
from negotiation.equilibria.certificates.intuitive_criterion import (
    intuitive_on_path,
    intuitive_violations,
)
from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import action_name, apply, payoff_parts
from negotiation.game.stages import StageKind
from negotiation.game.textbook.beer_quiche import BEER, QUICHE, beer_quiche
from negotiation.results.profile import Profile
from tests.certificates.every_plan import RandomProfile
from tests.generators import random_game

TREMBLE = 1e-9


class Pooling(Profile):
    """Both eat one breakfast but for trembles; the other one is what the weak tremble to.

    The receiver duels if the weak are the likelier.
    """

    def __init__(self, game: Game, breakfast: int, *, weak_share: float = 1.0) -> None:
        self.game, self.breakfast = game, breakfast
        self.trembles = TREMBLE * weak_share, TREMBLE * 1e-3

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        del public_state
        if stage == 1:
            duel = float(belief.of[0][0] > 0.5)
            return np.array([1.0 - duel, duel])
        row = np.full(2, self.trembles[player_type])
        row[self.breakfast] = 1.0 - row[0]
        return row


@pytest.mark.parametrize("strong", [0.55, 0.9])
def test_pooling_on_beer_passes_and_pooling_on_quiche_fails(strong: float) -> None:
    game = beer_quiche(strong=strong)
    beer, quiche = Pooling(game, BEER), Pooling(game, QUICHE)
    for profile in (beer, quiche):
        assert exact_certificate(game, profile).max_gain_busd < 1e-8  # both are equilibria
    assert intuitive_on_path(game, beer) == ((), 1)
    (violation,), judged = intuitive_on_path(game, quiche)
    assert judged == 1
    assert violation.startswith("R1, breakfast, before breakfast, sender weak ")
    assert "beer costs weak at least 1 $bn" in violation
    assert "would gain strong 1 $bn if believed" in violation
    certificate = exact_certificate(game, quiche, intuitive=(violation,))
    assert certificate.intuitive == (violation,)


def test_beer_that_is_believed_breaks_pooling_on_quiche_but_not_the_criterion() -> None:
    game = beer_quiche(strong=0.9)
    trusting = Pooling(game, QUICHE, weak_share=0.0)
    assert intuitive_on_path(game, trusting) == ((), 1)
    assert exact_certificate(game, trusting).at_start["sender"]["strong"] == pytest.approx(1.0)


class Doubtful(Pooling):
    """Quiche is met by a duel three times in four, beer by none if the sender may be either."""

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        if stage == 0:
            return super().probabilities(stage, public_state, player_type, belief)
        strong = belief.of[0][1]
        duel = 0.75 if public_state == 1 + QUICHE else 1.0
        if public_state == 1 + BEER and strong > 0.3:
            duel = 0.0 if strong < 0.7 else 0.5
        return np.array([1.0 - duel, duel])


def test_an_action_that_pays_at_some_doubt_is_not_dominated() -> None:
    """At a belief between the ends beer would pay the weak 2; they have 1.5, and 1 at the ends."""
    game = beer_quiche(strong=0.9)
    assert intuitive_on_path(game, Doubtful(game, QUICHE)) == ((), 1)
    (violation,), _ = intuitive_on_path(game, Doubtful(game, QUICHE), grid=2)
    assert "costs weak at least 0.5 $bn" in violation


def test_the_logit_equilibrium_of_high_precision_passes() -> None:
    game = beer_quiche(strong=0.9)
    profile = Logit(precision=60.0, grid=401).profile(game)
    assert intuitive_on_path(game, profile) == ((), 1)
    certificate = exact_certificate(game, profile)
    assert max(certificate.at_start["sender"].values()) < 0.05
    assert certificate.residual == profile.residual


GRID = np.array([0.0, 0.5, 1.0])
LABELS = (("weak", "strong"), ("quiche", "beer"))
CHANCES = np.array([[1.0, 0.0], [1.0, 0.0]])
FOLLOWING = np.array([3.0, 2.0])
WORTH = np.full((2, 2, 3), np.nan)
WORTH[:, 1] = [[0.0, 1.0, 2.0], [1.0, 2.0, 3.0]]
"""What beer earns at the posteriors; quiche is expected, so that its rows are not read."""


def violations(
    worth: NDArray[np.float64] = WORTH,
    chances: NDArray[np.float64] = CHANCES,
    strong: float = 0.2,
) -> tuple[str, ...]:
    believed = np.array([0.9, strong])
    return intuitive_violations(
        worth, chances, GRID, LABELS, believed=believed, following=FOLLOWING
    )


def test_every_clause_is_needed() -> None:
    (found,) = violations()
    assert found == (
        "beer costs weak at least 1 $bn whatever it makes the public believe, and would gain "
        "strong 1 $bn if believed; yet after it weak is given the probability 0.8"
    )
    assert violations(strong=0.9995) == ()  # little of the belief is left with the weak
    assert len(violations(strong=0.998)) == 1
    assert violations(chances=np.array([[0.99, 0.01], [1.0, 0.0]])) == ()  # expected after all
    assert len(violations(chances=np.array([[0.9995, 0.0005], [1.0, 0.0]]))) == 1
    tempted = WORTH.copy()
    tempted[0, 1, 1] = 3.0  # the weak would like the posterior 1/2
    assert violations(tempted) == ()
    idle = WORTH.copy()
    idle[1, 1] = [2.5, 2.5, 2.0]  # the strong are not dominated but gain nothing if believed
    assert violations(idle) == ()
    both = WORTH.copy()
    both[1, 1] = 1.0  # both are dominated: nothing is learned
    assert violations(both) == ()


def test_the_first_type_may_be_the_one_to_believe() -> None:
    mirrored = WORTH[::-1, :, ::-1]
    found = intuitive_violations(
        mirrored,
        CHANCES,
        GRID,
        (("strong", "weak"), LABELS[1]),
        believed=np.array([0.1, 0.8]),
        following=FOLLOWING[::-1],
    )
    assert found == violations()


def test_posteriors_without_the_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="posteriors 0 and 1"):
        intuitive_violations(
            WORTH,
            CHANCES,
            np.array([0.0, 0.5, 0.9]),
            LABELS,
            believed=np.full(2, 0.5),
            following=FOLLOWING,
        )


@pytest.mark.parametrize("seed", range(3))
def test_expected_actions_are_never_judged(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=1)
    assert intuitive_on_path(game, RandomProfile(game, seed), threshold=1e-6) == ((), 0)


def one_by_one(game: Game, profile: Profile, threshold: float) -> tuple[tuple[str, ...], int]:
    """Return the same for player 1 of two types and player 0 of one, a tree for each action."""
    tree, found, count = explicit_tree(game, profile), [], 0
    for n, node in enumerate(tree.nodes):
        here, stage = node.position, game.stages[node.position.stage]
        if stage.kind is not StageKind.MOVE or stage.mover != 1:
            continue
        unexpected = (node.by_type < threshold).all(axis=0)
        if tree.reached[n] <= 1e-9 or min(node.belief.of[1]) <= 0.0 or not unexpected.any():
            continue
        actions = node.actions.tolist()
        believed = [node.belief.updated(1, row).of[1][1] for row in node.by_type.T.tolist()]
        posteriors = sorted({0.0, 0.5, 1.0, *believed})
        worth = np.full((2, len(actions), len(posteriors)), np.nan)
        for k, m in np.ndindex(*worth.shape[1:]):
            thought = Belief(((1.0,), (1.0 - posteriors[m], posteriors[m])))
            below = explicit_tree(game, profile, [(apply(game, here, actions[k]), thought)])
            worth[:, k, m] = below.values[below.roots[0], 0, 1, :2]
            for own in range(2):
                worth[own, k, m] += payoff_parts(game, here, actions[k], (0, own))[:, 1].sum()
        violations = intuitive_violations(
            worth,
            node.by_type,
            np.array(posteriors),
            (game.types[1], [action_name(game, here, k) for k in actions]),
            believed=np.array(believed),
            following=tree.values[n, 0, 1, :2],
            threshold=threshold,
        )
        found += [f"{place(game, node)}: {violation}" for violation in violations]
        count += int(unexpected.sum())
    return tuple(found), count


def test_many_places_are_judged_as_each_by_itself() -> None:
    violations = 0
    for seed in range(2):
        game = random_game(seed, rounds=2, packages=1, types=(1, 2))
        profile = RandomProfile(game, seed)
        found, count = intuitive_on_path(game, profile, grid=3, threshold=0.5)
        assert (found, count) == one_by_one(game, profile, 0.5)
        assert count > 10
        violations += len(found)
    assert violations > 3
