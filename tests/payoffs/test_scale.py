"""The scale of politics: what a quarrel is worth grows with the trade that it is about."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.stages import REJECT, StageKind
from negotiation.payoffs.trade_scale import trade_scale
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.varied import compiled, replaced


@pytest.fixture(scope="module")
def twice(base: ScenarioFile) -> Game:
    """Return the game with twice the trade in every sector."""
    sectors = {
        name: dataclasses.replace(s, base_flow_busd_per_year=2.0 * s.base_flow_busd_per_year)
        for name, s in base.sectors.items()
    }
    return compiled(replaced(base, "", sectors=sectors))


def part(game: Game, name: str) -> int:
    """Return the number of a part."""
    return game.parts.index(name)


def test_terms_are_quoted_for_a_hundred_billion_of_trade(base: ScenarioFile) -> None:
    whole = sum(s.base_flow_busd_per_year for s in base.sectors.values())
    assert trade_scale(base.sectors) == pytest.approx(whole / 100.0)
    cars = base.sectors["cars"].base_flow_busd_per_year
    assert trade_scale(base.sectors, ["cars"]) == pytest.approx(cars / 100.0)


def test_with_twice_the_trade_tariffs_and_the_programme_count_twice(
    game: Game, twice: Game
) -> None:
    for name in ("tariffs", "programme"):
        assert game.packages is not None
        assert twice.packages is not None
        own = [c for c, n in enumerate(game.packages.part_of) if n == part(game, name)]
        assert own
        for c in own:
            assert np.allclose(twice.packages.amounts[c], 2.0 * game.packages.amounts[c])
            assert np.array_equal(game.packages.weights[c], twice.packages.weights[c])


def test_seats_count_twice(game: Game, twice: Game) -> None:
    """A seat is worth more, and as many are lost: exporters' income counts for $100bn of trade."""
    assert game.packages is not None
    for p in range(0, game.packages.count, max(1, game.packages.count // 80)):
        one, two = (
            g.packages.parts(p, 0, 1, 4, g.initial_state, len(g.parts))[part(g, "elections"), 1]
            for g in (game, twice)
            if g.packages is not None
        )
        assert two == pytest.approx(2.0 * one)


@pytest.mark.parametrize("name", ["programme", "relations", "delay", "tariffs"])
def test_quarrels_waiting_and_deadlines_count_twice(game: Game, twice: Game, name: str) -> None:
    """Moves on the ladders, walk-outs, extensions, executions, days and missed aims.

    Not the extension that ends the talks: how it goes on is chosen by a sum that has yields in it.
    """
    found = False
    for one, two in zip(game.stages, twice.stages, strict=True):
        a, b = one.payoff[part(game, name)], two.payoff[part(game, name)]
        if one is game.stages[-1]:
            a, b = a[..., 1:], b[..., 1:]
        assert np.allclose(b, 2.0 * a, atol=1e-9)
        found = found or bool(a.any())
    assert found


def test_yields_do_not_know_how_much_is_traded(game: Game, twice: Game) -> None:
    waiting = [
        s.payoff[part(game, "treasury")][..., REJECT]
        for s in game.stages
        if s.kind is StageKind.ANSWER
    ]
    doubled = [
        s.payoff[part(twice, "treasury")][..., REJECT]
        for s in twice.stages
        if s.kind is StageKind.ANSWER
    ]
    assert all(np.array_equal(a, b) for a, b in zip(waiting, doubled, strict=True))
