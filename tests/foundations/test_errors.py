"""Errors say what is wrong, where, the value, what is allowed and what to try."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.foundations.errors import MissingLibrary, Problem, ProblemsFound, nearest
from negotiation.foundations.parameters import UNITS, parameter


def test_a_problem_is_one_line_with_everything_in_it() -> None:
    problem = Problem(
        where="june.toml: market.rise",
        what="impossible value",
        value=8,
        allowed="at most 1",
        remedy="0.08, if 8 % is meant",
    )
    assert problem.line() == (
        "june.toml: market.rise: impossible value (value: 8); allowed: at most 1"
        "; try: 0.08, if 8 % is meant"
    )


def test_what_is_not_known_is_not_printed() -> None:
    assert Problem(where="a.toml: x", what="missing").line() == "a.toml: x: missing"


def test_long_values_are_cut() -> None:
    line = Problem(where="a", what="b", value="x" * 500).line()
    assert len(line) < 120
    assert line.endswith("...)")


def test_problems_are_counted_and_numbered() -> None:
    one = ProblemsFound([Problem(where="a", what="b")], "a.toml")
    assert str(one) == "1 problem in a.toml:\n1. a: b"
    assert str(ProblemsFound([Problem(where="a", what="b")] * 12)).splitlines()[-1] == "12. a: b"
    assert one.exit_code == 2


def test_a_missing_library_names_its_install_command() -> None:
    error = MissingLibrary("NegMAS", "negmas")
    assert "the extra 'negmas': try `pip install 'us-japan-negotiation[negmas]'`" in str(error)
    assert error.exit_code == 3
    assert "with this package: try `pip install 'us-japan-negotiation'`" in str(
        MissingLibrary("Mesa")
    )


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(max_size=12), st.lists(st.text("abc", min_size=1, max_size=5), unique=True))
def test_the_remedy_for_a_word_names_words_that_exist(word: str, known: list[str]) -> None:
    remedy = nearest(word, known)
    assert any(candidate in remedy for candidate in known) or not known
    assert nearest(word, [*known, word]) in (
        repr(word),
        "one of " + ", ".join(sorted([*known, word])),
    )


def test_an_exact_word_is_its_own_nearest() -> None:
    assert nearest("hinted", ["hinted", "threatened"]) == "'hinted'"


def test_an_unknown_unit_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="unknown unit 'percent'"):
        parameter("percent", "a rate")


def test_every_unit_is_explained_in_words() -> None:
    assert all(len(words.split()) >= 2 or words == "days" for words in UNITS.values())
