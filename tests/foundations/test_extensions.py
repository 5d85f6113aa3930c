"""What others have written is found by name: from installed packages, and from files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from negotiation import strategies
from negotiation.deal import issues
from negotiation.deal.issue import Issue
from negotiation.foundations import extensions, shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.foundations.users_files import is_place, split
from negotiation.strategies.strategy import Strategy

PACKAGE = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.protocols.ultimatum import Ultimatum
from negotiation.deal.issues.pledge import Pledge
from negotiation.equilibria.utilitarian import Utilitarian
from negotiation.pictures.timeline import Timeline
from negotiation.strategies.strategy import Strategy


class FirstThing(Strategy):
    def mixed_action(self, seen):
        return MixedAction.pure(int(seen.legal_actions[0]))


class Levy(Pledge):
    '''A pledge of another name.'''


class OneShot(Ultimatum):
    '''An ultimatum of another name.'''


class GreatestSum(Utilitarian):
    '''A solution concept of another name.'''


class Calendar(Timeline):
    '''A picture of another name.'''
"""
ENTRIES = """
[negotiation.strategies]
first-thing = tiny_extension:FirstThing
of_no_kind = tiny_extension:Levy
broken = tiny_extension_that_is_not_there:Nobody

[negotiation.issues]
levy = tiny_extension:Levy

[negotiation.protocols]
one_shot = tiny_extension:OneShot

[negotiation.equilibria]
greatest_sum = tiny_extension:GreatestSum

[negotiation.pictures]
calendar = tiny_extension:Calendar
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder with an installed package, as a distribution lies in ``site-packages``."""
    (tmp_path / "tiny_extension.py").write_text(PACKAGE, encoding="utf-8")
    meta = tmp_path / "tiny_extension-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-extension\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text(ENTRIES, encoding="utf-8")
    return tmp_path


def asked(code: str, folder: Path) -> str:
    """Return what a fresh Python prints that finds the package."""
    start = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    ran = subprocess.run(
        [sys.executable, "-c", start + code],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_an_installed_strategy_plays_by_its_name(installed: Path) -> None:
    code = """
from negotiation.engine.running import play_once
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
game = compile_game(load("uk_may_2025"))
print(play_once(game, (0, 0), seed=1, strategies={"us": "first_thing"}).strategies["us"])
"""
    assert asked(code, installed).strip() == "first_thing"


def test_an_installed_kind_of_issue_and_protocol_stand_in_a_scenario(installed: Path) -> None:
    scenario = installed / "mine.toml"
    base = "uk_may_2025"
    scenario.write_text(f'inherits = "{base}"\ntitle = "With extensions"\nprotocol = "one_shot"\n')
    code = f"""
from negotiation.deal import issues
from negotiation.deal.issue import Issue
from negotiation.foundations import shelf
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
print(shelf.pick(issues, Issue, "levy").__name__, "levy" in shelf.known(issues, Issue))
ours, theirs = load({str(scenario)!r}), load({base!r}).vary({{"protocol": "ultimatum"}})
games = [compile_game(each) for each in (ours, theirs)]
print(ours.contents.protocol, len({{len(each.stages) for each in games}}))
"""
    assert asked(code, installed).split("\n")[:2] == ["Levy True", "one_shot 1"]


def test_an_installed_concept_solves_and_an_installed_picture_draws(installed: Path) -> None:
    code = """
import negotiation as ng
ours, theirs = (ng.solve("uk_may_2025", name) for name in ("greatest_sum", "utilitarian"))
print(ours.cases[0].payoffs == theirs.cases[0].payoffs)
run = ng.run("uk_may_2025", concepts="greatest_sum")
ng.draw(run, "calendar", "calendar.svg")
print({"calendar", "greatest_sum"} <= {*ng.available("pictures"), *ng.available("concepts")})
"""
    assert asked(code, installed).split() == ["True", "True"]
    assert (installed / "calendar.svg").is_file()


def test_what_an_entry_point_cannot_give_is_told(installed: Path) -> None:
    code = """
from negotiation.engine.strategy_choice import choice_of
from negotiation.foundations.errors import NegotiationError
for name in ("of_no_kind", "broken"):
    try:
        choice_of(name)
    except NegotiationError as error:
        print(error)
"""
    first, second = asked(code, installed).strip().split("\n")
    assert "of_no_kind = tiny_extension:Levy" in first
    assert "is no finished strategy" in first
    assert "does not load: ModuleNotFoundError" in second


def test_a_file_offers_its_classes_to_every_shelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "_OFFERED", {})
    path = tmp_path / "own_things.py"
    path.write_text(PACKAGE, encoding="utf-8")
    assert set(extensions.extend(path)) == {
        "first_thing",
        "levy",
        "one_shot",
        "greatest_sum",
        "calendar",
    }
    assert shelf.pick(strategies, Strategy, "first-thing").__name__ == "FirstThing"
    assert shelf.pick(issues, Issue, "levy").__name__ == "Levy"
    assert not shelf.has(strategies, Strategy, "levy")
    with pytest.raises(NegotiationError, match="there is no strategy 'levy'"):
        shelf.pick(strategies, Strategy, "levy")
    path.write_text(PACKAGE.replace("legal_actions[0]", "legal_actions[-1]"), encoding="utf-8")
    extensions.extend(path)
    assert len(extensions._OFFERED["first_thing"]) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = 1", "defines no finished class"),
        ("x = 1 / 0", r"does not load: ZeroDivisionError: division by zero \(line 1: x = 1 / 0\)"),
        ("class (", "line 1: invalid syntax"),
    ],
)
def test_a_file_that_offers_nothing_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "empty_handed.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NegotiationError, match=sentence):
        extensions.extend(path)
    with pytest.raises(NegotiationError, match="there is no file"):
        extensions.extend(tmp_path / "nowhere.py")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("mine.py", ("mine.py", "")),
        ("a/mine.py:Fair", ("a/mine.py", "Fair")),
        ("package.module:Fair", ("package.module", "Fair")),
        ("C:\\mine.py", ("C:\\mine.py", "")),
        ("boulware", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_place_is_told_from_a_name(text: str, place: tuple[str, str]) -> None:
    assert split(text) == place
    assert is_place(text) == bool(place[0])
