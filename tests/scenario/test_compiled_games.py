"""Laws of compiling: what a scenario file changes, and what it must not."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.protocol import LAST_WORD
from negotiation.game.stages import StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.scenario.conftest import Plant, Tree, write_toml

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def base() -> Game:
    return compile_game(load("june_deadline"))


def worth(game: Game, terms: dict[str, str], r: int = 1) -> np.ndarray:
    """Return the payoffs by part [part, i] of the package with these terms at the start."""
    assert game.packages is not None
    found = game.packages.find(terms)
    return game.packages.parts(found, 0, 1, r, game.initial_state, len(game.parts))


DEALS = [
    {"car_tariff": "15 %", "country_tariff": "15 %", "investment": "$550bn", "rice": "+60 kt"},
    {"car_tariff": "2.5 %", "treasuries": "promised"},
    {"country_tariff": "24 %", "purchases": "$8bn a year"},
    {},
]


def test_the_base_game_has_two_thousand_packages_and_more(base: Game) -> None:
    assert base.packages is not None
    assert base.packages.count == 7 * 5 * 4 * 7 * 4 * 2
    assert [r.day for r in base.rounds] == [
        date(2025, 5, 23),
        date(2025, 5, 30),
        date(2025, 6, 6),
        date(2025, 6, 13),
        date(2025, 6, 16),
    ]  # rounds of the talks as the Japanese press counted them
    assert [stage.kind for stage in base.stages].count(StageKind.OFFER) == 5
    assert base.stages[-1].name == LAST_WORD


def test_an_issue_held_at_the_status_quo_changes_no_payoff(base: Game, plant: Plant) -> None:
    beef = {
        "kind": "quota",
        "title": "US beef inside a quota",
        "levels": {
            "values": [0.0, 50.0],
            "unit": "kt/year",
            "source": "assumption",
            "confidence": "low",
        },
    }
    more = compile_game(load(plant({"issues.beef": beef})))
    assert more.packages is not None
    assert base.packages is not None
    assert more.packages.count == 2 * base.packages.count
    for terms in DEALS:
        assert np.array_equal(worth(more, terms), worth(base, terms))
        assert not np.array_equal(worth(more, {**terms, "beef": "+50 kt"}), worth(base, terms))
    for one, other in zip(more.stages, base.stages, strict=True):
        assert np.array_equal(one.payoff, other.payoff)


def test_the_order_of_issues_changes_no_payoff(base: Game, base_tree: Tree, tmp_path: Path) -> None:
    tree = copy.deepcopy(base_tree)
    tree["issues"] = dict(reversed(tree["issues"].items()))
    other = compile_game(load(write_toml(tree, tmp_path / "reversed.toml")))
    for terms in DEALS:
        for r in (0, 4):
            assert worth(other, terms, r) == pytest.approx(worth(base, terms, r), abs=1e-9)
    for one, two in zip(other.stages, base.stages, strict=True):
        assert one.payoff == pytest.approx(two.payoff, abs=1e-9)


def test_the_order_of_levels_after_the_status_quo_changes_no_payoff(
    base: Game, plant: Plant, base_tree: Tree
) -> None:
    levels = base_tree["issues"]["investment"]["levels"]["values"]
    mixed = [levels[0], *reversed(levels[1:])]
    other = compile_game(load(plant({"issues.investment.levels.values": mixed})))
    for terms in DEALS:
        assert np.array_equal(worth(other, terms), worth(base, terms))


def test_compiling_twice_gives_the_same_bytes(base: Game) -> None:
    assert compile_game(load("june_deadline")).fingerprint == base.fingerprint


def test_every_array_of_the_game_is_read_only(base: Game) -> None:
    assert base.packages is not None
    arrays: list[np.ndarray] = [
        base.packages.amounts,
        base.packages.weights,
        base.packages.level_of,
        *base.prior,
    ]
    for stage in base.stages:
        arrays += [stage.payoff, stage.legal, stage.next_state]
    assert not any(array.flags.writeable for array in arrays)


def test_without_a_card_its_ladder_has_one_rung() -> None:
    game = compile_game(load("no_card"))
    stage = next(s for s in game.stages if s.name == "card posture")
    assert len(stage.actions) == 1


@pytest.mark.parametrize(
    ("name", "climbing"),
    [
        pytest.param("early_card", [True, True, False, False, False], id="early card"),
        pytest.param("late_card", [False, False, False, True, True], id="late card"),
        pytest.param("june_deadline", [True] * 5, id="base"),
    ],
)
def test_the_card_can_be_raised_in_its_window_only(name: str, climbing: list[bool]) -> None:
    game = compile_game(load(name))
    stages = [s for s in game.stages if s.name == "card posture"]
    found = [bool((s.legal & s.state_tags["pressure"]).any()) for s in stages]
    assert found == climbing
    assert all((s.legal & s.state_tags["retreat"]).any() for s in stages)


def test_a_hard_deadline_leaves_no_extension() -> None:
    game = compile_game(load("hard_deadline"))
    last = game.stages[-1]
    assert not last.legal[:, 0].any()
    assert last.legal[:, 1].all()


def test_china_following_doubles_the_move_of_yields(base: Game) -> None:
    other = compile_game(load("china_follows"))
    selling = {"market": "calm", "japan_posture": "selling", "us_posture": "holding"}
    s = base.states.find(selling)
    rises = [g.states.indicators["yield_bp"][s] for g in (base, other)]
    assert rises == [pytest.approx(40.0), pytest.approx(80.0)]


def test_no_elections_leave_only_what_is_no_vote() -> None:
    """Revenue as such and the precedent stay; they are no election's."""
    game = compile_game(load("no_elections"))
    assert game.packages is not None
    for name in ("votes", "prices"):
        c = game.packages.components.index(name)
        worth_of = (
            game.packages.weights[c][..., None]
            * game.packages.amounts[c][:, None, None, None, None]
        )
        assert not np.asarray(worth_of).any()


