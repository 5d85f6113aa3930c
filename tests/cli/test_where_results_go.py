"""Results that cannot be stored or printed are told: before the work where that is possible."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.five_rounds import FIVE_ROUNDS

ROOT = Path(__file__).resolve().parents[2]
SMALL = str(FIVE_ROUNDS)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command.replace("negotiation", f"{sys.executable} -m negotiation"),
        shell=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        executable="/bin/bash",
    )


@pytest.mark.parametrize(
    "command",
    [
        f"negotiation sit {SMALL} --out .",
        f"mkdir run.json; negotiation run {SMALL} --no-pictures --out .",
        f"negotiation play {SMALL} --matches 1 --out .",
        f"negotiation solve {SMALL} --concept logit --save .",
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_any_work(
    command: str, tmp_path: Path
) -> None:
    ran = shell(command, tmp_path)  # nobody is at the keyboard: asking would fail otherwise
    assert ran.returncode == 4
    assert re.search(r"cannot write (\.|run\.json): it is a folder", ran.stderr)
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="redirects as bash does")
class TestOutput:
    def test_a_reader_that_has_seen_enough_is_no_failure(self, tmp_path: Path) -> None:
        ran = shell(f"negotiation solve {SMALL} | head -1; exit ${{PIPESTATUS[0]}}", tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")

    def test_output_that_is_closed_is_told(self, tmp_path: Path) -> None:
        ran = shell("negotiation scenarios >&-", tmp_path)
        assert ran.returncode == 4
        assert ran.stderr.startswith("Error: there is nowhere to print")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
    def test_a_full_disk_is_told(self, tmp_path: Path) -> None:
        ran = shell(f"negotiation scenarios {SMALL} --sources > /dev/full", tmp_path)
        assert ran.returncode == 4
        assert "cannot print the result" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_a_result_changed_by_hand_is_no_traceback(tmp_path: Path) -> None:
    published = json.loads((ROOT / "docs" / "data" / "hindcast.json").read_text(encoding="utf-8"))
    del published["rows"][2]["unit"]
    (tmp_path / "changed.json").write_text(json.dumps(published), encoding="utf-8")
    (tmp_path / "digits.json").write_text(f'{{"x": {"9" * 5000}}}', encoding="utf-8")
    for name, words in (("changed", "does not hold together"), ("digits", "is not JSON")):
        ran = shell(f"negotiation picture {name}.json --formats svg", tmp_path)
        assert ran.returncode == 2
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr
