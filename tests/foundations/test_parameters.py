"""A record refuses a parameter that is no finite number or beyond its declared bounds."""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction
from typing import Any, cast

import numpy as np
import pytest

from negotiation.foundations.parameters import parameter
from negotiation.foundations.records import record


@record
class Terms:
    """Terms with a number of each kind."""

    share: float = parameter("fraction", "a share", high=1.0)
    cost: float = parameter("$bn", "a cost")
    levels: tuple[float, ...] = parameter("bp", "some levels", low=0.0, listed=True)


FINE: dict[str, Any] = {"share": 0.5, "cost": -3.0, "levels": (0.0, 25.0)}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("share", 1.5, r"Terms.share is 1.5; it must be at least 0 and at most 1: a share"),
        ("share", -1e-9, "Terms.share is -1e-09; it must be at least 0"),
        ("share", math.nan, "Terms.share is nan"),
        ("share", True, "Terms.share is True; it must be a number"),
        ("share", "0.5", "Terms.share is '0.5'; it must be a number"),
        ("share", None, "Terms.share is None; it must be a number"),
        ("cost", math.inf, "Terms.cost is inf; it must be finite: a cost"),
        ("cost", 10**400, "it must be finite"),
        ("levels", (0.0, -1.0), "Terms.levels is -1; it must be at least 0: some levels"),
        ("levels", 3.0, "Terms.levels is 3; it must be a list of numbers"),
    ],
)
def test_what_it_cannot_be_is_refused_in_words(name: str, value: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Terms(**FINE | {name: value})
    with pytest.raises(ValueError, match=words):
        dataclasses.replace(Terms(**FINE), **{name: cast("Any", value)})


@pytest.mark.parametrize("value", [0, 1, 0.0, 1.0, np.float32(0.25), np.int64(1), Fraction(1, 3)])
def test_ends_and_numbers_of_every_kind_are_accepted(value: Any) -> None:
    assert Terms(**FINE | {"share": value}).share == value
