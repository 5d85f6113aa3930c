"""The talks as a Mesa model: one action of nature or a government per step.

The model plays exactly what `matches.play` plays: same rules, same draws, same record. It adds what
Mesa is for: steps to watch, agents to look into and a data collector (`columns`). Mesa's own random
streams are not used; the table owns the dice.
"""

from __future__ import annotations

from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.mixed_actions import MixedAction
from ..results.profile import Profile
from ..results.record import Move, Record
from .agents import Government, mesa
from .columns import Cell, columns, row
from .matches import move_of, record_of
from .seating import Seats
from .who_knows import begun


class NegotiationModel(mesa.Model):  # type: ignore[misc] # Mesa is not typed
    """One match; it stops running when the talks are over."""

    def __init__(
        self,
        game: Game,
        seats: Seats,
        types: TypePair | None = None,
        *,
        seed: int,
        match: int = 0,
        belief: Belief | None = None,
        known_profile: Profile | None = None,
        private: bool = False,
    ) -> None:
        super().__init__(rng=0)  # unused, and without entropy nobody can come to rely on it
        self.talks = begun(
            game,
            seats,
            types,
            seed=seed,
            match=match,
            belief=belief,
            known_profile=known_profile,
            private=private,
        )
        self.governments = tuple(
            Government(self, name, strategy)
            for name, strategy in zip(game.players, seats, strict=True)
        )
        self.moves: tuple[Move, ...] = ()
        self.row: dict[str, Cell] = dict.fromkeys(columns(game), "")
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: lambda model, name=name: model.row[name] for name in columns(game)
            }
        )
        self._seats = seats
        self._seed_and_match = seed, match

    def step(self) -> None:
        """Take one action, nature's or a government's, and collect its row."""
        mover = self.talks.mover
        if mover is None:
            self.act(self.talks.chance())
        else:
            self.governments[mover].step()
        self.datacollector.collect(self)
        self.running = not self.talks.is_over

    def act(self, mixed: MixedAction) -> None:
        """Advance the talks by the action that this stage's draw selects."""
        action = self.talks.draw(mixed)
        move = move_of(self.talks, action, mixed.probability(action))
        self.talks = self.talks.advanced(action)
        self.moves = (*self.moves, move)
        self.row = row(move, self.talks)

    def record(self) -> Record:
        """Return the record of the match; raises ``ValueError`` while it is still running."""
        if self.running:
            raise ValueError("the talks are not over")
        seed, match = self._seed_and_match
        return record_of(self.talks, list(self.moves), self._seats, seed=seed, match=match)


def collected(model: NegotiationModel) -> list[dict[str, Cell]]:
    """Return the table collected so far, a row for each action, as plain mappings."""
    table: dict[str, list[Cell]] = model.datacollector.model_vars
    return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]
