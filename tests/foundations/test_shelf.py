"""A shelf: one finished class a file, found without a list; mistakes are answered with a remedy."""

from __future__ import annotations

import importlib
import sys
from abc import ABC
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from negotiation.deal import issues
from negotiation.deal.issue import Issue
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.game import protocols
from negotiation.game.protocol import Protocol

KIND = """
from abc import ABC
class Fruit(ABC):
    '''A kind.'''
"""
FRUIT = """
from shelf_under_test.fruit import Fruit
class {name}(Fruit):
    '''A member.'''
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an importable package that holds the kind and one good member."""
    folder = tmp_path / "shelf_under_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "fruit.py").write_text(KIND)
    (folder / "red_apple.py").write_text(FRUIT.format(name="RedApple"))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [n for n in sys.modules if n.split(".")[0] == "shelf_under_test"]:
        del sys.modules[name]


def opened() -> tuple[ModuleType, type[ABC]]:
    """Import the package and its kind."""
    importlib.invalidate_caches()
    module = importlib.import_module("shelf_under_test")
    kind = importlib.import_module("shelf_under_test.fruit").Fruit
    return module, kind


def test_a_file_is_a_member(package: Path) -> None:
    (package / "blue_plum.py").write_text(FRUIT.format(name="BluePlum"))
    (package / "basket").mkdir()
    (package / "basket" / "__init__.py").write_text("raise RuntimeError")
    found = shelf.name_to_class(*opened())
    assert list(found) == ["blue_plum", "red_apple"]
    assert found["blue_plum"].__name__ == "BluePlum"


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        pytest.param(
            "stray", "x = 1", r"stray.py must hold exactly one Fruit, found 0", id="stray"
        ),
        pytest.param(
            "pear",
            FRUIT.format(name="Pear") + FRUIT.format(name="Peach"),
            r"pear.py must hold exactly one Fruit, found 2",
            id="two in one file",
        ),
        pytest.param(
            "pear",
            FRUIT.format(name="Peach"),
            r"pear.py: rename Peach to Pear, or the file",
            id="wrong name",
        ),
        pytest.param(
            "pear",
            "from shelf_under_test.red_apple import RedApple\nclass Pear(RedApple): pass",
            r"pear.py: Pear inherits RedApple; wrap it instead",
            id="a subclass of a finished member",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy(
    package: Path, file: str, text: str, sentence: str
) -> None:
    (package / f"{file}.py").write_text(text)
    with pytest.raises(TypeError, match=sentence):
        shelf.name_to_class(*opened())


def test_picking_imports_that_file_alone(package: Path) -> None:
    (package / "broken.py").write_text("raise RuntimeError('imported')")
    module, kind = opened()
    assert shelf.pick(module, kind, "Red-Apple").__name__ == "RedApple"
    assert "shelf_under_test.broken" not in sys.modules


@pytest.mark.usefixtures("package")
def test_the_kind_itself_is_no_member() -> None:
    module, kind = opened()
    with pytest.raises(NegotiationError, match="there is no fruit 'fruit'"):
        shelf.pick(module, kind, "fruit")


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(
        NegotiationError, match="there is no issue 'tarif'; try 'tariff' or 'tariff_rate"
    ):
        shelf.pick(issues, Issue, "tarif")


def test_the_shipped_shelves_are_in_order() -> None:
    kinds = shelf.name_to_class(issues, Issue)
    assert set(kinds) == {
        "assurance",
        "pledge",
        "purchases",
        "quota",
        "tariff",
        "tariff_rate_quota",
    }
    assert "ultimatum" in shelf.name_to_class(protocols, Protocol)


def test_a_shelf_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        shelf.name_to_class(issues, Issue)["new"] = Issue  # type: ignore[index]
