"""From cells to a ranking.

Matches with the same number share their draws in all cells, so an entrant's *score in match m* (the
mean over opponents, seats and, by the prior, types) is one observation, and different m are
independent. Where anybody learns, matches of one career are not: then the mean over a career is one
observation, everybody's, since all meet who learns. Intervals are Student's t over these
observations; two entrants are separated where the interval of their paired difference excludes 0,
each pair by itself at 95 %.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...equilibria.bimatrix.equilibria import MatrixEquilibria, all_equilibria
from ...equilibria.certificates.matrix import regrets
from ...equilibria.evolution.replicator import replicator_dynamics
from ...foundations.program import program
from ...game.beliefs import Belief
from ...game.game import Game
from ...results.receipt import receipt
from ...results.tournament import Evolution, Interval, MetaEquilibrium, Standing, Tournament
from .cell import CAREER, Cell
from .plan import Plan

LEVEL = 0.95
"""The confidence of an interval."""
SAME = 9
"""Scores that agree to so many places, in $bn, are one: they were only summed in another order."""
PLAYED = 1e-9
"""Probabilities below this are not listed."""


def tally(game: Game, plan: Plan, cell_of: Callable[[int, int], Cell]) -> Tournament:
    """Return the tournament whose cells ``cell_of(a, b)`` hands over."""
    cells, payoffs = _laid_out(plan, cell_of)
    agreed = np.array([[cell.package >= 0 for cell in row] for row in cells])
    ending = np.array([[cell.ending_round for cell in row] for row in cells])
    chances = _chances(game)
    by_match = _observed(plan, np.einsum("abpmi,p->abmi", payoffs, chances))
    meta = by_match.mean(axis=2)
    found = all_equilibria(meta[..., 0], meta[..., 1])
    evolution = _evolution(meta)
    names = tuple(entrant.name for entrant in plan.entrants)
    return Tournament(
        scenario=game.name,
        players=game.players,
        entrants=names,
        type_pairs=tuple(
            ", ".join(f"{who}={kind}" for who, kind in game.type_names(pair).items())
            for pair in game.type_pairs
        ),
        chances=tuple(map(float, chances)),
        matches=plan.matches,
        payoffs=payoffs.mean(axis=3),
        errors=_standard_errors(plan, payoffs),
        agreements=agreed.mean(axis=3),
        ending_round=1.0 + ending.mean(axis=3),
        standings=_standings(
            names, by_match, agreed.mean(axis=3) @ chances, found, evolution, plan.self_play
        ),
        equilibria=tuple(_named(names, found)),
        equilibria_notes=found.notes,
        evolution=evolution,
        receipt=receipt(
            game,
            seed=plan.seed,
            libraries=("numpy", "nashpy", "scipy"),
            parameters={
                "matches": plan.matches,
                "program": program(),
                **({"noise": plan.noise} if plan.noise else {}),
                **({"end probability": plan.end_probability} if plan.end_probability else {}),
                **({} if plan.self_play else {"self-play": "left out of scores"}),
                **{f"{concept} {name}": value for concept, name, value in plan.settings},
                **{one.name: one.source for one in plan.entrants if one.source},
            },
        ),
    )


def scores_by_match(
    game: Game, plan: Plan, cell_of: Callable[[int, int], Cell]
) -> NDArray[np.float64]:
    """Return each entrant's score in each match, or career where anybody learns [a, m], $bn."""
    by_match = np.einsum("abpmi,p->abmi", _laid_out(plan, cell_of)[1], _chances(game))
    return _scores(_observed(plan, by_match), plan.self_play)[0]


