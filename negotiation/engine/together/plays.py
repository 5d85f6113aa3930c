"""What became of many matches: compact tables, from which every record can be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.rules import is_agreement
from ...game.stages import StageKind
from ...results.record import Move, Record
from ..matches import move_of, record_of
from ..seating import Seats
from ..talks import Talks
from .answers import Rows
from .nodes import Nodes


@dataclass(frozen=True, slots=True)
class StagePlayed:
    """One stage of many matches."""

    stage: int
    """The stage."""
    nodes: Nodes
    """Where matches stood."""
    rows: Rows
    """What was answered there."""
    entries: NDArray[np.int32]
    """The entry of the rows that each match took [m]; -1 where it was over or passed by."""


@dataclass(frozen=True)
class Plays:
    """What became of many matches. Axes: ``m`` match, ``t`` stage, ``i`` player."""

    game: Game
    """The game."""
    seed: int
    """The seed of the draws."""
    matches: NDArray[np.uint64]
    """The number of each match under its seed [m]."""
    types: NDArray[np.int64]
    """The types that played [m, i]."""
    payoffs: NDArray[np.float64]
    """What the talks paid [m, i], $bn: the totals that the records tell."""
    played: tuple[StagePlayed, ...]
    """The stages that some match met, in order."""

    @cached_property
    def actions(self) -> NDArray[np.int64]:
        """The action taken at each stage [m, t], nature's included; -1 where it was not met."""
        found = np.full((len(self.matches), len(self.game.stages)), -1, dtype=np.int64)
        for one in self.played:
            met = one.entries >= 0
            found[met, one.stage] = one.rows.actions[one.entries[met]]
        return found

    @cached_property
    def last_stage(self) -> NDArray[np.int64]:
        """The stage at which each match ended [m]."""
        found = np.zeros(len(self.matches), dtype=np.int64)
        for one in self.played:
            found[one.entries >= 0] = one.stage
        return found

    @cached_property
    def ending_round(self) -> NDArray[np.int64]:
        """The round in which each match ended [m]."""
        return np.array([stage.round_index for stage in self.game.stages])[self.last_stage]

    @cached_property
    def package(self) -> NDArray[np.int64]:
        """The package agreed [m]; -1 without agreement."""
        found = np.full(len(self.matches), -1, dtype=np.int64)
        for one in self.played:
            stage = self.game.stages[one.stage]
            if stage.kind is not StageKind.ANSWER:
                continue
            agreed = one.entries >= 0
            agreed[agreed] = is_agreement(stage, one.rows.actions[one.entries[agreed]])
            node = one.rows.nodes[one.entries[agreed]]
            found[agreed] = one.nodes.packages[node]
        return found

    def record(self, m: int, seats: Seats) -> Record:
        """Return the record of one match: the one that `matches.play` writes."""
        first, second = map(int, self.types[m])
        number = int(self.matches[m])
        talks = Talks.begin(self.game, (first, second), seed=self.seed, match=number)
        moves: list[Move] = []
        for one in self.played:
            entry = int(one.entries[m])
            if entry >= 0:
                talks = replace(talks, belief=one.nodes.belief(int(one.rows.nodes[entry])))
                action = int(one.rows.actions[entry])
                moves.append(move_of(talks, action, float(one.rows.probabilities[entry])))
                talks = talks.advanced(action)
        return record_of(talks, moves, seats, seed=self.seed, match=number)
