"""A strategy of ours in a NegMAS session: a negotiator that asks the strategy what to do.

It plays a game of alternating offers without postures, in which its player speaks as `turns` says:
in a session of NegMAS's stacked alternating offers whose first negotiator is the game's first
proposer. At every turn it reads what was offered from the session's public history and lets the
strategy answer at the information set where the game then stands. A session with fewer turns than
the game ends early for the strategy; after the game's last answer it is silent.

Draws are those of our own engine for the same seed and match: two visitors play there what
`matches.play` plays here.

Checked by tests/interop/negmas/test_visitors.py.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ..engine.matches import mixed_action_of
from ..engine.talks import Talks
from ..foundations.errors import NegotiationError
from ..game.beliefs import Belief
from ..game.game import Game
from ..game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from ..strategies.strategy import Strategy
from .negmas_session import deal_space, library, turns


def visitor(
    strategy: Strategy,
    game: Game,
    player: int,
    player_type: int = 0,
    *,
    seed: int,
    match: int = 0,
    belief: Belief | None = None,
    name: str | None = None,
) -> Any:
    """Return an ``SAONegotiator`` that plays a strategy for a player; the belief stays as it is.

    By default that is the prior. Raises ``NegotiationError`` for a game of anything but alternating
    offers and answers.
    """
    others = {stage.kind for stage in game.stages} - {StageKind.OFFER, StageKind.ANSWER}
    order = turns(game)
    if others or order.count != len(order.of) + 1:
        raise NegotiationError(
            f"{game.name} is no game of plain alternating offers, as NegMAS plays them; try the "
            "protocol alternating_offers with proposers that alternate"
        )
    talks = Talks.begin(
        game,
        (player_type, 0) if player == 0 else (0, player_type),  # the other's is never seen
        seed=seed,
        match=match,
        belief=Belief.prior(game) if belief is None else belief,
    )
    return _kind(library().SAONegotiator, library().ResponseType)(
        strategy, talks, player, name=name
    )


@cache
def _kind(base: Any, said: Any) -> Any:
    """Return the class: a kind of NegMAS's ``base``, whose answers are among ``said``."""

    class Visitor(base):  # type: ignore[misc]
        """A negotiator that plays a strategy of ours."""

        def __init__(self, strategy: Strategy, begun: Talks, player: int, **more: object) -> None:
            super().__init__(**more)
            self.strategy = strategy
            self.begun = begun
            self.player = player

        def propose(self, state: Any, dest: str | None = None) -> tuple[str, ...] | None:
            """Return the strategy's offer; ``None`` for none and after the last round."""
            del dest
            talks = self._talks(state)
            if _kind_of_stage(talks) is StageKind.ANSWER:
                talks = talks.advanced(REJECT)
            if talks.is_over:
                return None
            action = talks.draw(mixed_action_of(self.strategy, talks))
            return None if action == NO_OFFER else deal_space(talks.game).outcomes[action - 1]

        def respond(self, state: Any, source: str | None = None) -> Any:
            """Return the strategy's answer to the offer on the table; a walk-out ends it all."""
            del source
            talks = self._talks(state)
            if _kind_of_stage(talks) is not StageKind.ANSWER:
                return said.REJECT_OFFER
            action = talks.draw(mixed_action_of(self.strategy, talks))
            return {ACCEPT: said.ACCEPT_OFFER, REJECT: said.REJECT_OFFER}.get(
                action, said.END_NEGOTIATION
            )

        def _talks(self, state: Any) -> Talks:
            """Return the talks as far as the session has gone."""
            first = turns(self.begun.game).first
            if (self.nmi.negotiator_ids[0] == self.id) != (self.player == first):
                raise NegotiationError(
                    f"{self.begun.game.players[first]} makes the first offer of "
                    f"{self.begun.game.name}; add its negotiator first"
                )
            offers = [offer for past in self.nmi.history for _, offer in past.new_offers]
            return _after(self.begun, offers + [offer for _, offer in state.new_offers])

    return Visitor


def _kind_of_stage(talks: Talks) -> StageKind | None:
    return None if talks.position is None else talks.game.stages[talks.position.stage].kind


def _after(talks: Talks, offers: list[tuple[str, ...] | None]) -> Talks:
    """Return the talks after some turns, every offer but the last having been refused."""
    package_of = deal_space(talks.game).package_of
    for offer in offers:
        if _kind_of_stage(talks) is StageKind.ANSWER:
            talks = talks.advanced(REJECT)
        if talks.is_over:
            break
        talks = talks.advanced(NO_OFFER if offer is None else 1 + package_of[tuple(offer)])
    return talks