def _observed(plan: Plan, by_match: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is independent of each other [a, b, m, i]: matches, or means over careers."""
    return _by_career(by_match) if any(_learners(plan)) else by_match


def _by_career(by_match: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means over careers [.., m, i]."""
    *before, matches, players = by_match.shape
    careers = by_match.reshape(*before, matches // CAREER, CAREER, players)
    return np.asarray(careers.mean(axis=-2))


def _learners(plan: Plan) -> list[bool]:
    return [entrant.learns for entrant in plan.entrants]


def _laid_out(
    plan: Plan, cell_of: Callable[[int, int], Cell]
) -> tuple[list[list[Cell]], NDArray[np.float64]]:
    """Return the cells [a][b] and their payoffs [a, b, pair, m, i]."""
    count = range(len(plan.entrants))
    cells = [[cell_of(a, b) for b in count] for a in count]
    return cells, np.array([[cell.payoffs for cell in row] for row in cells])


def _chances(game: Game) -> NDArray[np.float64]:
    prior = Belief.prior(game)
    return np.array([prior.probability(pair) for pair in game.type_pairs])


def _scores(
    by_match: NDArray[np.float64], self_play: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return scores, and those as the US and as its partner [a, m], from payoffs [a, b, m, i]."""
    as_us = _over_opponents(by_match[..., 0], self_play)
    as_partner = _over_opponents(by_match[..., 1].swapaxes(0, 1), self_play)
    return (as_us + as_partner) / 2.0, as_us, as_partner


def _over_opponents(values: NDArray[np.float64], self_play: bool) -> NDArray[np.float64]:
    """Return the mean over opponents [a, ..] of values [a, b, ..], itself among them or not."""
    if self_play:
        return np.asarray(values.mean(axis=1))
    others = 1.0 - np.eye(len(values))
    return np.asarray(np.einsum("ab,ab...->a...", others, values)) / (len(values) - 1)


def _standard_errors(plan: Plan, payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the standard errors of means over matches [a, b, pair, i]."""
    found = _error(payoffs)
    learns = np.array(_learners(plan))
    if learns.any():
        together = learns[:, None] | learns[None, :]
        found[together] = _error(_by_career(payoffs[together]))
    return found


def _error(sample: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the standard error of the mean of a sample [.., m, i]."""
    return np.asarray(sample.std(axis=-2, ddof=1) / np.sqrt(sample.shape[-2]))


def _standings(
    names: tuple[str, ...],
    by_match: NDArray[np.float64],
    agreements: NDArray[np.float64],
    found: MatrixEquilibria,
    evolution: Evolution,
    self_play: bool,
) -> tuple[Standing, ...]:
    """Return the standings by score. ``by_match`` [a, b, m, i], ``agreements`` [a, b]."""
    scores, as_us, as_partner = _scores(by_match, self_play)
    meta = by_match.mean(axis=2)
    shortfalls, lasting = _shortfalls(meta, self_play), evolution.lasting
    deals = _over_opponents(agreements, self_play) + _over_opponents(agreements.T, self_play)
    order, rank_of = ranked(scores.mean(axis=1))
    played = [
        tuple(max(float(mixed[a]) for mixed in seat) for seat in _mixes(found))
        for a in range(len(names))
    ]
    standings = []
    for a in order:
        tied = [names[b] for b in order if b != a and not_separated(scores, a, b)]
        standings.append(
            Standing(
                entrant=names[a],
                rank=rank_of[a],
                score=interval(scores[a]),
                by_seat=(interval(as_us[a]), interval(as_partner[a])),
                tied_with=tuple(tied),
                regret=float(shortfalls[a]),
                agreements=float(deals[a] / 2.0),
                nash_shares=(played[a][0], played[a][1]),
                replicator_shares=(float(lasting[0, a]), float(lasting[1, a])),
            )
        )
    return tuple(standings)


def ranked(means: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Return the order of means [a], the largest first, and each one's rank; equal ones share it.

    >>> ranked(np.array([1.0, 3.0, 1.0, 0.0]))
    ([1, 0, 2, 3], [2, 1, 2, 4])
    """
    order = [int(a) for a in np.argsort(-means.round(SAME), kind="stable")]
    rank_of = [0] * len(order)
    for place, a in enumerate(order):
        above = order[place - 1] if place else None
        shares = above is not None and means[above].round(SAME) == means[a].round(SAME)
        rank_of[a] = rank_of[above] if shares and above is not None else place + 1
    return order, rank_of


def interval(sample: NDArray[np.float64]) -> Interval:
    """Return the mean of a sample [m] of two or more with Student's interval."""
    from scipy.stats import t as student

    count, mean = sample.size, float(sample.mean())
    error = float(sample.std(ddof=1)) / np.sqrt(count)
    reach = float(student.ppf((1.0 + LEVEL) / 2.0, count - 1)) * error
    return Interval(mean=mean, low=mean - reach, high=mean + reach)


def not_separated(scores: NDArray[np.float64], a: int, b: int) -> bool:
    """Return whether the interval of the difference of two entrants' scores [a, m] holds 0."""
    difference = interval(scores[a] - scores[b])
    return difference.low <= 0.0 <= difference.high


def _shortfalls(meta: NDArray[np.float64], self_play: bool) -> NDArray[np.float64]:
    """Return each entrant's mean shortfall against the best reply [a]; ``meta`` [a, b, i]."""
    as_us = _over_opponents(meta[..., 0].max(axis=0) - meta[..., 0], self_play)
    as_partner = _over_opponents(
        (meta[..., 1].max(axis=1, keepdims=True) - meta[..., 1]).T, self_play
    )
    return np.asarray((as_us + as_partner) / 2.0)


def _mixes(found: MatrixEquilibria) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    return [one.row for one in found.found], [one.column for one in found.found]


def _named(names: tuple[str, ...], found: MatrixEquilibria) -> list[MetaEquilibrium]:
    def listed(mixed: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (name, float(share)) for name, share in zip(names, mixed, strict=True) if share > PLAYED
        )

    return [
        MetaEquilibrium(
            us=listed(one.row),
            partner=listed(one.column),
            payoffs=one.payoffs,
            regret=one.regret,
        )
        for one in found.found
    ]


def _evolution(meta: NDArray[np.float64]) -> Evolution:
    """Return the replicator dynamics of the meta-game [a, b, i], for long enough to settle.

    Shares that go round do so slowly at such times, and are followed step by step.
    """
    spread = float(np.ptp(meta)) or 1.0
    early, late = np.geomspace(0.1, 30.0, 70, endpoint=False), np.linspace(30.0, 1000.0, 389)
    times = np.concatenate([[0.0], early, late]) / spread
    shares = replicator_dynamics(meta[..., 0], meta[..., 1], times)
    x, y = shares[0][-1], shares[1][-1]
    advantage = max(regrets(meta[..., 0], meta[..., 1], x, y)) / spread
    return Evolution(times=times, shares=np.stack(shares), advantage=advantage)