@pytest.mark.parametrize("protocol", ["alternating_offers", "ultimatum"])
def test_other_protocols_need_one_word(plant: Plant, protocol: str) -> None:
    game = compile_game(load(plant({"protocol": protocol})))
    kinds = {stage.kind for stage in game.stages}
    assert StageKind.CHANCE not in kinds
    assert game.stages[-1].name == LAST_WORD


def test_another_country_needs_a_file_and_no_code() -> None:
    scenario = load(str(DATA / "korea.toml"))
    game = compile_game(scenario)
    assert game.players == ("us", "korea")
    assert game.states.factors == ("market", "korea_posture", "us_posture")
    assert set(game.indicators) == {"election_clock_us", "election_clock_korea"}
    assert [r.name for r in game.rounds] == ["first", "last"]
    solution = SubgamePerfect().solve(game)
    assert len(solution.cases) == 4
    for case in solution.cases:
        assert set(case.payoffs) == {"us", "korea"}
        assert case.certificate.max_gain_busd <= 1e-9
    changed = {n.key: n for n in scenario.numbers}
    assert changed["reserves.holdings_busd"].value == (125.0,)
    assert changed["sectors.ships.pass_through"].source == ("gopinath_neiman_2025",)


def test_a_child_says_only_what_differs(tmp_path: Path) -> None:
    text = 'inherits = "june_deadline"\ntitle = "A calm child"\n[market]\ninitial = "calm"\n'
    (tmp_path / "calm.toml").write_text(text)
    child, parent = load(str(tmp_path / "calm.toml")), load("june_deadline")
    assert child.files == ("june_deadline.toml", "calm.toml")
    assert child.contents.market.initial == "calm"
    assert child.contents.rounds == parent.contents.rounds
    assert child.numbers == parent.numbers
    assert child.fingerprint != parent.fingerprint


def test_like_copies_a_sibling_as_the_child_changes_it(tmp_path: Path) -> None:
    text = (
        'inherits = "june_deadline"\n[sectors.machinery]\n'
        'pass_through = { value = 0.9, source = "assumption" }\n'
    )
    (tmp_path / "child.toml").write_text(text)
    sectors: Any = load(str(tmp_path / "child.toml")).contents.sectors
    assert sectors["machinery"].pass_through == sectors["steel"].pass_through == 0.9
    assert sectors["cars"].pass_through == 0.2
