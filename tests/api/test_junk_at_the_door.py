"""Whatever is handed to a public function: an answer, or an error in words. Nothing else."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation as ng

OURS = str(Path(ng.__file__).parent)
JUNK: dict[str, object] = {
    "nothing": None,
    "true": True,
    "a number": 3,
    "a negative number": -1,
    "a fraction": 7.9,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**40,
    "a number of NumPy's": np.float64(2.5),
    "an array": np.arange(3.0),
    "a generator": np.random.default_rng(7),
    "an empty text": "",
    "a text": "nobody",
    "a digit": "7",
    "a null character": "\0",
    "a long text": "x" * 5000,
    "bytes": b"june_deadline",
    "a list": [7, 8],
    "a mapping": {"us": 3},
    "a mapping by number": {3: "us"},
    "a class": int,
    "a function": len,
    "an object": object(),
    "a folder": Path("/"),
}
USUAL: dict[str, tuple[Callable[..., object], Mapping[str, object]]] = {
    "solve": (ng.solve, {"talks": "uk_may_2025", "concept": "nobody", "types": {"us": "nobody"}}),
    "run": (
        ng.run,
        {
            "scenario": "nowhere",
            "seed": -1,
            "types": {"us": "nobody"},
            "strategies": {"us": "nobody"},
            "concepts": ["nobody"],
            "settings": {"logit": {"precision": -1.0}},
        },
    ),
    "play": (
        ng.play,
        {
            "talks": "nowhere",
            "strategies": {"us": "nobody"},
            "matches": 0,
            "seed": -1,
            "first": -1,
            "types": {"us": "nobody"},
            "settings": {"logit": 3},
        },
    ),
    "tournament": (
        ng.tournament,
        {
            "scenario": "nowhere",
            "strategies": ["nobody"],
            "matches": 0,
            "seed": -1,
            "workers": 0,
            "folder": "\0",
            "settings": {"logit": 3},
        },
    ),
    "check": (ng.check, {"strategy": "nobody", "examples": 0, "seed": -1, "seconds": 0}),
    "estimate": (
        ng.estimate,
        {
            "talks": "nowhere",
            "matches": "nowhere.jsonl",
            "players": ["nobody"],
            "strategies": ["nobody"],
            "grid": 4,
            "offers": 0,
            "bounds": (0, 0),
            "points": 0,
            "branches": 0,
        },
    ),
    "draw": (ng.draw, {"result": None, "picture": "nobody", "out": "x.nothing"}),
    "experiment": (ng.experiment, {"name": "nobody", "fast": 3, "folder": "\0"}),
    "available": (ng.available, {"what": "nobody"}),
    "extend": (ng.extend, {"file": "nowhere.py"}),
    "load": (ng.load, {"name": "nowhere"}),
    "compile_game": (ng.compile_game, {"scenario": "nowhere"}),
    "drawn": (ng.drawn, {"scenario": "nowhere", "seed": -1, "draw": -1, "law": "nobody"}),
    "read_result": (ng.read_result, {"path": "nowhere.json"}),
    "save_result": (ng.save_result, {"result": None, "path": "\0"}),
}
"""By function, arguments that are all wrong: whatever one of them becomes, the call must fail."""
PLACES = [(name, one) for name, (_, given) in USUAL.items() for one in given]


def in_words(error: BaseException) -> bool:
    """Return whether an error was raised by this package on purpose."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return last.filename.startswith(OURS) and "raise" in (last.line or "raise")


def failure(call: Callable[..., object], given: Mapping[str, object]) -> BaseException | None:
    try:
        call(**given)
    except BaseException as error:
        return error
    return None


@pytest.mark.parametrize(("name", "place"), PLACES, ids=map("-".join, PLACES))
def test_junk_is_refused_in_words(name: str, place: str) -> None:
    call, usual = USUAL[name]
    for what, junk in JUNK.items():
        error = failure(call, {**usual, place: junk})
        if len(usual) > 1 or place == "what":  # the other arguments are wrong as well
            assert error is not None, f"{place} = {what} is taken"
        if error is None:
            continue
        assert isinstance(error, ng.NegotiationError | TypeError), f"{what}: {error!r}"
        assert not isinstance(error, TypeError) or in_words(error), f"{what}: {error!r}"
        assert len(str(error)) > 10, f"{what}: {error}"


@pytest.mark.parametrize("seed", [-1, 7.9, True, "7", None, [7, 8], 2**63, float("nan")])
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    for call in (ng.play, ng.run, ng.tournament):
        with pytest.raises(ng.NegotiationError, match="the seed must be a whole number from 0 to"):
            call("uk_may_2025", seed=seed)


def test_whole_numbers_of_numpy_are_whole_numbers() -> None:
    seats = {"us": "boulware", "uk": "conceder"}
    [ours] = ng.play("uk_may_2025", seats, seed=7)
    [theirs] = ng.play("uk_may_2025", seats, seed=np.int64(7), matches=np.int32(1))  # type: ignore[arg-type]
    assert ours == theirs
    assert type(theirs.receipt.seed) is int


@pytest.mark.parametrize("matches", [2.5, 0, -3, "2", None, True, 10**9])
def test_matches_are_a_whole_number(matches: Any) -> None:
    for call in (ng.play, ng.tournament):
        with pytest.raises(ng.NegotiationError, match="matches must be a whole number from"):
            call("uk_may_2025", matches=matches)
