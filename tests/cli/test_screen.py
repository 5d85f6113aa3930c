"""What files say is text on the screen, and never a command to the terminal."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.table import Table

from negotiation.cli.console import in_lines, tables
from negotiation.cli.console.guarding import guarded
from negotiation.cli.console.options import MANY_STEPS, settings_of
from negotiation.foundations.errors import NegotiationError
from negotiation.scenario.loading import load

WILD = "red\x1b[31m and \x1b]0;title\x07 and \x9b2J\x08\r"
TAME = "red[31m and ]0;title and 2J"


@pytest.mark.parametrize("is_terminal", [False, True])
def test_texts_of_files_do_not_command_the_terminal(is_terminal: bool) -> None:
    out = io.StringIO()
    screen = tables._Piped(
        file=out, force_terminal=is_terminal, highlight=False, markup=False, width=100
    )
    table = Table(WILD, title=WILD, title_style="", header_style="")
    table.add_row(f"日本 {WILD}")
    screen.print(WILD, tables.strong(WILD), table)
    shown = out.getvalue()
    assert shown.count(TAME) == 5
    assert not {"\x07", "\x08", "\x9b", "\r"} & set(shown)
    if is_terminal:  # rich's own styles, and nothing else
        shown = shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x1b" not in shown


def test_neither_do_messages(capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise NegotiationError(f"there is no {WILD}\nsecond line")

    with pytest.raises(SystemExit):
        guarded(fails)()
    assert capsys.readouterr().err == f"Error: there is no {TAME}\nsecond line\n"


def test_a_scenario_of_that_kind_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from negotiation.cli.scenarios import command

    path = tmp_path / "wild.toml"
    path.write_text(
        'inherits = "uk_may_2025"\ntitle = "a\\u001b[31mred"\nstory = "b\\u001b[2J"\n[us]\n'
        'name = "Uni\\u2028ted\\u0085"\n'
    )
    assert load(path).contents.us.name == "Uni\u2028ted\x85"
    command(str(path), sources=True)
    command(str(path))
    out = capsys.readouterr().out
    assert "a[31mred" in out
    assert "\x1b" not in out


def test_a_precision_that_takes_very_long_is_told_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = settings_of(["logit"], precision=1e9)
    assert found == {"logit": {"precision": 1e9}}
    said = capsys.readouterr().err
    assert "--precision 1e+09: " in said
    assert "try --concept perfect_bayesian, or --precision 1000" in said
    settings_of(["logit"], precision=MANY_STEPS)
    settings_of(["logit"], precision=float("nan"))  # refused elsewhere
    assert capsys.readouterr().err == ""


def until(done: Callable[[], bool]) -> None:
    for _ in range(10_000):
        if done():
            return
        time.sleep(0.001)
    raise AssertionError("nothing is told")


class TestLongWork:
    def test_where_there_is_no_terminal_it_is_told_now_and_then(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = io.StringIO()
        monkeypatch.setattr(in_lines, "SELDOM", 0.001)
        screen = tables._Screen(file=out, force_terminal=False, highlight=False, markup=False)
        with screen.status("Solving ...") as status:
            until(lambda: "Solving ... (" in out.getvalue())
            status.update("Playing: 3 of 9 matches ...")
            until(lambda: "Playing: 3 of 9 matches ... (" in out.getvalue())
        assert "\x1b" not in out.getvalue()

    def test_short_work_says_nothing_and_a_terminal_is_drawn_on(self) -> None:
        piped, drawn = io.StringIO(), io.StringIO()
        for out in (piped, drawn):
            screen = tables._Screen(file=out, force_terminal=out is drawn, markup=False)
            with screen.status("Solving ..."):
                pass
        assert piped.getvalue() == ""
        assert "Solving ..." in drawn.getvalue()


def _load() -> None:
    load("no_card")


def _read(path: Path) -> None:
    path.read_text()


class TestWhatIsNoTroubleWithPrinting:
    def test_a_folder_that_is_gone_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        with pytest.raises(SystemExit) as ended:
            guarded(_load)()
        assert ended.value.code == 2
        assert capsys.readouterr().err == "Error: the folder you are in is gone; try another one\n"

    def test_a_file_that_cannot_be_used_is_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            guarded(lambda: _read(tmp_path / "none"))()
        assert ended.value.code == 2
        assert f"{tmp_path / 'none'} cannot be used: No such file" in capsys.readouterr().err
