"""Talks that may be left before they are over, kept, and gone on with.

What is kept of unfinished talks is a record like any other, with the ending ``unfinished``: its
types, seed, match and moves are all that is needed, as every draw belongs to its stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..equilibria.estimation.choices import actions_along
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.record import Move, Record
from .matches import mixed_action_at, move_of, record_of
from .naming import name_of
from .seating import Seats
from .talks import Talks
from .who_knows import begun

UNFINISHED = "unfinished"
"""The ending of a record of talks that were left."""


@dataclass
class Sitting:
    """One match between people or strategies, types private, as far as it has gone."""

    talks: Talks
    """The talks before the next move."""
    seats: Seats
    """Who plays."""
    seed: int
    """The seed of the draws."""
    match: int
    """The number of the match under its seed."""
    moves: list[Move] = field(default_factory=list)
    """The moves so far."""

    @classmethod
    def begin(
        cls, game: Game, seats: Seats, types: TypePair | None, *, seed: int, match: int = 0
    ) -> Sitting:
        """Return a match before its first move; types are drawn from the prior by default."""
        talks = begun(game, seats, types, seed=seed, match=match, private=True)
        return cls(talks, seats, seed, match)

    @classmethod
    def resumed(cls, game: Game, seats: Seats, kept: Record) -> Sitting:
        """Return unfinished talks where they were left.

        Raises ``NegotiationError`` for talks that are over and for those of another game.
        """
        if kept.ending != UNFINISHED or kept.receipt.seed is None:
            raise NegotiationError(
                f"match {kept.match} of {kept.scenario} is over; try talks that were left "
                "unfinished"
            )
        playing = {player: name_of(seats[i]) for i, player in enumerate(game.players)}
        for player, name in playing.items():
            if kept.strategies.get(player) != name:
                raise NegotiationError(
                    f"{player} was played by {kept.strategies.get(player)}, not {name}, in the "
                    "talks that were left; try the seats of then"
                )
        actions = actions_along(game, kept)
        found = cls.begin(
            game,
            seats,
            game.find_types(kept.player_types),
            seed=kept.receipt.seed,
            match=kept.match,
        )
        for action in actions:
            found.talks = found.talks.advanced(action)
        found.moves = list(kept.moves)
        return found

    def play(self) -> None:
        """Play to the end. Whatever interrupts it, the moves so far can be recorded."""
        while not self.talks.is_over:
            mixed = mixed_action_at(self.talks, self.seats)
            action = self.talks.draw(mixed)
            move = move_of(self.talks, action, mixed.probability(action))
            following = self.talks.advanced(action)
            self.moves.append(move)
            self.talks = following

    def record(self, named: Mapping[str, str] | None = None) -> Record:
        """Return the record so far, unfinished or not.

        ``named`` is added to the settings of its receipt, e.g. the names of those who played.
        """
        found = record_of(self.talks, self.moves, self.seats, seed=self.seed, match=self.match)
        parameters = {**found.receipt.parameters, **(named or {})}
        return replace(
            found,
            ending=found.ending if self.talks.is_over else UNFINISHED,
            receipt=replace(found.receipt, parameters=parameters),
        )
