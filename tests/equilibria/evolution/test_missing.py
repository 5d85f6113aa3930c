"""Whoever asks for alpha-rank without OpenSpiel is told so before anything is played."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from negotiation.cli import application


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "open_spiel.python.egt.alpharank", None)
    done = CliRunner().invoke(
        application(), ["tournament", "--alpha-rank", "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 3
    assert "OpenSpiel is not installed; it comes with the extra 'evolution'" in done.output
    assert not list(tmp_path.iterdir())


def test_several_scenarios_have_no_alpha_rank() -> None:
    done = CliRunner().invoke(
        application(), ["tournament", "june_deadline", "no_card", "--alpha-rank"]
    )
    assert done.exit_code == 2
    assert "--alpha-rank ranks within one scenario" in done.output
