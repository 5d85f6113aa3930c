"""A place that one run holds is refused to others until that run ends, however it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation.explore.answering import forecasts
from negotiation.explore.question import Question
from negotiation.foundations.errors import CannotWrite, NegotiationError
from negotiation.foundations.holding import held

HOLDER = """
import sys, time
from pathlib import Path
from negotiation.foundations.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a file."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "kept.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_place_that_is_held_is_refused_until_its_holder_is_killed(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    kept = tmp_path / "kept.jsonl"
    with (
        pytest.raises(NegotiationError, match=r"another run is at work on .*kept\.jsonl; wait"),
        held(kept),
    ):
        pass
    with held(tmp_path / "other.jsonl"):
        pass
    other.kill()
    other.wait()
    with held(kept):
        pass


@pytest.mark.usefixtures("other")
def test_a_second_run_does_not_answer_into_the_same_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    with pytest.raises(NegotiationError, match="another run is at work"):
        forecasts([Question("known_on_6_may", nodes=5, offers=2)], kept, workers=1)
    assert not kept.exists()


def test_it_is_let_go_after_an_error_and_nothing_is_held_by_none(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path / "x"):
        raise ZeroDivisionError
    with held(tmp_path / "x"), held(None):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".x.lock"]
    assert (tmp_path / ".x.lock").stat().st_size == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match=r"cannot write to .*file"), held(tmp_path / "file" / "x"):
        pass
    with pytest.raises(CannotWrite, match="null"), held(tmp_path / "x\0y"):
        pass
