"""A package of somebody else's (tests/data/third_party): what it offers is used by name.

`.ci/wheel_in.sh` installs it beside the wheel and uses it through its entry points; here the same
files are offered by `extend`.
"""

from __future__ import annotations

import re
import tomllib
from math import exp
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.foundations import extensions

FOLDER = Path(__file__).resolve().parents[1] / "data" / "third_party"
FILES = sorted((FOLDER / "gas_talks").glob("[!_]*.py"))


def test_its_issue_its_protocol_its_part_and_its_strategy_meet_in_one_talk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extensions, "_OFFERED", {})
    for file in FILES:
        ng.extend(file)
    talks = ng.load(FOLDER / "gas.toml")
    game = ng.compile_game(talks)
    assert [stage.kind for stage in game.stages[:4]] == 2 * [
        ng.StageKind.OFFER,
        ng.StageKind.ANSWER,
    ]
    (match,) = ng.play(talks, {"us": "eager_buyer", "uk": "eager-buyer"}, matches=1)
    assert match.agreement is not None
    assert match.agreement.package["gas"] == "$2bn a year"
    assert (match.agreement.numbers["gas"], match.agreement.units["gas"]) == (2.0, "$bn/year")
    paid = match.payoffs["us"].parts["households"]
    horizon, day = (talks.contents.horizon - talks.contents.first_day), match.agreement.date
    years = [n / 365.25 for n in ((day - talks.contents.first_day).days, horizon.days)]
    rate = talks.contents.us.discount_rate
    assert paid == pytest.approx(
        -0.01 * 2.0**2 * (exp(-rate * years[0]) - exp(-rate * years[1])) / rate
    )
    assert len(ng.solve(talks).cases) == len(game.type_pairs)


def test_it_needs_nothing_deeper_than_the_namespace() -> None:
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert "import negotiation as ng" in text
        assert not re.findall(r"negotiation\.[\w.]+ import|import negotiation\.", text)


def test_it_offers_them_by_entry_points_that_exist() -> None:
    project = tomllib.loads((FOLDER / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = project["entry-points"]
    assert set(groups) == {
        f"negotiation.{shelf}" for shelf in ("strategies", "issues", "protocols", "parts")
    }
    for entries in groups.values():
        for place in entries.values():
            module, name = place.split(":")
            text = (FOLDER / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
            assert f"class {name}(" in text
