"""Payoff parts that a scenario adds: worth what they say, where they say it, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation as ng
from negotiation.foundations import extensions, shelf
from negotiation.game.game import Game
from negotiation.game.stages import END
from negotiation.payoffs import parts
from negotiation.payoffs.part import PayoffPart
from negotiation.payoffs.present_value import PARTS
from negotiation.scenario.reading import fields_of

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
BASE = ng.load("uk_may_2025")
ZERO_PER_UNIT = {"us_once": 0.0, "partner_once": 0.0, "us_yearly": 0.0, "partner_yearly": 0.0}


def number(value: float, unit: str) -> dict[str, Any]:
    return {
        "value": value,
        "range": [-100.0, 100.0],
        "unit": unit,
        "source": "assumption",
        "confidence": "low",
    }


def per_unit(issue: str, **amounts: float) -> dict[str, Any]:
    numbers = {
        name: number(amount, "$bn/year/unit" if name.endswith("yearly") else "$bn/unit")
        for name, amount in (ZERO_PER_UNIT | amounts).items()
    }
    return {"kind": "per_unit", "title": "A worth of a unit", "issue": issue, **numbers}


def no_agreement(us: float, partner: float) -> dict[str, Any]:
    numbers = {"us": number(us, "$bn"), "partner": number(partner, "$bn")}
    return {"kind": "no_agreement", "title": "A worth of parting", **numbers}


def with_parts(**tables: dict[str, Any]) -> ng.Scenario:
    return BASE.vary({f"parts.{name}": table for name, table in tables.items()})


def factor(i: int, day: int, rate: float | None = None) -> float:
    """Return what 1 on a day is worth on the first, by the formula of the model page."""
    contents = BASE.contents
    rates = (contents.us.discount_rate, contents.partner.discount_rate)
    return exp(-(rates[i] if rate is None else rate) * day / 365.25)


def days(game: Game) -> list[int]:
    return [(one.day - BASE.contents.first_day).days for one in game.rounds]


def test_a_unit_of_an_issue_is_worth_what_its_table_says_in_every_package() -> None:
    game = ng.compile_game(with_parts(farmers=per_unit("beef", partner_once=-0.3, us_yearly=0.02)))
    plain = ng.compile_game(BASE)
    assert game.packages is not None
    assert plain.packages is not None
    assert game.parts == (*PARTS, "farmers")
    beef = np.array(BASE.contents.issues["beef"].levels)
    moved = (beef - beef[0])[game.packages.level_of[:, game.packages.issues.index("beef")]]
    rate = BASE.contents.us.discount_rate
    last = (BASE.contents.horizon - BASE.contents.first_day).days
    for r, day in enumerate(days(game)):
        flow = (factor(0, day) - factor(0, last)) / rate
        for p in range(0, moved.size, 7):
            found = game.packages.parts(p, 0, 0, r, 0, len(game.parts))
            paid = [0.02 * moved[p] * flow, -0.3 * moved[p] * factor(1, day)]
            assert found[-1] == pytest.approx(paid, abs=1e-12)
            assert np.array_equal(found[:-1], plain.packages.parts(p, 0, 0, r, 0, len(plain.parts)))


def test_parting_is_worth_what_its_table_says_however_the_talks_end() -> None:
    game = ng.compile_game(with_parts(alliance=no_agreement(-1.5, 4.0)))
    plain = ng.compile_game(BASE)
    endings = 0
    for stage, before in zip(game.stages, plain.stages, strict=True):
        assert np.array_equal(stage.payoff[:-1], before.payoff)
        day = days(game)[stage.round_index]
        paid = np.array([-1.5 * factor(0, day), 4.0 * factor(1, day)])
        for k, action in enumerate(stage.actions):
            ends = stage.legal[..., k] & (stage.next_state[:, k] == END)
            without = action.name != "accept"
            found = stage.payoff[-1, ..., k]
            for s in np.flatnonzero(stage.legal[..., k]):
                wanted = paid if ends[s] and without else np.zeros(2)
                assert (
                    pytest.approx(np.tile(wanted, (found[0, ..., s].size, 1)), abs=1e-12)
                    == found[..., s].reshape(2, -1).T
                )
                endings += int(ends[s] and without)
    assert endings > 10


def test_parts_of_nothing_change_no_decision() -> None:
    idle = with_parts(farmers=per_unit("beef"), alliance=no_agreement(0.0, 0.0))
    for with_them, without in zip(ng.solve(idle).cases, ng.solve(BASE).cases, strict=True):
        assert with_them.agreement == without.agreement
        assert with_them.agreement_probability == without.agreement_probability
        for player, payoff in without.payoffs.items():
            found = with_them.payoffs[player]
            assert found.total == payoff.total
            assert found.parts == {**payoff.parts, "farmers": 0.0, "alliance": 0.0}


def test_who_fears_to_part_pays_more() -> None:
    """The one who loses by parting concedes: the other's payoff rises, in every pair of types."""
    afraid = ng.solve(with_parts(alliance=no_agreement(0.0, -5.0)))
    for case, before in zip(afraid.cases, ng.solve(BASE).cases, strict=True):
        assert case.payoffs["uk"].total < before.payoffs["uk"].total
        assert case.payoffs["us"].total >= before.payoffs["us"].total - 1e-9
    gains = [
        case.payoffs["us"].total - before.payoffs["us"].total
        for case, before in zip(afraid.cases, ng.solve(BASE).cases, strict=True)
    ]
    assert max(gains) > 0.1


