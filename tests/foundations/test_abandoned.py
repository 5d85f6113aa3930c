"""What a killed process leaves is removed, and what is at work is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation.foundations import abandoned, compiling
from negotiation.foundations.abandoned import AGE, PART, sweep
from negotiation.results.storage import write_whole

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from negotiation.results.storage import write_whole

def pieces():
    yield b"half"
    number = getattr(signal, sys.argv[2])
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)  # nohup has it ignored
    os.kill(os.getpid(), number)

write_whole(Path(sys.argv[1]) / "matches.jsonl", pieces())
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def grown_old(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="signals and locks of Linux")
@pytest.mark.parametrize("signal", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_what_a_kill_leaves_is_removed_by_the_next_write(tmp_path: Path, signal: str) -> None:
    (tmp_path / "matches.jsonl").write_text("old")
    command = [sys.executable, "-c", KILLED, str(tmp_path), signal]
    subprocess.run(command, cwd=ROOT, check=False)
    assert (tmp_path / "matches.jsonl").read_text() == "old"
    [left] = [tmp_path / name for name in names(tmp_path) if name.endswith(PART)]
    sweep.cache_clear()
    write_whole(tmp_path / "other.json", b"new")
    assert left.exists()  # its process might be about to lock it
    grown_old(left, AGE + 1.0)
    sweep.cache_clear()
    write_whole(tmp_path / "other.json", b"new")
    assert names(tmp_path) == ["matches.jsonl", "other.json"]


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")

    def pieces() -> list[bytes]:
        [at_work] = tmp_path.glob(f".*{PART}")
        grown_old(at_work, 30 * 24 * 3600.0)
        sweep.cache_clear()
        write_whole(tmp_path / "other.json", b"new")  # another program's write
        assert at_work.exists()
        return [b"wh", b"ole"]

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return iter(pieces())

    write_whole(tmp_path / "result.json", Pieces())
    assert (tmp_path / "result.json").read_bytes() == b"whole"
    assert names(tmp_path) == ["other.json", "result.json"]


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    for name in ("a.part", ".hidden", ".matches.jsonl.modified", "b.json"):
        (tmp_path / name).write_text("mine")
        grown_old(tmp_path / name, 1e7)
    (tmp_path / f".folder{PART}").mkdir()
    (tmp_path / f".link{PART}").symlink_to("b.json")
    before = names(tmp_path)
    sweep.cache_clear()
    sweep(tmp_path)
    assert names(tmp_path) == before


def test_without_locks_only_age_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise ImportError("fcntl")

    monkeypatch.setattr(abandoned, "_lock", none)
    young, old = tmp_path / f".young{PART}", tmp_path / f".old{PART}"
    for path, age in ((young, 2 * AGE), (old, abandoned.AGE_WITHOUT_LOCKS + 1.0)):
        path.write_text("half")
        grown_old(path, age)
    sweep.cache_clear()
    sweep(tmp_path)
    assert names(tmp_path) == [young.name]


def test_an_error_between_the_pieces_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise ArithmeticError("between")

    with pytest.raises(ArithmeticError, match="between"):
        write_whole(tmp_path / "result.json", pieces())
    assert names(tmp_path) == ["result.json"]
    assert (tmp_path / "result.json").read_bytes() == b"old"


class TestCompiledCode:
    """Every change of a source makes a folder; without end they would fill the disk."""

    def folder(self, place: Path, name: str, days: float) -> Path:
        found = place / name
        (found / "kernels_1").mkdir(parents=True)
        (found / "kernels_1" / "moves.f-1.py311.nbi").write_text("x")
        grown_old(found, days * 24 * 3600.0)
        return found

    def test_the_newest_and_those_in_use_are_kept(self, tmp_path: Path) -> None:
        days = [0.0, 1.0, 4.0, 5.0, 6.0, 7.0]
        mine = [self.folder(tmp_path, f"compiled-moves-{n:016x}", d) for n, d in enumerate(days)]
        plain = [self.folder(tmp_path, f"compiled-{n:016x}", d) for n, d in ((0, 9.0), (1, 1.5))]
        other = self.folder(tmp_path, f"compiled-answer-{9:016x}", 99.0)
        alien = self.folder(tmp_path, "compiled-moves-of-mine", 99.0)
        compiling.forget_old(mine[0])
        kept = set(tmp_path.iterdir())
        assert kept == {mine[0], mine[1], plain[1], other, alien}

    def test_one_that_is_in_use_is_never_removed(self, tmp_path: Path) -> None:
        for n in range(5):
            self.folder(tmp_path, f"compiled-moves-{n:016x}", 3.0 + n)
        current = tmp_path / f"compiled-moves-{4:016x}"
        compiling.forget_old(current)
        assert current.is_dir()
        assert len(names(tmp_path)) == compiling.NEWEST + 1

    def test_folders_are_named_after_their_file(self) -> None:
        source = ROOT / "negotiation" / "equilibria" / "signalling" / "kernels" / "moves.py"
        for place in compiling._places(source):
            assert compiling._is_version(place, "compiled-moves")
