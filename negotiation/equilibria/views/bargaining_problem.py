"""The bargaining problem of a game: what can be agreed now, and what happens if nothing ever is.

A *bargaining problem* is a pair (S, d) of feasible payoffs and a disagreement point. Here S holds
the payoffs of every package accepted in one round and public state, and d the value, from the first
stage of that round, of the talks in which no package is ever offered; postures and the last word
are still chosen optimally there. A package is *individually rational* if neither player gets less
from it than at d (by more than a tie).

Three least payoffs, kept apart (Binmore, Rubinstein and Wolinsky 1986): the disagreement point, the
outside option (what walking out pays), and a player's *reservation value*, the least payoff it
takes now rather than let the round pass, which foresees the agreements of later rounds.

Source: Nash (1950), Econometrica 18, 155-162.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...foundations.records import record
from ...foundations.tolerance import TIE
from ...game.game import Game, TypePair
from ...game.stages import ACCEPT, NO_OFFER, StageKind
from ..induction.backward import Induction, induce


@record
class BargainingProblem:
    """Feasible payoffs and the disagreement point, in $bn."""

    payoffs: NDArray[np.float64]
    """Every package's payoffs [i, p]."""
    disagreement_point: NDArray[np.float64]
    """Payoffs if no package is ever agreed [i]."""
    tie: float
    """Payoffs closer than this count as equal."""

    def check(self) -> None:
        """Raise ``ValueError`` for a problem without two players or without a package."""
        if self.payoffs.ndim != 2 or self.payoffs.shape[0] != 2 or self.payoffs.shape[1] == 0:
            raise ValueError(f"payoffs [i, p] of two players needed, got {self.payoffs.shape}")
        if self.disagreement_point.shape != (2,):
            raise ValueError("a disagreement point [i] of two players is needed")

    @property
    def gains(self) -> NDArray[np.float64]:
        """What each player gains over disagreement [i, p]."""
        return np.asarray(self.payoffs - self.disagreement_point[:, None])

    @property
    def rational(self) -> NDArray[np.int64]:
        """The individually rational packages, in increasing order."""
        return np.flatnonzero((self.gains >= -self.tie).all(axis=0))

    @property
    def is_feasible(self) -> bool:
        """Whether any package is individually rational for both."""
        return bool(self.rational.size > 0)


def problem_of(
    payoffs: NDArray[np.float64], disagreement_point: NDArray[np.float64]
) -> BargainingProblem:
    """Return the bargaining problem with these payoffs [i, p] and this disagreement point [i].

    >>> problem_of(np.array([[3.0, 1.0], [1.0, -1.0]]), np.zeros(2)).rational
    array([0])
    """
    reach = max(float(np.abs(payoffs).max(initial=0.0)), float(np.abs(disagreement_point).max()))
    return BargainingProblem(
        payoffs=payoffs, disagreement_point=disagreement_point, tie=TIE * max(reach, 1e-300)
    )


def bargaining_problem(
    game: Game,
    types: TypePair,
    round_index: int | None = None,
    public_state: int | None = None,
) -> BargainingProblem:
    """Return a game's bargaining problem for one type pair, types known to both.

    By default at the first round with an offer and in the game's first public state. Packages and
    disagreement are both valued at the offer, after the round's market and postures. Raises
    ``NegotiationError`` if nothing can be agreed in the round.
    """
    r = first_bargaining_round(game) if round_index is None else round_index
    assert game.packages is not None  # a game with offers has packages
    s = game.initial_state if public_state is None else public_state
    accepting = game.stages[answer_stage_of(game, r)].total(*types)[:, s, ACCEPT]
    values = np.stack([game.packages.values(i, *types, r, s) for i in (0, 1)])
    without = induce(game, types, None, agreements=False)
    return BargainingProblem(
        payoffs=values + accepting[:, None],
        disagreement_point=without.values[answer_stage_of(game, r) - 1][:, s],
        tie=TIE * game.payoff_span,
    )


def reservation_values(
    game: Game, types: TypePair, solved: Induction, round_index: int, public_state: int
) -> NDArray[np.float64]:
    """Return the least payoff [i], in $bn, that each player takes now rather than pass the round.

    For the answerer it is the value of its best refusal, for the proposer that of no offer, both
    followed by the equilibrium ``solved``.
    """
    t = answer_stage_of(game, round_index)
    offer, answerer = game.stages[t - 1], game.stages[t].mover
    assert answerer is not None
    passing = offer.total(*types)[:, public_state, NO_OFFER]
    after = int(offer.next_state[public_state, NO_OFFER])
    following = t - 1 + offer.stride[NO_OFFER]
    if following < len(game.stages):
        passing = passing + solved.values[following][:, after]
    least = np.array(passing)
    least[answerer] = solved.values[t][answerer, public_state]
    return least


def first_bargaining_round(game: Game) -> int:
    """Return the first round in which a package can be offered."""
    for stage in game.stages:
        if stage.kind is StageKind.OFFER:
            return stage.round_index
    raise NegotiationError(f"{game.name} has no offers: there is nothing to agree on")


def answer_stage_of(game: Game, round_index: int) -> int:
    """Return the index of a round's answer stage."""
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.ANSWER and stage.round_index == round_index:
            return t
    rounds = sorted({s.round_index for s in game.stages if s.kind is StageKind.ANSWER})
    raise NegotiationError(
        f"nothing can be agreed in round {round_index} of {game.name}; try one of {rounds}"
    )