def test_under_private_information_they_count_by_the_chance_of_parting() -> None:
    scenario = with_parts(alliance=no_agreement(-5.0, 3.0))
    found = ng.solve(scenario, concept="logit", offers=4, grid=5)
    last = max(days(ng.compile_game(scenario)))
    for case in found.cases:
        assert case.certificate is not None
        parting = 1.0 - case.agreement_probability
        assert parting > 1e-6
        for i, (player, amount) in enumerate((("us", -5.0), ("uk", 3.0))):
            share = case.payoffs[player].parts["alliance"] / (amount * parting)
            assert factor(i, last) - 1e-9 <= share <= 1.0 + 1e-9


def test_a_scenario_without_such_parts_keeps_its_fingerprint() -> None:
    assert with_parts(x=no_agreement(0.0, 0.0)).fingerprint != BASE.fingerprint
    assert not BASE.contents.parts


@pytest.mark.parametrize("name", shelf.name_to_class(parts, PayoffPart))
def test_a_kind_of_the_shelf_is_a_record_that_says_something(name: str) -> None:
    kind = shelf.pick(parts, PayoffPart, name)
    assert "title" in fields_of(kind)
    spoken = {"of_package", "of_waiting", "of_no_agreement"} & set(vars(kind))
    assert spoken, f"{name} adds nothing to a payoff"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parts.wait": {"kind": "no_agreemnt", "title": "x"}}, "try: 'no_agreement'"),
        ({"parts.wait": {"title": "x"}}, "parts.wait.kind: missing"),
        ({"parts.delay": no_agreement(0.0, 0.0)}, "not a name of its own"),
        ({"parts.total": no_agreement(0.0, 0.0)}, "not a name of its own"),
        ({"parts.a b": no_agreement(0.0, 0.0)}, "try: parts.own_a_b"),
        ({"parts.farmers": per_unit("bef")}, "no such issue (value: 'bef')"),
        ({"parts.wait": no_agreement(1e9, 0.0)}, "parts.wait.us"),
        ({"parts": 3}, "a table of named entries"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ng.ProblemsFound, match="parts") as caught:
        BASE.vary(changes)
    assert told in str(caught.value)


def test_an_issue_left_out_takes_along_what_values_it_alone(tmp_path: Path) -> None:
    table = "\n".join(
        f"{key} = {value!r}" if isinstance(value, str) else f"{key} = {_inline(value)}"
        for key, value in per_unit("beef").items()
    )
    first = tmp_path / "first.toml"
    first.write_text(f'inherits = "uk_may_2025"\n[parts.farmers]\n{table}\n', encoding="utf-8")
    second = tmp_path / "second.toml"
    second.write_text('inherits = "first.toml"\nleave_out = ["issues.beef"]\n', encoding="utf-8")
    assert set(ng.load(first).contents.parts or {}) == {"farmers"}
    assert not ng.load(second).contents.parts


def _inline(table: dict[str, Any]) -> str:
    inside = ", ".join(
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        for key, value in table.items()
    )
    return f"{{ {inside} }}"


def _kind(name: str, **methods: Callable[..., Any]) -> type[PayoffPart]:
    made = type(name, (PayoffPart,), {"__annotations__": {"title": str}, **methods})
    return ng.record(made)


WRONG: list[tuple[str, Callable[..., Any], str]] = [
    ("of_waiting", lambda *_: [1.0, 2.0, 3.0], "has the shape (3,)"),
    ("of_waiting", lambda *_: np.full((2, 1, 1), np.nan), "has the amount nan"),
    ("of_waiting", lambda *_: np.full((2, 1, 1), 1e9), "at most 1e+06"),
    ("of_no_agreement", lambda *_: "much", "it must be numbers"),
    ("of_no_agreement", lambda *_: 1 / 0, "of_no_agreement fails: ZeroDivisionError"),
    ("of_package", lambda *_: [3], "gives int objects"),
    ("of_package", lambda *_: None, "of_package fails: TypeError"),
    ("of_package", lambda _, given: [given.once("x", np.ones(3))], "has the shape (3,)"),
    ("of_package", lambda _, given: [given.once("x", given.change("bef"))], "no issue 'bef'"),
]


@pytest.mark.parametrize(("method", "wrong", "told"), WRONG)
def test_what_somebody_elses_part_gets_wrong_is_told_with_its_name(
    method: str, wrong: Callable[..., Any], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "_OFFERED", {"odd": [_kind("Odd", **{method: wrong})]})
    scenario = BASE.vary({"parts.mine": {"kind": "odd", "title": "An odd part"}})
    with pytest.raises(ng.NegotiationError) as caught:
        ng.compile_game(scenario)
    assert "parts.mine (Odd): " in str(caught.value)
    assert told in str(caught.value)


def test_the_kind_of_the_page_on_scenarios_costs_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "_OFFERED", {})
    (code,) = re.findall(r"```python\n(.*?class SeatsAtRisk.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "seats.py"
    file.write_text(code, encoding="utf-8")
    assert ng.extend(file) == ("seats_at_risk",)
    cost = number(0.25, "$bn/day") | {"range": [0.0, 1.0]}
    table = {"kind": "seats_at_risk", "title": "Seats", "a_day": cost}
    game = ng.compile_game(with_parts(seats=table))
    day, until = days(game)[:2]
    offer = next(stage for stage in game.stages if stage.kind is ng.StageKind.OFFER)
    passing = offer.payoff[-1, :, 0, 0, 0, 0]
    assert offer.round_index == 0
    paid = [0.0, -0.25 * (until - day) * factor(1, day)]
    assert passing == pytest.approx(paid)


def test_a_kind_that_is_no_record_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = type("Bare", (PayoffPart,), {})
    monkeypatch.setattr(extensions, "_OFFERED", {"bare": [bare]})
    with pytest.raises(ng.ProblemsFound, match="Bare is no record") as caught:
        BASE.vary({"parts.mine": {"kind": "bare", "title": "x"}})
    assert "@record above class Bare" in str(caught.value)
