"""Beer and quiche: which equilibria survive as noise vanishes, and the exact ones while it lasts.

At precision L all turns on one number, x: how much better beer is answered than quiche, in payoff
to the sender. The weak drink beer with probability f(x - 1), the strong with f(x + 1), where
f(z) = 1 / (1 + exp(-L z)); Bayes' rule gives the beliefs after both breakfasts, and the receiver's
answers to those give x back. The tests solve this one equation by bisection.
"""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.textbook.beer_quiche import BEER, DUEL, QUICHE, STRONG, WEAK, beer_quiche
from tests.theory.trees import AgentForm, walked

BREAKFAST, ANSWER = 0, 1
FINE = 2001
"""The receiver's answer turns within 1 / L of the belief 1/2: nodes must lie closer than that."""


def logistic(z: float) -> float:
    return float(1.0 / (1.0 + np.exp(np.clip(-z, -700, 700))))


def believed(strong: float, precision: float, x: float, breakfast: int) -> float:
    """Return the belief that who ate this is strong."""
    sign = 1.0 if breakfast == BEER else -1.0
    odds = np.log(strong / (1.0 - strong))
    for t, towards in ((STRONG, x + 1.0), (WEAK, x - 1.0)):
        odds += (1.0 if t == STRONG else -1.0) * -np.logaddexp(0.0, -sign * precision * towards)
    return logistic(odds)


def answered(strong: float, precision: float, x: float) -> float:
    """Return how much better beer is answered than quiche, given the beliefs that x leads to."""
    peace = [
        logistic(precision * (2.0 * believed(strong, precision, x, breakfast) - 1.0))
        for breakfast in (QUICHE, BEER)
    ]
    return 2.0 * (peace[1] - peace[0])


def equilibria(strong: float, precision: float) -> list[float]:
    """Return every x at which the circle closes, to 1e-14."""
    points = np.linspace(-2.0, 2.0, 4001)
    gaps = np.array([answered(strong, precision, x) - x for x in points])
    found = []
    for n in np.flatnonzero(np.sign(gaps[1:]) != np.sign(gaps[:-1])):
        low, high = points[n], points[n + 1]
        for _ in range(60):
            middle = 0.5 * (low + high)
            inside = answered(strong, precision, middle) - middle
            low, high = (middle, high) if inside * gaps[n] > 0.0 else (low, middle)
        found.append(float(0.5 * (low + high)))
    return found


@pytest.mark.parametrize("strong", [0.1, 0.3, 0.49, 0.6, 0.9])
@pytest.mark.parametrize("precision", [0.5, 2.0, 8.0, 30.0, 200.0])
def test_the_breakfasts_are_one_of_the_exact_equilibria(strong: float, precision: float) -> None:
    game = beer_quiche(strong=strong)
    profile = Logit(precision=precision, grid=FINE).profile(game)
    belief = Belief.prior(game)
    drinks = [float(profile.probabilities(BREAKFAST, 0, t, belief)[BEER]) for t in (WEAK, STRONG)]
    candidates = equilibria(strong, precision)
    off = [
        max(
            abs(drinks[0] - logistic(precision * (x - 1))),
            abs(drinks[1] - logistic(precision * (x + 1))),
        )
        for x in candidates
    ]
    assert len(candidates) == 1
    assert off[0] < 1e-5


@pytest.mark.parametrize("strong", [0.3, 0.9])
@pytest.mark.parametrize("precision", [0.5, 2.0, 8.0])
def test_it_is_an_equilibrium_of_the_tree(strong: float, precision: float) -> None:
    game = beer_quiche(strong=strong)
    form = AgentForm(game)
    profile = Logit(precision=precision, grid=201).profile(game)
    assert form.residual(form.vector(walked(game, profile, form.tree)), precision) < 1e-6


def regret(strong: float, beer: tuple[float, float], duel: tuple[float, float]) -> float:
    """Return the most that anyone gains by another action, by worths in the tree.

    ``beer``: P(beer) of the weak and the strong; ``duel``: P(duel) after quiche and after beer.
    """
    form = AgentForm(beer_quiche(strong=strong))
    chances = {
        f"sender as {name}: R1 breakfast after nothing": {"quiche": 1.0 - p, "beer": p}
        for name, p in zip(("weak", "strong"), beer, strict=True)
    } | {
        f"receiver as only: R1 duel after {breakfast}": {"no duel": 1.0 - p, "duel": p}
        for breakfast, p in enumerate(duel)
    }
    sigma = form.vector(chances)
    worths = form.worths(sigma).reshape(-1, 2)
    return float((worths.max(axis=1) - (sigma.reshape(-1, 2) * worths).sum(axis=1)).max())


TREMBLE = 1e-9


def test_the_books_equilibria_are_equilibria() -> None:
    p = 0.3
    assert regret(p, (p / (1.0 - p), 1.0), (1.0, 0.5)) < 1e-12
    assert regret(p, (0.5, 1.0), (1.0, 0.5)) > 0.01
    # Both kinds of pooling, each with trembles that make the other breakfast look weak.
    assert regret(0.9, (1.0 - TREMBLE, 1.0 - TREMBLE / 1e3), (1.0, 0.0)) < 1e-6
    assert regret(0.9, (TREMBLE, TREMBLE / 1e3), (0.0, 1.0)) < 1e-6


def at(strong: float, precision: float) -> tuple[float, float, float, float]:
    """Return P(beer | weak), P(beer | strong), P(duel | beer) and P(duel | quiche)."""
    game = beer_quiche(strong=strong)
    profile = Logit(precision=precision, grid=FINE).profile(game)
    prior = Belief.prior(game)
    chances = [profile.probabilities(BREAKFAST, 0, t, prior) for t in (WEAK, STRONG)]
    duels = []
    for breakfast in (BEER, QUICHE):
        seen = prior.updated(0, [float(row[breakfast]) for row in chances])
        duels.append(float(profile.probabilities(ANSWER, 1 + breakfast, 0, seen)[DUEL]))
    return float(chances[WEAK][BEER]), float(chances[STRONG][BEER]), duels[0], duels[1]


@pytest.mark.parametrize("strong", [0.6, 0.75, 0.9])
def test_with_many_strong_both_drink_beer_and_quiche_is_met_by_a_duel(strong: float) -> None:
    """Pooling on quiche does not survive: beer is the strong type's mistake more often."""
    assert at(strong, 200.0) == pytest.approx((1.0, 1.0, 0.0, 1.0), abs=1e-6)


@pytest.mark.parametrize("strong", [0.1, 0.3, 0.45])
def test_with_few_strong_the_weak_mix_as_the_book_says(strong: float) -> None:
    """The distance to the limit falls like 1 / L."""
    mix = strong / (1.0 - strong)
    errors = []
    for precision in (25.0, 100.0, 400.0):
        weak, strongs, after_beer, after_quiche = at(strong, precision)
        assert strongs == pytest.approx(1.0, abs=1e-6)
        assert after_quiche == pytest.approx(1.0, abs=1e-6)
        errors.append(max(abs(weak - mix), abs(after_beer - 0.5)))
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 2.0 / 400.0
