"""The pictures in the documents are what is drawn today, of the game as it is today."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "run `negotiation run june_deadline` and `python .ci/pictures.py` on its run.json"


def drawer() -> ModuleType:
    specification = importlib.util.spec_from_file_location("ci_pictures", ROOT / ".ci/pictures.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


DRAWER = drawer()
NOTES: dict[str, dict[str, Any]] = json.loads(DRAWER.NOTES.read_text(encoding="utf-8"))


def test_every_picture_of_a_run_and_the_hindcast_is_noted() -> None:
    assert set(NOTES) == {*DRAWER.OF_A_RUN, "forecast_fan"}
    for name in DRAWER.OF_A_RUN:
        assert (DRAWER.NOTES.parent / f"{name}.png").is_file()
    assert DRAWER.FAN.with_suffix(".png").is_file()


@pytest.mark.parametrize("name", NOTES)
def test_it_has_todays_design(name: str) -> None:
    result = DRAWER.hindcast() if name == "forecast_fan" else None
    assert DRAWER.design(name, result) == NOTES[name]["design"], f"{name}.png is stale: {REMEDY}"


def test_pictures_of_a_run_show_todays_game() -> None:
    (scenario,) = {NOTES[name]["scenario"] for name in DRAWER.OF_A_RUN}
    game = compile_game(load(scenario))
    for name in DRAWER.OF_A_RUN:
        assert NOTES[name]["game"] == game.fingerprint, f"{name}.png is stale: {REMEDY}"


def test_another_design_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from negotiation.pictures.drawing import theme

    monkeypatch.setattr(theme, "COLOURS", ("#000000", "#1d4f9f"))
    assert DRAWER.design("beliefs") != NOTES["beliefs"]["design"]
