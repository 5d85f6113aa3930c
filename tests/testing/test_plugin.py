"""The pytest plugin tests a user's strategies, and is not there for those who do not ask."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
GOOD = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy


class Waits(Strategy):
    memory_depth = 0
    claims = frozenset({"symmetric"})

    def mixed_action(self, seen):
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""
BAD = GOOD.replace("Waits", "Overreaches").replace("[-1]", "[-1] + 1")
LAWS = 10
"""So many laws bind all."""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return a user's project with two strategies and one test of its own."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "negotiation.testing.plugin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(**{"mine/good": GOOD, "mine/bad": BAD, "mine/empty": "x = 1"})
    pytester.makepyfile(test_own="def test_own():\n    pass\n")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_subprocess("-q", "--negotiation-examples", "10", *arguments)


def test_nobody_asks_and_nothing_happens(project: pytest.Pytester) -> None:
    run(project).assert_outcomes(passed=1)


def test_every_law_that_binds_is_a_test(project: pytest.Pytester) -> None:
    found = run(project, "--negotiation-strategies", "mine/good.py", "-vv")
    found.assert_outcomes(passed=1 + LAWS + 1)
    found.stdout.fnmatch_lines(["*good.py::Waits::legal PASSED*", "*Waits::symmetric PASSED*"])


def test_a_broken_law_fails_with_its_story(project: pytest.Pytester) -> None:
    found = run(project, "--negotiation-strategies", "mine/bad.py")
    found.assert_outcomes(passed=1 + LAWS, failed=1)
    found.stdout.fnmatch_lines(["*Overreaches: legal*", "*is not legal here*", "*--replay legal:*"])
    assert "Traceback" not in found.stdout.str()


def test_tests_of_laws_are_chosen_like_others(project: pytest.Pytester) -> None:
    found = run(project, "--negotiation-strategies", "mine", "-k", "blind")
    found.assert_outcomes(passed=2, deselected=2 * LAWS + 1)


def test_the_setting_speaks_in_runs_without_arguments(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nnegotiation_strategies = mine/good.py\n")
    some = ("-k", "legal or own")
    run(project, *some).assert_outcomes(passed=2, deselected=LAWS)
    run(project, "test_own.py").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def broken(:\n", "*line 1*invalid syntax*"),
        ("x = 1\n", "*holds no strategy*"),
        (GOOD.replace("symmetric", "symmetrical"), "*try 'symmetric'*"),
        (
            GOOD.replace("    memory_depth", "    def __init__(self, x): ...\n    memory_depth"),
            "*cannot be built without x*",
        ),
    ],
)
def test_what_cannot_be_tested_is_an_error(
    project: pytest.Pytester, text: str, complaint: str
) -> None:
    project.makepyfile(**{"mine/wrong": text})
    found = run(project, "--negotiation-strategies", "mine/wrong.py")
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines([complaint])


def test_a_path_that_is_not_there_is_an_error(project: pytest.Pytester) -> None:
    found = run(project, "--negotiation-strategies", "yours")
    assert found.ret == pytest.ExitCode.USAGE_ERROR


def test_a_folder_without_a_strategy_is_an_error_that_names_who_asked(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(**{"yours/test_hidden": GOOD})
    found = run(project, "--negotiation-strategies", "yours")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*--negotiation-strategies: no file of *yours holds a strategy*"])
    project.makeini("[pytest]\nnegotiation_strategies = nowhere\n")
    found = run(project)
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines(["*negotiation_strategies: there is nothing at *nowhere"])


def test_a_file_that_is_named_twice_is_tested_once(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nnegotiation_strategies = mine/good.py\n")
    found = run(project, "--negotiation-strategies", "mine/good.py", "-k", "legal")
    found.assert_outcomes(passed=1, deselected=1 + LAWS)


@pytest.mark.parametrize("count", ["0", "-3", "many"])
def test_so_many_situations_are_none(project: pytest.Pytester, count: str) -> None:
    found = project.runpytest_subprocess("-q", f"--negotiation-examples={count}")
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines([f"*'{count}' is no number of situations; try 50*"])


def test_the_entry_point_is_the_plugin() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (name,) = tomllib.loads(text)["project"]["entry-points"]["pytest11"].values()
    assert hasattr(import_module(name), "pytest_addoption")


HANGS = GOOD.replace("return Mixed", "while True: pass\n        return Mixed").replace(
    'claims = frozenset({"symmetric"})', "pass"
)


@pytest.mark.parametrize(
    ("text", "failed", "skipped", "said"),
    [
        (HANGS, 1, LAWS - 1, "*There was no answer in 5 seconds*"),
        (GOOD.replace("return", "__import__('os')._exit(0)\n        return"), 1, LAWS, "*code 0*"),
    ],
    ids=["a loop", "an exit"],
)
def test_nothing_is_green_that_was_not_tested(
    project: pytest.Pytester, text: str, failed: int, skipped: int, said: str
) -> None:
    project.makepyfile(**{"mine/wrong": text})
    found = run(project, "--negotiation-strategies", "mine/wrong.py")
    found.assert_outcomes(passed=1, failed=failed, skipped=skipped)
    found.stdout.fnmatch_lines([said])


def test_a_file_that_ends_its_process_when_imported_ends_no_tests(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(**{"mine/leaves": "import os\nos._exit(0)\nclass Never: ..."})
    found = run(project, "--negotiation-strategies", "mine/leaves.py")
    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["*leaves.py could not be loaded: its process ended with code 0*"])


def test_laws_that_the_limit_cut_off_have_not_passed(project: pytest.Pytester) -> None:
    slow = GOOD.replace("return", "__import__('time').sleep(0.3)\n        return")
    project.makepyfile(**{"mine/slow": slow})
    limit = ("--negotiation-limit", "4", "-k", "legal or own")
    found = run(project, "--negotiation-strategies", "mine/slow.py", *limit)
    found.assert_outcomes(passed=1, failed=1, deselected=LAWS)
    found.stdout.fnmatch_lines(["*stopped after 4 seconds in all; try --negotiation-limit*"])


def test_the_second_process_is_asked_too(project: pytest.Pytester) -> None:
    unsettled = GOOD.replace("[-1]", "[hash(seen.stage.name) % len(seen.legal_actions)]")
    project.makepyfile(**{"mine/unsettled": unsettled})
    found = run(project, "--negotiation-strategies", "mine/unsettled.py", "-k", "deterministic")
    found.assert_outcomes(failed=1, deselected=1 + LAWS)
    found.stdout.fnmatch_lines(["*In another process it answered*"])
