"""`negotiation check`: what it finds, how it tells it, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.five_rounds import FIVE_ROUNDS

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--scenario", str(FIVE_ROUNDS))
GOOD = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy


class Waits(Strategy):
    memory_depth = 0
    claims = frozenset({"symmetric"})

    def mixed_action(self, seen):
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""
ANSWER = "return MixedAction.pure(int(seen.legal_actions[-1]))"
SET_ORDER = "return MixedAction.pure(int({f'action {k}' for k in seen.legal_actions}.pop()[7:]))"


def check(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "negotiation", "check", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )


def written(folder: Path, answer: str = ANSWER, text: str = GOOD) -> str:
    (folder / "mine.py").write_text(text.replace(ANSWER, answer), encoding="utf-8")
    return "mine.py"


def test_a_good_strategy_keeps_every_law(tmp_path: Path) -> None:
    ran = check(written(tmp_path), "--examples", "10", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "No law is broken." in ran.stdout
    assert re.search(r"symmetric +kept", ran.stdout)
    assert re.search(r"no_regret +does not hold \(not claimed\)", ran.stdout)
    assert "Perhaps it could claim affine_invariant" in ran.stdout


def test_a_strategy_of_the_shelf_is_checked_by_its_name(tmp_path: Path) -> None:
    ran = check("hard-liner", "--examples", "5", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "HardLiner under the laws" in ran.stdout


def test_a_failure_is_a_story_and_its_command_replays_it(tmp_path: Path) -> None:
    name = written(tmp_path, ANSWER.replace("[-1]", "[-1] + len(seen.history) // 3"))
    ran = check(name, "--examples", "20", cwd=tmp_path)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    for words in ("23 May 2025, R1", "is asked at the stage", "legal actions:", "It answers:"):
        assert words in ran.stdout
    command = re.search(r"To see it again: negotiation check (.*legal:.*)", ran.stdout)
    assert command is not None
    again = check(*shlex.split(command[1]), cwd=tmp_path)
    assert again.returncode == 1
    story = ran.stdout[ran.stdout.index("Talks of") : ran.stdout.index("To see it again")]
    assert story in again.stdout


@pytest.mark.parametrize(
    "answer",
    [
        "return MixedAction.pure(int(seen.legal_actions[hash(seen.stage.name) % 2]))",
        SET_ORDER,
        "import itertools as i, json as n; n.asked = getattr(n, 'asked', None) or i.count()\n"
        "        return MixedAction.pure(int(seen.legal_actions[next(n.asked) > 500]))",
    ],
    ids=["a hash", "a set", "a count beyond its own file"],
)
def test_answers_are_compared_with_those_of_another_process(answer: str, tmp_path: Path) -> None:
    some = answer.replace("seen.legal_actions[", "(seen.legal_actions.tolist() * 2)[")
    ran = check(written(tmp_path, some), "--examples", "5", cwd=tmp_path)
    assert ran.returncode == 1, ran.stdout
    assert "Broken: deterministic." in ran.stdout
    assert "It could claim" not in ran.stdout


def test_another_process_can_be_asked_again_by_the_code(tmp_path: Path) -> None:
    ran = check(written(tmp_path, SET_ORDER), "--examples", "5", cwd=tmp_path)
    assert "In another process it answered MixedAction" in ran.stdout
    command = re.search(r"To see it again: negotiation check (.*deterministic:.*)", ran.stdout)
    assert command is not None
    again = check(*shlex.split(command[1]), cwd=tmp_path)
    assert again.returncode == 1
    assert "In another process it answered MixedAction" in again.stdout


def test_another_process_that_is_slower_accuses_nobody(tmp_path: Path) -> None:
    slow = "import os, time; time.sleep(2.0 * (os.environ['PYTHONHASHSEED'] == '2'))"
    name = written(tmp_path, f"{slow}\n        {ANSWER}")
    ran = check(name, "--examples", "5", "--seconds", "1", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


def test_what_only_another_process_shows_is_a_broken_law_and_no_other_error(tmp_path: Path) -> None:
    ends = "import os; os.environ['PYTHONHASHSEED'] == '2' and os._exit(3)"
    name = written(tmp_path, f"{ends}\n        {ANSWER}")
    ran = check(name, "--examples", "5", "--exploit", *SMALL, cwd=tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert "its process ended, with code 3" in ran.stdout
    command = re.search(r"To see it again: negotiation check (.*total:.*)", ran.stdout)
    assert command is not None
    assert check(*shlex.split(command[1]), cwd=tmp_path).returncode == 1


def test_dice_are_called_dice_and_nothing_worse(tmp_path: Path) -> None:
    dice = "import numpy; return MixedAction.pure(int(numpy.random.choice(seen.legal_actions)))"
    ran = check(written(tmp_path, dice), "--examples", "20", cwd=tmp_path)
    assert "Broken: deterministic." in ran.stdout
    assert "Not tried, since its answers are not settled: blind" in ran.stdout


def test_what_it_prints_is_shown_in_short(tmp_path: Path) -> None:
    ran = check(
        written(tmp_path, f"print('I am asked'); {ANSWER}"), "--examples", "5", cwd=tmp_path
    )
    assert ran.returncode == 0
    assert ran.stderr.count("it prints: I am asked") == 5
    assert ran.stderr.count("\n") == 6


def test_the_same_seed_finds_the_same(tmp_path: Path) -> None:
    name = written(tmp_path, ANSWER.replace("[-1]", "[-1] + len(seen.history) // 3"))
    first, second = (
        check(name, "--examples", "20", "--seed", "7", "--json", cwd=tmp_path) for _ in range(2)
    )
    assert first.stdout == second.stdout
    found = json.loads(first.stdout)
    assert (found["strategy"], found["seed"], found["is_kept"]) == ("Waits", 7, False)
    outcomes = {verdict["law"]: verdict["outcome"] for verdict in found["verdicts"]}
    assert outcomes["legal"] == "broken"
    assert outcomes["blind"] == "kept"


def test_an_error_in_a_strategy_is_told_with_its_line(tmp_path: Path) -> None:
    name = written(tmp_path, "return 1 / len(seen.earlier)")
    ran = check(name, "--examples", "10", cwd=tmp_path)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    assert "ZeroDivisionError" in ran.stdout
    assert "line 11 of" in ran.stdout
    assert "1 / len(seen.earlier)" in ran.stdout
    assert "Broken: total." in ran.stdout


@pytest.mark.parametrize(
    "answer",
    ["while True: pass", "return 10 ** 10 ** 10", "__import__('time').sleep(1000)"],
    ids=["a loop", "no letting go", "sleep"],
)
def test_a_strategy_that_hangs_is_stopped(answer: str, tmp_path: Path) -> None:
    ran = check(written(tmp_path, answer), "--seconds", "0.5", cwd=tmp_path)
    assert ran.returncode == 1
    assert "Broken: bounded_time." in ran.stdout
    assert "not tried" in ran.stdout


def test_a_strategy_that_ends_the_program_is_told(tmp_path: Path) -> None:
    ran = check(written(tmp_path, "__import__('os')._exit(3)"), cwd=tmp_path)
    assert ran.returncode == 1
    assert "its process ended, with code 3" in ran.stdout
    assert "Broken: total." in ran.stdout


def test_what_a_strategy_prints_does_not_disturb(tmp_path: Path) -> None:
    name = written(tmp_path, f"print('thinking'); {ANSWER}")
    ran = check(name, "--examples", "3", "--json", cwd=tmp_path)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["is_kept"]
    assert "thinking" in ran.stderr


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("while True: pass", "it gave no answer in 0.5 seconds"),
        ("return 10 ** 10 ** 10", "nor let go of the interpreter"),
        ("__import__('os')._exit(3)", "its process ended, with code 3"),
        ("raise LookupError('lost')", "LookupError: lost"),
    ],
)
def test_who_fails_while_its_best_response_is_weighed_keeps_its_verdicts(
    answer: str, why: str, tmp_path: Path
) -> None:
    only_there = (
        f"if seen.game.name == {FIVE_ROUNDS.stem!r}:\n            {answer}\n        {ANSWER}"
    )
    name = written(tmp_path, only_there)
    few = ("--examples", "2", "--seconds", "0.5")
    ran = check(name, *few, "--exploit", *SMALL, cwd=tmp_path)
    assert ran.returncode == 2
    assert "No law is broken." in ran.stdout
    assert why in " ".join(ran.stderr.split())
    assert "Traceback" not in ran.stderr


def test_what_can_be_earned_against_it_is_told_for_both_seats(tmp_path: Path) -> None:
    name = written(tmp_path)
    ran = check(name, "--examples", "2", "--exploit", *SMALL, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    told = " ".join(ran.stdout.split())
    assert re.search(r"Against it us can earn [+-][\d.]+ \$bn", told)
    assert re.search(r"Against it japan can earn [+-][\d.]+ \$bn", told)
    ran = check(name, "--examples", "2", "--exploit", *SMALL, "--json", cwd=tmp_path)
    exploiters = [one["exploiter"] for one in json.loads(ran.stdout)["exploitations"]]
    assert exploiters == ["us", "japan"]


def test_an_unknown_scenario_is_told_before_anything_is_tried(tmp_path: Path) -> None:
    ran = check(written(tmp_path), "--exploit", "--scenario", "june_deadlin", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "try 'june_deadline'" in ran.stderr


def test_a_strategy_among_several_is_named(tmp_path: Path) -> None:
    name = written(tmp_path, text=GOOD + GOOD.replace("Waits", "Other"))
    ambiguous = check(name, cwd=tmp_path)
    assert ambiguous.returncode == 2
    assert "mine.py:Waits, mine.py:Other" in ambiguous.stderr
    assert check(f"{name}:Other", "--examples", "3", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "argument", "complaint"),
    [
        (GOOD, "missing.py", "there is no file missing.py"),
        (GOOD, "hard_linr", "try 'hard_liner'"),
        (GOOD, "mine.py:Wait", "try 'Waits'"),
        ("x = 1\ndef broken(:\n", "mine.py", "line 2"),
        ("import nothing_like_this\n", "mine.py", "nothing_like_this"),
        ("raise SystemExit\n", "mine.py", "line 1"),
        ("raise KeyboardInterrupt\n", "mine.py", "nobody interrupted"),
        ("x = 1\n", "mine.py", "has no strategy"),
        (GOOD.replace("def mixed_action", "def mixed_actoin"), "mine.py", "mean its mixed_actoin?"),
        (
            GOOD.replace("    memory_depth", "    def __init__(self, beta): ...\n    memory_depth"),
            "mine.py",
            "cannot be built without beta",
        ),
        (GOOD.replace("symmetric", "simetric"), "mine.py", "try 'symmetric'"),
        (
            GOOD.replace('frozenset({"symmetric"})', '"symmetric"'),
            "mine.py",
            "try frozenset({'symmetric'})",
        ),
        (GOOD.replace("(self, seen)", "(self)"), "mine.py", "takes (self); try (self, seen)"),
        (GOOD, ".", "is a folder"),
    ],
)
def test_bad_input_ends_with_two_and_a_remedy(
    text: str, argument: str, complaint: str, tmp_path: Path
) -> None:
    written(tmp_path, text=text)
    ran = check(argument, cwd=tmp_path)
    assert ran.returncode == 2
    assert complaint in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_a_code_that_is_none_is_bad_input(tmp_path: Path) -> None:
    ran = check(written(tmp_path), "--replay", "legal:1.2", cwd=tmp_path)
    assert ran.returncode == 2
    assert "not the code of a situation" in ran.stderr


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfound = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'hypothesis' else found(n, *a)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "negotiation", "check", "boulware"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        check=False,
    )
    assert ran.returncode == 3
    assert "Hypothesis is not installed; it comes with this package" in ran.stderr


def test_the_other_process_is_asked_though_another_law_is_broken(tmp_path: Path) -> None:
    both = "return MixedAction.pure(int([*seen.legal_actions, 9 ** 9][hash(seen.stage.name) % 2]))"
    ran = check(written(tmp_path, f"{both}"), "--quick", cwd=tmp_path)
    assert ran.returncode == 1
    assert "deterministic" in ran.stdout.partition("Broken: ")[2].partition(".")[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="folders that are in use stay there")
def test_a_working_folder_that_is_gone_accuses_nobody(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    start = f"import os; os.rmdir({str(gone)!r}); from negotiation.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", start, "check", "boulware", "--quick"],
        capture_output=True,
        text=True,
        cwd=gone,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No law is broken." in ran.stdout
