"""The table of packages against the model's equations, written out once more in plain scalars."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.game.game import Game
from negotiation.game.rules import Position, payoff_parts
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.equations import package

LAWS = settings(derandomize=True, deadline=None, max_examples=60)

packages = st.integers(0, 7839)
rounds = st.integers(0, 4)
types = st.integers(0, 1)


@LAWS
@given(p=packages, r=rounds, u=types, v=types)
def test_the_table_is_the_equations(
    base: ScenarioFile, game: Game, p: int, r: int, u: int, v: int
) -> None:
    assert game.packages is not None
    levels = game.packages.level_of[p]
    level = {name: issue.levels[levels[n]] for n, (name, issue) in enumerate(base.issues.items())}
    expected = package(base, level, base.rounds[r].day, v)
    found = game.packages.parts(p, u, v, r, game.initial_state, len(game.parts))
    for part, name in enumerate(game.parts):
        assert found[part] == pytest.approx(expected[name], rel=1e-9, abs=1e-9), name


@LAWS
@given(p=packages, r=rounds, u=types, v=types)
def test_the_parts_of_a_package_sum_to_its_value(
    game: Game, p: int, r: int, u: int, v: int
) -> None:
    assert game.packages is not None
    for s in range(game.states.count):
        parts = game.packages.parts(p, u, v, r, s, len(game.parts)).sum(axis=0)
        for i in (0, 1):
            assert parts[i] == pytest.approx(game.packages.values(i, u, v, r, s)[p], abs=1e-9)


def test_the_status_quo_package_pays_exactly_nothing(game: Game) -> None:
    assert game.packages is not None
    assert not game.packages.level_of[0].any()
    assert not game.packages.amounts[:, :, 0].any()
    for u, v in game.type_pairs:
        for r in range(len(game.rounds)):
            for s in range(game.states.count):
                assert not game.packages.parts(0, u, v, r, s, len(game.parts)).any()


def test_accepting_pays_the_package_and_what_the_answer_itself_pays(game: Game) -> None:
    assert game.packages is not None
    for t, stage in enumerate(game.stages):
        if stage.kind is not StageKind.ANSWER:
            continue
        for types in game.type_pairs:
            paid = payoff_parts(game, Position(t, 3, 4321), ACCEPT, types).sum(axis=0)
            answer = stage.total(*types)[:, 3, ACCEPT]
            worth = [game.packages.values(i, *types, stage.round_index, 3)[4321] for i in (0, 1)]
            assert paid == pytest.approx(answer + worth, abs=1e-9)


def test_the_totals_of_every_stage_are_the_sums_of_its_parts(game: Game) -> None:
    for stage in game.stages:
        for u, v in game.type_pairs:
            assert np.array_equal(stage.total(u, v), stage.payoff_of(u, v).sum(axis=0))
            assert np.isfinite(stage.payoff_of(u, v)).all()
