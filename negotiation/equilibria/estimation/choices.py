"""Choices read back from records: who stood where, and did what.

A record is public text. Reading it back walks the rules of the game move by move, so that every
record ends up as a path that the game allows, or as a problem that says where it leaves it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError, Problem, ProblemsFound, nearest
from ...game.game import Game
from ...game.rules import Position, action_name, apply, legal_actions, stage_at, start
from ...game.stages import NO_OFFER, StageKind
from ...results.record import Move, Record


@dataclass(frozen=True)
class Choices:
    """What was done in many matches of one game. Axes: ``n`` match, ``t`` stage, ``i`` player."""

    game: Game
    """The game."""
    types: NDArray[np.int64]
    """The types that played [n, i]."""
    actions: NDArray[np.int64]
    """The action at each stage [n, t]; -1 where the stage was not met."""
    states: NDArray[np.int64]
    """The public state at each stage met [n, t]."""
    packages: NDArray[np.int64]
    """The package on the table at each answer stage met [n, t]; -1 elsewhere."""
    counted: NDArray[np.bool_]
    """Which are choices to learn from [n, t]: by a player asked for, with an alternative."""

    @classmethod
    def along(
        cls,
        game: Game,
        types: NDArray[np.int64],
        actions: NDArray[np.int64],
        of: NDArray[np.bool_] | None = None,
    ) -> Choices:
        """Return the choices of legal paths, e.g. of a sample's ``types`` and ``actions``.

        ``of`` [n, i] says whose choices are to be learnt from; everybody's by default.
        """
        count = len(types)
        wanted = np.ones((count, 2), dtype=bool) if of is None else of
        states = np.zeros(actions.shape, dtype=np.int64)
        packages = np.full(actions.shape, -1, dtype=np.int64)
        counted = np.zeros(actions.shape, dtype=bool)
        state = np.full(count, game.initial_state, dtype=np.int64)
        table = np.full(count, -1, dtype=np.int64)
        for t, stage in enumerate(game.stages):
            here = np.flatnonzero(actions[:, t] >= 0)
            states[here, t], done = state[here], actions[here, t]
            open_to = stage.legal.sum(axis=1)[state[here]]
            if stage.kind is StageKind.OFFER and game.packages is not None:
                open_to = open_to + game.packages.count
                table[here] = done - 1
            elif stage.kind is StageKind.ANSWER:
                packages[here, t] = table[here]
            if stage.mover is not None:
                counted[here, t] = wanted[here, stage.mover] & (open_to > 1)
            moved = (stage.kind is not StageKind.OFFER) | (done == NO_OFFER)
            state[here[moved]] = stage.next_state[state[here[moved]], done[moved]]
        return cls(game, types, actions, states, packages, counted)

    @classmethod
    def read(
        cls,
        game: Game,
        records: Sequence[Record],
        players: Collection[str] | None = None,
        strategies: Collection[str] | None = None,
        places: Sequence[str] | None = None,
    ) -> Choices:
        """Return the choices of records of play; by default those of both players.

        ``players`` and ``strategies`` limit whose choices are learnt from: of these players, by
        these strategies. Raises ``ProblemsFound`` with everything that cannot be read; ``places``
        says where each record stands, e.g. in which file, its number by default.
        """
        problems = list(_unknown_names(game, records, players, strategies))
        types = np.zeros((len(records), 2), dtype=np.int64)
        actions = np.full((len(records), len(game.stages)), -1, dtype=np.int64)
        of = np.zeros((len(records), 2), dtype=bool)
        for n, record in enumerate(records):
            place = f"record {n + 1}" if places is None else places[n]
            where = f"{place} (match {record.match})"
            try:
                types[n] = _types(game, record)
                for t, action in _path(game, record):
                    actions[n, t] = action
            except _Unreadable as mistake:
                problems.append(
                    Problem(where=where + mistake.move, what=str(mistake), remedy=mistake.remedy)
                )
                continue
            for i, player in enumerate(game.players):
                of[n, i] = (players is None or player in players) and (
                    strategies is None or record.strategies.get(player) in strategies
                )
        if problems:
            raise ProblemsFound(_together(problems), "the records")
        return cls.along(game, types, actions, of)


def actions_along(game: Game, record: Record) -> tuple[int, ...]:
    """Return the actions of a record's moves, as far as it goes: talks may be unfinished.

    Raises ``NegotiationError`` saying where the record leaves the rules of the game.
    """
    try:
        _types(game, record)
        return tuple(action for _, action in _path(game, record, to_end=False))
    except _Unreadable as mistake:
        remedy = f"; try {mistake.remedy}" if mistake.remedy else ""
        raise NegotiationError(f"match {record.match}{mistake.move}: {mistake}{remedy}") from None


class _Unreadable(Exception):
    """A record that is no path of the game."""

    def __init__(self, what: str, move: int | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.move = "" if move is None else f", move {move}"
        self.remedy = remedy


def _unknown_names(
    game: Game,
    records: Sequence[Record],
    players: Collection[str] | None,
    strategies: Collection[str] | None,
) -> Iterator[Problem]:
    """Yield what is wrong with the request, before any record is read."""
    if not records:
        yield Problem(where="records", what="there are none", remedy="at least one match")
    for name in players or ():
        if name not in game.players:
            yield Problem(
                where="players",
                what="no such player",
                value=name,
                remedy=nearest(name, game.players),
            )
    known = {name for record in records for name in record.strategies.values()}
    for name in strategies or ():
        if records and name not in known:
            yield Problem(
                where="strategies", what="nobody plays it", value=name, remedy=nearest(name, known)
            )


def _types(game: Game, record: Record) -> tuple[int, int]:
    made_in = record.receipt.game_fingerprint
    if made_in != game.fingerprint:
        raise _Unreadable(
            f"played in another game ({record.scenario}, {made_in[:16]}; "
            f"this is {game.name}, {game.fingerprint[:16]})",
            remedy="the scenario and version that the record was made with",
        )
    untyped = [player for player in game.players if player not in record.player_types]
    if untyped:
        raise _Unreadable(f"the type of {' and '.join(untyped)} is missing")
    try:
        return game.find_types(record.player_types)
    except NegotiationError as error:
        raise _Unreadable(str(error)) from error


def _path(game: Game, record: Record, *, to_end: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the stage and action of every move."""
    here: Position | None = start(game)
    for number, move in enumerate(record.moves, 1):
        if here is None:
            raise _Unreadable("the talks are over before this move", number)
        stage = stage_at(game, here)
        r = game.rounds[stage.round_index]
        mover = "nature" if stage.mover is None else game.players[stage.mover]
        for what, found, expected in (
            ("stage", move.stage, stage.name),
            ("date", move.date, r.day),
            ("player", move.player, mover),
            ("public state", dict(move.public_state), game.states.describe(here.public_state)),
        ):
            if found != expected:
                raise _Unreadable(f"the {what} is {found}, by the rules it is {expected}", number)
        action = _action(game, here, move, number)
        yield here.stage, action
        here = apply(game, here, action)
    if here is not None and to_end:
        raise _Unreadable(f"the record stops before the talks end, after {len(record.moves)} moves")


def _action(game: Game, here: Position, move: Move, number: int) -> int:
    """Return the action that a move's public names describe."""
    offering = stage_at(game, here).kind is StageKind.OFFER
    if offering and move.package is not None and game.packages is not None:
        try:
            return 1 + game.packages.find(move.package)
        except NegotiationError as error:
            raise _Unreadable(str(error), number) from error
    listed = [int(k) for k in legal_actions(game, here) if not offering or int(k) == NO_OFFER]
    names = {action_name(game, here, k): k for k in listed}
    if move.action not in names:
        remedy = nearest(move.action, names)
        raise _Unreadable(f"no action {move.action!r} is open there", number, remedy)
    return names[move.action]


def _together(problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems, those of the same kind as one that names the first of their places."""
    same: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        same.setdefault((problem.what, problem.value, problem.remedy), []).append(problem)
    for first, *others in same.values():
        more = f" and {len(others)} more" if others else ""
        yield Problem(
            where=first.where + more, what=first.what, value=first.value, remedy=first.remedy
        )
