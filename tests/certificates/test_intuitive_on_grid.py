"""The intuitive criterion on the judge's tables: what the tree says of beer and quiche."""

from __future__ import annotations

import pytest

from negotiation.equilibria.certificates.intuitive_criterion import intuitive_on_path
from negotiation.equilibria.certificates.intuitive_on_grid import intuitive_on_sampled_paths
from negotiation.equilibria.certificates.private_deviations import private_deviations
from negotiation.game.game import Game
from negotiation.game.textbook.beer_quiche import BEER, QUICHE, beer_quiche
from negotiation.results.profile import Profile
from tests.certificates.every_plan import RandomProfile
from tests.certificates.test_intuitive_criterion import Doubtful, Pooling
from tests.generators import random_game


def on_grid(game: Game, profile: Profile, nodes: int = 17) -> tuple[tuple[str, ...], int]:
    judged, rough = (private_deviations(game, profile, n) for n in (nodes, (nodes + 1) // 2))
    return intuitive_on_sampled_paths(game, profile, judged, rough, seed=0, matches=5)


@pytest.mark.parametrize("strong", [0.55, 0.9])
def test_pooling_on_beer_passes_and_pooling_on_quiche_fails(strong: float) -> None:
    game = beer_quiche(strong=strong)
    assert on_grid(game, Pooling(game, BEER)) == ((), 1)
    quiche = Pooling(game, QUICHE)
    (violation,), judged = on_grid(game, quiche)
    assert judged == 1
    (of_the_tree,), _ = intuitive_on_path(game, quiche)
    assert violation.split(": ")[1] == of_the_tree.split(": ")[1]
    assert violation.startswith(
        f"R1, breakfast, before breakfast, beliefs {strong:g} and 0 in the second types: beer"
    )


def test_beer_that_is_believed_passes() -> None:
    game = beer_quiche(strong=0.9)
    assert on_grid(game, Pooling(game, QUICHE, weak_share=0.0)) == ((), 1)


def test_an_action_that_pays_at_some_doubt_is_not_dominated() -> None:
    game = beer_quiche(strong=0.9)
    assert on_grid(game, Doubtful(game, QUICHE)) == ((), 1)


def test_what_a_coarser_judge_doubts_is_not_told() -> None:
    """Two nodes hide that the weak gain by beer at a doubt between them; five nodes show it."""
    game = beer_quiche(strong=0.9)
    profile = Doubtful(game, QUICHE)
    five, two = (private_deviations(game, profile, nodes) for nodes in (5, 2))
    (_,), _ = intuitive_on_sampled_paths(game, profile, two, two, seed=0, matches=5)
    for fine, rough in ((five, two), (two, five)):
        assert intuitive_on_sampled_paths(game, profile, fine, rough, seed=0, matches=5) == ((), 1)


def test_expected_actions_are_never_judged() -> None:
    game = random_game(0, rounds=1, packages=1)
    profile = RandomProfile(game, 0)
    judged, rough = (private_deviations(game, profile, nodes) for nodes in (9, 5))
    assert intuitive_on_sampled_paths(
        game, profile, judged, rough, seed=0, matches=5, threshold=1e-6
    ) == ((), 0)


def test_a_sender_who_is_known_has_nothing_to_be_taken_for() -> None:
    game = beer_quiche(strong=1.0)
    assert on_grid(game, Pooling(game, QUICHE)) == ((), 0)
