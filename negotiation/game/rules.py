"""The rules of play: pure functions of the game and a position. Nothing else re-implements them.

For many positions at once they are written in `rules_at_many`.

A *position* is public: the stage, the public state and, at an answer stage, the package on the
table. Actions are integers; at an offer stage 0 is "no offer" and ``1 + p`` offers package ``p``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from .beliefs import Belief
from .game import Game, TypePair
from .protocol import LAST_WORDS
from .stages import ACCEPT, END, NO_OFFER, Stage, StageKind


@dataclass(frozen=True, slots=True)
class Position:
    """Where the talks stand."""

    stage: int
    """Index of the stage."""
    public_state: int
    """Index of the public state."""
    package: int | None = None
    """The package on the table, at an answer stage only."""


def start(game: Game) -> Position:
    """Return the position at which every play of the game begins."""
    return Position(0, game.initial_state)


def stage_at(game: Game, position: Position) -> Stage:
    """Return the stage at a position."""
    return game.stages[position.stage]


@overload
def is_offer(stage: Stage, action: int) -> bool: ...
@overload
def is_offer(stage: Stage, action: NDArray[np.int64]) -> NDArray[np.bool_]: ...
def is_offer(stage: Stage, action: int | NDArray[np.int64]) -> bool | NDArray[np.bool_]:
    """Return whether an action, or each of some, puts a package on the table."""
    return (stage.kind is StageKind.OFFER) & (action != NO_OFFER)


@overload
def is_agreement(stage: Stage, action: int) -> bool: ...
@overload
def is_agreement(stage: Stage, action: NDArray[np.int64]) -> NDArray[np.bool_]: ...
def is_agreement(stage: Stage, action: int | NDArray[np.int64]) -> bool | NDArray[np.bool_]:
    """Return whether an action, or each of some, accepts the package on the table."""
    return (stage.kind is StageKind.ANSWER) & (action == ACCEPT)


def legal_actions(
    game: Game, position: Position, player_type: int | None = None
) -> NDArray[np.int64]:
    """Return the legal actions [n], in increasing order; never empty.

    Those that a type of the mover may take, or by default those that any type may: what the public
    thinks possible.
    """
    if player_type is not None and stage_at(game, position).legal_to is not None:
        open_to = stage_at(game, position).open_to(player_type)
        return np.flatnonzero(open_to[position.public_state])
    return game.memory.recall(
        (legal_actions, position.stage, position.public_state), lambda: _listed(game, position)
    )


def _listed(game: Game, position: Position) -> NDArray[np.int64]:
    stage = stage_at(game, position)
    listed = np.flatnonzero(stage.legal[position.public_state])
    if stage.kind is StageKind.OFFER and game.packages is not None:
        listed = np.concatenate([listed, np.arange(1, game.packages.count + 1)])
    listed.setflags(write=False)
    return listed


def is_legal(game: Game, position: Position, action: int, player_type: int | None = None) -> bool:
    """Return whether an action is legal at a position, to a type of the mover or to any type."""
    stage = stage_at(game, position)
    if player_type is not None and stage.legal_to is not None:
        return action in legal_actions(game, position, player_type)
    if stage.kind is StageKind.OFFER and game.packages is not None and action != NO_OFFER:
        return 1 <= action <= game.packages.count
    return 0 <= action < len(stage.actions) and stage.legal_rows[position.public_state][action]


def chance_probabilities(game: Game, position: Position, belief: Belief) -> NDArray[np.float64]:
    """Return nature's probabilities over the legal actions [n] of a chance stage.

    ``belief`` is the public's; most games' nature does not heed it.
    """
    state, stage = position.public_state, stage_at(game, position)
    return np.asarray(stage.chance_at(belief.of)[state][stage.legal[state]])


def apply(game: Game, position: Position, action: int) -> Position | None:
    """Return the position that follows a legal action, or ``None`` when the game is over."""
    if not is_legal(game, position, action):
        raise ValueError(f"action {action} is not legal at {position}")
    stage = stage_at(game, position)
    if is_offer(stage, action):
        return Position(position.stage + 1, position.public_state, action - 1)
    state = stage.next_rows[position.public_state][action]
    following = position.stage + stage.stride[action]
    if state == END or following >= len(game.stages):
        return None
    return Position(following, state)


def payoff_parts(
    game: Game, position: Position, action: int, types: TypePair
) -> NDArray[np.float64]:
    """Return what an action pays at once, by part [part, i], in $bn."""
    stage = stage_at(game, position)
    if is_offer(stage, action):
        return np.zeros((len(game.parts), 2))
    paid = stage.payoff_of(*types)[:, :, position.public_state, action]
    if is_agreement(stage, action):
        if game.packages is None or position.package is None:
            raise ValueError("nothing is on the table")
        paid = paid + game.packages.parts(
            position.package, *types, stage.round_index, position.public_state, len(game.parts)
        )
    return np.array(paid)


def payoff(game: Game, position: Position, action: int, types: TypePair) -> NDArray[np.float64]:
    """Return what an action pays at once [i], all parts together, in $bn.

    It is the sum of `payoff_parts` but for the last digits, and bit for bit what is paid to many
    at once (`rules_at_many.payoffs_at_many`).
    """
    stage = stage_at(game, position)
    if is_offer(stage, action):
        return np.zeros(2)
    paid = stage.total(*types)[:, position.public_state, action]
    if is_agreement(stage, action):
        if game.packages is None or position.package is None:
            raise ValueError("nothing is on the table")
        on_table, here = np.array([position.package]), np.array([position.public_state])
        paid = paid + game.packages.worth(on_table, *types, stage.round_index, here)[:, 0]
    return np.array(paid)


def pays(game: Game, position: Position, action: int) -> bool:
    """Return whether an action may pay anything at once: where not, `payoff_parts` are 0."""
    stage = stage_at(game, position)
    return is_agreement(stage, action) if stage.is_free else not is_offer(stage, action)


def action_name(game: Game, position: Position, action: int) -> str:
    """Return the public name of an action; an offer is called ``offer``."""
    stage = stage_at(game, position)
    if is_offer(stage, action):
        return "offer"
    return stage.actions[action].name


def action_tags(game: Game, position: Position, action: int) -> frozenset[str]:
    """Return the generic tags of an action."""
    stage = stage_at(game, position)
    if is_offer(stage, action):
        return frozenset({"offer"})
    here = {tag for tag, holds in stage.state_tags.items() if holds[position.public_state, action]}
    return stage.actions[action].tags | here


def is_last_word(game: Game, t: int) -> bool:
    """Return whether a stage is a player's last word, or the other's reply to it.

    That is a move at a deadline, which may stand before the last round, and any move once no answer
    is to come.
    """
    stage = game.stages[t]
    late = game.next_answers[t] is None
    return stage.kind is StageKind.MOVE and (late or stage.name in LAST_WORDS)


def is_posture(game: Game, t: int) -> bool:
    """Return whether a player sets its posture at a stage: a move that is no last word."""
    return game.stages[t].kind is StageKind.MOVE and not is_last_word(game, t)


def reachable_states(game: Game) -> NDArray[np.bool_]:
    """Return which public states play can stand in at each stage [t, s].

    Every legal move counts, nature's moves of probability 0 too.
    """
    found = np.zeros((len(game.stages), game.states.count), dtype=bool)
    found[0, game.initial_state] = True
    for t, stage in enumerate(game.stages):
        here = found[t]
        if stage.kind is StageKind.OFFER:
            found[t + 1] |= here
        for k, stride in enumerate(stage.stride):
            after = stage.next_state[here & stage.legal[:, k], k]
            if t + stride < len(found):
                found[t + stride, after[after >= 0]] = True
    return found


def alike(game: Game, t: int, states: NDArray[np.int64], most: int) -> Iterator[NDArray[np.int64]]:
    """Yield public states [s] of a stage, each in one group of at most ``most``.

    In a group the same actions are legal, at an offer stage the same answers too.
    """
    stages = game.stages[t : t + 1 + (game.stages[t].kind is StageKind.OFFER)]
    legal = np.concatenate([stage.legal[states] for stage in stages], axis=1)
    kinds, kind = np.unique(legal, axis=0, return_inverse=True)
    for n in range(len(kinds)):
        group = states[kind.ravel() == n]
        yield from np.split(group, range(most, group.size, most))


def reachable_regimes(game: Game) -> NDArray[np.bool_]:
    """Return in which regimes a package can be accepted in each round [r, g].

    Every legal move counts, as in `reachable_states`; all False in a game without packages.
    """
    table = game.packages
    found = np.zeros((len(game.rounds), 0 if table is None else table.regimes), dtype=bool)
    if table is not None:
        for stage, here in zip(game.stages, reachable_states(game), strict=True):
            if stage.kind is StageKind.ANSWER:
                found[stage.round_index, table.regime_of[here & stage.legal[:, ACCEPT]]] = True
    return found
