"""A game that cannot be is refused when it is made, with the place of every mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.game.game import Game
from negotiation.game.stages import Stage, StageKind
from negotiation.testing.random_games import random_game
from tests.priced_beliefs import heeding_beliefs

GAME = random_game(3, rounds=2, packages=4, types=(2, 2), market_states=2)


Found = TypeVar("Found")


def stage_of(kind: StageKind) -> tuple[int, Stage]:
    return next((t, stage) for t, stage in enumerate(GAME.stages) if stage.kind is kind)


def with_stage(t: int, **changes: Any) -> Game:
    stages = list(GAME.stages)
    stages[t] = replace(stages[t], **changes)
    return replace(GAME, stages=tuple(stages))


def put(table: NDArray[Any], place: tuple[int, ...], value: float) -> NDArray[Any]:
    changed = table.copy()
    changed[place] = value
    return changed


MOVE, CHANCE, OFFER, ANSWER = (
    stage_of(kind) for kind in (StageKind.MOVE, StageKind.CHANCE, StageKind.OFFER, StageKind.ANSWER)
)


def found(table: Found | None) -> Found:
    assert table is not None
    return table


TABLE = found(GAME.packages)
CHANCES = found(CHANCE[1].chance)
LEGAL = tuple(int(n) for n in np.argwhere(MOVE[1].legal)[0])
WORDS = f"stage {MOVE[1].name!r} of round {MOVE[1].round_index}"
ACTION = repr(MOVE[1].actions[LEGAL[1]].name)

HEEDING = heeding_beliefs(random_game(4), 4)


def damaged(game: Game) -> tuple[Stage, ...]:
    """Return the stages with chances at the prior that are no numbers."""
    first, *others = game.stages
    return (replace(first, chance=found(first.chance) * np.nan), *others)


IMPOSSIBLE: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "priors that sum to 1.1": (
        lambda: replace(GAME, prior=(np.array([0.5, 0.6]), GAME.prior[1])),
        ("prior of us", "sum to 1.1"),
    ),
    "a negative prior": (
        lambda: replace(GAME, prior=(GAME.prior[0], np.array([1.5, -0.5]))),
        ("prior of japan", "-0.5"),
    ),
    "a prior that is no number": (
        lambda: replace(GAME, prior=(np.array([np.nan, 1.0]), GAME.prior[1])),
        ("prior of us", "nan"),
    ),
    "a prior too short": (
        lambda: replace(GAME, prior=(np.ones(1), GAME.prior[1])),
        ("prior of us", "each of the 2 types"),
    ),
    "three players": (
        lambda: replace(GAME, **{"players": ("us", "japan", "china")}),  # type: ignore[arg-type]
        ("two players sit at this table, not 3",),
    ),
    "a third mover": (
        lambda: with_stage(MOVE[0], mover=2),
        (f"{WORDS}, mover", "value: 2", "0 or 1"),
    ),
    "nature choosing for itself": (lambda: with_stage(MOVE[0], mover=None), (f"{WORDS}, mover",)),
    "a public state that does not exist": (
        lambda: with_stage(MOVE[0], next_state=put(MOVE[1].next_state, LEGAL, 99)),
        (f"{WORDS}, public state {LEGAL[0]}, action {ACTION}", "value: 99"),
    ),
    "a start that does not exist": (
        lambda: replace(GAME, initial_state=GAME.states.count),
        ("initial_state", f"0 to {GAME.states.count - 1}"),
    ),
    "a payoff that is no number": (
        lambda: with_stage(MOVE[0], payoff=put(MOVE[1].payoff, (0, 1, 0, 0, *LEGAL), np.nan)),
        (WORDS, "player 1", f"public state {LEGAL[0]}, action {ACTION}", "no finite number"),
    ),
    "an infinite payoff": (
        lambda: with_stage(ANSWER[0], payoff=ANSWER[1].payoff - np.inf),
        ("stage 'answer' of round 0", "action 'accept'", "-inf", "others of this table"),
    ),
    "a table of another shape": (
        lambda: with_stage(MOVE[0], legal=MOVE[1].legal[:, :-1]),
        (f"{WORDS}, legal [s, k]", "actions"),
    ),
    "payoffs of three types": (
        lambda: with_stage(MOVE[0], payoff=np.repeat(MOVE[1].payoff[:, :, :1], 3, axis=2)),
        (f"stage {MOVE[0]} ({MOVE[1].name!r}), payoff", "2 and 2 types"),
    ),
    "nothing to do": (
        lambda: with_stage(MOVE[0], legal=np.zeros_like(MOVE[1].legal)),
        ("public state 0", "no action is legal"),
    ),
    "chances that sum to 0.9": (
        lambda: with_stage(CHANCE[0], chance=0.9 * CHANCES),
        (f"stage {CHANCE[1].name!r}", "sum to 0.9", "public state 0"),
    ),
    "a stride of nothing": (
        lambda: with_stage(MOVE[0], stride=(0,) * len(MOVE[1].stride)),
        (f"{WORDS}, stride [k]", "at least 1"),
    ),
    "a stride beyond the end": (
        lambda: with_stage(MOVE[0], stride=(99,) * len(MOVE[1].stride)),
        ("leads beyond the end of the game", "value: 99"),
    ),
    "an offer without an answer": (
        lambda: replace(GAME, stages=GAME.stages[: OFFER[0] + 1]),
        ("not followed by an answer stage",),
    ),
    "an answer to oneself": (
        lambda: with_stage(ANSWER[0], mover=OFFER[1].mover),
        ("the player who offers would answer as well",),
    ),
    "a round that is none": (
        lambda: with_stage(MOVE[0], round_index=7),
        ("round_index", "value: 7", "0 to 1"),
    ),
    "a package that is worth no number": (
        lambda: replace(TABLE, amounts=put(TABLE.amounts, (0, 1, 2), np.inf)),
        ("amounts", "player 1", "package 2", "inf"),
    ),
    "a level that is none": (
        lambda: replace(TABLE, level_of=put(TABLE.level_of, (0, 0), 50)),
        ("a level that the issue has not",),
    ),
    "numbers of other levels": (
        lambda: replace(TABLE, numbers={TABLE.issues[0]: (0.0,) * 99}),
        ("a number for every level", TABLE.issues[0], "99"),
    ),
    "issues without levels": (
        lambda: replace(TABLE, levels=TABLE.levels[:-1]),
        ("levels [n]", "a list of levels for each"),
    ),
    "no offer that leads to an answer": (
        lambda: with_stage(OFFER[0], stride=(1,)),
        ("leads to an answer stage with nothing on the table",),
    ),
    "acceptance that goes on": (
        lambda: with_stage(ANSWER[0], next_state=np.zeros_like(ANSWER[1].next_state)),
        ("action 'accept'", "accepting always ends the game"),
    ),
    "chances that are no numbers beside those by type": (
        lambda: replace(HEEDING, stages=damaged(HEEDING)),
        ("is not the mixture at the prior",),
    ),
    "next states that are no whole numbers": (
        lambda: with_stage(MOVE[0], next_state=MOVE[1].next_state + 0.5),
        (f"{WORDS}, next_state", "whole numbers"),
    ),
    "legal actions by numbers": (
        lambda: with_stage(MOVE[0], legal=MOVE[1].legal.astype(int)),
        (f"{WORDS}, legal", "truth values", "int"),
    ),
    "payoffs with an imaginary part": (
        lambda: with_stage(MOVE[0], payoff=MOVE[1].payoff + 0j),
        (f"{WORDS}, payoff", "real numbers", "complex"),
    ),
    "payoffs in whole numbers, whose sums would wrap": (
        lambda: with_stage(MOVE[0], payoff=np.rint(MOVE[1].payoff).astype(int)),
        (f"{WORDS}, payoff", "floating point", "int64", "astype(numpy.float64)"),
    ),
    "a mover by a truth value": (
        lambda: with_stage(MOVE[0], mover=bool(MOVE[1].mover)),
        (f"{WORDS}, mover", "0 or 1"),
    ),
    "two actions of one name": (
        lambda: with_stage(MOVE[0], actions=(MOVE[1].actions[0],) * len(MOVE[1].actions)),
        (f"{WORDS}, actions", "one name"),
    ),
    "half a stride": (
        lambda: with_stage(MOVE[0], stride=(1.5,) * len(MOVE[1].stride)),
        (f"{WORDS}, stride", "(1.5"),
    ),
    "parts whose sum is infinite": (
        lambda: with_stage(MOVE[0], payoff=np.full_like(MOVE[1].payoff, 1.7e308)),
        ("the sum of the payoff's parts", "inf"),
    ),
    "a state without a label": (
        lambda: replace(GAME.states, value_of=GAME.states.value_of + 50),
        ("value_of, public state 0", "without a label"),
    ),
    "a factor too many": (
        lambda: replace(GAME.states, factors=(*GAME.states.factors, "weather")),
        ("differ in the number of factors",),
    ),
    "an indicator that is no number": (
        lambda: replace(GAME, indicators={"clock": np.array([np.nan, 1.0])}),
        ("indicators.clock", "2 finite numbers"),
    ),
    "probabilities of a player": (
        lambda: with_stage(MOVE[0], chance=np.ones_like(MOVE[1].legal, dtype=float)),
        (f"{WORDS}, chance", "has nature's probabilities"),
    ),
    "packages for other rounds": (
        lambda: replace(GAME, packages=replace(TABLE, weights=TABLE.weights[..., :1, :])),
        ("packages.weights", "2 rounds"),
    ),
    "a part that is none": (
        lambda: replace(
            GAME, packages=replace(TABLE, part_of=(len(GAME.parts),) * len(TABLE.part_of))
        ),
        ("no such payoff part",),
    ),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_it_is_refused_by_its_place(name: str) -> None:
    make, words = IMPOSSIBLE[name]
    with pytest.raises(ProblemsFound) as caught:
        make()
    for word in words:
        assert word in str(caught.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ProblemsFound) as caught:
        replace(
            GAME,
            prior=(np.array([0.5, 0.6]), np.array([2.0, -1.0])),
            players=("us", "us"),
        )
    assert len(caught.value.problems) == 3
    with pytest.raises(ProblemsFound) as caught:
        replace(GAME, initial_state=-1, stages=GAME.stages[: OFFER[0] + 1])
    assert {"initial_state", f"stage {OFFER[0]} ('offer')"} <= {
        problem.where for problem in caught.value.problems
    }


@given(
    st.sampled_from(["payoff", "next_state", "chance", "legal", "stride", "mover", "round_index"]),
    st.integers(0, 2**32 - 1),
)
def test_no_damage_ends_in_another_error(field: str, seed: int) -> None:
    """What is put into a table at random is either a game or refused in words."""
    rng = np.random.default_rng(seed)
    t = int(rng.integers(len(GAME.stages)))
    value: Any = getattr(GAME.stages[t], field)
    odd = [np.nan, np.inf, -1.0, -2.0, 0.0, 1.0, 7.0, 99.0, 1e300]
    if isinstance(value, np.ndarray):
        chosen = rng.choice(odd[2:8] if value.dtype.kind in "ib" else odd)
        value = put(value, tuple(int(rng.integers(n)) for n in value.shape), chosen)
        if rng.random() < 0.3:
            value = value[..., : rng.integers(value.shape[-1] + 1)]
    elif value is None and field == "chance":
        value = np.full((1, 1), odd[rng.integers(len(odd))])
    elif isinstance(value, tuple):
        value = tuple(int(rng.integers(-1, 4)) for _ in range(rng.integers(4)))
    else:
        value = [-1, 0, 1, 2, 50, None][rng.integers(6 if field == "mover" else 5)]
    try:
        game = with_stage(t, **{field: value})
    except NegotiationError:
        return
    assert np.isfinite(game.payoff_span)
