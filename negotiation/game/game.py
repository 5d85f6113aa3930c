"""The compiled game: stages, public states, types, rounds and packages, all read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.errors import NegotiationError, nearest, shown
from ..foundations.fingerprints import fingerprint
from ..foundations.memory import Memory
from ..foundations.records import record
from ..foundations.wording import titled
from .consistency import game_problems
from .kinds import (
    ANYTHING,
    DAY,
    NAMES,
    WORD,
    Kind,
    instance_of,
    kind_problems,
    mapping_to,
    tuple_of,
)
from .packages import PackageTable
from .soundness import refuse
from .soundness_of_states import state_problems
from .stages import Stage, StageKind

TypePair = tuple[int, int]
"""One type of each player: (type of player 0, type of player 1)."""

_NUMBERS_BY_NAME = mapping_to(ANYTHING, "arrays of real numbers")


@record
class Round:
    """One round of the talks."""

    name: str
    """Its name, e.g. ``R3``."""
    day: date
    """Its date."""

    def check(self) -> None:
        """Raise ``ProblemsFound`` for a round that cannot be."""
        refuse(
            kind_problems("", {"name": (self.name, WORD), "day": (self.day, DAY)}),
            f"the round {shown(self.name)}",
        )


def state_in_words(description: Mapping[str, str]) -> str:
    """Return a public state as one phrase; a label of several words needs no factor before it.

    >>> state_in_words({"market": "calm", "us_posture": "pressing", "pause": "pause running"})
    'market calm, US posture pressing, pause running'
    """
    phrases = [
        label if " " in label else f"{_factor(name)} {label}" for name, label in description.items()
    ]
    return ", ".join(phrases).replace("_", " ")


def _factor(name: str) -> str:
    """Return a factor's name with its player as people write it, e.g. ``US posture``."""
    player, posture, rest = name.rpartition("_posture")
    return f"{titled(player)} posture" if posture and player and not rest else name


@record
class PublicStates:
    """The finite set of public states, each a combination of labelled factors."""

    __repr__ = brief

    factors: tuple[str, ...]
    """Names of the factors [f], e.g. ``market``."""
    labels: tuple[tuple[str, ...], ...]
    """Labels of each factor's values [f][value]."""
    value_of: NDArray[np.int16]
    """The value of every factor in every state [s, f]."""
    indicators: Mapping[str, NDArray[np.float64]]
    """Numbers that a reader may want per state, by name [s], e.g. ``yield_bp``."""

    def check(self) -> None:
        """Raise ``ProblemsFound`` for states that cannot be."""
        refuse(kind_problems("", self._kinds()), "the public states")
        refuse(state_problems(self.factors, self.labels, self.value_of), "the public states")

    def _kinds(self) -> dict[str, tuple[object, Kind]]:
        return {
            "factors": (self.factors, NAMES),
            "labels": (self.labels, tuple_of(NAMES, "tuples of labels in letters")),
            "indicators": (self.indicators, _NUMBERS_BY_NAME),
        }

    @property
    def count(self) -> int:
        """The number of public states."""
        return int(self.value_of.shape[0])

    def describe(self, s: int) -> dict[str, str]:
        """Return one state in words: the factor's name to its label."""
        return {name: self.labels[f][self.value_of[s, f]] for f, name in enumerate(self.factors)}

    def in_words(self, s: int) -> str:
        """Return one state as one phrase (see `state_in_words`)."""
        return state_in_words(self.describe(s))

    def find(self, description: Mapping[str, str]) -> int:
        """Return the state with these labels; raises ``NegotiationError`` for an unknown one."""
        for s in range(self.count):
            if self.describe(s) == dict(description):
                return s
        raise NegotiationError(f"no public state has the labels {dict(description)}")


