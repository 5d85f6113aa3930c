"""The certificate of a bargaining solution: how much better another package would serve its rule.

Everything is computed anew from the game's tables: the disagreement point by a plain recursion over
stages and public states, the packages' payoffs and the rule's criterion by a plain loop, one
package after the other. Criteria, for gains g over disagreement and ideals a (the largest gain of
each player over the individually rational packages):

    product    g_0^w * g_1^(1-w), the weighted geometric mean      (Nash 1950; Kalai 1977, weights)
    shares     min_i g_i / a_i, times the smaller positive ideal   (Kalai and Smorodinsky 1975)
    least      min_i g_i                                           (Kalai 1977, Econometrica 45)
    sum        g_0 + g_1                                           (Harsanyi 1955)

All are in $bn-equivalents. Nothing here imports a solver.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...foundations.tolerance import TIE
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.stages import ACCEPT, END, NO_OFFER, StageKind
from ...results.case import Certificate

Gains = tuple[float, float]
"""What each player gains over disagreement, $bn."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a rule maximises."""

    kind: str
    """``product``, ``shares``, ``least`` or ``sum``."""
    weight: float = 0.5
    """Weight of player 0 in the product."""


def largest_improvement(
    game: Game, types: TypePair, chosen: int | None, criterion: Criterion
) -> Certificate:
    """Return by how much a package improves on the chosen one (``None``: disagreement).

    The larger of the shortfall of the choice below disagreement and the best improvement of the
    criterion among the packages that are individually rational for both.
    """
    gains = _gains(game, types)
    tie = TIE * game.payoff_span
    rational = [(g0, g1) for g0, g1 in gains if g0 >= -tie and g1 >= -tie]
    ideal = max((g[0] for g in rational), default=0.0), max((g[1] for g in rational), default=0.0)
    reached = 0.0 if chosen is None else _measure(gains[chosen], ideal, criterion)
    shortfall = 0.0 if chosen is None else max(0.0, -gains[chosen][0], -gains[chosen][1])
    worst, where = (shortfall, "the package chosen") if shortfall > tie else (0.0, "nowhere")
    for p, (g0, g1) in enumerate(gains):
        if g0 >= -tie and g1 >= -tie:
            improvement = _measure((g0, g1), ideal, criterion) - reached
            if improvement > worst:
                worst, where = improvement, f"package {p}"
    return Certificate(
        max_gain_busd=worst,
        method="largest improvement of the rule's criterion "
        f"({criterion.kind} of gains, $bn-equivalent) by any individually rational package, "
        "or the chosen package's shortfall below disagreement",
        where=where,
        checked=len(gains),
    )


def _measure(gains: Gains, ideal: Gains, criterion: Criterion) -> float:
    g0, g1 = max(gains[0], 0.0), max(gains[1], 0.0)
    if criterion.kind == "product":
        return float(g0**criterion.weight * g1 ** (1.0 - criterion.weight))
    if criterion.kind == "shares":
        shares = [g / a for g, a in ((g0, ideal[0]), (g1, ideal[1])) if a > 0.0]
        return min(shares) * min(a for a in ideal if a > 0.0) if shares else 0.0
    return min(g0, g1) if criterion.kind == "least" else g0 + g1


def _gains(game: Game, types: TypePair) -> list[Gains]:
    """Return every package's gains over disagreement at the first round with an offer."""
    assert game.packages is not None
    stage = next(stage for stage in game.stages if stage.kind is StageKind.ANSWER)
    r, s = stage.round_index, game.initial_state
    offer = next(t for t, stage in enumerate(game.stages) if stage.kind is StageKind.OFFER)
    disagreement = _without_offers(game, types)[offer][s]
    accepting = stage.total(*types)[:, s, ACCEPT]
    worth = [
        (game.packages.values(i, *types, r, s) + (accepting[i] - disagreement[i])).tolist()
        for i in (0, 1)
    ]
    return list(zip(*worth, strict=True))


def _without_offers(game: Game, types: TypePair) -> list[list[Gains]]:
    """Return both players' values [t][s] of the talks in which no package is ever offered."""
    tie = TIE * game.payoff_span
    values: list[list[Gains]] = [[] for _ in game.stages]
    for t in range(len(game.stages) - 1, -1, -1):
        stage = game.stages[t]
        if stage.kind is StageKind.ANSWER:
            continue  # nothing is ever on the table
        paid = stage.total(*types).tolist()
        following = stage.next_state.tolist()
        for s in range(game.states.count):
            options = []
            for k in range(len(stage.actions)):
                if stage.legal[s, k]:
                    goes_on = following[s][k] != END and t + stage.stride[k] < len(game.stages)
                    later = values[t + stage.stride[k]][following[s][k]] if goes_on else (0.0, 0.0)
                    options.append((paid[0][s][k] + later[0], paid[1][s][k] + later[1], k))
            values[t].append(_value_of(game, types, t, s, options, tie))
    return values


def _value_of(
    game: Game,
    types: TypePair,
    t: int,
    s: int,
    options: list[tuple[float, float, int]],
    tie: float,
) -> Gains:
    stage = game.stages[t]
    if stage.chance is not None:
        chance = stage.chance_at(Belief.certain(game, types).of)[s]
        return sum(chance[k] * a for a, _, k in options), sum(chance[k] * b for _, b, k in options)
    mover = stage.mover
    assert mover is not None
    if stage.kind is StageKind.OFFER:
        options = [option for option in options if option[2] == NO_OFFER]
    best = max(option[mover] for option in options)
    tied = [option for option in options if option[mover] >= best - tie]
    kind = max(option[1 - mover] for option in tied)
    choice = next(option for option in tied if option[1 - mover] >= kind - tie)
    return choice[0], choice[1]
