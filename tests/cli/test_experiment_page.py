"""`experiment --page`: what cannot be a page is refused before any work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.cli.console.drawing import check_page
from negotiation.foundations.errors import CannotWrite, NegotiationError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["answers.jsonl", "hindcast.json", "forecast_fan.png", "page"])
def test_a_page_never_takes_the_place_of_a_result_or_a_picture(tmp_path: Path, name: str) -> None:
    with pytest.raises(NegotiationError, match=r"a page is Markdown; try .*\.md"):
        check_page(tmp_path / name)


def test_a_picture_that_cannot_be_stored_is_told_before_any_work(tmp_path: Path) -> None:
    check_page(tmp_path / "page.md")
    (tmp_path / "forecast_fan.png").mkdir()
    with pytest.raises(CannotWrite, match=r"forecast_fan\.png: it is a folder"):
        check_page(tmp_path / "page.md")


def test_the_command_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_text("kept\n", encoding="utf-8")
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "negotiation", "experiment", "does_the_card_pay"),
            *("--page", str(tmp_path / "kept.jsonl")),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert (tmp_path / "kept.jsonl").read_text(encoding="utf-8") == "kept\n"
