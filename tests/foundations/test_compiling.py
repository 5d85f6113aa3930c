"""Compiled loops: paid for by those who use them, kept where they can be, and nowhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from negotiation.foundations.compiling import fingerprint_of, first_open, sources_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "negotiation"
KERNELS = "negotiation.equilibria.signalling.kernels"
KERNEL = "compiling.Path(compiling.__file__).parents[1] / 'equilibria/signalling/kernels/moves.py'"
IMPORTED = """
import sys
sys.argv = ["negotiation", *sys.argv[1:]]
import negotiation
try:
    if len(sys.argv) > 1:
        from negotiation.cli import main
        main()
except SystemExit as end:
    assert not end.code, end.code
print(sorted({"numba", "llvmlite", "scipy"} & set(sys.modules)), file=sys.stderr)
"""


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, without a cache folder given unless it is here."""
    own = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**own, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        ("solve", "--help"),
        ("estimate", "--help"),
        ("solve", "june_deadline", "--json"),
        ("solve", "june_deadline", "--concept", "nash_bargaining", "--json"),
    ],
    ids=" ".join,
)
def test_those_who_know_the_types_wait_for_no_compiler(arguments: tuple[str, ...]) -> None:
    done = python(IMPORTED, *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("given", [False, True])
def test_the_compilers_settings_are_as_they_were(given: bool, tmp_path: Path) -> None:
    code = f"""
import os, numba
before = numba.config.CACHE_DIR, dict(os.environ)
import {KERNELS}.moves
from negotiation.foundations import compiling
assert (numba.config.CACHE_DIR, dict(os.environ)) == before
print(compiling.kept_in({KERNEL}))
"""
    done = python(code, **({"NUMBA_CACHE_DIR": str(tmp_path)} if given else {}))
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path) == given


