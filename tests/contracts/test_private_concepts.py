"""What every solution concept of private information owes, found on the shelf."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest

from negotiation import equilibria
from negotiation.equilibria.concept import SolutionConcept
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.results.solution import Solution
from negotiation.results.storage import as_plain, from_plain
from tests.generators import random_game
from tests.transforms import with_packages_renumbered, with_players_swapped

NAME_TO_CONCEPT: dict[str, Any] = {
    name: concept
    for name, concept in shelf.name_to_class(equilibria, SolutionConcept).items()
    if concept.private
}
EVERY = pytest.mark.parametrize("name", NAME_TO_CONCEPT)
SMOOTH = {"precision": 0.4, "grid": 21}
"""Games of payoffs of order 1 have one logit equilibrium at this precision."""
SEEDS = (0, 1, 2)


def small(seed: int) -> Game:
    return random_game(
        seed,
        rounds=2,
        packages=3,
        types=((2, 2), (1, 2), (2, 1))[seed % 3],
        regimes=1 + seed,
        has_courts=seed == 1,
        has_deadline=seed == 2,
    )


def solved(name: str, game: Game) -> Solution:
    found: Solution = NAME_TO_CONCEPT[name](**SMOOTH).solve(game)
    return found


@cache
def solved_small(name: str, seed: int) -> Solution:
    """Return the solution of a small game, which several laws are about."""
    return solved(name, small(seed))


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_is_certified_complete_and_adds_up(name: str, seed: int) -> None:
    game, solution = small(seed), solved_small(name, seed)
    assert [dict(case.player_types) for case in solution.cases] == [
        game.type_names(pair) for pair in game.type_pairs
    ]
    found, certificate = solution.expectations, solution.private_certificate
    assert found is not None
    assert certificate is not None
    assert found.unsolved == 0
    assert found.residual < 1e-8
    # Nobody gains more than erring at every one of its stages may cost: log(actions) / L each.
    stages = max(sum(stage.mover == i for stage in game.stages) for i in (0, 1))
    for case in solution.cases:
        assert case.concept == solution.concept == name
        assert 0.0 < case.certificate.max_gain_busd < stages * math.log(5.0) / found.precision
        listed = sum(outcome.probability for outcome in case.outcomes)
        assert 0.75 < listed <= 1.0 + 1e-9  # the likeliest hundred
        for payoff in case.payoffs.values():
            assert sum(payoff.parts.values()) == pytest.approx(payoff.total, abs=1e-9)
    for chances in found.agreed_by.values():
        assert (np.diff(chances) >= 0.0).all()
        assert 0.0 <= chances[0] <= chances[-1] <= 1.0
    for path in found.beliefs:
        if not path.true_type:  # beliefs are martingales
            assert path.mean == pytest.approx(np.full_like(path.mean, path.mean[0]), abs=1e-6)
    assert from_plain(as_plain(solution), Solution) == solution


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_and_the_judge_earn_what_was_solved(name: str, seed: int) -> None:
    found = solved_small(name, seed)
    assert found.expectations is not None
    assert found.private_certificate is not None
    assert found.expectations.path_error_busd < 0.02
    assert found.private_certificate.interpolation_error_busd < 0.05


@EVERY
@pytest.mark.parametrize("seed", SEEDS)
def test_numbering_packages_and_players_anew_moves_nothing(name: str, seed: int) -> None:
    game = small(seed)
    before = solved_small(name, seed)
    assert game.packages is not None
    order = np.random.default_rng(seed).permutation(game.packages.count).tolist()
    for moved in (with_packages_renumbered(game, order), with_players_swapped(game)):
        after = solved(name, moved)
        for case in before.cases:
            match = [c for c in after.cases if dict(c.player_types) == dict(case.player_types)]
            for player, payoff in case.payoffs.items():
                assert match[0].payoffs[player].total == pytest.approx(payoff.total, abs=2e-3)


def test_the_same_bytes_for_any_number_of_threads() -> None:
    game = small(0)
    one, five = (NAME_TO_CONCEPT["logit"](**SMOOTH, threads=n).solve(game) for n in (1, 5))
    assert one == five == solved("logit", game)


@EVERY
def test_a_third_type_in_a_large_game_is_refused_in_a_sentence(name: str) -> None:
    third = random_game(0, rounds=4, packages=4, types=(3, 2))
    verdict = NAME_TO_CONCEPT[name]().applies_to(third)
    assert not verdict.applies
    assert "3 types" in verdict.reason
    assert "public histories" in verdict.reason
    with pytest.raises(NegotiationError, match="3 types"):
        NAME_TO_CONCEPT[name]().profile(third)


@EVERY
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"precision": 0.0}, "precision"),
        ({"precision": float("nan")}, "precision"),
        ({"precision": -1.0, "grid": 4}, "odd number"),
        ({"offers": 0}, "offer"),
    ],
)
def test_settings_out_of_range_are_refused(
    name: str, settings: dict[str, float], said: str
) -> None:
    with pytest.raises(NegotiationError, match=said):
        NAME_TO_CONCEPT[name](**settings)


@EVERY
def test_a_concept_says_what_it_is(name: str) -> None:
    concept = NAME_TO_CONCEPT[name]
    assert concept.title
    assert concept.__doc__
    module = __import__(concept.__module__, fromlist=["_"])
    assert "Source:" in (module.__doc__ or "")
