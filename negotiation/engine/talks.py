"""The talks: one match advanced an action at a time, by whoever drives it.

The state is immutable. Nature's and the players' draws come from one stream per match, one draw for
each stage of the game, so that the draw of a stage does not depend on how it was reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..foundations.streams import Stream
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.information import History, InformationSet, PublicMove, observe
from ..game.mixed_actions import MixedAction
from ..game.rules import (
    Position,
    apply,
    chance_probabilities,
    legal_actions,
    payoff,
    payoff_parts,
    pays,
    stage_at,
    start,
)
from ..results.profile import Profile


@dataclass(frozen=True, slots=True)
class Talks:
    """One match, as far as it has gone."""

    game: Game
    """The game."""
    types: TypePair
    """The realised types; players see only their own."""
    position: Position | None
    """Where the talks stand; ``None`` once they are over."""
    belief: Belief
    """What everyone believes about the types."""
    paid: NDArray[np.float64]
    """What has been paid so far [part, i], $bn."""
    draws: Stream
    """One uniform draw per stage [t]."""
    history: History = ()
    """Every move so far."""
    total: NDArray[np.float64] = field(default_factory=lambda: np.zeros(2))
    """What has been paid so far [i], all parts together, $bn: a sum over the moves."""
    known_profile: Profile | None = field(default=None, repr=False)
    """The profile that everyone takes the players to follow; beliefs are updated by it."""
    earlier: tuple[History, ...] = field(default=(), repr=False)
    """The public histories of earlier talks of the same two players, the latest last."""

    @classmethod
    def begin(
        cls,
        game: Game,
        types: TypePair,
        *,
        seed: int,
        match: int = 0,
        belief: Belief | None = None,
        known_profile: Profile | None = None,
        earlier: tuple[History, ...] = (),
    ) -> Talks:
        """Return talks before their first move; by default both types are known to all."""
        return cls(
            game=game,
            types=types,
            position=start(game),
            belief=belief if belief is not None else Belief.certain(game, types),
            paid=np.zeros((len(game.parts), 2)),
            draws=Stream(seed, match, len(game.stages)),
            known_profile=known_profile,
            earlier=earlier,
        )

    @property
    def is_over(self) -> bool:
        """Whether the talks have ended."""
        return self.position is None

    @property
    def mover(self) -> int | None:
        """Who moves now; ``None`` for nature. Raises ``ValueError`` once the talks are over."""
        return stage_at(self.game, self._here()).mover

    def seen(self) -> InformationSet:
        """Return what the player to move knows."""
        return observe(self.game, self._here(), self.history, self.belief, self.types, self.earlier)

    def chance(self) -> MixedAction:
        """Return nature's mixed action at a chance stage, at the public belief."""
        here = self._here()
        actions = legal_actions(self.game, here)
        chances = chance_probabilities(self.game, here, self.belief)
        return MixedAction(tuple(map(int, actions)), tuple(map(float, chances)))

    def draw(self, mixed: MixedAction) -> int:
        """Return the action that this stage's draw selects from a mixed action."""
        if len(mixed.actions) == 1:  # sure, and nothing need be drawn
            return mixed.actions[0]
        return mixed.draw(self.draws[self._here().stage])

    def advanced(self, action: int) -> Talks:
        """Return the talks after an action; raises ``ValueError`` for an illegal one."""
        here = self._here()
        following, paid, total = apply(self.game, here, action), self.paid, self.total
        if pays(self.game, here, action):
            paid = paid + payoff_parts(self.game, here, action, self.types)
            total = total + payoff(self.game, here, action, self.types)
        return Talks(  # every field named: `replace` takes twice as long
            game=self.game,
            types=self.types,
            position=following,
            belief=self.belief if self.known_profile is None else self._belief_after(here, action),
            paid=paid,
            total=total,
            draws=self.draws,
            history=(*self.history, PublicMove(here, action)),
            known_profile=self.known_profile,
            earlier=self.earlier,
        )

    def _belief_after(self, here: Position, action: int) -> Belief:
        mover = stage_at(self.game, here).mover
        if self.known_profile is None or mover is None:
            return self.belief
        likelihood = [
            self.known_profile.mixed_action(here, own, self.belief).probability(action)
            for own in range(len(self.game.types[mover]))
        ]
        return self.belief.updated(mover, likelihood)

    def _here(self) -> Position:
        if self.position is None:
            raise ValueError("the talks are over")
        return self.position
