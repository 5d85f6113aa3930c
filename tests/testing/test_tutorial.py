"""The tutorial on strategies: its files are written, its commands run, its claims hold."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.testing.verdicts import laws

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "strategies.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'```python title="(\w+\.py)"\n(.*?)```', TEXT, flags=re.DOTALL))
COMMANDS = re.findall(r"```console\n\$ (.*?)\n```", TEXT)
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?=\W)")
"""What a change of the scenario changes in a text that is printed."""
PRINTED = re.findall(r"```text\n(.*?)```", TEXT, flags=re.DOTALL)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(command)
    plugin = ["-p", "negotiation.testing.plugin"] if program == "pytest" else []
    return subprocess.run(
        [sys.executable, "-m", program, *plugin, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tutorial")
    for name, text in FILES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_the_commands_of_the_page_are_those_tested_below() -> None:
    assert COMMANDS == [
        "negotiation check soft.py",
        "negotiation check soft.py --replay CODE",
        "negotiation check fair.py",
        "negotiation play uk_may_2025 --matches 5"
        ' --strategies "us=boulware(beta=0.5),uk=fair.py" --out fair.jsonl',
        "pytest --negotiation-strategies fair.py",
        "negotiation check fair.py --examples 20 --exploit --scenario uk_may_2025",
        "negotiation tournament june_deadline"
        " --strategies boulware,conceder,hard_liner,calibrated_pressure"
        " --enter fair.py --matches 50 --out fair-tournament",
    ]


def test_the_first_strategy_breaks_its_claim_as_told(folder: Path) -> None:
    ran = run(COMMANDS[0], folder)
    assert ran.returncode == 1, ran.stderr
    assert "Broken: individually_rational." in ran.stdout
    assert PRINTED[0] in ran.stdout
    code = re.search(r"--replay (\S+)", ran.stdout)
    assert code is not None
    again = run(COMMANDS[1].replace("CODE", code[1]), folder)
    assert again.returncode == 1
    assert PRINTED[0] in again.stdout


def test_the_second_keeps_every_law(folder: Path) -> None:
    ran = run(COMMANDS[2], folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert PRINTED[1].strip() in ran.stdout
    assert re.search(r"affine_invariant +does not hold", ran.stdout)


def test_it_can_be_watched(folder: Path) -> None:
    ran = run(COMMANDS[3], folder)
    assert ran.returncode == 0, ran.stderr
    assert "5 matches of uk_may_2025" in ran.stdout
    assert '"boulware(beta=0.5)"' in (folder / "fair.jsonl").read_text(encoding="utf-8")


def test_the_plugin_tests_it_too(folder: Path) -> None:
    ran = run(COMMANDS[4], folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "12 passed" in ran.stdout


def test_what_exploits_it_is_as_told(folder: Path) -> None:
    ran = run(COMMANDS[5], folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = re.search(r"Against it uk can earn .*", " ".join(ran.stdout.split()))
    assert told is not None
    assert NUMBER.sub("#", told[0]) == NUMBER.sub("#", " ".join(PRINTED[2].split()))
    for text in (told[0], PRINTED[2]):
        earned, *_, equilibrium, _ = map(float, NUMBER.findall(text))
        assert earned > equilibrium + 0.1  # it is easy prey, as the page says


def test_it_ends_the_tournament_last(folder: Path) -> None:
    ran = run(COMMANDS[6], folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"5 +fair ", ran.stdout)
    assert (folder / "fair-tournament" / "tournament.json").is_file()


def test_every_law_has_its_row() -> None:
    rows = re.findall(r"^\| `(\w+)`( \(a claim\))? \|", TEXT, flags=re.MULTILINE)
    shown = {name: bool(claim) for name, claim in rows if name in laws()}
    assert shown == {name: law.is_claim for name, law in laws().items()}
