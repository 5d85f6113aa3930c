"""A profile comes back from its file as it was, and only for its own game."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling import saving
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.signalling.saving import load_profile, save_profile
from negotiation.equilibria.signalling.selections import all_selections
from negotiation.foundations.errors import NegotiationError
from negotiation.game.stages import StageKind
from tests.generators import random_game


@pytest.mark.parametrize("which", [None, 0, 3])
def test_a_loaded_profile_plays_as_the_saved_one(tmp_path: Path, which: int | None) -> None:
    game = random_game(7, types=(2, 2), rounds=2, packages=5)
    selection = None if which is None else all_selections(game)[which]
    saved = Logit(3.0, 9, 4, selection=selection).profile(game)
    path = tmp_path / "profile.npz"
    save_profile(saved, path)
    kept = load_profile(path, game)
    assert (kept.concept, kept.notes) == ("logit", ())
    loaded = kept.profile
    assert dict(loaded.settings) == dict(saved.settings)
    assert loaded.residual == saved.residual
    assert (loaded.tally.counts == saved.tally.counts).all()
    assert (loaded.value() == saved.value()).all()
    np.testing.assert_array_equal(reach_of(loaded).parts, reach_of(saved).parts)
    beliefs = np.random.default_rng(0).random((5, 2))
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.CHANCE:
            continue
        states = np.full(5, game.initial_state) if t == 0 else np.zeros(5, dtype=np.int64)
        try:
            one = saved.mixed_actions(t, states, beliefs)
        except NegotiationError:
            continue
        np.testing.assert_array_equal(loaded.mixed_actions(t, states, beliefs), one)
    again = tmp_path / "again.npz"
    save_profile(loaded, again)
    assert again.read_bytes() == path.read_bytes()


def test_other_files_and_other_games_are_refused(tmp_path: Path) -> None:
    game, other = random_game(7, rounds=2, packages=3), random_game(8, rounds=2, packages=3)
    path = tmp_path / "profile.npz"
    save_profile(Logit(2.0, 5, 3).profile(game), path)
    with pytest.raises(NegotiationError, match="another game"):
        load_profile(path, other)
    whole = path.read_bytes()
    for broken in (b"", b"no archive", whole[:200], whole[: len(whole) // 2]):
        (tmp_path / "broken.npz").write_bytes(broken)
        with pytest.raises(NegotiationError, match="not a whole saved profile"):
            load_profile(tmp_path / "broken.npz", game)
    np.savez(tmp_path / "foreign.npz", header=np.frombuffer(b'{"kind": "x"}', dtype=np.uint8))
    with pytest.raises(NegotiationError, match="holds 'x'"):
        load_profile(tmp_path / "foreign.npz", game)
    with pytest.raises(NegotiationError, match="no file"):
        load_profile(tmp_path / "missing.npz", game)


def _altered(path: Path, **changed: object) -> None:
    """Change the header, or an array, of a saved profile."""
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files}
    header = json.loads(bytes(arrays["header"]).decode())
    for name, value in changed.items():
        if name in header:
            header[name] = value
        else:
            arrays[name] = np.asarray(value)
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez_compressed(path, **arrays)


@pytest.mark.parametrize(
    "changed",
    [
        {"precision": -1.0},
        {"precision": 5.0},
        {"nodes": [0, 0]},
        {"packages": [0]},
        {"counts": [1]},
        {"seal": [1, 2, 3]},
    ],
    ids=str,
)
def test_an_altered_file_is_no_equilibrium(tmp_path: Path, changed: dict[str, object]) -> None:
    game, path = random_game(5), tmp_path / "kept.npz"
    save_profile(Logit(2.0, 5, 3).profile(game), path)
    _altered(path, **changed)
    with pytest.raises(NegotiationError, match="not a whole saved profile"):
        load_profile(path, game)


def test_arrays_of_others_are_refused(tmp_path: Path) -> None:
    game, path = random_game(5), tmp_path / "other.npz"
    for arrays in ({"header": np.array([1, 2])}, {"x": np.zeros(3)}):
        np.savez(path, **arrays)
        with pytest.raises(NegotiationError, match="not a whole saved profile"):
            load_profile(path, game)
    np.save(tmp_path / "plain.npy", np.zeros(3))
    with pytest.raises(NegotiationError, match="not a whole saved profile"):
        load_profile(tmp_path / "plain.npy", game)


GAME = random_game(7, types=(2, 2), rounds=1, packages=3)


def resealed(
    whole: Path, path: Path, changed: Mapping[str, object], removed: Collection[str] = ()
) -> None:
    """Write a saved profile whose header was changed, sealed as if it had been saved so.

    A name in the header may be of something inside, as ``selected.reason``.
    """
    with np.load(whole) as archive:
        arrays = {name: archive[name] for name in archive.files if name != "seal"}
    header = json.loads(bytes(arrays["header"]).decode())
    for place, value in changed.items():
        *outer, name = place.split(".")
        inner = header
        for step in outer:
            inner = inner[step]
        inner[name] = value
    for name in removed:
        del header[name]
    arrays["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez(path, **arrays, seal=saving._seal(arrays))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "profile.npz"
    save_profile(Logit(3.0, 7, 3).by_stages(GAME), path)
    return path


@pytest.mark.parametrize(
    "change",
    [
        {"precision": None},
        {"precision": "nan"},
        {"precision": -1.0},
        {"nodes": [10**9, 3]},
        {"nodes": [6, 6]},
        {"nodes": 9},
        {"selected": {"is_principal": True}},
        {"residual": None},
        {"residual": "nan"},
        {"menu_error_busd": None},
        {"notes": 3},
        {"game_fingerprint": 3},
        {"selection": []},
    ],
)
def test_a_header_that_was_made_up_is_refused_in_words(
    tmp_path: Path, whole: Path, change: dict[str, object]
) -> None:
    resealed(whole, tmp_path / "profile.npz", change)
    with pytest.raises(NegotiationError, match="solve"):
        load_profile(tmp_path / "profile.npz", GAME)


ROOTS = {
    "round": "R1",
    "date": "2025-06-01",
    "stage": "move",
    "public_state": "",
    "beliefs": [0.5, 0.5],
    "chance": 0.25,
}
JUNK: tuple[object, ...] = (
    float("nan"),
    float("inf"),
    -1.0,
    1e300,
    10**400,
    True,
    "yes",
    "",
    None,
    [],
    [None],
    ["7", "7"],
    [7.0, 7.0],
    [True, True],
    {},
    *([ROOTS | {name: junk}] for name in ROOTS for junk in (None, float("nan"), "2025", True)),
    [{**ROOTS, "more": 1}],
)
NAMED = tuple([ROOTS | {name: "2025"}] for name in ("round", "stage", "public_state"))
MEANT: dict[str, tuple[object, ...]] = {
    "precision": (),
    "nodes": (),
    "selection": (),
    "selected": (),
    "selected.is_principal": (True,),
    "selected.reason": ("yes",),
    "selected.several": ([], *NAMED),
    "residual": (1e300,),
    "menu_error_busd": (1e300,),
    "concept": ("yes",),
    "notes": ([], ["7", "7"]),
}
"""What of the junk a header may well say, by place."""
OTHER_WORDS = ("selection 'yes'", "menu_error_busd None")
"""What is of the right kind, and refused for this game."""


@pytest.mark.parametrize("place", MEANT)
def test_whatever_a_header_says_is_read_or_refused_by_its_place(
    tmp_path: Path, whole: Path, place: str
) -> None:
    path, meant = tmp_path / "profile.npz", [*map(repr, MEANT[place])]
    for junk in JUNK:
        resealed(whole, path, {place: junk})
        if repr(junk) in meant:
            assert load_profile(path, GAME).profile.value().shape == (2, 2, 2)
            continue
        other = f"{place} {junk!r}" in OTHER_WORDS
        said = rf"header says {place}(\.is_principal)? = "
        words = "not a whole saved profile; solve|does not fit" if other else said
        with pytest.raises(NegotiationError, match=words):
            load_profile(path, GAME)
    resealed(whole, path, {}, [place.partition(".")[0]])
    with pytest.raises(NegotiationError, match="its header says"):
        load_profile(path, GAME)


@pytest.mark.parametrize("change", ["shape", "kind", "stage", "state"])
def test_roots_to_go_on_from_that_were_made_up_are_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "profile.npz"
    save_profile(Logit(3.0, 7, 3).profile(GAME), path)
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files if name != "seal"}
    place = next(name for name in arrays if name.startswith("moves"))
    roots = arrays.pop(place)
    _, t, s = place.split()
    if change == "shape":
        arrays[place] = roots[:, :-1]
    elif change == "kind":
        arrays[place] = roots.astype(np.float32)
    else:
        arrays[f"moves {t} 999" if change == "state" else f"moves -1 {s}"] = roots
    np.savez(path, **arrays, seal=saving._seal(arrays))
    with pytest.raises(NegotiationError, match="not a whole saved profile"):
        load_profile(path, GAME)


@pytest.mark.parametrize(
    "change",
    [
        "no values",
        "not finite",
        "packages",
        "negative",
        "twice",
        "none",
        "one-dimensional",
        "complex",
        "float16",
        "counts",
    ],
)
def test_tables_that_were_made_up_are_refused_in_words(tmp_path: Path, change: str) -> None:
    game = random_game(7, types=(2, 2), rounds=1, packages=3)
    path = tmp_path / "profile.npz"
    save_profile(Logit(3.0, 7, 3).by_stages(game), path)
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files if name != "seal"}
    if change == "no values":
        del arrays["values"]
    elif change == "not finite":
        arrays["values"] = arrays["values"] * np.nan
    elif change in {"complex", "float16"}:
        arrays["values"] = arrays["values"].astype(change)
    elif change == "counts":
        arrays["counts"] = arrays["counts"][:1]
    elif change in {"packages", "negative"}:
        arrays["packages"] = arrays["packages"] + (9999 if change == "packages" else -3)
    elif change == "twice":
        arrays["packages"] = np.repeat(arrays["packages"][:1], 3)
    elif change == "none":
        arrays["packages"] = arrays["packages"][:0]
    else:
        arrays["values"] = arrays["values"].ravel()
    np.savez(path, **arrays, seal=saving._seal(arrays))
    with pytest.raises(NegotiationError, match="solve"):
        load_profile(path, game)
