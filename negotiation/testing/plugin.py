"""The pytest plugin: one test for every law that binds a strategy of a user's project.

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
    from .law import Law
    from .subjects import Subject

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

        from ..foundations.errors import MissingLibrary, NegotiationError
        from ..foundations.users_files import finished
        from ..strategies.strategy import Strategy
        from .subjects import subject
        from .verdicts import check_claims

        try:
            if find_spec("hypothesis") is None:
                raise MissingLibrary("Hypothesis")
            subjects = [subject(member) for member in finished(self.path, Strategy)]
            for one in subjects:
                check_claims(one.claims, one.name)
        except NegotiationError as error:
            self.has_failed = True
            raise self.CollectError(str(error)) from error
        if self.is_alone and not subjects:
            raise self.CollectError(f"{self.path} holds no strategy")
        for one in subjects:
            collector = StrategyClass.from_parent(self, name=one.name)
            collector.subject = one
            yield collector


class StrategyClass(pytest.Collector):
    """One strategy."""

    subject: Subject
    """The strategy, and what builds it."""

    def collect(self) -> Iterable[StrategyLaw]:
        """Yield a test for every law that binds the strategy."""
        from .verdicts import laws

        for name, law in laws().items():
            if not law.is_claim or name in self.subject.claims:
                item = StrategyLaw.from_parent(self, name=name)
                item.subject, item.law = self.subject, law
                yield item


class StrategyLaw(pytest.Item):
    """One law for one strategy."""

    subject: Subject
    """The strategy, and what builds it."""
    law: type[Law]
    """The law."""

    def runtest(self) -> None:
        """Try the law."""
        from .verdicts import Outcome, verdict

        found = verdict(
            self.subject.build,
            self.subject.claims,
            self.law,
            examples=self.config.getoption("--negotiation-examples"),
            replay=f"negotiation check {self.path}:{self.subject.name} --replay",
        )
        if found.outcome is Outcome.NOT_TRIED:
            pytest.skip("it does not answer in time")
        if found.outcome is Outcome.BROKEN:
            raise BrokenLaw(found.story)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """Return the story of a broken law; anything else as pytest shows it."""
        if isinstance(excinfo.value, BrokenLaw):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the strategy is and what is tested."""
        return self.path, 0, f"{self.subject.name}: {self.name}"


class BrokenLaw(Exception):
    """A strategy broke a law; the text is the story."""
