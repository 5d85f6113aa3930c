"""Every number of a scenario names a source, and every source is in the bibliography."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from negotiation.scenario.bibliography import Reference, damage, references
from tests.architecture.reading import CHECKOUT, shown

SCENARIOS = CHECKOUT / "scenarios"
BIBLIOGRAPHY = SCENARIOS / "REFERENCES.bib"


def keys(bibliography: str) -> list[str]:
    """Return the keys of a BibTeX file, in its order."""
    return re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", bibliography, flags=re.MULTILINE)


def cited(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the place and the key of each ``source`` in a parsed scenario."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "source":
                for source in value if isinstance(value, list) else [value]:
                    yield path, str(source)
            else:
                yield from cited(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from cited(value, f"{path}[{n}]")


UNDATED = {"assumption", "counterfactual"}
"""Sources that carry no news."""


def badly_dated(entries: Iterable[Reference]) -> list[str]:
    """Return the entries without a day, month or year of publication, or with two years."""
    return [
        entry.key
        for entry in entries
        if entry.key not in UNDATED
        and not (
            entry.public_since
            and re.fullmatch(r"(\d{4})(-\d\d){0,2}", entry.fields.get("date", ""))
            and entry.fields["date"][:4] == entry.fields.get("year")
        )
    ]


def uncited(paths: list[Path], known: list[str]) -> list[str]:
    used = {
        key for path in paths for _, key in cited(tomllib.loads(path.read_text(encoding="utf-8")))
    }
    return [key for key in known if key not in used]


def unknown_sources(paths: list[Path], known: set[str]) -> list[str]:
    return [
        f"{shown(path)}: {place}: {key!r} is not in the bibliography"
        for path in paths
        for place, key in cited(tomllib.loads(path.read_text(encoding="utf-8")))
        if key not in known
    ]


@pytest.fixture(scope="module")
def known() -> list[str]:
    return keys(BIBLIOGRAPHY.read_text(encoding="utf-8"))


def test_every_source_of_every_scenario_is_in_the_bibliography(known: list[str]) -> None:
    assert unknown_sources(sorted(SCENARIOS.glob("*.toml")), set(known)) == []


def test_keys_are_unique(known: list[str]) -> None:
    assert [key for key, count in Counter(known).items() if count > 1] == []


def test_every_reference_says_since_when_it_is_public() -> None:
    assert badly_dated(references([SCENARIOS]).values()) == []


def test_every_entry_can_be_read(known: list[str]) -> None:
    assert damage([BIBLIOGRAPHY]) == ()
    assert set(known) <= set(references([SCENARIOS]))


def test_every_reference_is_cited_by_some_scenario(known: list[str]) -> None:
    assert uncited(sorted(SCENARIOS.glob("*.toml")), known) == []


class TestTheCheckerCanFail:
    def test_there_is_something_to_check(self, known: list[str]) -> None:
        base = tomllib.loads((SCENARIOS / "june_deadline.toml").read_text(encoding="utf-8"))
        assert len(list(cited(base))) > 50
        assert len(known) > 10

    def test_an_unknown_source_is_found(self, tmp_path: Path) -> None:
        path = tmp_path / "x.toml"
        path.write_text(
            'a = { value = 1, source = "known" }\n'
            'b = { value = 1, source = ["known", "lost"] }\n'
            '[[sectors]]\nc = { value = 1, source = "missing" }\n',
            encoding="utf-8",
        )
        known = set(keys("@book{known,\n title = {T}}\n @article{ other , x}"))
        found = [line.split(": ", 1)[1] for line in unknown_sources([path], known)]
        assert found == [
            "b: 'lost' is not in the bibliography",
            "sectors[0].c: 'missing' is not in the bibliography",
        ]

    def test_an_undated_reference_is_found(self) -> None:
        entries = {
            "assumption": {"title": "T"},
            "good": {"year": "2025", "date": "2025-05-06"},
            "month": {"year": "2025", "date": "2025-05"},
            "undated": {"year": "2025"},
            "two_years": {"year": "2024", "date": "2025"},
            "no_such_day": {"year": "2025", "date": "2025-02-30"},
        }
        read = [Reference(key=key, fields=fields) for key, fields in entries.items()]
        assert badly_dated(read) == ["undated", "two_years", "no_such_day"]

    def test_a_reference_that_nobody_cites_is_found(self, tmp_path: Path) -> None:
        path = tmp_path / "x.toml"
        path.write_text('a = { value = 1, source = ["known", "seen"] }\n', encoding="utf-8")
        assert uncited([path], ["seen", "forgotten", "known"]) == ["forgotten"]
