"""A made-up tournament: eight strategies of which the first two cannot be told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from negotiation.results.receipt import Receipt
from negotiation.results.tournament import (
    Evolution,
    Interval,
    MetaEquilibrium,
    Standing,
    Tournament,
)

ENTRANTS = ("hawk_of_hawks", "owl", "magpie", "jay", "wren", "ostrich")
"""In another order than that of rank."""
RANKED = ("owl", "magpie", "wren", "jay", "hawk_of_hawks", "ostrich")
CHANCES = (0.2, 0.5, 0.3)


def example_tournament(
    *, players: tuple[str, str] = ("us", "japan"), entrants: int = 8
) -> Tournament:
    """Return the example; ``entrants`` beyond six are called ``bird_7`` and so on."""
    extra = tuple(f"bird_{n}" for n in range(7, entrants + 1))
    names, ranked = ENTRANTS + extra, RANKED + extra
    count = len(names)
    strength = np.array([float(count - ranked.index(name)) for name in names])
    a, b, pair = np.meshgrid(strength, strength, np.arange(3), indexing="ij")
    us, partner = 1.5 * a - b + pair, 1.1 * b - a - 2.0 * pair
    agreements = np.clip((a + b) / (1.2 * count) - 0.3 * pair, 0.0, 1.0)
    times = np.concatenate([[0.0], np.geomspace(0.01, 100.0, 60)])
    return Tournament(
        scenario="made_up",
        players=players,
        entrants=names,
        type_pairs=tuple(
            f"{players[0]}=calm, {players[1]}={kind}" for kind in ("shy", "bold", "very_bold")
        ),
        chances=CHANCES,
        matches=40,
        payoffs=np.stack([us, partner], axis=-1),
        errors=np.full((*us.shape, 2), 0.25),
        agreements=agreements,
        ending_round=np.full(us.shape, 2.5),
        standings=tuple(_standing(name, n, count, ranked) for n, name in enumerate(ranked)),
        equilibria=(
            MetaEquilibrium(
                us=(("owl", 1.0),), partner=(("magpie", 1.0),), payoffs=(1.0, 2.0), regret=0.0
            ),
        ),
        equilibria_notes=(),
        evolution=Evolution(
            times=times, shares=np.stack([_shares(times, ranked, names, s) for s in (1.0, 0.4)])
        ),
        receipt=Receipt(
            scenario="made_up",
            scenario_fingerprint="a1" * 32,
            game_fingerprint="b2" * 32,
            seed=7,
            versions={"python": "3.11"},
            parameters={"matches": "40"},
        ),
    )


def one_far_below(found: Tournament) -> Tournament:
    """Return a tournament with the last far below all others, and all others tied."""
    *most, last = found.standings
    names = tuple(one.entrant for one in most)
    far = Interval(mean=-80.0, low=-83.0, high=-77.0)
    tied = [replace(one, tied_with=tuple(n for n in names if n != one.entrant)) for one in most]
    standings = (*tied, replace(last, score=far, by_seat=(far, far)))
    return replace(found, standings=standings)


def _standing(name: str, n: int, count: int, ranked: tuple[str, ...]) -> Standing:
    def around(mean: float, reach: float) -> Interval:
        return Interval(mean=mean, low=mean - reach, high=mean + reach)

    tied = {0: (ranked[1],), 1: (ranked[0],)}.get(n, ())
    score = 3.0 - 1.7 * n
    return Standing(
        entrant=name,
        rank=n + 1,
        score=around(score, 0.6),
        by_seat=(around(score + 4.0, 1.1), around(score - 4.0, 0.9)),
        tied_with=tied,
        regret=0.1 * n,
        agreements=1.0 - n / count,
        nash_shares=(1.0 if n == 0 else 0.0, 1.0 if n == 1 else 0.0),
        replicator_shares=(0.0, 0.0),
    )


def _shares(
    times: np.ndarray, ranked: tuple[str, ...], names: tuple[str, ...], speed: float
) -> np.ndarray:
    """Return shares that flow to the best, the second best rising and falling on the way."""
    worth = np.array([-float(ranked.index(name)) for name in names])
    early = np.array([2.5 if name == ranked[1] else 0.0 for name in names])
    weights = np.exp(
        speed * np.outer(times, worth) + np.outer(1.0 - np.exp(-3.0 * speed * times), early)
    )
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
