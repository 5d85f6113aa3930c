"""Mistakes in a tariff-rate quota: told at their place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiation.foundations.errors import ProblemsFound
from negotiation.scenario.loading import load

SAID = 'source = "assumption", confidence = "low"'
QUOTA = f"""
inherits = "june_deadline"
[issues.quota]
kind = "tariff_rate_quota"
title = "Cars"
sectors = ["cars"]
levels = {{ values = [0.0, 500.0], unit = "thousand/year", {SAID} }}
base_units = {{ value = 1400.0, unit = "thousand/year", range = [1300.0, 1500.0], {SAID} }}
in_quota_rate = {{ value = 0.15, unit = "fraction", range = [0.1, 0.2], {SAID} }}
exporter_share = {{ value = 1.0, unit = "fraction", range = [0.0, 1.0], {SAID} }}
"""
DEPARTURE = f"""
[programme.departures.quota]
red_line = false
announced_rate = {{ value = 0.275, unit = "fraction", range = [0.2, 0.3], {SAID} }}
convexity = {{ value = 0.02, unit = "$bn/year/pp2/$100bn", range = [0.0, 0.1], {SAID} }}
floor_rate = {{ value = 0.1, unit = "fraction", range = [0.0, 0.1], {SAID} }}
below_floor = {{ value = 0.5, unit = "$bn/year/pp/$100bn", range = [0.0, 1.0], {SAID} }}
"""
THREAT = f"""
[pause.rates]
quota = {{ value = 0.5, unit = "fraction", range = [0.0, 1.0], {SAID} }}
"""


def path_of(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_stands_beside_the_tariff_on_the_same_sector(tmp_path: Path) -> None:
    found = load(path_of(tmp_path, QUOTA))
    assert found.contents.sectors["cars"].rate_in_force == 0.275
    varied = found.vary({"issues.quota.in_quota_rate": 0.12, "issues.quota.levels": [0, 700]})
    assert varied.contents.issues["quota"].label(700.0) == "700 thousand at 12 %"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            QUOTA.replace('["cars"]', '["care"]'), "quota.sectors: no such sector", id="sector"
        ),
        pytest.param(QUOTA.replace('["cars"]', "[]"), "no sector at all", id="no sector"),
        pytest.param(
            QUOTA + '[issues.second]\nlike = "quota"\n', "quota of cars is set by", id="twice"
        ),
        pytest.param(QUOTA.replace('["cars"]', '["farm"]'), "rest on one law", id="another law"),
        pytest.param(QUOTA + DEPARTURE, "with an announced rate already", id="two departures"),
        pytest.param(QUOTA + THREAT, "pause.rates.quota: not a tariff issue", id="a threat"),
        pytest.param(
            QUOTA.replace('"thousand/year", range', '"kt/year", range'), "wrong unit", id="unit"
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        load(path_of(tmp_path, text))
    assert any(words in problem.line() for problem in caught.value.problems), str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)


def test_an_announced_rate_may_belong_to_the_quota_instead(tmp_path: Path) -> None:
    left_out = 'leave_out = ["programme.departures.car_tariff", "queue.rates.car_tariff"]\n'
    text = QUOTA.replace("[issues.quota]", left_out + "[issues.quota]") + DEPARTURE
    assert "quota" in load(path_of(tmp_path, text)).contents.programme.departures
