"""What every solution concept owes, found on the shelf: a new file is tested without an edit here.

Concepts of private information owe something else: see test_private_concepts.py.

Games with real payoffs have no ties, so that an answer may not depend on numbering at all.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from negotiation import equilibria
from negotiation.equilibria.concept import SolutionConcept
from negotiation.equilibria.views.moment import why_not_simultaneous
from negotiation.foundations import shelf
from negotiation.foundations.tolerance import CERTIFIED, PARTS_SUM
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from negotiation.results.case import Case
from negotiation.results.solution import Solution
from negotiation.results.storage import as_plain, from_plain
from tests.generators import games, random_game
from tests.transforms import (
    rescaled,
    with_actions_renumbered,
    with_packages_renumbered,
    with_players_swapped,
)

NAME_TO_CONCEPT = {
    name: concept
    for name, concept in shelf.name_to_class(equilibria, SolutionConcept).items()
    if not concept.private
}
EVERY = pytest.mark.parametrize("name", NAME_TO_CONCEPT)
LAW = settings(
    max_examples=50,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],  # a concept need not apply to every game
)
ROUNDING = 1e-9
"""Payoffs of these games are of order 1: sums of a few hundred products, and divisions in Nash."""

plain_games = st.builds(
    random_game,
    st.integers(0, 2**32 - 1),
    rounds=st.integers(1, 3),
    packages=st.integers(1, 6),
    market_states=st.integers(2, 3),
    types=st.sampled_from([(1, 1), (2, 2), (1, 2)]),
    postures=st.booleans(),
    last_word=st.booleans(),
    walking_out=st.booleans(),
)


def solved(name: str, game: Game) -> Solution:
    concept = NAME_TO_CONCEPT[name]()
    assume(concept.applies_to(game).applies)
    return concept.solve(game)


def totals(case: Case) -> dict[str, float]:
    return {player: payoff.total for player, payoff in case.payoffs.items()}


def same_answers(one: Solution, other: Solution, into: dict[str, tuple[float, float]]) -> None:
    """Check that both have the same cases, in any order, payoffs mapped by ``into``."""
    assert len(one.cases) == len(other.cases)
    left = list(other.cases)
    for case in one.cases:
        expected = {p: into[p][0] * u + into[p][1] for p, u in totals(case).items()}
        match = [
            candidate
            for candidate in left
            if dict(candidate.player_types) == dict(case.player_types)
            and totals(candidate) == pytest.approx(expected, abs=ROUNDING)
            and candidate.agreement == case.agreement
        ]
        assert match, f"no counterpart of {case.player_types} {expected}"
        left.remove(match[0])


UNCHANGED = {"us": (1.0, 0.0), "japan": (1.0, 0.0)}


@EVERY
@given(game=games())
@LAW
def test_every_answer_is_certified_complete_and_adds_up(name: str, game: Game) -> None:
    solution = solved(name, game)
    asked = [game.type_names(pair) for pair in game.type_pairs]
    assert [t for n, t in enumerate(asked) if t not in asked[:n]] == asked
    answered = [dict(case.player_types) for case in solution.cases]
    assert all(types in answered for types in asked)  # never empty, for any type pair
    for case in solution.cases:
        assert case.concept == solution.concept == name
        assert 0.0 <= case.certificate.max_gain_busd <= CERTIFIED * game.payoff_span
        assert case.certificate.method
        assert case.certificate.checked > 0
        assert sum(outcome.probability for outcome in case.outcomes) == pytest.approx(1.0)
        assert case.agreement == case.outcomes[0].agreement
        for payoff in case.payoffs.values():
            assert sum(payoff.parts.values()) == pytest.approx(payoff.total, abs=PARTS_SUM)


@pytest.mark.parametrize(
    "name", [n for n, c in NAME_TO_CONCEPT.items() if "scale_invariance" in c.axioms]
)
@given(game=plain_games)
@LAW
def test_other_units_of_payoff_move_nothing_if_claimed(name: str, game: Game) -> None:
    moved = rescaled(game, (3.0, 0.25), (2.0, -5.0))
    into = {"us": (3.0, 2.0), "japan": (0.25, -5.0)}
    same_answers(solved(name, game), solved(name, moved), into)


@pytest.mark.parametrize(
    "name", [n for n, c in NAME_TO_CONCEPT.items() if "scale_invariance" not in c.axioms]
)
def test_other_units_of_payoff_move_something_if_not_claimed(name: str) -> None:
    concept = NAME_TO_CONCEPT[name]()
    for seed in range(40):
        game = random_game(seed, packages=30, types=(1, 1))
        before = concept.solve(game).cases[0].agreement
        if concept.solve(rescaled(game, (10.0, 0.1), (0.0, 0.0))).cases[0].agreement != before:
            return
    pytest.fail(f"{name} does not claim scale invariance, yet obeys it: claim it")


@EVERY
@given(game=plain_games, seed=st.integers(0, 1000))
@LAW
def test_numbering_packages_and_actions_anew_moves_nothing(
    name: str, game: Game, seed: int
) -> None:
    assert "relabelling" in NAME_TO_CONCEPT[name].axioms
    rng = np.random.default_rng(seed)
    assert game.packages is not None
    renumbered = with_packages_renumbered(game, rng.permutation(game.packages.count).tolist())
    before = solved(name, game)
    same_answers(before, solved(name, renumbered), UNCHANGED)
    same_answers(before, solved(name, with_actions_renumbered(game, rng)), UNCHANGED)


@EVERY
@given(game=plain_games)
@LAW
def test_numbering_the_players_anew_moves_nothing(name: str, game: Game) -> None:
    same_answers(solved(name, game), solved(name, with_players_swapped(game)), UNCHANGED)


@EVERY
@given(game=games())
@LAW
def test_solving_leaves_the_game_as_it_was_and_gives_the_same_bytes(name: str, game: Game) -> None:
    before = game.fingerprint
    one, other = solved(name, game), solved(name, game)
    assert one == other
    object.__getattribute__(game, "__dict__").pop("fingerprint", None)  # computed once, then kept
    assert game.fingerprint == before
    assert from_plain(as_plain(one), Solution) == one


@EVERY
def test_a_refusal_is_a_sentence(name: str) -> None:
    concept = NAME_TO_CONCEPT[name]()
    refused = 0
    for seed in range(30):
        for game in (random_game(seed), random_game(seed, postures=False), without_offers(seed)):
            verdict = concept.applies_to(game)
            if not verdict.applies:
                refused += 1
                assert len(verdict.reason.split()) >= 4, verdict.reason
    assert refused > 0 or name == "subgame_perfect"  # which applies to every game of the class


@EVERY
def test_a_concept_says_what_it_is(name: str) -> None:
    concept = NAME_TO_CONCEPT[name]
    assert concept.title
    assert concept.__doc__
    module = __import__(concept.__module__, fromlist=["_"])
    assert "Source:" in (module.__doc__ or "")


def without_offers(seed: int) -> Game:
    from dataclasses import replace

    game = random_game(seed, rounds=1)
    stages = tuple(
        stage for stage in game.stages if stage.kind not in {StageKind.OFFER, StageKind.ANSWER}
    )
    return replace(game, stages=stages, packages=None)


@given(game=plain_games)
@LAW
def test_nash_refuses_exactly_the_games_whose_postures_must_be_seen(game: Game) -> None:
    verdict = NAME_TO_CONCEPT["nash"]().applies_to(game)
    assert verdict.reason == why_not_simultaneous(game, 0, game.initial_state)
