"""A player's outlook: what every package and no agreement are worth, expected over the belief.

With own type theta and public belief mu, a package p that is agreed in the present round is worth

    own[p] = sum_tau mu(tau) u_i(p; theta, tau),

over the other's types tau, and others[p] = sum mu(theta') mu(tau) u_j(p; theta', tau) to the other,
as the public expects it. The reservation values are the prospects without agreement (`prospects`):
w of the player from its present position, and the other's from the answer on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...foundations.tolerance import TIE
from ...game.game import Game
from ...game.information import InformationSet
from ...game.prospects import expected, expected_by_all, without_agreement
from ...game.stages import ACCEPT, StageKind


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a player expects of every package and of no agreement, $bn from now on."""

    own: NDArray[np.float64]
    """What every package is worth to the player [p]."""
    others: NDArray[np.float64]
    """What every package is worth to the other player [p]."""
    reservation_value: float
    """What the player gets if nothing is ever agreed."""
    others_reservation_value: float
    """What the other player is expected to get if nothing is ever agreed."""
    tie: float
    """Payoffs closer than this are equal."""

    @property
    def acceptable(self) -> NDArray[np.bool_]:
        """Which packages give the other at least its reservation value [p]."""
        return self.others >= self.others_reservation_value - self.tie

    @property
    def best(self) -> float:
        """The player's best among the acceptable packages; its reservation value if that is more.

        Where the other accepts nothing, or nothing good, there is nothing to hope for beyond w.
        """
        return float(np.max(self.own, initial=self.reservation_value, where=self.acceptable))

    def aspiration(self, elapsed: float, beta: float) -> float:
        """Return w + (best - w) (1 - elapsed ** (1 / beta))."""
        w = self.reservation_value
        return w + (self.best - w) * (1.0 - math.pow(elapsed, 1.0 / beta))

    def kindest(self, least: float) -> int | None:
        """Return the package that is best for the other among those worth ``least`` to oneself.

        Among equals for the other the player's own best is taken, then the lowest number. ``None``
        if no package is worth that much.
        """
        return _best(self.others, self.own, self.own >= least - self.tie, self.tie)

    def dearest(self) -> int | None:
        """Return the player's own best among the acceptable packages worth at least w.

        Among equals the other's better one is taken, then the lowest number. ``None`` if there is
        no such package.
        """
        worth_it = self.own >= self.reservation_value - self.tie
        return _best(self.own, self.others, self.acceptable & worth_it, self.tie)


def _best(
    first: NDArray[np.float64], second: NDArray[np.float64], open_to: NDArray[np.bool_], tie: float
) -> int | None:
    if not open_to.any():
        return None
    ranked = np.where(open_to, first, -np.inf)
    tied = ranked >= ranked.max() - tie
    among = np.where(tied, second, -np.inf)
    return int(np.argmax(among >= among.max() - tie))


def outlook_from(seen: InformationSet) -> Outlook | None:
    """Return what a player expects at its information set; ``None`` if no offer is to come.

    Packages are valued in the present public state and at the next answer's date.
    """
    game, state, here = seen.game, seen.position.public_state, seen.position.stage
    t = next_answer(game, here)
    if t is None:
        return None
    known = game.memory.recall(
        (outlook_from, here, state, seen.player, seen.player_type, seen.belief),
        lambda: _known(seen, t),
    )
    return Outlook(
        own=known.own_terms + known.own_paid,
        others=known.others_terms + known.others_paid,
        reservation_value=known.reservation_value,
        others_reservation_value=known.others_reservation_value,
        tie=TIE * game.payoff_span,
    )


class _Known(NamedTuple):
    """What an outlook is made of; the terms are shared by many."""

    own_terms: NDArray[np.float64]
    own_paid: float
    others_terms: NDArray[np.float64]
    others_paid: float
    reservation_value: float
    others_reservation_value: float


def _known(seen: InformationSet, t: int) -> _Known:
    game, state, here = seen.game, seen.position.public_state, seen.position.stage
    prospects = without_agreement(game, seen.belief, here)
    w = expected(prospects[0], seen.belief, seen.player, seen.player_type)
    others_w = expected_by_all(prospects[t - here], seen.belief, seen.other)
    alone = [float(n == seen.player_type) for n in range(len(game.types[seen.player]))]
    own = _package_values(seen, t, seen.player, tuple(alone))
    others = _package_values(seen, t, seen.other, seen.belief.of[seen.player])
    return _Known(*own, *others, float(w[state]), float(others_w[state]))


def next_answer(game: Game, stage: int) -> int | None:
    """Return the first answer stage at or after a stage; ``None`` if there is none."""
    later = range(stage, len(game.stages))
    return next((t for t in later if game.stages[t].kind is StageKind.ANSWER), None)


def _package_values(
    seen: InformationSet, t: int, player: int, about_seer: tuple[float, ...]
) -> tuple[NDArray[np.float64], float]:
    """Return what each package's terms are worth to a player [p], and what accepting pays besides.

    ``about_seer`` are the chances of the seer's types.
    """
    game, stage = seen.game, seen.game.stages[t]
    about_other = seen.belief.of[seen.other]
    pairs = (about_seer, about_other) if seen.player == 0 else (about_other, about_seer)
    terms = game.memory.recall(
        (_package_values, stage.round_index, player, pairs),
        lambda: _expected_terms(game, stage.round_index, player, pairs),
    )
    accepting = stage.totals[player, :, :, seen.position.public_state, ACCEPT]
    return terms, float(np.sum(accepting * np.outer(*pairs)))


def _expected_terms(
    game: Game, r: int, player: int, pairs: tuple[tuple[float, ...], tuple[float, ...]]
) -> NDArray[np.float64]:
    """Return what each package's terms, agreed in round ``r``, are worth to a player [p]."""
    table = game.packages
    assert table is not None
    weights = (table.weights[:, player, :, :, r] * np.outer(*pairs)).sum(axis=(1, 2))
    total = np.zeros(table.count)
    for weight, amount in zip(weights, table.amounts[:, player], strict=True):
        total += weight * amount
    total.setflags(write=False)
    return total
