"""What a user's file depends on is read from files alone."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.sources import check_loaded, digest_of, sources_of
from negotiation.foundations.errors import NegotiationError

MINE = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy
import json, numpy
from early import A
if A:
    import kit.tools as tools


class Mine(Strategy):
    def mixed_action(self, seen):
        import late
        from kit import {part}
        return MixedAction.pure(int(seen.legal_actions[late.WHICH]))
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a file with early, late and nested neighbours, and with strangers beside it."""
    files = {
        "mine.py": MINE.replace("{part}", "part"),
        "early.py": "A = 1\n",
        "late.py": "WHICH = -1\n",
        "kit/__init__.py": "from .inner import *\n",
        "kit/inner/__init__.py": "__all__ = ['deep']\n",
        "kit/inner/deep.py": "from ... import nothing\nfrom .. import beside\n",
        "kit/beside.py": "",
        "kit/tools.py": "import plain.sub\n",
        "kit/part.py": "import mine\n",
        "kit/unused.py": "",
        "plain/sub.py": "",  # a package without __init__.py
        "unused.py": "",
        "json.py": "raise RuntimeError('the library comes first')\n",
        ".venv/lib/site-packages/numpy/__init__.py": "",
        "negotiation/game/mixed_actions.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path / "mine.py"


def test_imports_are_followed_wherever_they_stand_and_nowhere_else(mine: Path) -> None:
    found = {path.relative_to(mine.parent).as_posix() for path in sources_of(mine).values()}
    assert found == {
        *("mine.py", "early.py", "late.py", "kit/__init__.py", "kit/inner/__init__.py"),
        *("kit/inner/deep.py", "kit/beside.py", "kit/tools.py", "kit/part.py", "plain/sub.py"),
    }


@pytest.mark.parametrize("name", ["late.py", "kit/inner/deep.py", "plain/sub.py", "mine.py"])
def test_any_source_changes_the_digest_and_strangers_do_not(name: str, mine: Path) -> None:
    before = digest_of(mine)
    (mine.parent / "unused.py").write_text("changed = True\n")
    (mine.parent / ".venv/lib/site-packages/numpy/__init__.py").write_text("changed = True\n")
    assert digest_of(mine) == before
    with (mine.parent / name).open("a") as file:
        file.write("# changed\n")
    assert digest_of(mine) != before


def test_a_file_in_a_package_depends_on_its_packages_and_relatives(tmp_path: Path) -> None:
    for name, text in {
        "outer/__init__.py": "from . import said\n",
        "outer/said.py": "",
        "outer/inner/__init__.py": "",
        "outer/inner/mine.py": (
            "from ..other import x\nfrom . import twin\nimport outer.third, colorsys\n"
        ),
        "outer/other.py": "x = 1\n",
        "outer/third.py": "",
        "outer/inner/twin.py": "",
        "outer/inner/stranger.py": "",
        "beside.py": "",
        "colorsys.py": "",  # hides the library's: a package's root comes first while it loads
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert sorted(sources_of(tmp_path / "outer/inner/mine.py")) == [
        *(
            "colorsys",
            "outer",
            "outer.inner",
            "outer.inner.mine",
            "outer.inner.twin",
            "outer.other",
        ),
        *("outer.said", "outer.third"),
    ]


STRATEGY = """
from negotiation.strategies.strategy import Strategy
{more}

class {name}(Strategy):
    def mixed_action(self, seen):
        raise NotImplementedError
"""


def write(path: Path, name: str, more: str = "") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STRATEGY.replace("{name}", name).replace("{more}", more))
    return str(path)


def test_what_else_is_entered_and_in_what_order_decides_nothing(tmp_path: Path) -> None:
    one = write(tmp_path / "one.py", "One")
    two = write(tmp_path / "below" / "two.py", "Two")
    there = {each.name: each.source for each in entrants_named(["boulware"], [one, two])}
    back = {each.name: each.source for each in entrants_named(["boulware"], [two, one])}
    [_, alone] = entrants_named(["boulware"], [one])
    assert there == back
    assert alone.source == there["one"]


def test_two_neighbours_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first = write(tmp_path / "a" / "first.py", "First", "if 0: import same_name")
    second = write(tmp_path / "b" / "second.py", "Second", "if 0: import same_name")
    for folder in ("a", "b"):
        (tmp_path / folder / "same_name.py").write_text("")
    with pytest.raises(NegotiationError, match=r"imports same_name, .* try another name"):
        entrants_named(["boulware"], [first, second])
    entrants_named(["boulware"], [second])


def test_a_neighbour_that_another_file_hides_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Path(write(tmp_path / "mine.py", "Mine", "import hidden_one"))
    (tmp_path / "hidden_one.py").write_text("")
    check_loaded(mine)
    other = ModuleType("hidden_one")
    other.__file__ = str(tmp_path / "elsewhere" / "hidden_one.py")
    monkeypatch.setitem(sys.modules, "hidden_one", other)
    with pytest.raises(NegotiationError, match=r"imports hidden_one, .* but here it is"):
        check_loaded(mine)
