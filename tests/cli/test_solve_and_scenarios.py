"""The command line as its user meets it: in a process of its own, with good and bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from negotiation.scenario.loading import load

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = len(load("june_deadline").contents.rounds)


def negotiation(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "negotiation", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env={**os.environ, "COLUMNS": "160"},
        check=False,
    )


def test_solve_prints_the_documented_object() -> None:
    done = negotiation("solve", "june_deadline", "--json", "--seed", "7")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["format"], found["kind"], found["concept"]) == (2, "solution", "subgame_perfect")
    assert found["receipt"]["scenario"] == "june_deadline"
    assert len(found["receipt"]["scenario_fingerprint"]) == 64
    assert {tuple(case["player_types"].values()) for case in found["cases"]} == {
        (us, japan) for us in ("sensitive", "tolerant") for japan in ("guardian", "resolute")
    }
    for case in found["cases"]:
        assert case["concept"] == "subgame_perfect"
        assert set(case["agreement"]) == {"date", "package", "numbers", "units"}
        for player in ("us", "japan"):
            payoff = case["payoffs"][player]
            assert sum(payoff["parts"].values()) == pytest.approx(payoff["total"], abs=1e-9)
        certificate = case["certificate"]
        assert 0.0 <= certificate["max_gain_busd"] < 1e-6
        assert certificate["method"]


def test_solve_gives_the_same_bytes_twice() -> None:
    first = negotiation("solve", "china_follows", "--json")
    second = negotiation("solve", "china_follows", "--json")
    assert first.stdout
    assert first.stdout == second.stdout


def test_solve_imports_neither_mesa_nor_charts() -> None:
    code = (
        "import sys; sys.argv = ['negotiation', 'solve', 'june_deadline', '--json']\n"
        "from negotiation.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'mesa', 'altair', 'vl_convert', 'pandas', 'nashpy', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr.strip() == "[]"


def test_solve_for_one_type_pair_only() -> None:
    done = negotiation("solve", "june_deadline", "--json", "--types", "us=tolerant,japan=resolute")
    cases = json.loads(done.stdout)["cases"]
    assert [case["player_types"] for case in cases] == [{"us": "tolerant", "japan": "resolute"}]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("solve", "june_dedline"), "try 'june_deadline'"),
        (("solve", "june_deadline", "--types", "us=brave"), "us has no type 'brave'"),
        (("solve", "june_deadline", "--types", "korea=guardian"), "no player 'korea'"),
        (("solve", "june_deadline", "--types", "us"), "not of the form player=name"),
        (("solve", "june_deadline", "--concept", "subgame_perfec"), "try 'subgame_perfect'"),
        (("solve", "no/such/file.toml"), "there is no scenario file"),
        (("scenarios", "--sources"), "--sources needs a scenario"),
        (("experiment", "does_the_card_play"), "try 'does_the_card_pay'"),
        (("export", "june_deadline"), "nothing to write"),
        (
            ("export", "june_deadline", "--efg", "x.efg", "--rounds", "99"),
            f"number from 1 to {ROUNDS}",
        ),
        (("export", "june_deadline", "--efg", "x.efg", "--packages", "0"), "cannot keep 0"),
        (("export", "june_deadline", "--efg", "x.efg", "--rounds", "4"), "more than 50,000"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = negotiation(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr + done.stdout
    assert not list(tmp_path.iterdir())


def test_scenarios_lists_every_file() -> None:
    listed = json.loads(negotiation("scenarios", "--json").stdout)
    files = {path.stem for path in (ROOT / "scenarios").glob("*.toml")}
    assert set(listed["scenarios"]) == files
    assert listed["broken"] == {}


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.toml").write_text("title = ")
    listed = json.loads(negotiation("scenarios", "--json", cwd=tmp_path).stdout)
    assert "broken" in listed["broken"]
    assert "june_deadline" in listed["scenarios"]


def test_sources_prints_every_number_with_unit_range_source_and_confidence() -> None:
    plain = json.loads(negotiation("scenarios", "june_deadline", "--json").stdout)
    lines = negotiation("scenarios", "june_deadline", "--sources").stdout.splitlines()
    told = {line.split()[0]: (line, why) for line, why in pairwise(lines) if line.startswith("  ")}
    assert len(plain["numbers"]) > 150
    for number in plain["numbers"]:
        line, why = told[number["key"]]
        assert f"{number['value'][0]:g}" in line
        assert f" {number['unit']} " in line
        assert line.endswith(number["confidence"])
        assert all(source in why for source in number["source"])
        assert number["note"] in why
        assert number["unit"]
        assert number["confidence"] in {"high", "medium", "low"}
        assert all(key in plain["references"] for key in number["source"])
        assert all(key in plain["addresses"] for key in number["source"])
        if number["low"] is not None:
            assert number["low"] <= number["value"][0] <= number["high"]
    assert plain["addresses"]["eo_14345"].startswith("https://www.federalregister.gov/")
    assert not plain["addresses"]["assumption"]


def test_a_scenario_of_five_lines_solves(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        'inherits = "june_deadline"\ntitle = "A market that shrugs"\n[market]\n'
        'yield_impact = { value = 0.05, source = "imf_2017", confidence = "low" }\n'
    )
    done = negotiation("solve", str(mine), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["receipt"]["scenario"] == "mine"


def test_output_may_be_cut_short_by_its_reader() -> None:
    done = subprocess.run(
        f"{sys.executable} -m negotiation scenarios june_deadline --sources | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "Traceback" not in done.stderr
