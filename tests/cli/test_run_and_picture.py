"""The main job from the command line: its object, its files, and what mistakes leave behind."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotiation.cli.console.guarding import guarded
from negotiation.results.run import Run
from negotiation.results.storage import as_saved, load
from tests.five_rounds import FIVE_ROUNDS

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "negotiation"]
BENCHMARK = ("--no-pictures", "--concept", "subgame_perfect")
"""What makes a run quick: no pictures, and types known."""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "run", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path]:
    folder = tmp_path_factory.mktemp("base")
    done = run(str(FIVE_ROUNDS), "--json", "--formats", "svg", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), folder


def test_run_prints_the_documented_object(base: tuple[dict[str, object], Path]) -> None:
    found, folder = base
    assert list(found)[:3] == ["format", "kind", "warnings"]
    assert (found["format"], found["kind"]) == (2, "run")
    record = found["record"]
    assert isinstance(record, dict)
    for player in ("us", "japan"):
        payoff = record["payoffs"][player]
        assert sum(payoff["parts"].values()) == pytest.approx(payoff["total"], abs=1e-9)
    files = {path.name for path in (folder / "results" / FIVE_ROUNDS.stem).iterdir()}
    assert {"run.json", "talks.csv"} < files
    assert {"timeline.svg", "payoff_plane.svg", "payoff_parts.svg"} < files


def test_the_saved_run_is_the_run(base: tuple[dict[str, object], Path]) -> None:
    import negotiation

    told, folder = base
    saved = load(folder / "results" / FIVE_ROUNDS.stem / "run.json", Run)
    assert saved == negotiation.run(FIVE_ROUNDS)
    assert told == json.loads(as_saved(saved))


def test_same_seed_same_bytes_other_seed_other_talks(tmp_path: Path) -> None:
    stories = {}
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        done = run(str(FIVE_ROUNDS), *BENCHMARK, "--seed", seed, "--out", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        stories[name] = (tmp_path / name / "run.json").read_bytes()
    assert stories["a"] == stories["b"]
    assert stories["a"] != stories["c"]


def test_pictures_can_be_drawn_again_from_the_file(base: tuple[dict[str, object], Path]) -> None:
    _, folder = base
    result = folder / "results" / FIVE_ROUNDS.stem
    done = subprocess.run(
        [*COMMAND, "picture", str(result / "run.json"), "--formats", "svg", "--out", "again"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    drawn = [Path(line).stem for line in done.stdout.splitlines()]
    assert {"timeline", "payoff_plane", "payoff_parts", "beliefs", "deal_date"} <= set(drawn)
    for name in drawn:
        assert (folder / "again" / f"{name}.svg").read_bytes() == (
            result / f"{name}.svg"
        ).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("june_deadlin",), "try 'june_deadline'"),
        (("june_deadline", "--types", "japan=bold"), "japan has no type 'bold'"),
        (("june_deadline", "--strategies", "japan=boulwar"), "no strategy 'boulwar'"),
        (("june_deadline", "--strategies", "korea=boulware"), "no player 'korea'"),
        (("june_deadline", "--formats", "jpg"), "no picture format 'jpg'"),
    ],
)
def test_a_mistake_leaves_nothing_behind(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to set")
def test_a_full_disk_leaves_no_half_written_file(tmp_path: Path) -> None:
    import resource

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [*COMMAND, "run", "june_deadline", *BENCHMARK, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=small_files,
        check=False,
    )
    assert done.returncode == 4
    assert "cannot write" in done.stderr
    assert "nothing was stored there" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_ctrl_c_leaves_only_whole_files(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "run", str(FIVE_ROUNDS), *BENCHMARK[1:], "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    saved = tmp_path / "out" / "run.json"
    deadline = time.monotonic() + 60.0
    while not saved.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    for _ in range(10):  # a library that is being imported may swallow the first ones
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            _, errors = process.communicate(timeout=0.2)
            break
    # Python ends itself by the signal if it came in code that a library ran from a text: a shell
    # says 130 to both.
    assert process.returncode in {130, -signal.SIGINT}
    assert "Interrupted" in errors
    assert "Traceback" not in errors
    assert load(saved, Run).scenario == FIVE_ROUNDS.stem
    assert not [path for path in saved.parent.iterdir() if path.name.startswith(".")]


def test_who_presses_twice_is_heard_once() -> None:
    before = signal.getsignal(signal.SIGINT)

    class Pressing(io.StringIO):
        """A standard error at which somebody presses Ctrl-C while it is written to."""

        def write(self, text: str) -> int:
            signal.raise_signal(signal.SIGINT)
            return super().write(text)

    def interrupted() -> None:
        raise KeyboardInterrupt

    heard = Pressing()
    with contextlib.redirect_stderr(heard), pytest.raises(SystemExit) as ended:
        guarded(interrupted)()
    assert ended.value.code == 130
    assert "Interrupted" in heard.getvalue()
    assert signal.getsignal(signal.SIGINT) is before
