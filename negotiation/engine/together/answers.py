"""What strategies answer at the nodes of a stage, as rows of actions and probabilities.

A follower of a profile that can be asked at many nodes at once is; other strategies are asked node
by node, through the same information sets as in any other engine. Where a strategy says that it
remembers nothing, its answers are kept for later plays of the same game.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...foundations.streams import Stream
from ...game.game import Game
from ...game.mixed_actions import MixedAction
from ...game.prospects import work_out
from ...game.stages import NO_OFFER, StageKind
from ...results.many_nodes import mixed_actions_at
from ...results.profile import Profile
from ...strategies.strategy import Strategy
from ..matches import mixed_action_of
from ..talks import Talks
from .nodes import Nodes, Reading

TOGETHER = 256
"""At how many beliefs prospects are worked out at a time."""

_NOTHING = np.zeros(0)
_UNDRAWN = Stream(seed=0, match=0, count=0)

ANSWERS_KEPT = 100_000
"""So many answers of one strategy are kept at most."""


class Row(NamedTuple):
    """One mixed action, actions in rising order. Axes: ``e`` entry."""

    actions: NDArray[np.int64]
    """The actions taken with a probability above 0 [e]."""
    probabilities: NDArray[np.float64]
    """Their probabilities [e]."""
    reached: NDArray[np.float64]
    """The sum of the probabilities up to each [e]."""

    @classmethod
    def of(cls, mixed: MixedAction) -> Row:
        """Return the row of a mixed action."""
        likely = sorted(
            (int(action), chance)
            for action, chance in zip(mixed.actions, mixed.probabilities, strict=True)
            if chance > 0.0
        )
        actions, chances = zip(*likely, strict=True)
        probabilities = np.array(chances, dtype=np.float64)
        return cls(np.array(actions, dtype=np.int64), probabilities, np.cumsum(probabilities))


Kept = dict[tuple[object, ...], Row]
"""Answers of one strategy without memory, by position, type and belief."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Mixed actions, one row for a node and a type of the mover, entries in rising order of action.

    Row r has the entries ``starts[r]`` to ``starts[r + 1]``. Axes: ``e`` entry.
    """

    row_of: NDArray[np.int64]
    """The row of each node and type of the mover [n, type]; -1 where nobody of the type stands."""
    starts: NDArray[np.int64]
    """Where each row begins, and where the last ends."""
    actions: NDArray[np.int64]
    """The action [e]."""
    probabilities: NDArray[np.float64]
    """Its probability [e], above 0."""
    reached: NDArray[np.float64]
    """The probability of the row's entries up to this one [e]."""
    nodes: NDArray[np.int64]
    """The node [e]."""

    @classmethod
    def gather(
        cls, row_of: NDArray[np.int64], rows: Sequence[Row], nodes: NDArray[np.int64]
    ) -> Rows:
        """Return these rows, of which each belongs to a node."""
        counts = [row.actions.size for row in rows]
        return cls(
            row_of=row_of,
            starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            actions=np.concatenate([row.actions for row in rows]),
            probabilities=np.concatenate([row.probabilities for row in rows]),
            reached=np.concatenate([row.reached for row in rows]),
            nodes=np.repeat(nodes, counts),
        )

    @classmethod
    def from_table(
        cls,
        row_of: NDArray[np.int64],
        table: NDArray[np.float64],
        action_of: NDArray[np.int64],
        nodes: NDArray[np.int64],
    ) -> Rows:
        """Return rows from probabilities [row, column] of actions [column] in rising order."""
        rows, columns = np.nonzero(table > 0.0)
        cumulated = np.cumsum(table, axis=1)
        return cls(
            row_of=row_of,
            starts=np.searchsorted(rows, np.arange(len(table) + 1)).astype(np.int64),
            actions=action_of[columns],
            probabilities=table[rows, columns],
            reached=cumulated[rows, columns],
            nodes=nodes[rows],
        )


