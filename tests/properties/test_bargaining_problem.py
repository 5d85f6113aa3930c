"""The bargaining problem of a game, its frontier, zone and contract curve, and the payoff plane."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.equilibria.axiomatic.lotteries import along, lottery_frontier
from negotiation.equilibria.certificates.bargaining import Criterion, largest_improvement
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.bargaining_problem import (
    BargainingProblem,
    bargaining_problem,
    first_bargaining_round,
    problem_of,
    reservation_values,
)
from negotiation.equilibria.views.frontier import agreement_zone, contract_curve, pareto_frontier
from negotiation.equilibria.views.landscape import landscape
from negotiation.foundations.errors import NegotiationError
from negotiation.foundations.tolerance import TIE
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import Position, payoff_parts
from negotiation.game.stages import ACCEPT, WALK_OUT, StageKind
from tests.generators import games, payoff_planes, random_game
from tests.oracles.plain_induction import PlainInduction

Plane = tuple[NDArray[np.float64], NDArray[np.float64]]
LAW = settings(max_examples=80, derandomize=True, deadline=None)


def dominated(payoffs: NDArray[np.float64]) -> set[int]:
    """Return the packages that some other one dominates, pair by pair."""
    count = payoffs.shape[1]
    return {
        p
        for p in range(count)
        for q in range(count)
        if (payoffs[:, q] >= payoffs[:, p]).all() and (payoffs[:, q] > payoffs[:, p]).any()
    }


@given(plane=payoff_planes(max_packages=30))
@example(plane=(np.zeros((2, 3)), np.zeros(2)))
@LAW
def test_the_frontier_is_what_no_package_dominates(plane: Plane) -> None:
    payoffs, _ = plane
    frontier = pareto_frontier(payoffs).tolist()
    assert set(frontier) == set(range(payoffs.shape[1])) - dominated(payoffs)
    assert len(set(frontier)) == len(frontier) > 0
    first, second = payoffs[:, frontier]
    assert (np.diff(first) >= 0.0).all()
    assert (np.diff(second) <= 0.0).all()


@given(plane=payoff_planes(max_packages=30))
@LAW
def test_zone_and_contract_curve_are_what_they_say(plane: Plane) -> None:
    payoffs, d = plane
    problem = problem_of(payoffs, d)
    zone = set(agreement_zone(problem).tolist())
    assert zone == {p for p in range(payoffs.shape[1]) if (payoffs[:, p] >= d).all()}
    curve = contract_curve(problem).tolist()
    assert set(curve) == zone - dominated(payoffs)
    assert problem.is_feasible == bool(curve)


@given(plane=payoff_planes(), draws=st.lists(st.floats(0.0, 1.0), min_size=12, max_size=12))
@LAW
def test_no_lottery_lies_beyond_the_lottery_frontier(plane: Plane, draws: list[float]) -> None:
    payoffs, d = plane
    problem = problem_of(payoffs, d)
    frontier = lottery_frontier(problem)
    assert (np.diff(frontier[:, 0]) >= 0.0).all()
    assert (np.diff(frontier[:, 1]) <= 0.0).all()
    weights = np.array(draws[: payoffs.shape[1]]) + 1e-3
    mixed = problem.gains @ (weights / weights.sum())
    if mixed.min() > 1e-9:
        farthest = along(frontier, mixed)
        assert (farthest >= mixed - 1e-9).all()  # along the ray to the lottery
    for vertex in frontier:
        assert along(frontier, vertex) == pytest.approx(vertex, abs=1e-9)


@given(game=games())
@LAW
def test_the_problem_of_a_game_is_what_its_rules_pay(game: Game) -> None:
    assert first_bargaining_round(game) == 0
    t = next(t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER)
    assert game.packages is not None
    for types in game.type_pairs:
        problem = bargaining_problem(game, types)
        for p in range(game.packages.count):
            table = Position(t, game.initial_state, p)
            paid = payoff_parts(game, table, ACCEPT, types).sum(axis=0)
            assert problem.payoffs[:, p] == pytest.approx(paid, abs=1e-12)
        offer = Position(t - 1, game.initial_state)  # where the packages are valued too
        without = value_without_packages(game, types, offer)
        assert problem.disagreement_point == pytest.approx(without)


def value_without_packages(
    game: Game, types: tuple[int, int], here: Position
) -> NDArray[np.float64]:
    """Return the value from here of talks in which whoever makes an offer is ruined by it."""
    assert game.packages is not None
    ruinous = replace(
        game.packages,
        amounts=np.full_like(game.packages.amounts, -1e6),
        weights=np.ones_like(game.packages.weights),
    )
    stages = tuple(
        replace(stage, legal=np.broadcast_to(np.arange(3) == ACCEPT, stage.legal.shape))
        if stage.kind is StageKind.ANSWER
        else stage
        for stage in game.stages
    )
    barred = replace(game, packages=ruinous, stages=stages)
    return PlainInduction(barred, types, tie=TIE * game.payoff_span).value(here)


@given(game=games())
@LAW
def test_a_reservation_value_is_where_the_answerer_turns(game: Game) -> None:
    types = game.type_pairs[0]
    profile = SubgamePerfect().profile(game)
    solved = profile.pair_to_induction[types]
    plain = PlainInduction(game, types)
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.ANSWER:
            assert stage.mover is not None
            for s in range(game.states.count):
                least = reservation_values(game, types, solved, stage.round_index, s)
                here = Position(t, s, 0)
                refusals = [k for k in range(ACCEPT + 1, WALK_OUT + 1) if stage.legal[s, k]]
                best = max(plain.after(here, k)[stage.mover] for k in refusals)
                assert least[stage.mover] == pytest.approx(best, abs=1e-12)
                passing = plain.after(Position(t - 1, s), 0)[1 - stage.mover]
                assert least[1 - stage.mover] == pytest.approx(passing, abs=1e-12)


def test_the_three_least_payoffs_are_different_things() -> None:
    """Binmore, Rubinstein and Wolinsky (1986): disagreement, outside option, reservation value."""
    game = divide_the_pie(
        rounds=3,
        discount_factors=(0.9, 0.9),
        shares=np.linspace(0.0, 1.0, 101),
        outside_options=(0.0, 0.3),
    )
    problem = bargaining_problem(game, (0, 0))
    assert problem.disagreement_point.tolist() == [0.0, 0.0]  # nobody leaves: nothing is offered
    solved = SubgamePerfect().profile(game).pair_to_induction[0, 0]
    # Round 2: player 1 keeps 1 - 0.9 * 0.7 = 0.37, more than leaving at once for 0.3.
    least = reservation_values(game, (0, 0), solved, 0, 0)
    assert least[1] == pytest.approx(0.9 * 0.37, abs=0.01)


def test_asking_for_a_round_without_offers_is_refused() -> None:
    game = random_game(1, rounds=2)
    with pytest.raises(NegotiationError, match="round 7"):
        bargaining_problem(game, (0, 0), round_index=7)


def test_a_problem_needs_two_players_and_a_package() -> None:
    with pytest.raises(ValueError, match="two players"):
        BargainingProblem(payoffs=np.zeros((3, 2)), disagreement_point=np.zeros(2), tie=0.0)
    with pytest.raises(ValueError, match="two players"):
        problem_of(np.zeros((2, 0)), np.zeros(2))


@given(game=games())
@LAW
def test_the_payoff_plane_holds_its_points(game: Game) -> None:
    types = game.type_pairs[0]
    value = SubgamePerfect().profile(game).value(types)
    plane = landscape(game, types, {"subgame_perfect": (float(value[0]), float(value[1]))})
    problem = bargaining_problem(game, types)
    assert plane.points["subgame_perfect"] == tuple(value)
    expected = {"subgame_perfect"}
    if problem.is_feasible:
        expected |= {"nash_bargaining", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    assert set(plane.points) == expected
    for name, terms in plane.packages.items():
        assert game.packages is not None
        package = game.packages.find(terms)
        assert plane.payoffs[:, package] == pytest.approx(plane.points[name], abs=1e-9)
    assert plane.date == game.rounds[0].day


def packages_of(game: Game) -> int:
    assert game.packages is not None
    return game.packages.count


@given(game=games(max_packages=9))
@LAW
def test_the_certificate_of_another_package_is_what_it_forgoes(game: Game) -> None:
    types = game.type_pairs[0]
    problem = bargaining_problem(game, types)
    best = NashBargaining().choose(problem)
    gains = np.maximum(problem.gains, 0.0)
    product = np.sqrt(gains[0] * gains[1])
    for p in range(packages_of(game)):
        found = largest_improvement(game, types, p, Criterion("product")).max_gain_busd
        if best is not None and p in problem.rational:
            assert found == pytest.approx(product[best] - product[p], abs=1e-9)
        else:
            shortfall = max(0.0, float(-problem.gains[:, p].min()))
            assert found >= shortfall - 1e-9
