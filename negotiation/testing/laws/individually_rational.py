"""Never less than no agreement is worth: neither accepted nor offered.

With own type theta and public belief mu, package p is worth the sum of mu(tau) u_i(p; theta, tau)
over the other's types tau; the reservation value is what the player expects if nothing is ever
agreed (`game.prospects`). Both are added up here by the rules of the game, one type after the
other. An offer is judged at the answer that it asks for, in the present public state. At every
offer of the play the one who answers is also asked about the hardest package: the best for it of
those below its reservation value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ...engine.talks import Talks
from ...foundations.tolerance import TIE
from ...game.game import Game
from ...game.information import InformationSet
from ...game.prospects import expected, without_agreement
from ...game.rules import Position, is_legal, payoff_parts
from ...game.stages import ACCEPT, NO_OFFER, StageKind
from ..law import THE_TALKS, Law, Trial, Violation, is_well_formed, legal_and_likely
from ..situations import Situation


class IndividuallyRational(Law):
    """Asks that a package taken or offered is worth the reservation value."""

    name: ClassVar[str] = "individually_rational"
    statement: ClassVar[str] = (
        "It neither accepts nor offers a package that is worth less to it than its reservation "
        "value; where it has no choice, it may."
    )
    is_claim: ClassVar[bool] = True
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first package below the reservation value."""
        for talks in _asked(trial):
            mixed, seen = trial.answer(talks), talks.seen()
            if not is_well_formed(mixed):
                continue
            if len(seen.legal_actions) == 1 or seen.stage.kind is StageKind.CHANCE:
                continue
            packages = [asked_for(seen, action) for action in legal_and_likely(seen, mixed)]
            agreed = [position for position in packages if position is not None]
            if not agreed:
                continue
            w = reservation_value(seen)
            for position in agreed:
                worth = worth_of(seen, position)
                if worth < w - tolerance(seen.game):
                    return self.broken(
                        talks,
                        mixed,
                        f"package {position.package} is worth {worth:.6g} to it, and no agreement "
                        f"{w:.6g}",
                    )
        return None


def _asked(trial: Trial) -> Iterator[Talks]:
    """Yield the positions of the play, and after every offer stage that of the hardest offer."""
    for talks in trial.walk():
        yield talks
        if talks.seen().stage.kind is StageKind.OFFER:
            offered = hardest(talks)
            if offered is not None:
                yield offered


def hardest(talks: Talks) -> Talks | None:
    """Return talks at an offer stage after the best offer below the other's reservation value.

    Best for the one who answers; ``None`` if no package is below it.
    """
    packages = talks.game.packages
    if packages is None:
        return None
    seen = talks.advanced(1).seen()
    if not is_legal(seen.game, seen.position, ACCEPT):
        return None
    own = np.zeros(packages.count)
    for other, chance in enumerate(seen.belief.of[seen.other]):
        pair = seen.pair_with(other)
        here = seen.stage.round_index, seen.position.public_state
        own += chance * packages.values(seen.player, *pair, *here)
    worth = worth_of(seen, seen.position) + own - own[0]
    below = worth < reservation_value(seen) - tolerance(talks.game)
    if not below.any():
        return None
    return talks.advanced(1 + int(np.where(below, worth, -np.inf).argmax()))


def asked_for(seen: InformationSet, action: int) -> Position | None:
    """Return the answer stage at which an action would agree; ``None`` if it agrees to nothing."""
    here = seen.position
    if seen.stage.kind is StageKind.OFFER and action != NO_OFFER:
        asked = Position(here.stage + 1, here.public_state, action - 1)
        return asked if is_legal(seen.game, asked, ACCEPT) else None
    return here if seen.stage.kind is StageKind.ANSWER and action == ACCEPT else None


def worth_of(seen: InformationSet, position: Position) -> float:
    """Return what accepting at a position pays the player who sees this, in expectation."""
    return float(
        sum(
            chance
            * payoff_parts(seen.game, position, ACCEPT, seen.pair_with(other))[:, seen.player].sum()
            for other, chance in enumerate(seen.belief.of[seen.other])
        )
    )


def reservation_value(seen: InformationSet) -> float:
    """Return what the player expects from its present position if nothing is agreed."""
    prospect = without_agreement(seen.game, seen.belief, seen.position.stage)[0]
    by_state = expected(prospect, seen.belief, seen.player, seen.player_type)
    return float(by_state[seen.position.public_state])


def tolerance(game: Game) -> float:
    """Return by how much two payoffs may differ and still be equal."""
    return 10 * TIE * game.payoff_span + 1e-12
