"""The pytest plugin: one test for every law that binds a strategy of a user's project.

A user's files are never loaded into the process of pytest: what a strategy is called and claims,
and what comes of its laws, is found out in processes of its own, which are stopped if they hang.

Asked by ``--negotiation-strategies PATH`` (a file or a folder, again for more), or by the setting
``negotiation_strategies = my_package/`` in a run without arguments. Not asked, it imports nothing.

    [tool.pytest.ini_options]
    negotiation_strategies = ["my_package"]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..engine.introductions import Introduction
    from .outcomes import Verdict

OPTION, SETTING = "--negotiation-strategies", "negotiation_strategies"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and the setting."""
    group = parser.getgroup("negotiation", "laws of negotiation strategies")
    group.addoption(
        OPTION,
        action="append",
        default=[],
        metavar="PATH",
        help="Test every strategy of a file or folder under every law that binds it.",
    )
    group.addoption(
        "--negotiation-examples",
        type=_examples,
        default=50,
        metavar="N",
        help="In how many situations each law is tried.",
    )
    group.addoption(
        "--negotiation-limit",
        type=_seconds,
        default=600.0,
        metavar="SECONDS",
        help="How long all laws of one strategy may take.",
    )
    parser.addini(
        SETTING,
        "Files and folders of strategies to test in a run without arguments.",
        type="paths",
        default=[],
    )


def _examples(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of situations; try 50")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds; try 600")
    return seconds


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the tests of the strategies that are asked for, before others choose among tests."""
    here = config.invocation_params.dir
    asked = [(OPTION, here / path) for path in config.getoption(OPTION)]
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        asked += [(SETTING, path) for path in config.getini(SETTING)]
    known: set[Path] = set()
    for where, path in asked:
        found = 0
        for file in _files(where, path):
            if file.resolve() in known:
                found += 1
                continue
            known.add(file.resolve())
            collector = StrategyFile.from_parent(session, path=file)
            collector.is_alone = file == path
            tests = list(session.genitems(collector))
            found += bool(tests) or collector.is_alone or collector.has_failed
            items.extend(tests)
        if not found:
            raise pytest.UsageError(
                f"{where}: no file of {path} holds a strategy (test_*.py and conftest.py are not "
                "looked into); try the folder of your strategies"
            )


def _files(where: str, path: Path) -> Iterator[Path]:
    from .subjects import files

    if not path.exists():
        raise pytest.UsageError(f"{where}: there is nothing at {path}")
    yield from files(path)


class StrategyFile(pytest.File):
    """The strategies of one file."""

    is_alone = False
    """Whether the file was named itself, so that it must hold a strategy."""
    has_failed = False
    """Whether its strategies could not be collected, which is told as an error."""

    def collect(self) -> Iterable[StrategyClass]:
        """Yield every strategy that the file defines."""
        from importlib.util import find_spec

        from ..engine.introductions import introduced
        from ..foundations.errors import MissingLibrary, NegotiationError
        from .verdicts import check_claims

        found: list[Introduction] = []
        try:
            if find_spec("hypothesis") is None:
                raise MissingLibrary("Hypothesis")
            if self.is_alone or _may_hold_a_class(self.path):
                [found] = introduced([self.path], may_be_none=True)
            for one in found:
                check_claims(frozenset(one.claims), one.class_name)
        except NegotiationError as error:
            self.has_failed = True
            raise self.CollectError(str(error)) from error
        if self.is_alone and not found:
            raise self.CollectError(f"{self.path} holds no strategy")
        for one in found:
            collector = StrategyClass.from_parent(self, name=one.class_name)
            collector.claims = frozenset(one.claims)
            yield collector


def _may_hold_a_class(path: Path) -> bool:
    """Return whether a file's text can define a class; most modules of a project are not loaded."""
    try:
        return "class" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True


class StrategyClass(pytest.Collector):
    """One strategy."""

    claims: frozenset[str]
    """What it claims."""
    _verdicts: dict[str, Verdict] | None = None
    _stopped = ""

    def collect(self) -> Iterable[StrategyLaw]:
        """Yield a test for every law that binds the strategy."""
        from .verdicts import laws

        for name, law in laws().items():
            if not law.is_claim or name in self.claims:
                yield StrategyLaw.from_parent(self, name=name)

    def verdict(self, law: str) -> tuple[Verdict, str]:
        """Return what came of a law, and why the check was stopped, if it was.

        All laws that are to be tested are tried at once, the first time any is asked for, in one
        process, and what `deterministic` needs in a second one.
        """
        from .watching import checked

        if self._verdicts is None:
            report = checked(
                f"{self.path}:{self.name}",
                examples=self.config.getoption("--negotiation-examples"),
                command=f"negotiation check {self.path}:{self.name} --replay",
                only=[item.name for item in self.session.items if item.parent is self] or [law],
                seconds_in_all=self.config.getoption("--negotiation-limit"),
            )
            self._verdicts = {one.law: one for one in report.verdicts}
            self._stopped = report.stopped
        return self._verdicts[law], self._stopped


class StrategyLaw(pytest.Item):
    """One law for one strategy."""

    parent: StrategyClass

    def runtest(self) -> None:
        """Say what came of the law."""
        from .outcomes import Outcome

        found, stopped = self.parent.verdict(self.name)
        if found.outcome is Outcome.NOT_TRIED:
            if stopped:
                raise BrokenLaw(f"not tried: {stopped}; try --negotiation-limit")
            pytest.skip("it does not answer in time, or not the same twice what the law compares")
        if found.outcome in {Outcome.BROKEN, Outcome.ERROR}:
            raise BrokenLaw(found.story)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """Return the story of a broken law; anything else as pytest shows it."""
        from ..foundations.errors import NegotiationError

        if isinstance(excinfo.value, BrokenLaw | NegotiationError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the strategy is and what is tested."""
        return self.path, 0, f"{self.parent.name}: {self.name}"


class BrokenLaw(Exception):
    """A strategy broke a law, or it could not be tried; the text says how."""
