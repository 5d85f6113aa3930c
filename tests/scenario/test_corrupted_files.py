"""Whatever is broken in a scenario file, the answer names the place and is never a traceback.

Leaves of the base file are deleted or overwritten one at a time, and its text is mutilated at
random. What comes out is a scenario or an error that a user can mend.
"""

from __future__ import annotations

import copy
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.compile import compile_game
from negotiation.scenario.library import find
from negotiation.scenario.loading import load
from tests.scenario.conftest import Tree, write_toml

LAWS = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

ELSEWHERE = (
    # A change in one place can be noticed only where it is used.
    ("partner.id", "rounds"),
    ("first_day", "rounds"),
    ("issues", "pause"),
    ("issues", "queue"),
    ("issues", "programme"),
    ("issues.car_tariff", "sectors"),
    ("issues.country_tariff", "sectors"),
    ("issues.steel_tariff", "sectors"),
    ("programme.departures", "queue.rates"),
    ("market.levels", "market.initial"),
    ("card.postures", "card.initial"),
    ("card.available_from", "card.available_until"),
    ("us.postures", "us.initial_posture"),
    ("sectors", "issues"),
    ("rounds", "horizon"),
    ("rounds", "calendar"),
    ("rounds", "window_ends"),
)


def leaves(tree: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the path of every leaf, and of every table on the way."""
    items: list[tuple[str, Any]] = []
    if isinstance(tree, dict):
        items = list(tree.items())
    elif isinstance(tree, list) and tree and isinstance(tree[0], dict):
        items = [(str(n), item) for n, item in enumerate(tree, 1)]
    found = [path] if path else []
    for key, item in items:
        found += leaves(item, (*path, key))
    return found


def parent(tree: Tree, path: tuple[str, ...]) -> Any:
    """Return the table that holds a leaf."""
    table: Any = tree
    for key in path[:-1]:
        table = table[int(key) - 1] if isinstance(table, list) else table[key]
    return table


def names_the_place(error: NegotiationError, path: tuple[str, ...]) -> bool:
    """Return whether an error points to a place, to a table around it or to where it is used."""
    assert isinstance(error, ProblemsFound)
    places = [p.where.split(": ", 1)[1] for p in error.problems]
    wanted = [".".join(path[:n]) for n in range(1, len(path) + 1)]
    wanted += [use for known, use in ELSEWHERE if known in wanted]
    return any(place.startswith(prefix) for place in places for prefix in wanted)


def complaint(name: str) -> NegotiationError | None:
    """Return the error that a file gives, or nothing if it compiles."""
    try:
        compile_game(load(name))
    except NegotiationError as error:
        return error
    return None


def outcome(tree: Tree, path: tuple[str, ...]) -> None:
    """Load a broken tree: it compiles, or the error names the place."""
    with tempfile.TemporaryDirectory() as folder:
        error = complaint(write_toml(tree, Path(folder) / "broken.toml"))
    assert error is None or names_the_place(error, path), str(error)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8),
    st.just(date(2020, 1, 1)),
    st.lists(st.one_of(st.integers(), st.text("ab", max_size=3)), max_size=3),
    st.dictionaries(st.sampled_from(["value", "like", "", "x"]), st.integers(), max_size=2),
)


@LAWS
@given(where=st.integers(0, 10**6), junk=JUNK)
def test_a_leaf_deleted_or_overwritten(base_tree: Tree, where: int, junk: Any) -> None:
    paths = leaves(base_tree)
    path = paths[where % len(paths)]
    tree = copy.deepcopy(base_tree)
    table = parent(tree, path)
    key: Any = int(path[-1]) - 1 if isinstance(table, list) else path[-1]
    if junk is None:
        del table[key]
    else:
        table[key] = junk
    outcome(tree, path)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_every_table_emptied_or_deleted(base_tree: Tree, depth: int) -> None:
    for path in (p for p in leaves(base_tree) if len(p) == depth):
        for emptied in (False, True) if depth < 3 else (False,):
            tree = copy.deepcopy(base_tree)
            table = parent(tree, path)
            key: Any = int(path[-1]) - 1 if isinstance(table, list) else path[-1]
            if not emptied:
                del table[key]
            elif isinstance(table[key], dict):
                table[key] = {}
            else:
                continue
            outcome(tree, path)


TEXT = find("june_deadline").read_text(encoding="utf-8")


@LAWS
@given(
    start=st.integers(0, len(TEXT)),
    length=st.integers(0, 40),
    insert=st.text(st.sampled_from("abz019.-+_=[]{}\"'#,: \n\t\0\u00e9\u65e5"), max_size=6),
)
def test_text_mutilated_at_random(start: int, length: int, insert: str) -> None:
    text = TEXT[:start] + insert + TEXT[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutilated.toml"
        path.write_text(text, encoding="utf-8")
        error = complaint(str(path))
    assert error is None or "mutilated.toml" in str(error)


@LAWS
@given(st.binary(max_size=60))
def test_any_bytes_at_all(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bytes.toml"
        path.write_bytes(content)
        with pytest.raises(NegotiationError, match=r"bytes\.toml"):
            load(str(path))
