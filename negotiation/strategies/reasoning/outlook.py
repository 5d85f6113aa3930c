"""A player's outlook: what every package and no agreement are worth, expected over the belief.

With own type theta and public belief mu, a package p that is agreed in the present round is worth

    own[p] = sum_tau mu(tau) u_i(p; theta, tau),

over the other's types tau, and others[p] = sum mu(theta') mu(tau) u_j(p; theta', tau) to the other,
as the public expects it. The reservation values are the prospects without agreement (`prospects`):
w of the player from its present position, and the other's from the answer on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...foundations.memory import Memory
from ...foundations.tolerance import TIE
from ...game.game import Game
from ...game.information import InformationSet
from ...game.prospects import expected, expected_by_all, without_agreement
from ...game.stages import ACCEPT
from .choosing import best_package

OUTLOOKS_KEPT = 256
"""So many outlooks of one game are remembered at most, fewer where packages are many."""
_VALUES_KEPT = 2**22
"""The outlooks of one game hold about so many values of packages of each player at most."""
_ASKED = 64
"""An outlook remembers so many answers at most."""


@dataclass(frozen=True)
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
    memory: Memory = field(default_factory=lambda: Memory(most=_ASKED), compare=False, repr=False)
    """What was worked out from it before."""

    @cached_property
    def acceptable(self) -> NDArray[np.bool_]:
        """Which packages give the other at least its reservation value [p]."""
        found: NDArray[np.bool_] = self.others >= self.others_reservation_value - self.tie
        found.setflags(write=False)
        return found

    @cached_property
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
        return self.memory.recall(
            least,
            lambda: best_package(self.others, self.own, self.own >= least - self.tie, self.tie),
        )

    def dearest(self) -> int | None:
        """Return the player's own best among the acceptable packages worth at least w.

        Among equals the other's better one is taken, then the lowest number. ``None`` if there is
        no such package.
        """
        worth_it = self.own >= self.reservation_value - self.tie
        return best_package(self.own, self.others, self.acceptable & worth_it, self.tie)


def outlook_from(seen: InformationSet) -> Outlook | None:
    """Return what a player expects at its information set; ``None`` if no offer is to come.

    Packages are valued in the present public state and at the next answer's date.
    """
    game, here = seen.game, seen.position
    t = next_answer(game, here.stage)
    if t is None:
        return None
    return game.memory.recall((Outlook,), lambda: _outlooks_of(game)).recall(
        (here.stage, here.public_state, seen.player, seen.player_type, seen.belief),
        lambda: _worked_out(seen, t),
    )


def _outlooks_of(game: Game) -> Memory:
    assert game.packages is not None
    return Memory(most=min(OUTLOOKS_KEPT, max(8, _VALUES_KEPT // game.packages.count)))


def _worked_out(seen: InformationSet, t: int) -> Outlook:
    game, state, here = seen.game, seen.position.public_state, seen.position.stage
    prospects = without_agreement(game, seen.belief, here)
    w = expected(prospects[0], seen.belief, seen.player, seen.player_type)
    others_w = expected_by_all(prospects[t - here], seen.belief, seen.other)
    alone = [float(n == seen.player_type) for n in range(len(game.types[seen.player]))]
    return Outlook(
        own=_package_values(seen, t, seen.player, tuple(alone)),
        others=_package_values(seen, t, seen.other, seen.belief.of[seen.player]),
        reservation_value=float(w[state]),
        others_reservation_value=float(others_w[state]),
        tie=TIE * game.payoff_span,
    )


def next_answer(game: Game, stage: int) -> int | None:
    """Return the first answer stage at or after a stage; ``None`` if there is none."""
    return game.next_answers[stage] if stage < len(game.stages) else None


def _package_values(
    seen: InformationSet, t: int, player: int, about_seer: tuple[float, ...]
) -> NDArray[np.float64]:
    """Return what each package is worth to a player [p], what accepting pays besides included.

    ``about_seer`` are the chances of the seer's types.
    """
    game, stage = seen.game, seen.game.stages[t]
    about_other = seen.belief.of[seen.other]
    pairs = (about_seer, about_other) if seen.player == 0 else (about_other, about_seer)
    state = seen.position.public_state
    assert game.packages is not None
    r, g = stage.round_index, game.packages.regime(state)
    terms = game.memory.recall(
        (_package_values, r, g, player, pairs),
        lambda: _expected_terms(game, (r, g), player, pairs),
    )
    accepting = stage.totals[player, :, :, state, ACCEPT]
    values: NDArray[np.float64] = terms + float(np.sum(accepting * np.outer(*pairs)))
    values.setflags(write=False)
    return values


def _expected_terms(
    game: Game,
    when: tuple[int, int],
    player: int,
    pairs: tuple[tuple[float, ...], tuple[float, ...]],
) -> NDArray[np.float64]:
    """Return what each package's terms, agreed in a round and regime, are worth to a player [p]."""
    table = game.packages
    assert table is not None
    weights = (table.weights[:, player, :, :, *when] * np.outer(*pairs)).sum(axis=(1, 2))
    total = np.zeros(table.count)
    for weight, amount in zip(weights, table.amounts[:, player], strict=True):
        total += weight * amount
    total.setflags(write=False)
    return total
