"""Whatever a field of a game's records is given: it is of the field's kind, or refused by name."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from negotiation.foundations.errors import ProblemsFound
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from negotiation.testing.random_games import random_game
from tests.priced_beliefs import heeding_beliefs

GAME = random_game(3, rounds=2, packages=4, types=(2, 2), market_states=2)
HEEDING = heeding_beliefs(random_game(4), 4)
RECORDS: dict[str, Any] = {
    "game": GAME,
    "round": GAME.rounds[0],
    "public states": GAME.states,
    "packages": GAME.packages,
    **{
        f"{kind} stage": next(stage for stage in GAME.stages if stage.kind is kind)
        for kind in StageKind
    },
    "chance stage that heeds beliefs": HEEDING.stages[0],
    "action": GAME.stages[0].actions[0],
}
PLACES = [(name, field.name) for name, one in RECORDS.items() for field in fields(one)]
JUNK: tuple[Any, ...] = (
    None,
    True,
    1.0,
    float("nan"),
    2j,
    10**400,
    np.float64(1.0),
    np.bool_(True),
    "",
    "move",
    b"move",
    [],
    [1.0],
    [[1.0], [2.0, 3.0]],
    [None],
    (),
    (None,),
    (True,),
    (1.5,),
    ([1],),
    ("a", 2),
    {},
    {1: 2},
    {"a": None},
    {"a": [1.0, 2.0]},
    set(),
    frozenset([1]),
    datetime(2025, 6, 1),
    len,
    int,
    object(),
    np.zeros(0),
    np.array(1.0),
    np.array([None, {}]),
    np.array(["1.0"]),
    np.zeros((1,) * 9),
    np.random.default_rng(7),
)
WHOLE = (int, np.integer)


def of_one_kind(junk: Any, meant: Any) -> bool:
    """Return whether junk is what a field may hold that was meant to hold this."""
    if isinstance(meant, WHOLE) and not isinstance(meant, bool):
        return isinstance(junk, WHOLE) and not isinstance(junk, bool)
    if isinstance(meant, tuple):  # elements are looked at by what is made of them
        return type(junk) is tuple and all(of_one_kind(one, meant[0]) for one in junk)
    if hasattr(meant, "keys"):
        return hasattr(junk, "keys") and all(type(key) is str for key in junk)
    if isinstance(meant, np.ndarray):
        return type(junk) is np.ndarray and junk.dtype.kind == meant.dtype.kind
    return type(junk) is type(meant)


def refusal(record: Any, field: str, value: Any) -> str:
    """Return the words in which a value is refused; empty if it is taken."""
    try:
        replace(record, **{field: value})
    except ProblemsFound as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("name", "field"), PLACES, ids=map("-".join, PLACES))
def test_a_field_is_of_its_kind_or_refused_by_its_name(name: str, field: str) -> None:
    record = RECORDS[name]
    meant = getattr(record, field)
    for junk in JUNK:
        words = refusal(record, field, junk)
        if words:
            assert field in words or (field in {"players", "types"} and "player" in words), words
            assert field == "name" or repr(getattr(record, "name", "the ")).strip("'") in words
        elif junk is None:
            assert meant is None or field == "chance_if_sure", field
        else:
            assert of_one_kind(junk, meant), (field, junk)


class Own(np.ndarray):
    """Arrays that may well mean something else."""


def spoilt(table: np.ndarray) -> dict[str, Any]:
    """Return what looks like a table and is none that solvers take."""
    chosen = np.zeros(table.shape, dtype=bool)
    chosen.flat[0] = True
    found: dict[str, Any] = {
        "a list": table.tolist(),
        "a tuple": tuple(table.tolist()),
        "masked": np.ma.masked_array(table, mask=chosen),
        "masked nowhere": np.ma.masked_array(table),
        "objects": table.astype(object),
        "texts": table.astype(str),
        "complex": table.astype(complex),
        "one axis more": table[None],
        "one axis less": table[0],
        "empty": table[:0],
        "of a class of its own": table.view(Own),
    }
    if table.dtype.kind == "b":
        found["whole numbers"] = table.astype(int)
    else:
        found["truth values"] = table.astype(bool)
        found["of the other byte order"] = table.astype(table.dtype.newbyteorder("S"))
    if table.dtype.kind == "f":
        found |= {"half precision": table.astype(np.float16)}
        if np.dtype(np.longdouble).itemsize > 8:
            found |= {"long": table.astype(np.longdouble)}
    else:
        found |= {"floats": table.astype(float)}
    return found


TABLES = [
    (name, field) for name, field in PLACES if isinstance(getattr(RECORDS[name], field), np.ndarray)
]


@pytest.mark.parametrize(("name", "field"), TABLES, ids=map("-".join, TABLES))
def test_a_table_is_a_plain_array_or_refused_by_its_name(name: str, field: str) -> None:
    table = getattr(RECORDS[name], field)
    for what, junk in spoilt(table).items():
        if what == "empty" and name == "packages":
            continue  # it differs from the others, which is told of all of them
        words = refusal(RECORDS[name], field, junk)
        assert field in words, (what, words)
    words = refusal(RECORDS[name], field, np.ma.masked_array(table))
    assert "masked" in words
    assert ".filled(" in words


@pytest.mark.parametrize("i", [0, 1])
def test_a_prior_is_a_plain_array_or_refused_by_its_player(i: int) -> None:
    for what, junk in spoilt(GAME.prior[i]).items():
        prior = [*GAME.prior]
        prior[i] = junk
        words = refusal(GAME, "prior", tuple(prior))
        assert f"prior of {GAME.players[i]}" in words, (what, words)
    assert "prior: a tuple" in refusal(GAME, "prior", list(GAME.prior))


@pytest.mark.parametrize("where", ["game", "public states"])
def test_indicators_and_tags_are_arrays_or_refused_by_their_name(where: str) -> None:
    stage = RECORDS["move stage"]
    for what, junk in spoilt(stage.legal).items():
        words = refusal(stage, "state_tags", {"pressure": junk})
        assert "state_tags 'pressure'" in words, (what, words)
    count = GAME.states.count if where == "public states" else len(GAME.rounds)
    for what, junk in spoilt(np.arange(float(count))).items():
        if where == "game":
            words = refusal(GAME, "indicators", {"clock": junk})
        else:
            try:
                states = replace(GAME.states, indicators={"clock": junk})
            except ProblemsFound as error:
                words = str(error)
            else:
                words = refusal(GAME, "states", states)
        assert "indicators.clock" in words, (what, words)


def scaled(game: Game, factor: float) -> Game:
    """Return the game with all payoffs multiplied."""
    table = game.packages
    assert table is not None
    return replace(
        game,
        stages=tuple(replace(stage, payoff=stage.payoff * factor) for stage in game.stages),
        packages=replace(table, amounts=table.amounts * factor),
    )


@pytest.mark.parametrize("factor", [1e300, 1e305, 1e306])
def test_payoffs_whose_sums_are_no_numbers_are_refused(factor: float) -> None:
    with pytest.raises(ProblemsFound, match=r"the largest payoffs .* up to 1e\+300 \$bn"):
        scaled(GAME, factor)
    assert np.isfinite(scaled(GAME, 1e297).payoff_span)


def test_packages_whose_weights_times_amounts_are_no_numbers_are_refused() -> None:
    table = RECORDS["packages"]
    large = replace(table, amounts=table.amounts * 1e200, weights=table.weights * 1e200)
    with pytest.raises(ProblemsFound, match=r"the largest payoffs .*value: inf"):
        replace(GAME, packages=large)
