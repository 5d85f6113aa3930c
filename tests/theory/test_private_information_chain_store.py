"""The chain store: reputation deters, market by market, as Kreps and Wilson (1982) compute it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.textbook.chain_store import COME_IN, FIGHT, TOUGH, WEAK, chain_store
from negotiation.results.profile import Profile

B, A = 0.5, 2.0
TRACE = 1e-12


def comes_in(n: int, p: float) -> float:
    """Return the paper's chance of entry with n markets left."""
    if abs(p - B**n) < TRACE:
        return 1.0 - 1.0 / A
    return float(p < B**n)


def fights(n: int, p: float) -> float:
    """Return the paper's chance that the weak incumbent fights."""
    if n == 1 or p == 0.0:
        return 0.0
    if p >= B ** (n - 1) - TRACE:
        return 1.0
    return p * (1.0 - B ** (n - 1)) / ((1.0 - p) * B ** (n - 1))


def after_a_fight(n: int, p: float) -> float:
    return p / (p + (1.0 - p) * fights(n, p)) if p > 0.0 else 0.0


@cache
def entrant(n: int, p: float) -> float:
    """Return what n markets are worth to one long-lived entrant."""
    return max(staying_out(n, p), coming_in(n, p)) if n else 0.0


def staying_out(n: int, p: float) -> float:
    return entrant(n - 1, p)


def coming_in(n: int, p: float) -> float:
    fight = p + (1.0 - p) * fights(n, p)
    later = fight * entrant(n - 1, after_a_fight(n, p)) + (1.0 - fight) * entrant(n - 1, 0.0)
    return B - fight + later


@cache
def incumbent(n: int, p: float, kind: int) -> float:
    """Return what n markets are worth to an incumbent of one type."""
    if n == 0:
        return 0.0
    enters = comes_in(n, p)
    best = max(answers(n, p, kind))
    return (1.0 - enters) * (A + incumbent(n - 1, p, kind)) + enters * best


def answers(n: int, p: float, kind: int) -> tuple[float, float]:
    """Return what acquiescing and fighting are worth."""
    now = (0.0, -1.0) if kind == WEAK else (-1.0, 0.0)
    return now[0] + incumbent(n - 1, 0.0, kind), now[1] + incumbent(
        n - 1, after_a_fight(n, p), kind
    )


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_nobody_gains_by_deviating_from_the_paper_even_with_one_entrant(n: int) -> None:
    for p in [*np.linspace(0.001, 0.999, 400), *(B**k for k in range(1, 6))]:
        advantage = coming_in(n, float(p)) - staying_out(n, float(p))
        enters = comes_in(n, float(p))
        assert (1.0 - enters) * advantage < TRACE  # who stays out would not rather come in
        assert -enters * advantage < TRACE
        for kind, chance in ((WEAK, fights(n, float(p))), (TOUGH, 1.0)):
            giving_in, fighting = answers(n, float(p), kind)
            assert chance * (giving_in - fighting) < TRACE
            assert (1.0 - chance) * (fighting - giving_in) < TRACE


def fought(profile: Profile, markets: int) -> list[tuple[float, float, float, float]]:
    """Return belief, P(entry) and P(fight) by type along the history of entries and fights."""
    belief, found = Belief.prior(profile.game), []
    for r in range(markets):
        enters = profile.probabilities(2 * r, 0, 0, belief)[COME_IN]
        weak, strong = (
            float(profile.probabilities(2 * r + 1, 0, t, belief)[FIGHT]) for t in (WEAK, TOUGH)
        )
        found.append((belief.second_types()[1], float(enters), weak, strong))
        belief = belief.updated(1, [weak, strong])
    return found


@pytest.mark.parametrize(
    ("markets", "tough"),
    [(1, 0.3), (1, 0.7), (2, 0.1), (2, 0.4), (2, 0.7), (3, 0.05), (3, 0.2), (3, 0.35), (4, 0.1)],
)
def test_precise_players_do_as_the_paper_says(markets: int, tough: float) -> None:
    """At the beliefs reached the entrant mixes: a small error of the belief is magnified there."""
    profile = Logit(precision=200.0, grid=2001).profile(chain_store(markets=markets, tough=tough))
    p = tough
    for n, (belief, enters, weak, strong) in zip(
        range(markets, 0, -1), fought(profile, markets), strict=True
    ):
        assert belief == pytest.approx(p, abs=2e-3)
        assert enters == pytest.approx(comes_in(n, p), abs=0.03)
        assert weak == pytest.approx(fights(n, p), abs=5e-3)
        assert strong == pytest.approx(1.0, abs=1e-6)
        p = after_a_fight(n, p)


def test_five_markets_deter_once_toughness_is_likelier_than_one_in_thirty_two() -> None:
    for tough, deterred in ((0.02, False), (0.05, True)):
        game = chain_store(markets=5, tough=tough)
        profile = Logit(precision=400.0, grid=2001).profile(game)
        enters = profile.probabilities(0, 0, 0, Belief.prior(game))[COME_IN]
        assert enters == pytest.approx(0.0 if deterred else 1.0, abs=1e-3)
