"""Records read back as choices: what is no path of the game is said, all of it at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.equilibria.estimation.choices import Choices
from negotiation.foundations.errors import ProblemsFound
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from negotiation.results.record import Record
from tests.generators import random_game

GAME = random_game(6, rounds=3)


def records(game: Game = GAME, count: int = 4) -> list[Record]:
    seats = seat(game, ("boulware", "conceder"))
    return [play(game, seats, (0, 1), seed=2, match=n) for n in range(count)]


def changed(record: Record, number: int, **fields: Any) -> Record:
    """Return a record in which one move says something else."""
    moves = list(record.moves)
    moves[number] = replace(moves[number], **fields)
    return replace(record, moves=tuple(moves))


def first(record: Record, **fields: Any) -> int:
    """Return the number of the first move with these fields."""
    return next(
        n
        for n, move in enumerate(record.moves)
        if all(getattr(move, name) == value for name, value in fields.items())
    )


def said(these: list[Record], game: Game = GAME, **limits: Any) -> str:
    with pytest.raises(ProblemsFound) as caught:
        Choices.read(game, these, **limits)
    return str(caught.value)


def test_a_record_is_the_path_that_was_played() -> None:
    choices = Choices.read(GAME, records())
    packages = GAME.packages
    assert packages is not None
    for n, record in enumerate(records()):
        met = np.flatnonzero(choices.actions[n] >= 0)
        assert [GAME.stages[t].name for t in met] == [move.stage for move in record.moves]
        for t, move in zip(met, record.moves, strict=True):
            assert GAME.states.describe(choices.states[n, t]) == move.public_state
            if GAME.stages[t].kind is StageKind.ANSWER:
                assert packages.terms(choices.packages[n, t]) == move.package
            else:
                assert choices.packages[n, t] == -1
        assert choices.types[n].tolist() == [0, 1]


def test_no_records_and_unknown_players_and_strategies_are_said_together() -> None:
    message = said([], players=["usa"])
    assert message.startswith("2 problems in the records:")
    assert "records: there are none" in message
    assert "players: no such player (value: 'usa'); try: 'us'" in message
    assert "strategies: nobody plays it (value: 'conceeder'); try: 'conceder'" in said(
        records(), strategies=["conceeder"]
    )


def test_records_of_another_game_are_named_once_with_their_number() -> None:
    message = said([*records(), *records(random_game(7, rounds=3), 3)])
    assert message.startswith("1 problem in the records:")
    assert "record 5 (match 0) and 2 more: played in another game (random 7, " in message
    assert f"this is random 6, {GAME.fingerprint[:16]}" in message


def test_every_mistake_is_said_with_its_record_and_move() -> None:
    one, two, three, four = records()
    offer = first(one, action="offer")
    faulty = [
        changed(one, offer, package={"cars": "9 pp"}),
        changed(two, 1, action="quite"),
        replace(three, player_types={"us": "tolerant", "japan": "guardian"}),
        replace(four, moves=four.moves[:-1]),
        changed(one, 2, date=date(2020, 1, 1)),
        changed(one, 0, public_state={"market": "calm"}),
        replace(one, moves=(*one.moves, one.moves[-1])),
        changed(one, 0, player="us"),
        changed(one, 0, stage="offer"),
        replace(one, player_types={"us": "market_sensitive"}),
    ]
    message = said(faulty)
    assert message.startswith("10 problems in the records:")
    for part in (
        f"record 1 (match 0), move {offer + 1}: issue 'cars' has no level '9 pp'",
        "record 2 (match 1), move 2: no action 'quite' is open there; try: ",
        "record 3 (match 2): us has no type 'tolerant'",
        "record 4 (match 3): the record stops before the talks end",
        "record 5 (match 0), move 3: the date is 2020-01-01, by the rules it is 2025-05-23",
        "record 6 (match 0), move 1: the public state is {'market': 'calm'}, by the rules",
        f"record 7 (match 0), move {len(one.moves) + 1}: the talks are over before this move",
        "record 8 (match 0), move 1: the player is us, by the rules it is nature",
        "record 9 (match 0), move 1: the stage is offer, by the rules it is market",
        "record 10 (match 0): the type of japan is missing",
    ):
        assert part in message
