"""The table of packages against the model's equations, written out once more in plain scalars."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.packages import PackageTable
from negotiation.game.rules import Position, payoff_parts
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.conftest import World
from tests.payoffs.equations import News, package

REGIMES = [News(*news) for news in itertools.product((False, True), repeat=2)]


def table_of(game: Game) -> PackageTable:
    """Return the packages of a game."""
    assert game.packages is not None
    return game.packages


def in_regime(game: Game, news: News) -> int:
    """Return a public state with this news."""
    queue = "template set" if news.template else "no template"
    courts = "tariffs struck" if news.struck else "tariffs stand"
    named = (game.states.describe(s) for s in range(game.states.count))
    return next(s for s, n in enumerate(named) if (n["queue"], n["courts"]) == (queue, courts))


def levels_of(contents: ScenarioFile, table: PackageTable, p: int) -> dict[str, float]:
    """Return the levels of a package by issue."""
    return {
        name: issue.levels[table.level_of[p, n]]
        for n, (name, issue) in enumerate(contents.issues.items())
    }


@pytest.mark.parametrize("seed", range(10))
def test_ten_packages_in_every_regime_are_the_equations(world: World, seed: int) -> None:
    random, table, s = np.random.default_rng(seed), table_of(world.game), world.contents
    for p, r, u, v in random.integers((table.count, len(s.rounds), 2, 2), size=(10, 4)).tolist():
        for news in REGIMES:
            state = in_regime(world.game, news)
            found = table.parts(p, u, v, r, state, len(world.game.parts))
            expected = package(s, levels_of(s, table, p), s.rounds[r].day, news, u, v)
            assert not world.differs(found, expected), (p, r, u, v, news)


def test_the_parts_of_a_package_sum_to_its_value(world: World) -> None:
    table = table_of(world.game)
    for u, v in world.game.type_pairs:
        for news in REGIMES:
            state = in_regime(world.game, news)
            values = [table.values(i, u, v, 3, state) for i in (0, 1)]
            for p in range(0, table.count, 997):
                parts = table.parts(p, u, v, 3, state, len(world.game.parts)).sum(axis=0)
                assert parts == pytest.approx([values[0][p], values[1][p]], abs=1e-9)


def test_the_status_quo_package_pays_nothing_but_the_cost_of_signing(world: World) -> None:
    table, s = table_of(world.game), world.contents
    elections = world.game.parts.index("elections")
    for u, v in world.game.type_pairs:
        for r, news in itertools.product(range(len(s.rounds)), REGIMES):
            parts = table.parts(0, u, v, r, in_regime(world.game, news), len(world.game.parts))
            assert parts[elections, 1] < 0.0
            parts[elections, 1] = 0.0
            assert np.abs(parts).max() < 1e-12


def test_accepting_pays_the_package_and_what_the_answer_itself_pays(game: Game) -> None:
    table, here, p = table_of(game), 3, 4321
    for t, stage in enumerate(game.stages):
        if stage.kind is not StageKind.ANSWER:
            continue
        for types in game.type_pairs:
            paid = payoff_parts(game, Position(t, here, p), ACCEPT, types).sum(axis=0)
            answer = stage.total(*types)[:, here, ACCEPT]
            worth = [table.values(i, *types, stage.round_index, here)[p] for i in (0, 1)]
            assert paid == pytest.approx(answer + worth, abs=1e-9)


def test_the_totals_of_every_stage_are_the_sums_of_its_parts(game: Game) -> None:
    for stage in game.stages:
        for u, v in game.type_pairs:
            assert stage.total(u, v) == pytest.approx(stage.payoff_of(u, v).sum(axis=0), abs=1e-12)
            assert np.isfinite(stage.payoff_of(u, v)).all()
