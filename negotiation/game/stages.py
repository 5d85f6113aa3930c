"""A stage: who moves, what they may do, what it pays and where it leads.

Axes, one letter each: ``[part, i, u, v, s, k]`` = payoff part, player, type of player 0, type of
player 1, public state, action. The type axes may have length 1 where types do not matter.

Nature's probabilities may depend on the public belief mu, as where a market prices the credibility
of a threat. Such a stage names them for each type pair that the public might be sure of; at a
belief they are the mixture

    chance(mu)[s, k] = sum_{u, v} mu(u) mu(v) chance_if_sure[u, v, s, k].

Nature still knows no more than the public: its move tells nobody anything about the types.
Checked by tests/game/test_belief_dependent_chance.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.errors import shown
from ..foundations.fingerprints import WHERE_GIVEN
from ..foundations.records import record
from .kinds import (
    ANYTHING,
    TAGS,
    WHOLE,
    WHOLE_NUMBERS,
    WORD,
    Kind,
    kind_problems,
    mapping_to,
    one_of,
    tuple_of,
)
from .soundness import place_of, refuse, stage_problems

END = -1
"""The next public state of an action that ends the game."""

ACCEPT, REJECT, WALK_OUT = 0, 1, 2
"""The actions of an answer stage, in this order."""

NO_OFFER = 0
"""The first action of an offer stage; action ``1 + p`` offers package ``p``."""


class StageKind(StrEnum):
    """What is decided at a stage."""

    CHANCE = "chance"
    """Nature moves, with the probabilities of the stage."""
    MOVE = "move"
    """A player chooses one of the stage's labelled actions."""
    OFFER = "offer"
    """A player puts a package on the table, or none."""
    ANSWER = "answer"
    """The other player accepts the package on the table, rejects it or walks out."""


@record
class ActionLabel:
    """The public name of an action and its generic tags."""

    name: str
    """What it is called, e.g. ``hinted`` or ``extend``."""
    tags: frozenset[str] = frozenset()
    """Any of ``hold``, ``pressure``, ``concession``, ``retreat``: what a strategy may rely on."""

    def check(self) -> None:
        """Raise ``ProblemsFound`` for a label that cannot be."""
        given = {"name": (self.name, WORD), "tags": (self.tags, TAGS)}
        refuse(kind_problems("", given), f"the label of the action {shown(self.name)}")


