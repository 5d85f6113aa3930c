"""One format: what is saved and what --json prints, its schema, and numbers beside words."""

from __future__ import annotations

import copy
import json
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import negotiation as ng
from negotiation.equilibria.multiplicity.search import equilibria_of
from negotiation.foundations.errors import NegotiationError
from negotiation.results import json_schema
from negotiation.results.circuit import Circuit
from negotiation.results.kept import KINDS
from negotiation.results.solutions import Solutions
from negotiation.results.storage import as_plain, as_saved
from tests.generators import random_game
from tests.pictures.example_map import example_map
from tests.pictures.example_run import example_run
from tests.pictures.example_tournament import example_tournament

FILE = Path(json_schema.__file__).with_name("schema.json")


def _circuit() -> Circuit:
    one = example_tournament()
    return Circuit(
        scenarios=("a",), entrants=one.entrants, matches=1, placings=(), receipts=(one.receipt,)
    )


@pytest.fixture(scope="module")
def examples() -> dict[str, Any]:
    """Return a result of every kind."""
    known = ng.solve("uk_may_2025")
    found = [
        example_run(),
        ng.solve("textbook/beer_quiche"),
        Solutions(solutions=(known, ng.solve("uk_may_2025", "nash_bargaining"))),
        example_tournament(),
        _circuit(),
        example_map(),
        equilibria_of(random_game(1, rounds=1, packages=2, postures=False), 0.5, 5, 2),
    ]
    return {type(one).saved_as: one for one in found}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_file_is_what_the_records_say() -> None:
    assert FILE.read_text(encoding="utf-8") == json_schema.as_text(), (
        "mend it by: python -m negotiation.results.json_schema > negotiation/results/schema.json"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_of_each_kind_keeps_to_the_schema_and_comes_back(
    kind: str, examples: dict[str, Any], validator: Draft202012Validator, tmp_path: Path
) -> None:
    result = examples[kind]
    ng.save_result(result, tmp_path / "kept.json")
    text = (tmp_path / "kept.json").read_text(encoding="utf-8")
    assert text == as_saved(result)
    told = json.loads(text)
    assert (told["format"], told["kind"]) == (2, kind)
    validator.validate(told)
    assert ng.read_result(tmp_path / "kept.json") == result
    for damage in ({"kind": "other"}, {"format": 1}, {"more": 1}):
        assert not validator.is_valid(told | damage), damage
    lacking = copy.copy(told)
    del lacking[next(key for key in told if key not in {"format", "kind", "warnings"})]
    assert not validator.is_valid(lacking)


def test_a_match_keeps_to_the_schema(validator: Draft202012Validator) -> None:
    (match,) = ng.play("uk_may_2025", matches=1)
    told = as_plain(match)
    validator.validate(told)
    told["moves"][0]["probability"] = "certain"
    assert not validator.is_valid(told)


def test_every_key_says_what_it_means() -> None:
    schema = json_schema.schema()
    silent = [
        f"{name}.{key}"
        for name, record in schema["$defs"].items()
        for key, told in record.get("properties", {}).items()
        if not told.get("description")
    ]
    assert silent == []


def test_levels_stand_as_numbers_with_units_beside_their_words() -> None:
    told = json.loads(as_saved(ng.solve("uk_may_2025")))
    agreement = next(case["agreement"] for case in told["cases"] if case["agreement"])
    assert set(agreement["numbers"]) == set(agreement["units"]) == set(agreement["package"])
    issues = ng.load("uk_may_2025").contents.issues
    for name, number in agreement["numbers"].items():
        assert agreement["package"][name] == issues[name].label(number)
        assert agreement["units"][name] == issues[name].unit
    (match,) = ng.play("uk_may_2025", matches=1)
    for move in match.moves:
        if move.package is None:
            assert not move.numbers
        else:
            words = {name: issues[name].label(number) for name, number in move.numbers.items()}
            assert words == move.package
    assert match.units == {name: issue.unit for name, issue in issues.items()}


def test_a_solution_carries_the_prior_its_means_and_what_no_agreement_is_worth() -> None:
    talks = "uk_may_2025"
    game, solution = ng.compile_game(ng.load(talks)), ng.solve(talks)
    assert [[*by_type.values()] for by_type in solution.prior.values()] == [
        [*chances] for chances in game.prior
    ]
    for player, payoff in solution.mean_payoffs.items():
        for name, amount in {**payoff.parts, "total": payoff.total}.items():
            weighted = [
                solution.prior["us"][case.player_types["us"]]
                * solution.prior["uk"][case.player_types["uk"]]
                * ({**case.payoffs[player].parts, "total": case.payoffs[player].total}[name])
                for case in solution.cases
            ]
            assert amount == pytest.approx(fsum(weighted))
    run = ng.run(talks, concepts="nash_bargaining")  # of the first round with an offer
    for case, plane in zip(run.solutions[0].cases, run.landscapes, strict=True):
        assert (case.no_deal["us"], case.no_deal["uk"]) == plane.disagreement_point
    one_type = dict(zip(game.players, (names[0] for names in game.types), strict=True))
    alone = ng.solve(talks, types=one_type)
    assert not alone.mean_payoffs or all(len(names) == 1 for names in game.types)
    assert not ng.solve("textbook/beer_quiche").cases[0].no_deal


def test_settings_are_numbers() -> None:
    told = json.loads(as_saved(ng.solve("textbook/beer_quiche", precision=3)))
    assert told["receipt"]["parameters"]["precision"] == 3.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": 2, "kind": "tournament"}', "not a saved Tournament: required field"),
        ('{"format": 2, "kind": "dance"}', "its kind is 'dance'; a result is one of run"),
        ('{"format": 9, "kind": "run"}', "its format is 9"),
        ('{"format": 1, "scenario": "x", "solutions": []}', "what --json printed before"),
        ("[]", "holds no result of this version"),
        ("{", "is not JSON"),
        ('{"moves": [], "ending": "x"}\n{"moves": [], "ending": "x"}\n', "holds matches"),
        ('{"moves": [], "ending": "x"}\n', "holds matches"),
    ],
)
def test_what_is_no_result_is_told_in_words(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(NegotiationError, match=said):
        ng.read_result(tmp_path / "x.json")


def test_what_versions_before_saved_is_read(tmp_path: Path) -> None:
    solution = ng.solve("uk_may_2025")
    plain = as_plain(solution)
    for key in ("prior", "mean_payoffs"):
        del plain[key]
    for case in plain["cases"]:
        del case["no_deal"]
        for one in (case["agreement"], *(outcome["agreement"] for outcome in case["outcomes"])):
            if one is not None:
                one.pop("numbers", None)
                one.pop("units", None)
    (tmp_path / "old.json").write_text(json.dumps(plain), encoding="utf-8")
    old = ng.read_result(tmp_path / "old.json")
    assert [case.payoffs for case in old.cases] == [case.payoffs for case in solution.cases]
    assert old.cases[0].outcomes[0].ending == solution.cases[0].outcomes[0].ending
