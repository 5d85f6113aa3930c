"""Nothing of the machine that a file was written on travels with it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.reading import CHECKOUT

# Written with classes of one letter, so that this file does not contain what it looks for.
FOLDERS = r"(?<![A-Za-z0-9_.~-])/(wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+|op[t]/\w+)/"
HOSTS = (
    r"\b(pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(org|com)|debia[n]\.org|anacond[a]\.(org|com))"
)
LEAKS = re.compile(f"{FOLDERS}|{HOSTS}")


def leaks(text: str) -> list[tuple[int, str]]:
    """Return the line and the words of each machine's path and package registry's host."""
    return [
        (number, match[0])
        for number, line in enumerate(text.splitlines(), 1)
        for match in LEAKS.finditer(line)
    ]


def tracked() -> list[Path]:
    if not (CHECKOUT / ".git").exists():
        pytest.skip("not a checkout: there is no list of tracked files")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    paths = [CHECKOUT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" in raw:  # a picture
            continue
        found += [
            f"{path.relative_to(CHECKOUT)}:{line}: {words}"
            for line, words in leaks(raw.decode("utf-8"))
        ]
    assert found == []


class TestTheCheckerCanFail:
    @pytest.mark.parametrize(
        "parts",
        [
            ("see /wor", "k/main/x"),
            ("'/roo", "t/.cache/x'"),
            ("/hom", "e/someone/x"),
            ("/User", "s/someone/x"),
            ("--find-links=/op", "t/wheels/x"),
            ("https://pyp", "i.org/simple"),
            ("https://files.pythonhoste", "d.org/x"),
            ("registry.npmj", "s.org"),
        ],
    )
    def test_leaks_are_found(self, parts: tuple[str, str]) -> None:
        assert len(leaks("fine\n" + "".join(parts))) == 1

    @pytest.mark.parametrize(
        "line", ["home" + "work/work/x", "docs/wor" + "k/x", "the root/branch", "copypi.organ"]
    )
    def test_other_words_pass(self, line: str) -> None:
        assert leaks(line) == []