@record
class Game:
    """A multi-stage game with observed actions and independent private types.

    Payoffs are $bn, present value at the scenario's first day, relative to the status quo.
    """

    __repr__ = brief

    name: str
    """The scenario's name."""
    players: tuple[str, str]
    """The two players' names; index 0 is ``us`` in every scenario."""
    types: tuple[tuple[str, ...], tuple[str, ...]]
    """The names of each player's types [i][type]."""
    prior: tuple[NDArray[np.float64], NDArray[np.float64]]
    """The common prior over each player's types [i][type]."""
    rounds: tuple[Round, ...]
    """The rounds [r]."""
    parts: tuple[str, ...]
    """The names of the payoff parts [part]."""
    states: PublicStates
    """The public states [s]."""
    stages: tuple[Stage, ...]
    """The stages, in order of time."""
    initial_state: int
    """The public state at the start."""
    packages: PackageTable | None = None
    """The packages; ``None`` in a game without offers."""
    indicators: Mapping[str, NDArray[np.float64]]
    """Numbers that a reader may want per round, by name [r], e.g. ``election_clock_japan``."""
    scenario_fingerprint: str = ""
    """The fingerprint of the scenario it was compiled from; empty for a game built by hand."""
    scenario_changes: Mapping[str, str] = field(
        default_factory=dict, metadata={"fingerprint": False}
    )
    """What was varied in that scenario, key to value; its fingerprint tells it apart already."""

    def check(self) -> None:
        """Raise ``ProblemsFound`` for a game that cannot be."""
        subject = f"the game {shown(self.name)}"
        refuse(kind_problems("", self._kinds()), subject)
        refuse(game_problems(self), subject)

    def _kinds(self) -> dict[str, tuple[object, Kind]]:
        return {
            "name": (self.name, WORD),
            "rounds": (self.rounds, tuple_of(Round, "rounds")),
            "parts": (self.parts, NAMES),
            "states": (self.states, instance_of(PublicStates, "an instance of PublicStates")),
            "stages": (self.stages, tuple_of(Stage, "stages")),
            "packages": (
                self.packages,
                instance_of(PackageTable | None, "a PackageTable or None"),
            ),
            "indicators": (self.indicators, _NUMBERS_BY_NAME),
            "scenario_fingerprint": (self.scenario_fingerprint, WORD),
            "scenario_changes": (self.scenario_changes, mapping_to(WORD, "words")),
        }

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of everything in the game."""
        return fingerprint(self)

    @cached_property
    def memory(self) -> Memory:
        """What was worked out about this game before; no part of the record, never stored."""
        return Memory(most=2048)

    @cached_property
    def payoff_span(self) -> float:
        """The largest absolute payoff, at least 1e-300: what tolerances are relative to."""
        largest = max(float(np.abs(stage.payoff).max(initial=0.0)) for stage in self.stages)
        if self.packages is not None:
            largest = max(largest, self.packages.largest)
        return max(largest, 1e-300)

    @cached_property
    def next_answers(self) -> tuple[int | None, ...]:
        """The first answer stage at or after each stage [t]; ``None`` where there is none."""
        found: list[int | None] = []
        following: int | None = None
        for t in range(len(self.stages) - 1, -1, -1):
            following = t if self.stages[t].kind is StageKind.ANSWER else following
            found.append(following)
        return tuple(reversed(found))

    @property
    def has_own_actions(self) -> bool:
        """Whether some action is open to some types of its player only."""
        return any(stage.legal_to is not None for stage in self.stages)

    @property
    def prices_beliefs(self) -> bool:
        """Whether nature's probabilities depend on the public belief at some stage."""
        return any(stage.chance_if_sure is not None for stage in self.stages)

    @property
    def type_pairs(self) -> tuple[TypePair, ...]:
        """Every pair of types, player 0's type varying slowest."""
        first, second = (range(len(names)) for names in self.types)
        return tuple((u, v) for u in first for v in second)

    def player(self, name: str) -> int:
        """Return the index of a player by name."""
        if name not in self.players:
            raise NegotiationError(f"no player {name!r}; try {nearest(name, self.players)}")
        return self.players.index(name)

    def type_names(self, pair: TypePair) -> dict[str, str]:
        """Return a type pair in words: the player's name to its type's name."""
        return {self.players[i]: self.types[i][pair[i]] for i in (0, 1)}

    def find_types(self, names: Mapping[str, str]) -> TypePair:
        """Return the type pair with these names; raises ``NegotiationError`` for an unknown one."""
        found = []
        for i, player in enumerate(self.players):
            name = names.get(player, self.types[i][0])
            if name not in self.types[i]:
                raise NegotiationError(
                    f"{player} has no type {name!r}; try {nearest(name, self.types[i])}"
                )
            found.append(self.types[i].index(name))
        return found[0], found[1]
