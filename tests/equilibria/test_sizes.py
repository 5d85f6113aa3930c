"""Files that unpack to more than any memory, grids that no machine holds: told before the work."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling import saving, sizes
from negotiation.equilibria.signalling.saving import load_profile, save_profile
from negotiation.foundations.cores import memory
from negotiation.foundations.errors import NegotiationError
from negotiation.testing.random_games import random_game

GAME = random_game(7, types=(2, 2), rounds=1, packages=3)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "profile.npz"
    save_profile(Logit(3.0, 7, 3).profile(GAME), path)
    return path


def bomb(whole: Path, path: Path, name: str, megabytes: int) -> None:
    """Write a saved profile one of whose arrays is zeros without end, small on disk."""
    start = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        start, {"descr": "<f8", "fortran_order": False, "shape": (megabytes * 125_000,)}
    )
    with (
        zipfile.ZipFile(whole) as kept,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for one in kept.infolist():
            if one.filename != f"{name}.npy":
                made.writestr(one, kept.read(one))
        with made.open(f"{name}.npy", "w") as file:
            file.write(start.getvalue())
            for _ in range(megabytes):
                file.write(bytes(1_000_000))


@pytest.mark.parametrize("name", ["header", "values", "counts", "moves 0 0", "seal", "more"])
def test_an_array_that_unpacks_to_more_than_there_can_be_is_never_read(
    tmp_path: Path, whole: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = tmp_path / "bomb.npz", []
    bomb(whole, path, name, 40)
    assert path.stat().st_size < 200_000
    real = np.lib.format.read_array

    def told(*args: object, **named: object) -> object:
        found = real(*args, **named)  # type: ignore[arg-type]
        read.append(found.nbytes)
        return found

    monkeypatch.setattr("numpy.lib.format.read_array", told)
    with pytest.raises(NegotiationError, match=rf"not a whole saved profile \(its array '{name}'"):
        load_profile(path, GAME)
    assert sum(read) < 100_000


def test_a_whole_file_is_read_as_before(whole: Path) -> None:
    assert load_profile(whole, GAME).profile.value().shape == (2, 2, 2)


@pytest.mark.parametrize("nodes", [[10**9, 3], [7, 10**9], [0, 7], [2003, 2003]])
def test_nodes_that_no_grid_has(tmp_path: Path, whole: Path, nodes: list[int]) -> None:
    with np.load(whole) as archive:
        arrays = {name: archive[name] for name in archive.files if name != "seal"}
    header = json.loads(bytes(arrays["header"]).decode()) | {"nodes": nodes}
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez(tmp_path / "made.npz", **arrays, seal=saving._seal(arrays))
    with pytest.raises(NegotiationError, match=r"header says nodes = .*from 1 to 2001"):
        load_profile(tmp_path / "made.npz", GAME)


def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match="cannot be read: Is a directory"):
        load_profile(tmp_path, GAME)


def test_a_grid_that_no_memory_holds_is_told_before_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert memory() > 10**8
    needed = sizes.bytes_of_values(GAME, (101, 101))
    monkeypatch.setattr(sizes, "memory", lambda: needed - 1)
    with pytest.raises(
        NegotiationError, match=r"on 101 nodes of each belief needs .* GB .* try --grid 71$"
    ):
        Logit(2.0, 101, method="beliefs").by_stages(GAME)
    monkeypatch.setattr(sizes, "memory", lambda: 0)  # a system that does not tell
    sizes.check_memory(GAME, 2001)
