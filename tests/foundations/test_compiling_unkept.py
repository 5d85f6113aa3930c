"""Compiled loops that cannot be kept cost a warning, and never the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foundations.test_compiling import python

UNKEPT = """
import resource, shutil, sys
from negotiation.cli.console.guarding import guarded

@guarded
def command():
    from negotiation.equilibria.signalling.kernels import answer
    if sys.argv[1] == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    else:
        shutil.rmtree(sys.argv[2])
        open(sys.argv[2], "w").close()
    print(round(answer.log_of_one_plus_exp(0.0), 6), round(answer.log_sum(0.0, 0.0), 6))

command()
"""


@pytest.mark.parametrize("disk", ["full", "taken away"])
def test_where_code_cannot_be_kept_any_more_the_answer_is_printed(
    disk: str, tmp_path: Path
) -> None:
    pytest.importorskip("resource")
    folder = tmp_path / "kept"
    done = python(UNKEPT, disk, str(folder), NUMBA_CACHE_DIR=str(folder))
    assert (done.returncode, done.stdout) == (0, "0.693147 0.693147\n"), done.stderr
    assert done.stderr.count("Compiled loops cannot be kept (") == 1
    assert done.stderr.count("NUMBA_CACHE_DIR") == 1
