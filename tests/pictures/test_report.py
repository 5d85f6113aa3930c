"""The report of a run: one page that loads nothing, with all its pictures in reading order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from negotiation.api.draw import pictures_of
from negotiation.cli.console.reporting import write_report
from negotiation.cli.picture import command
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing.report import in_order, report
from negotiation.results.storage import save
from tests.pictures.example_map import example_map
from tests.pictures.example_run import example_run
from tests.pictures.test_saving import HOSTILE, Reader

ANSWER = ["Asked: who gains?", f"Answer: nobody, see `negotiation solve`; {HOSTILE}"]
RUN = example_run()


@cache
def page() -> str:
    pictures = {name: one for name, one in pictures_of(RUN).items() if not one.lacks(RUN)}
    return report(RUN, pictures, ANSWER)


def read() -> Reader:
    reader = Reader()
    reader.feed(page())
    return reader


def test_it_loads_nothing_and_leads_only_to_places_of_its_own() -> None:
    reader = read()
    assert not {"script", "link", "iframe", "img", "object"} & set(reader.tags)
    assert "url(" not in page().replace("url(#", "")
    assert "@import" not in page()
    places = set(re.findall(r'\bid="([^"]+)"', page()))
    assert reader.loads
    assert all(load.startswith("#") and load[1:] in places for load in reader.loads)
    assert set(re.findall(r"url\(#([^)]+)\)", page())) <= places


def test_no_name_of_a_part_is_given_twice() -> None:
    counts = Counter(re.findall(r'\bid="([^"]+)"', page()))
    assert [name for name, count in counts.items() if count > 1] == []


def test_the_answer_comes_first_then_the_pictures_then_the_receipt() -> None:
    text = page()
    order = [
        text.index(words) for words in ("who gains?", "<svg", RUN.record.receipt.game_fingerprint)
    ]
    assert order == sorted(order)
    assert text.count("<svg") == len(pictures_of(RUN))
    names = re.findall(r'<section id="(\w+)">', text)
    assert names == list(in_order(pictures_of(RUN)))
    assert names.index("deal_date") < names.index("payoff_plane") < names.index("timeline")
    for picture in pictures_of(RUN).values():
        assert picture.caption(RUN)[:60].replace("'", "&#x27;") in text


def test_words_of_others_are_words_and_commands_stand_out() -> None:
    assert "<code>negotiation solve</code>" in page()
    assert any("evil.example" in words for words in read().words)


def test_only_a_run_has_a_report(tmp_path: Path) -> None:
    save(example_map(), tmp_path / "map.json")
    with pytest.raises(NegotiationError, match=r"--report: .* holds no run"):
        command(tmp_path / "map.json", report=True)


def test_without_the_scenario_as_it_was_run_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match="no report: the scenario of this run, example,"):
        write_report(RUN, tmp_path)
    other = replace(RUN, scenario="uk_may_2025")
    with pytest.raises(NegotiationError, match="has been changed since this run"):
        write_report(other, tmp_path)
    assert list(tmp_path.iterdir()) == []
