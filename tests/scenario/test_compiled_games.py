"""Laws of compiling: what a scenario file changes, and what it must not."""

from __future__ import annotations

import copy
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.protocol import COURTS, LAST_WORD, MARKET, QUEUE
from negotiation.game.stages import StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.drawing import drawn
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


DEALS: list[dict[str, str]] = [
    {"car_tariff": "15 %", "country_tariff": "15 %", "investment": "$550bn", "rice": "+60 kt"},
    {"car_tariff": "2.5 %", "treasuries": "promised"},
    {"country_tariff": "24 %", "steel_tariff": "15 %", "purchases": "$8bn a year"},
    {},
]


def test_the_base_game_is_what_its_file_lists(base: Game, base_tree: Tree) -> None:
    assert base.packages is not None
    sizes = [len(issue["levels"]["values"]) for issue in base_tree["issues"].values()]
    assert base.packages.count == math.prod(sizes)
    assert [(r.name, r.day) for r in base.rounds] == [
        (planned["name"], planned["day"]) for planned in base_tree["rounds"]
    ]
    assert {"car_tariff", "country_tariff", "steel_tariff"} < set(base.packages.issues)


def test_a_round_is_news_postures_offer_and_answer(base: Game) -> None:
    """And on a legal deadline a word of the US, the last one after the last round."""
    june = date(2025, 6, 16), date(2025, 7, 9)
    plain = [MARKET, QUEUE, COURTS, "card posture", "US posture", "offer", "answer"]
    for r, one in enumerate(base.rounds):
        names = [stage.name for stage in base.stages if stage.round_index == r]
        spoken = one.day in june[1:] or r == len(base.rounds) - 1
        assert names == plain + [LAST_WORD] * spoken
    assert june[0] in [one.day for one in base.rounds]  # an aim, of which the law knows nothing
    movers = [stage.mover for stage in base.stages if stage.kind is StageKind.OFFER]
    assert movers == [0, 1] * (len(movers) // 2) + [0] * (len(movers) % 2)


def test_a_struck_tariff_is_neither_paused_nor_executed(base: Game) -> None:
    named = [base.states.describe(s) for s in range(base.states.count)]
    assert len({tuple(now.values()) for now in named}) == base.states.count
    struck = [now["pause"] for now in named if now["courts"] == "tariffs struck"]
    assert set(struck) == {"pause running"}
    stand = {now["pause"] for now in named if now["courts"] == "tariffs stand"}
    assert stand == set(base.states.labels[base.states.factors.index("pause")])


def test_a_deal_depends_on_the_state_through_its_regime_alone(base: Game) -> None:
    assert base.packages is not None
    for s in range(base.states.count):
        now = base.states.describe(s)
        template, struck = now["queue"] == "template set", now["courts"] == "tariffs struck"
        assert base.packages.regime(s) == 2 * template + struck


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"pause.may_execute": False}, ["running", "extended", "named"]),
        ({"pause.may_extend": False}, ["running", "named", "executed"]),
        ({"pause.new_rates": {}}, ["running", "extended", "executed"]),
        ({"calendar": []}, ["running"]),
    ],
)
def test_the_pause_stands_only_where_it_can(
    plant: Plant, changes: dict[str, Any], places: list[str]
) -> None:
    """Without a deadline between rounds nothing happens to it while the talks go on."""
    words = {"running": "pause running", "extended": "pause extended"}
    words |= {"named": "new rate named", "executed": "tariff executed"}
    game = compile_game(load(plant(changes)))
    assert list(game.states.labels[4]) == [words[place] for place in places]
    assert sum(stage.name == LAST_WORD for stage in game.stages) == 1 + (len(places) > 1)


def test_without_other_talks_and_courts_there_is_no_news_of_them(plant: Plant) -> None:
    game = compile_game(load(plant({"queue": None, "courts": None})))
    assert not {QUEUE, COURTS} & {stage.name for stage in game.stages}
    assert game.packages is not None
    assert game.packages.regimes == 1
    assert game.states.labels[3] == ("no template",)