def test_a_folder_that_cannot_be_written_to_is_passed_over(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    free = tmp_path / "free" / "deeper"
    assert first_open([blocked / "inside", free, tmp_path / "never"]) == str(free)
    assert first_open([blocked / "inside", blocked]) == ""
    assert list(free.iterdir()) == []
    assert not (tmp_path / "never").exists()
    code = f"from negotiation.foundations import compiling; print(compiling.kept_in({KERNEL}))"
    done = python(code, NUMBA_CACHE_DIR=str(blocked / "inside"))
    assert done.returncode == 0, done.stderr
    assert "compiled-" in done.stdout
    assert str(tmp_path) not in done.stdout


def test_where_every_folder_is_read_only_loops_are_compiled_all_the_same() -> None:
    code = f"""
import tempfile
def shut(**_):
    raise OSError(30, "Read-only file system")
tempfile.TemporaryFile = shut
from {KERNELS}.answer import log_of_one_plus_exp
from negotiation.foundations import compiling
print(repr(compiling.kept_in({KERNEL})), round(log_of_one_plus_exp(0.0), 6))
"""
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["''", "0.693147"]


def test_a_changed_renamed_or_moved_source_is_compiled_anew(tmp_path: Path) -> None:
    one, other = tmp_path / "a" / "one.py", tmp_path / "b" / "other.py"
    found = []
    for first, second in (("x", "y"), ("x", "z"), ("y", "x"), ("", "xy")):
        for path, text in ((one, first), (other, second)):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        found.append(fingerprint_of([other, one], tmp_path))
    assert found[-1] == fingerprint_of([one, other], tmp_path)
    moved = shutil.move(other, one.with_name("other.py"))
    found.append(fingerprint_of([one, Path(moved)], tmp_path))
    assert len(set(found)) == len(found)


LOADED = """
import importlib, pathlib, sys, types
# The compiler is not needed to see who imports whom.
numba = types.ModuleType("numba")
numba.__version__, numba.config = "0", types.SimpleNamespace(CACHE_DIR="")
numba.types = types.SimpleNamespace(unliteral=None)
def njit(**options):
    def made(function):
        file = numba.core.caching.IndexDataCacheFile()
        kept = types.SimpleNamespace(_cache_file=file, save_overload=None)
        return types.SimpleNamespace(get_call_template=None, function=function, _cache=kept)
    return made
numba.njit = njit
numba.core = types.ModuleType("numba.core")
numba.core.event = types.ModuleType("numba.core.event")
numba.core.event.Listener, numba.core.event.register = object, lambda *_: None
numba.core.caching = types.ModuleType("numba.core.caching")
numba.core.caching.IndexDataCacheFile = type("IndexDataCacheFile", (), {})
parts = (numba, numba.core, numba.core.event, numba.core.caching)
sys.modules |= {part.__name__: part for part in parts}
from negotiation.foundations import compiling
package = pathlib.Path(compiling.__file__).parents[1]
for path in sorted(package.glob("*/*/kernels/[!_]*.py")):
    name = ".".join(("negotiation", *path.relative_to(package).with_suffix("").parts))
    before = set(sys.modules)
    importlib.import_module(name)
    ours = [new for new in set(sys.modules) - before if new.startswith("negotiation.")]
    files = {pathlib.Path(sys.modules[new].__file__) for new in ours}
    loaded = {file for file in files if file.name != "__init__.py"}
    sources = set(compiling.sources_of(path)) - {pathlib.Path(compiling.__file__)}
    assert loaded == sources, (name, sorted(loaded ^ sources))
    print(name, len(sources))
    for new in ours:
        if ".kernels." in new:
            del sys.modules[new]
"""


def test_all_that_a_kernel_loads_of_ours_counts() -> None:
    done = python(LOADED)
    assert done.returncode == 0, done.stderr
    counts = {name: int(count) for name, count in map(str.split, done.stdout.splitlines())}
    assert {name.split(".")[-3] for name in counts} == {"explicit", "signalling", "together"}
    assert max(counts.values()) > 10 > min(counts.values())


def test_a_file_that_no_kernel_imports_leaves_its_compiled_code_alone(tmp_path: Path) -> None:
    files = {
        "foundations/compiling.py": "import os\n",
        "rooms/kernels/one.py": "from ...foundations.compiling import compiled\n",
        "rooms/kernels/two.py": "if True:\n    from .one import x\n    from . import three\n",
        "rooms/kernels/three.py": "from .two import y\n",
        "rooms/kernels/four.py": "from .three import z\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    kernels = tmp_path / "rooms" / "kernels"
    found = {path.stem: [source.stem for source in sources_of(path)] for path in kernels.iterdir()}
    assert found["one"] == ["compiling", "one"]
    assert found["two"] == found["three"] == ["compiling", "one", "three", "two"]
    assert found["four"] == ["compiling", "four", "one", "three", "two"]


def test_constants_are_not_compiled_one_by_one(tmp_path: Path) -> None:
    code = f"""
import {KERNELS}.copying, numpy
from negotiation.foundations.compiling import compiled
from negotiation.foundations import compiling
compiling._places = lambda source: []
compiling.kept_in.cache_clear()
@compiled
def power(x, n):
    return x ** n
@compiled
def sum_of_powers(x):
    return power(x, 2) + power(x, 3) + power(n=5, x=x) + power(x, len((1, 2)))
assert sum_of_powers(2.0) == 4.0 + 8.0 + 32.0 + 4.0
print(len(power.signatures))
"""
    done = python(code, NUMBA_CACHE_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "1"


class TestCachesDoNotTravel:
    CACHE = Path("negotiation/equilibria/__pycache__/compiled-0/kernels_0")
    KEPT = ("answer.error-1.py311.nbi", "answer.error-1.py311.1.nbc")

    def test_the_wheel_holds_none(self, tmp_path: Path) -> None:
        pytest.importorskip("hatchling")
        assert python(f"import {KERNELS}.moves").returncode == 0
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = tmp_path.glob("*.whl")
        names = zipfile.ZipFile(wheel).namelist()
        assert "negotiation/foundations/compiling.py" in names
        assert [name for name in names if "__pycache__" in name or name.endswith("nbi")] == []
        assert self.checked(wheel).returncode == 0
        with zipfile.ZipFile(wheel, "a") as more:
            more.writestr(f"negotiation/kept/{self.KEPT[0]}", "")
        assert f"should not be there: negotiation/kept/{self.KEPT[0]}" in self.checked(wheel).stderr

    @staticmethod
    def checked(wheel: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ".ci/wheel.py", str(wheel)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    def test_git_does_not_see_them(self) -> None:
        if not (ROOT / ".git").exists():
            pytest.skip("not a checkout")
        for name in self.KEPT:
            ignored = ["git", "check-ignore", "--quiet", str(self.CACHE / name)]
            assert subprocess.run(ignored, cwd=ROOT, check=False).returncode == 0

    def test_make_clean_takes_them_away(self, tmp_path: Path) -> None:
        if shutil.which("make") is None:
            pytest.skip("no make")
        shutil.copy(ROOT / "Makefile", tmp_path)
        (tmp_path / self.CACHE).mkdir(parents=True)
        for name in self.KEPT:
            (tmp_path / self.CACHE / name).write_text("")
        subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "Makefile"]
        assert not (tmp_path / self.CACHE.parents[1]).exists()


FIRST_TIME = """
from negotiation.cli.console.guarding import guarded

@guarded
def command():
    from negotiation.equilibria.signalling.kernels.answer import log_of_one_plus_exp, log_sum
    assert log_of_one_plus_exp(0.0) > 0.0
    assert log_sum(0.0, 1.0) > 1.0

command()
"""


def test_a_command_says_once_that_it_compiles_and_then_no_more(tmp_path: Path) -> None:
    runs = [python(FIRST_TIME, NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2)]
    assert [run.stderr for run in runs] == ["Compiling loops, once: about a minute ...\n", ""]
    assert {run.stdout for run in runs} == {""}


def test_kept_code_that_is_damaged_is_compiled_again_and_mended(tmp_path: Path) -> None:
    code = f"""
import numba
from {KERNELS}.answer import log_of_one_plus_exp as f
print(round(f(0.0), 6), sum(f.stats.cache_hits.values()), sum(f.stats.cache_misses.values()))
"""

    def run() -> list[str]:
        done = python(code, NUMBA_CACHE_DIR=str(tmp_path))
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    assert run() == ["0.693147", "0", "1"]
    assert run() == ["0.693147", "1", "0"]
    kept = [path for path in tmp_path.rglob("*") if path.suffix in {".nbi", ".nbc"}]
    assert {path.suffix for path in kept} == {".nbi", ".nbc"}
    for path in kept:
        whole = path.read_bytes()
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        for damaged in (b"", b"x", whole[:-1], whole[:middle], whole + b"x", flipped):
            path.write_bytes(damaged)
            assert run() == ["0.693147", "0", "1"], (path.name, len(damaged))
            assert run() == ["0.693147", "1", "0"]
