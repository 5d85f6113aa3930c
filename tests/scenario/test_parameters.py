"""Every number of the base scenario matters and may take any value of its range.

Each number is set to both ends of its range; the game must compile, and at one end at least it must
differ from the base game. The few numbers that change nothing are listed with the reason.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.scenario.conftest import Tree, write_toml

SILENT = {
    "us.postures.holding.climb_down": "nothing is below the lowest rung",
    "us.postures.holding.own_relations": "reached only from above",
    "us.postures.holding.other_relations": "reached only from above",
    "card.postures.quiet.own_relations": "nothing climbs to the lowest rung",
    "card.postures.quiet.other_relations": "nothing climbs to the lowest rung",
    "card.postures.quiet.climb_down": "nothing is below the lowest rung",
    "card.postures.walked_back.own_relations": "reached only from above",
    "card.postures.walked_back.other_relations": "reached only from above",
    "card.postures.walked_back.climb_down": "it is left upwards only",
    "us.election.clock.after": "every date of the base scenario is before the midterms",
    "market.credibility_reference": "the base scenario's market prices no credibility",
    "partner.types.guardian.credibility": "the base scenario's market prices no credibility",
    "partner.types.resolute.credibility": "the base scenario's market prices no credibility",
}
"""Numbers that the base game does not depend on, each with the reason.

A number that others are ``like`` moves them too, as it does in the file.
"""

OUT_OF_REACH = {
    "us.types.tolerant.strain_busd_per_bp": "own stress, a sale and the background need not reach "
    "what it tolerates",
    "us.types.tolerant.tolerance_bp": "the same",
    "programme.departures.steel_tariff.floor_rate": "no level need be below it",
    "programme.departures.steel_tariff.below_floor": "no level need be below it",
}
"""Numbers that matter only where others are large enough; the test lets them do so or not."""


def is_silent(key: str) -> bool:
    """Return whether a number is known to change nothing: its range may be a point."""
    return key in SILENT or NUMBERS[key].low == NUMBERS[key].high


NUMBERS = {n.key: n for n in load("june_deadline").numbers if n.low is not None}


def economics(game: Game) -> list[NDArray[np.float64]]:
    """Return every number of a game."""
    assert game.packages is not None
    chances = [stage.chance for stage in game.stages if stage.chance is not None]
    payoffs = [stage.payoff for stage in game.stages]
    return [
        *payoffs,
        *chances,
        *game.prior,
        game.packages.amounts,
        game.packages.weights,
        game.states.indicators["yield_bp"],
    ]


def differ(one: Game, other: Game) -> bool:
    """Return whether two games differ by more than rounding."""
    pairs = zip(economics(one), economics(other), strict=True)
    return any(a.shape != b.shape or np.abs(a - b).max() > 1e-9 for a, b in pairs)


@pytest.fixture(scope="module")
def short_tree(base_tree: Tree) -> Tree:
    """Return the base scenario with few rounds and levels: every number is at work in them.

    The first round, those on which an aim or a deadline falls, and the first after each election.
    """
    tree = copy.deepcopy(base_tree)
    days = [planned["day"] for planned in tree["rounds"]]
    kept = {days[0]} | {mark["day"] for mark in tree["calendar"] if mark["kind"] != "election"}
    for mark in tree["calendar"]:
        kept |= {min((day for day in days if day > mark["day"]), default=days[0])}
    tree["rounds"] = [planned for planned in tree["rounds"] if planned["day"] in kept]
    for issue in tree["issues"].values():
        levels = issue["levels"]["values"]
        issue["levels"]["values"] = [*levels[:2], *levels[2:][-1:]]
    return tree


@pytest.fixture(scope="module")
def short_game(short_tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> Game:
    """Return the game of the short scenario, nothing changed."""
    return compile_game(load(write_toml(short_tree, tmp_path_factory.mktemp("s") / "short.toml")))


def set_number(tree: Tree, key: str, value: float) -> None:
    """Set the value of a number; a table that is only ``like`` another gets one of its own."""
    number = NUMBERS[key]
    table: Any = tree
    for step in key.split("."):
        table = table.setdefault(step, {})
    table.update(
        value=value,
        unit=number.unit,
        range=[number.low, number.high],
        source="assumption",
        confidence="low",
    )


def compiled(tree: Tree, folder: Path, key: str, value: float) -> Game:
    """Return the game with one number changed."""
    changed = copy.deepcopy(tree)
    set_number(changed, key, value)
    return compile_game(load(write_toml(changed, folder / "changed.toml")))


@pytest.mark.parametrize("key", NUMBERS)
def test_both_ends_of_its_range_compile_and_one_of_them_matters(
    key: str, short_tree: Tree, short_game: Game, tmp_path: Path
) -> None:
    number = NUMBERS[key]
    assert number.low is not None
    assert number.high is not None
    matters = False
    for end in (number.low, number.high):
        game = compiled(short_tree, tmp_path, key, end)
        for stage in game.stages:
            assert np.isfinite(stage.payoff).all()
            if stage.chance is not None:
                assert stage.chance.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
        assert game.packages is not None
        assert np.isfinite(game.packages.amounts).all()
        matters = matters or differ(game, short_game)
    said = "changes nothing" if not matters else "is not silent"
    assert matters != is_silent(key) or key in OUT_OF_REACH, said


@pytest.mark.parametrize("key", [key for key in SILENT if "credibility" in key])
def test_what_credibility_means_matters_once_it_is_priced(
    key: str, short_tree: Tree, tmp_path: Path
) -> None:
    tree = copy.deepcopy(short_tree)
    set_number(tree, "market.credibility_priced", 0.8)
    priced = compile_game(load(write_toml(tree, tmp_path / "priced.toml")))
    number = NUMBERS[key]
    ends = [compiled(tree, tmp_path, key, end) for end in (number.low, number.high) if end]
    assert any(differ(game, priced) for game in ends)


def test_what_a_number_is_tied_to_follows_it(short_tree: Tree, tmp_path: Path) -> None:
    """The other prior, and the rate in force of sectors whose status quo moves."""
    tree = copy.deepcopy(short_tree)
    set_number(tree, "us.types.sensitive.prior", 0.125)
    levels = tree["issues"]["country_tariff"]["levels"]["values"]
    levels[0] = 0.115
    found = load(write_toml(tree, tmp_path / "tied.toml")).contents
    assert found.us.types["tolerant"].prior == 0.875
    set_by_it = found.issues["country_tariff"].sectors_set()
    assert {found.sectors[name].rate_in_force for name in set_by_it} == {0.115}
    assert found.sectors["cars"].rate_in_force == found.issues["car_tariff"].status_quo


def test_the_list_of_silent_numbers_names_numbers_of_the_scenario() -> None:
    assert set(SILENT) | set(OUT_OF_REACH) <= set(NUMBERS)
