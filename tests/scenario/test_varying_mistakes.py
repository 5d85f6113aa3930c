"""Mistakes in changes from Python: all told at once, in words, at their keys; and any junk."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario
from tests.scenario.test_varying import IMPACT, MANY


@pytest.fixture(scope="module")
def base() -> Scenario:
    """Return the base scenario."""
    return load("june_deadline")


LEAST = f"{load('june_deadline').key_to_number[IMPACT].low:g}"
MISTAKES: list[tuple[str, Any, str]] = [
    ("market.yeild_impact", 0.05, r"unknown key; try: 'market.yield_impact'"),
    ("markt.yield_impact", 0.05, r"unknown key; try: 'market.yield_impact'"),
    ("yield_impact", 0.05, r"unknown key; try: 'market.yield_impact'"),
    ("us.types.sensitve.prior", 0.5, r"unknown key; try: 'us.types.sensitive.prior'"),
    ("issues.rice.sector", "x", r"unknown key"),
    ("rounds.99.day", date(2025, 6, 1), "unknown key"),
    ("rounds.9.day", date(2025, 6, 1), "dates out of order .*a day after 2025-07-22"),
    ("", 1, "unknown key"),
    ("inherits", "retaliation", "unknown key"),
    (IMPACT + ".value.value", 1.0, "unknown key"),
    (
        IMPACT,
        1.5,
        rf"outside its range \(value: 1.5\); allowed: {LEAST} to 1; try: .*\[{LEAST}, 1.5\]",
    ),
    (IMPACT, 20, r"impossible value \(value: 20\); allowed: at least 0 and at most 10"),
    (IMPACT, float("nan"), r"not a number \(value: nan\); allowed: a number"),
    (IMPACT, float("inf"), r"not a number \(value: inf\); allowed: a number"),
    (IMPACT, True, r"not a number \(value: True\); allowed: a number"),
    (IMPACT, "0.05", r"not a number \(value: '0.05'\); allowed: a number"),
    (IMPACT, [0.05], r"not a number \(value: \[0.05\]\)"),
    (IMPACT, None, "wrong kind of value: NoneType; allowed: a number, true or false"),
    (IMPACT, 1 + 0j, "wrong kind of value: complex"),
    (IMPACT, 10**400, "too large to reckon with"),
    (IMPACT, {"value": 2.0, "range": [0, 2]}, "without a source of its own"),
    (IMPACT, {"value": 0.5, "vale": 1}, "unknown key 'vale'; try: 'value'"),
    (IMPACT, {"value": 0.5, "source": "me", "range": [0, 1]}, "source not in REFERENCES.bib"),
    ("issues.investment.levels", 550, "not a list of numbers"),
    ("issues.investment.levels", [], "not a list of numbers"),
    ("issues.investment.levels", [0, "x"], "not a number"),
    ("issues.investment.levels", [0, 400, 400], "a level twice"),
    ("issues.investment.levels", [[0, 1], [2, 3]], "not a number"),
    ("card.in_play", 1, "wrong kind of value .*true or false"),
    ("us.postures.holding.rung", 2.0, "wrong kind of value .*a whole number"),
    ("card.available_from", "2025-05-20", "wrong kind of value .*a date"),
    ("card.available_from", datetime(2025, 5, 20, 12), "wrong kind of value .*a date"),
    ("market.initial", 3, "wrong kind of value .*a text"),
    ("market.initial", "stresed", "no such level .*'stressed'"),
    ("title", "\ud800", "no Unicode"),
    ("market", 3, "wrong kind of value .*a table"),
    ("market", {4: 0.5}, "not a key, but of the kind int"),
    ("us.types.tolerant.prior", 0.5, "do not give.*1 less those of the other types"),
    ("sectors.cars.rate_in_force", 0.2, "do not give.*the first level of the issue that sets it"),
    ("queue.rates.country_tariff", 15, "impossible value .*at most 2; try: 0.15, if 15 % is meant"),
    ("pause.rates.rice", 0.24, "unknown key; try: "),
    (
        "issues.steel_tariff.sectors",
        ["steel", "cars"],
        "set by car_tariff already .*each sector in one tariff issue",
    ),
    (
        "issues.country_tariff.sectors",
        ["machinery", "electronics", "farm", "energy"],
        r"june_deadline.toml: sectors.other.rate_in_force: missing",
    ),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("key", "value", "words"), MISTAKES)
    def test_in_words_at_its_place(self, base: Scenario, key: str, value: Any, words: str) -> None:
        with pytest.raises(ProblemsFound, match=words) as caught:
            base.vary({key: value})
        assert str(caught.value).startswith("1 problem in the changes to june_deadline:")
        [problem] = caught.value.problems
        assert problem.where.startswith("changes") or "june_deadline.toml" in words

    def test_everything_at_once(self, base: Scenario) -> None:
        wrong = {key: value for key, value, _ in MISTAKES if key.count(".") == 1}
        with pytest.raises(ProblemsFound) as caught:
            base.vary(MANY | wrong)
        assert len(caught.value.problems) == len(wrong)
        lines = str(caught.value).splitlines()[1:]
        assert [line.split(".")[0] for line in lines] == [str(n + 1) for n in range(len(wrong))]

    def test_what_is_no_mapping(self, base: Scenario) -> None:
        with pytest.raises(TypeError, match="a mapping of keys to values, not a list"):
            base.vary([(IMPACT, 0.05)])  # type: ignore[arg-type]

    def test_a_key_that_is_no_text(self, base: Scenario) -> None:
        with pytest.raises(ProblemsFound, match="not a key, but of the kind int"):
            base.vary({4: 0.5})  # type: ignore[dict-item]

    def test_a_value_without_end(self, base: Scenario) -> None:
        endless: list[Any] = []
        endless.append(endless)
        with pytest.raises(ProblemsFound, match="too deep inside each other"):
            base.vary({"market.initial": endless})

    def test_contents_that_contradict_the_text_cannot_be_made(self, base: Scenario) -> None:
        market = dataclasses.replace(base.contents.market, yield_impact=0.5)
        contents = dataclasses.replace(base.contents, market=market)
        with pytest.raises(ValueError, match="contents"):
            dataclasses.replace(base, contents=contents)
        with pytest.raises(ValueError, match="numbers"):
            dataclasses.replace(base, numbers=())
        with pytest.raises(ValueError, match=r"Market.yield_impact is 50; it must be .*at most 10"):
            dataclasses.replace(base.contents.market, yield_impact=50.0)


KEYS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(sorted(load("june_deadline").key_to_number)),
    st.sampled_from(
        [*MANY, "market", "issues", "rounds", "us", "us.types.tolerant", "retaliation"]
    ),
    st.builds(
        "{}.{}".format,
        st.sampled_from(["market", "issues", "issues.rice", "rounds", "rounds.1", IMPACT]),
        st.sampled_from(["value", "range", "like", "kind", "1", "levels", "", "x"]),
    ),
    st.integers(),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.binary(max_size=4),
    st.complex_numbers(),
    st.decimals(),
    st.just(object()),
    st.builds(lambda: 10**5000),
    st.builds(np.float64, st.floats()),
    st.builds(np.array, st.lists(st.floats(), max_size=3)),
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.one_of(KEYS, st.just("like"), st.just("value")), inner, max_size=3)
    ),
    max_leaves=6,
)


def assert_in_words(error: TypeError | NegotiationError) -> None:
    """Fail for an error that does not say what is wrong with the changes."""
    if isinstance(error, TypeError):
        assert str(error).startswith("vary takes a mapping")
    else:
        assert re.match(r"\d+ problems? in the changes to june_deadline:\n1\. ", str(error))


class TestJunk:
    @given(changes=st.dictionaries(KEYS, JUNK, max_size=4))
    def test_it_is_refused_in_words_or_a_scenario(self, changes: dict[Any, Any]) -> None:
        base = load("june_deadline")
        try:
            varied = base.vary(changes)
        except NegotiationError as error:
            assert_in_words(error)
            return
        assert varied.vary({}) == varied
        assert base.vary(varied.changes) == varied

    @given(junk=JUNK)
    def test_so_is_what_is_no_mapping(self, junk: Any) -> None:
        try:
            load("june_deadline").vary(junk)
        except (TypeError, NegotiationError) as error:
            assert_in_words(error)