def test_a_template_may_stand_on_the_first_day(plant: Plant) -> None:
    game = compile_game(load(plant({"queue.template_set": True})))
    assert game.states.describe(game.initial_state)["queue"] == "template set"


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
        for r in (0, len(base.rounds) - 1):
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


@pytest.mark.parametrize("name", ["early_card", "late_card", "june_deadline"])
def test_the_card_can_be_raised_in_its_window_only(name: str) -> None:
    scenario = load(name)
    game, card = compile_game(scenario), scenario.contents.card
    stages = [s for s in game.stages if s.name == "card posture"]
    found = [bool((s.legal & s.state_tags["pressure"]).any()) for s in stages]
    days = [one.day for one in game.rounds]
    assert found == [card.available_from <= day <= card.available_until for day in days]
    assert any(found)
    assert all(found) == (name == "june_deadline")
    assert all((s.legal & s.state_tags["retreat"]).any() for s in stages)


def test_a_hard_deadline_leaves_no_extension() -> None:
    """But where courts have struck the tariff there is nothing to execute."""
    game = compile_game(load("hard_deadline"))
    last = game.stages[-1]
    assert game.rounds[-1].day == load("hard_deadline").contents.window_ends
    for s in range(game.states.count):
        struck = game.states.describe(s)["courts"] == "tariffs struck"
        assert last.legal[s].tolist() == [struck, not struck]


def test_china_following_moves_yields_as_much_again(base: Game) -> None:
    other = compile_game(load("china_follows"))
    first = base.states.describe(base.initial_state)
    calm, selling = (base.states.find({**first, "japan_posture": p}) for p in ("quiet", "selling"))
    alone, followed = (
        g.states.indicators["yield_bp"][selling] - g.states.indicators["yield_bp"][calm]
        for g in (base, other)
    )
    sales = [load(name).contents.reserves for name in ("china_follows", "june_deadline")]
    more, less = (r.sale_busd + r.follower_sale_busd for r in sales)
    factor = more / less
    assert followed == pytest.approx(factor * alone)
    assert factor > 1.0


def test_no_elections_leave_no_part_of_them() -> None:
    game = compile_game(load("no_elections"))
    assert game.packages is not None
    n = game.parts.index("elections")
    for c in (c for c, part in enumerate(game.packages.part_of) if part == n):
        reach = np.abs(game.packages.weights[c]).max(axis=(1, 2, 3, 4))
        assert not (reach[:, None] * game.packages.amounts[c]).any()
    assert not any(stage.payoff[n].any() for stage in game.stages)


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
    factors = ("market", "korea_posture", "us_posture", "queue", "pause", "courts")
    assert game.states.factors == factors
    assert set(game.indicators) == {"election_clock_us", "election_clock_korea"}
    assert [r.name for r in game.rounds] == ["first", "last"]
    solution = SubgamePerfect().solve(game)
    assert len(solution.cases) == 4
    for case in solution.cases:
        assert set(case.payoffs) == {"us", "korea"}
        assert case.certificate.max_gain_busd <= 1e-9
    assert scenario.key_to_number["reserves.holdings_busd"].value == (125.0,)
    ships, machinery = (
        scenario.key_to_number[f"sectors.{name}.pass_through"] for name in ("ships", "machinery")
    )
    assert (ships.value, ships.source) == (machinery.value, machinery.source)
    assert "ships" in scenario.contents.issues["country_tariff"].sectors_set()
    assert "japan" not in repr(scenario.contents).lower()


def test_another_country_can_be_drawn_too() -> None:
    scenario = load(str(DATA / "korea.toml"))
    for draw in range(3):
        game = compile_game(drawn(scenario, 1, draw))
        assert all(np.isfinite(stage.payoff).all() for stage in game.stages)


def test_a_child_says_only_what_differs(tmp_path: Path) -> None:
    text = 'inherits = "june_deadline"\ntitle = "A child"\n[market]\ninitial = "stressed"\n'
    (tmp_path / "child.toml").write_text(text)
    child, parent = load(str(tmp_path / "child.toml")), load("june_deadline")
    assert child.files == ("june_deadline.toml", "child.toml")
    assert child.contents.market.initial == "stressed"
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
    assert sectors["cars"].pass_through != 0.9