@record
class Stage:
    """One stage of the game.

    An offer stage lists only the action of making no offer; the packages follow it as actions
    ``1 .. P`` and lead to the answer stage, which must come next, in an unchanged public state.
    Accepting a package always ends the game and pays the package's value on top of ``payoff``.
    """

    __repr__ = brief

    kind: StageKind
    """What is decided."""
    name: str
    """What the stage is about, e.g. ``market``."""
    round_index: int
    """The round it belongs to; it gives the date."""
    mover: int | None
    """The player who moves (0 or 1); ``None`` is nature."""
    actions: tuple[ActionLabel, ...]
    """Labels [k]."""
    legal: NDArray[np.bool_]
    """Which actions are open [s, k]."""
    next_state: NDArray[np.int64]
    """The public state that follows [s, k], or ``END``."""
    stride: tuple[int, ...]
    """How many stages on the action leads [k]: 1 is the next stage."""
    payoff: NDArray[np.float64]
    """What the action pays [part, i, u, v, s, k], $bn at the scenario's first day."""
    chance: NDArray[np.float64] | None = None
    """Nature's probabilities [s, k]; ``None`` at a player's stage.

    Where they depend on the belief these are the ones at the game's prior: read `chance_at`.
    """
    chance_if_sure: NDArray[np.float64] | None = None
    """Nature's probabilities if the public were sure of the types [u, v, s, k].

    ``None`` where the belief does not matter. What is possible for some type pair is legal.
    """
    legal_to: NDArray[np.bool_] | None = field(default=None, metadata={"fingerprint": WHERE_GIVEN})
    """Which of the open actions each type of the mover may take, at a move stage [type, s, k].

    ``None``: all. Who sees an action that a type may not take knows that it is not of that type.
    """
    state_tags: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    """Tags that depend on the public state, by tag [s, k]: moving up from here is pressure."""

    def open_to(self, player_type: int) -> NDArray[np.bool_]:
        """Return which actions a type of the mover may take [s, k]."""
        return self.legal if self.legal_to is None else self.legal & self.legal_to[player_type]

    def check(self) -> None:
        """Raise ``ProblemsFound`` for a stage that cannot be."""
        subject = f"the stage {shown(self.name)}"
        refuse(kind_problems(place_of(self), self._kinds()), subject)
        refuse(stage_problems(self), subject)

    def _kinds(self) -> dict[str, tuple[object, Kind]]:
        return {
            "kind": (self.kind, one_of(StageKind)),
            "name": (self.name, WORD),
            "round_index": (self.round_index, WHOLE),
            "actions": (self.actions, tuple_of(ActionLabel, "labels of actions")),
            "stride [k]": (self.stride, WHOLE_NUMBERS),
            "state_tags": (self.state_tags, mapping_to(ANYTHING, "arrays of truth values")),
        }

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """The payoffs [i, u, v, s, k], all parts summed."""
        summed: NDArray[np.float64] = self.payoff.sum(axis=0)
        summed.setflags(write=False)
        return summed

    @cached_property
    def legal_rows(self) -> tuple[tuple[bool, ...], ...]:
        """``legal`` [s][k], for those who look at one move at a time."""
        return tuple(map(tuple, self.legal.tolist()))

    @cached_property
    def next_rows(self) -> tuple[tuple[int, ...], ...]:
        """``next_state`` [s][k], for those who look at one move at a time."""
        return tuple(map(tuple, self.next_state.tolist()))

    @cached_property
    def is_free(self) -> bool:
        """Whether no action pays anything at once; what an accepted package is worth apart."""
        return not self.payoff.any()

    def total(self, u: int, v: int) -> NDArray[np.float64]:
        """Return the payoffs [i, s, k] for one type pair, all parts summed."""
        return self.totals[:, u % self.totals.shape[1], v % self.totals.shape[2]]

    def payoff_of(self, u: int, v: int) -> NDArray[np.float64]:
        """Return the payoffs by part [part, i, s, k] for one type pair."""
        return self.payoff[:, :, u % self.payoff.shape[2], v % self.payoff.shape[3]]

    def chance_at(
        self, belief: Sequence[Sequence[float] | NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Return nature's probabilities [s, k] at a public belief, ``belief`` [i][type].

        Raises ``ValueError`` at a player's stage.
        """
        if self.chance is None:
            raise ValueError(f"nature does not move at the stage {self.name}")
        if self.chance_if_sure is None:
            return self.chance
        first, second = (np.asarray(chances, dtype=np.float64)[None] for chances in belief)
        return self.chance_at_nodes(np.arange(len(self.legal)), first, second)

    def chance_at_nodes(
        self, states: NDArray[np.int64], first: NDArray[np.float64], second: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return nature's probabilities [n, k] in public states [n] at public beliefs.

        ``first`` [n, u] and ``second`` [n, v] are the probabilities of each player's types. Raises
        ``ValueError`` at a player's stage.
        """
        if self.chance is None:
            raise ValueError(f"nature does not move at the stage {self.name}")
        sure = self.chance_if_sure
        if sure is None:
            return np.asarray(self.chance[states])
        mixture = np.zeros((len(states), sure.shape[3]))
        for u in range(first.shape[1]):
            for v in range(second.shape[1]):
                weight = (first[:, u] * second[:, v])[:, None]
                mixture += weight * sure[u % sure.shape[0], v % sure.shape[1], states]
        return mixture