def nature(game: Game, nodes: Nodes) -> Rows:
    """Return nature's rows at the nodes of a chance stage."""
    stage = game.stages[nodes.stage]
    table = stage.chance_at_nodes(nodes.states, *nodes.beliefs)
    every = np.arange(nodes.count)
    return Rows.from_table(every[:, None], table, np.arange(table.shape[1]), every)


def asked(
    game: Game, strategy: Strategy, nodes: Nodes, present: NDArray[np.bool_], kept: Kept
) -> Rows:
    """Return a strategy's rows at the nodes where types of the mover are ``present`` [n, type].

    ``kept`` are its answers so far; those of a strategy without memory are added to them. Raises
    ``NegotiationError`` for an answer that cannot be played.
    """
    together = asked_together(strategy)
    if together is not None:
        return followed(game, together, nodes)
    row_of = np.full(present.shape, -1, dtype=np.int64)
    where = np.argwhere(present)
    row_of[present] = np.arange(len(where))
    alone = kept if strategy.memory_depth == 0 else None
    rows: list[Row] = []
    for begin in range(0, len(where), TOGETHER):
        part = where[begin : begin + TOGETHER]
        standing = {int(n): _talks_at(game, nodes, int(n)) for n in dict.fromkeys(part[:, 0])}
        new = [talks.belief for n, talks in standing.items()]
        if len(set(new)) > 1:
            work_out(game, new, nodes.stage)
        rows += [_answer(strategy, standing[int(n)], int(own), alone) for n, own in part]
    return Rows.gather(row_of, rows, where[:, 0])


def asked_together(strategy: Strategy) -> Profile | None:
    """Return the profile that a strategy follows, if it can be asked at many nodes at once."""
    profile = getattr(strategy, "profile", None)
    if strategy.follows is None or not isinstance(profile, Profile):
        return None
    return together_or_none(profile)


def together_or_none(profile: Profile) -> Profile | None:
    """Return a profile if it can be asked at many nodes at once."""
    own = type(profile).mixed_actions is not Profile.mixed_actions
    return profile if own and max(map(len, profile.game.types)) <= 2 else None


def followed(game: Game, profile: Profile, nodes: Nodes) -> Rows:
    """Return the rows of every type of the mover under a profile."""
    table, at, action_of = read_off(game, profile, nodes)
    types = table.shape[1]
    row_of = np.arange(nodes.count * types).reshape(nodes.count, types)
    rows = table[at].reshape(-1, table.shape[2])
    return Rows.from_table(row_of, rows, action_of, np.repeat(np.arange(nodes.count), types))


def read_off(game: Game, profile: Profile, nodes: Nodes) -> Reading:
    """Return what a profile says at some nodes; it is asked once."""
    if profile not in nodes.read:
        t = nodes.stage
        table, row_of = mixed_actions_at(
            profile, t, nodes.states, nodes.second_types(), nodes.packages
        )
        actions = np.arange(table.shape[2])
        if game.stages[t].kind is StageKind.OFFER:
            order = np.argsort(profile.menu)
            table = table[:, :, np.concatenate([[NO_OFFER], 1 + order])]
            actions = np.concatenate([[NO_OFFER], 1 + profile.menu[order]])
        nodes.read[profile] = Reading(table, row_of, actions)
    return nodes.read[profile]


def _talks_at(game: Game, nodes: Nodes, n: int) -> Talks:
    """Return talks that stand at a node; what was paid and drawn before is nobody's to see."""
    return Talks(
        game=game,
        types=(0, 0),
        position=nodes.position(n),
        belief=nodes.belief(n),
        paid=_NOTHING,
        draws=_UNDRAWN,
        history=nodes.pasts[n] if nodes.pasts else (),
    )


def _answer(strategy: Strategy, talks: Talks, own: int, kept: Kept | None) -> Row:
    mover = talks.mover
    assert mover is not None
    key = (talks.position, own, talks.belief)
    if kept is not None and key in kept:
        return kept[key]
    types = (own, 0) if mover == 0 else (0, own)
    row = Row.of(mixed_action_of(strategy, replace(talks, types=types)))
    if kept is not None and len(kept) < ANSWERS_KEPT:
        kept[key] = row
    return row
