"""Alternating offers: the closed forms, through the same game class and the same solver.

Shares lie on a grid of 1/N, the values that decide them do not, so each round of backward induction
rounds once: a demand is the largest multiple of 1/N that leaves the answerer its continuation. A
proposer's share therefore errs by at most one grid unit of its own round plus what it inherits, in
all by at most T/N over T rounds (the error of the next round counts at most once, discounted).
"""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.tolerance import CERTIFIED
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.protocols.ultimatum import Ultimatum

UNITS = 20_000
PIE = np.linspace(0.0, 1.0, UNITS + 1)
PATIENCE = [(0.9, 0.9), (0.5, 0.5), (0.95, 0.7), (0.6, 0.85), (0.99, 0.97)]
"""Common and unequal discount factors."""


def shares_at_once(game: Game) -> tuple[float, float]:
    """Return both players' payoffs, after making sure of the certificate."""
    case = SubgamePerfect().solve(game).cases[0]
    assert case.certificate.max_gain_busd <= CERTIFIED * game.payoff_span
    return case.payoffs["us"].total, case.payoffs["japan"].total


def stahl(rounds: int, d1: float, d2: float) -> float:
    """Return the first proposer's share: Stahl (1972), Rubinstein (1982) with a last round."""
    both = d1 * d2
    return (1 - d2) * (1 - both ** (rounds // 2)) / (1 - both) + (rounds % 2) * both ** (
        rounds // 2
    )


@pytest.mark.parametrize("discount_factors", PATIENCE)
@pytest.mark.parametrize("rounds", range(1, 13))
def test_shares_of_a_finite_horizon_are_stahls(
    rounds: int, discount_factors: tuple[float, float]
) -> None:
    game = divide_the_pie(rounds=rounds, discount_factors=discount_factors, shares=PIE)
    first, second = shares_at_once(game)
    assert first == pytest.approx(stahl(rounds, *discount_factors), abs=rounds / UNITS)
    assert first + second == pytest.approx(1.0, abs=1e-12)  # agreement is at once: nothing is lost


@pytest.mark.parametrize("discount_factors", PATIENCE[:4])
def test_the_second_player_proposing_first_mirrors_it(
    discount_factors: tuple[float, float],
) -> None:
    game = divide_the_pie(rounds=7, discount_factors=discount_factors, shares=PIE, first_proposer=1)
    _, second = shares_at_once(game)
    assert second == pytest.approx(stahl(7, *discount_factors[::-1]), abs=7 / UNITS)


@pytest.mark.parametrize(("d1", "d2"), [(0.5, 0.5), (0.8, 0.6), (0.3, 0.7)])
def test_many_rounds_approach_rubinsteins_share(d1: float, d2: float) -> None:
    rounds = 60  # (d1 d2)^30 is below 1e-9 for each pair
    game = divide_the_pie(rounds=rounds, discount_factors=(d1, d2), shares=PIE)
    first, _ = shares_at_once(game)
    # Each round adds at most one unit and is discounted on the way back: 1 / (1 - d1 d2) per pair.
    assert first == pytest.approx((1 - d2) / (1 - d1 * d2), abs=2 / (1 - d1 * d2) / UNITS)


def test_frequent_offers_approach_the_asymmetric_nash_solution() -> None:
    """Binmore, Rubinstein and Wolinsky (1986): the share tends to r2 / (r1 + r2)."""
    r1, r2, errors = 0.2, 0.6, []
    for length in (0.4, 0.2, 0.1):
        rounds = int(60 / length)
        game = divide_the_pie(
            rounds=rounds,
            discount_factors=(float(np.exp(-r1 * length)), float(np.exp(-r2 * length))),
            shares=PIE,
        )
        errors.append(abs(shares_at_once(game)[0] - r2 / (r1 + r2)))
    assert errors[0] > errors[1] > errors[2]
    # x1 - r2/(r1+r2) = r1 r2 length / (2 (r1 + r2)) + O(length^2): 0.0075 at 0.1.
    assert errors[2] == pytest.approx(0.0075, abs=0.0006)


@pytest.mark.parametrize("outside", [0.0, 0.2, 0.3, 0.45])
def test_an_outside_option_that_does_not_bind_changes_nothing(outside: float) -> None:
    """Binmore, Shaked and Sutton (1989): the responder's 0.9/1.9 = 0.474 exceeds the option."""
    rounds = 41
    without = divide_the_pie(rounds=rounds, discount_factors=(0.9, 0.9), shares=PIE)
    given = divide_the_pie(
        rounds=rounds, discount_factors=(0.9, 0.9), shares=PIE, outside_options=(0.0, outside)
    )
    # At this horizon the last rounds, in which the option does bind, are discounted to 0.9^41.
    assert shares_at_once(given)[1] == pytest.approx(
        shares_at_once(without)[1], abs=0.9**rounds + rounds / UNITS
    )


@pytest.mark.parametrize("outside", [0.5, 0.6, 0.75])
@pytest.mark.parametrize("rounds", [1, 3, 9, 40])
def test_an_outside_option_that_binds_is_what_the_responder_gets(
    rounds: int, outside: float
) -> None:
    """It binds in odd horizons, and in even ones once the responder's last word is far enough."""
    game = divide_the_pie(
        rounds=rounds, discount_factors=(0.9, 0.9), shares=PIE, outside_options=(0.0, outside)
    )
    first, second = shares_at_once(game)
    assert second == pytest.approx(outside, abs=1e-12)  # the option is on the grid: exactly
    assert first == pytest.approx(1.0 - outside, abs=1e-12)


def test_without_a_share_that_beats_leaving_nothing_is_agreed() -> None:
    game = divide_the_pie(
        rounds=1, discount_factors=(0.9, 0.9), shares=[0.5, 0.6], outside_options=(0.0, 0.7)
    )
    case = SubgamePerfect().solve(game).cases[0]
    assert case.agreement is None
    assert case.outcomes[0].ending == "no offer"  # an offer to be refused would pay no more
    assert (case.payoffs["us"].total, case.payoffs["japan"].total) == (0.0, 0.0)


def test_an_ultimatum_leaves_the_responder_nothing() -> None:
    game = divide_the_pie(
        rounds=4, discount_factors=(0.9, 0.9), shares=PIE, protocol=Ultimatum(), first_proposer=1
    )
    first, second = shares_at_once(game)  # the proposer of the last round is player 0
    assert first == pytest.approx(0.9**3)
    assert second == 0.0


def test_more_patience_never_hurts() -> None:
    shares = [
        shares_at_once(divide_the_pie(rounds=9, discount_factors=(d, 0.8), shares=PIE))[0]
        for d in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    ]
    assert shares == sorted(shares)
