"""Laws of frozen records: read-only, not aliased, equal exactly if their bytes are."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from negotiation.foundations.fingerprints import fingerprint
from negotiation.foundations.records import record

LAWS = settings(derandomize=True, deadline=None, max_examples=100)


@record
class Inner:
    """A record inside another."""

    day: date
    words: tuple[str, ...]


@record
class Sample:
    """A record with everything that records hold."""

    name: str
    numbers: NDArray[np.float64]
    pair: tuple[NDArray[np.float64], NDArray[np.int64]]
    named: Mapping[str, NDArray[np.float64]]
    inner: Inner

    def check(self) -> None:
        """Refuse a record without a name."""
        if not self.name:
            raise ValueError("a name is needed")


arrays = hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=3), elements=st.floats())


def sample(numbers: NDArray[np.float64], name: str = "one") -> Sample:
    return Sample(
        name=name,
        numbers=numbers,
        pair=(numbers, np.arange(3)),
        named={"a": numbers, "b": np.zeros(2)},
        inner=Inner(day=date(2025, 5, 23), words=("x", "y")),
    )


def all_arrays(one: Sample) -> list[NDArray[np.float64]]:
    return [one.numbers, *one.pair, *one.named.values()]  # type: ignore[list-item]


@LAWS
@given(arrays)
def test_arrays_are_copied_and_read_only(numbers: NDArray[np.float64]) -> None:
    one = sample(numbers)
    kept = one.numbers.tobytes()
    numbers[...] = 7.0
    assert one.numbers.tobytes() == kept
    for array in all_arrays(one):
        assert not np.shares_memory(array, numbers)
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0


def test_fields_and_mappings_cannot_be_replaced() -> None:
    one = sample(np.zeros(2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.name = "other"  # type: ignore[misc]
    assert isinstance(one.named, MappingProxyType)
    with pytest.raises(TypeError):
        one.named["c"] = np.zeros(1)  # type: ignore[index]


def test_a_mapping_is_not_aliased_to_the_makers() -> None:
    given_mapping = {"a": np.zeros(1)}
    one = dataclasses.replace(sample(np.zeros(1)), named=given_mapping)
    given_mapping["b"] = np.ones(1)
    assert set(one.named) == {"a"}


def test_a_check_refuses_a_record_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="a name is needed"):
        sample(np.zeros(1), name="")


def test_fields_are_given_by_keyword() -> None:
    with pytest.raises(TypeError):
        Inner(date(2025, 5, 23), ())  # type: ignore[call-arg]


@LAWS
@given(arrays)
@example(np.array([0.0, -0.0, np.nan]))
def test_equal_exactly_if_all_bytes_are(numbers: NDArray[np.float64]) -> None:
    one, same = sample(numbers), sample(numbers.copy())
    assert one == same
    assert hash(one) == hash(same)
    assert len({one, same}) == 1
    flipped = numbers.copy()
    flipped.reshape(-1).view(np.uint64)[0] ^= 1  # one bit
    assert sample(flipped) != one
    assert one != sample(numbers, name="two")
    assert one != object()


@LAWS
@given(arrays)
def test_pickling_and_copying_freeze_again(numbers: NDArray[np.float64]) -> None:
    one = sample(numbers)
    for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert other == one
        assert fingerprint(other) == fingerprint(one)
        assert not any(array.flags.writeable for array in all_arrays(other))
        assert isinstance(other.named, MappingProxyType)


plain = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.dates()
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner), st.dictionaries(st.text("ab;:", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def exactly(value: object) -> object:
    """Return what tells two values apart: types, names and bits."""
    if isinstance(value, float):
        return "float", value.hex()
    if isinstance(value, Mapping):
        return "mapping", sorted((key, exactly(item)) for key, item in value.items())
    if isinstance(value, tuple):
        return "sequence", [exactly(item) for item in value]
    return type(value).__name__, str(value)


@LAWS
@given(plain, plain)
@example(("a;str:b", "c"), ("a", "b;str:c"))
@example(("astr:b", "c"), ("a", "bstr:c"))
@example((1, "1"), ("1", 1))
@example(True, 1)
def test_fingerprints_differ_for_any_change(one: object, other: object) -> None:
    same = repr(exactly(one)) == repr(exactly(other))
    assert (fingerprint(one) == fingerprint(other)) == same


@LAWS
@given(st.dictionaries(st.text(max_size=4), st.integers(), max_size=6))
def test_the_order_of_a_mapping_does_not_matter(named: dict[str, int]) -> None:
    assert fingerprint(named) == fingerprint(dict(reversed(named.items())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(np.zeros(4), np.zeros((2, 2)), id="shape"),
        pytest.param(np.zeros(2), np.zeros(2, dtype=np.float32), id="dtype"),
        pytest.param(np.zeros(2), np.zeros(2, dtype=np.int64), id="kind"),
        pytest.param(np.array([0.0]), np.array([-0.0]), id="sign of zero"),
        pytest.param(frozenset({"a"}), ("a",), id="set or tuple"),
        pytest.param(date(2025, 5, 2), "2025-05-02", id="date or text"),
    ],
)
def test_fingerprints_of_arrays_sets_and_dates(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_memory_layout_is_not_part_of_a_fingerprint() -> None:
    square = np.arange(6.0).reshape(2, 3)
    assert fingerprint(np.asfortranarray(square)) == fingerprint(square)
    assert fingerprint(np.arange(12.0)[::2]) == fingerprint(np.arange(0.0, 12.0, 2.0))


@pytest.mark.parametrize("value", [object(), np.array([object()]), {1, 2}, lambda: 0])
def test_what_has_no_bytes_of_its_own_has_no_fingerprint(value: object) -> None:
    with pytest.raises(TypeError, match="no fingerprint for"):
        fingerprint(value)


def test_a_field_can_be_left_out_of_the_fingerprint() -> None:
    @record
    class Timed:
        value: int
        seconds: float = dataclasses.field(metadata={"fingerprint": False})

    assert Timed(value=1, seconds=2.0) == Timed(value=1, seconds=3.0)
    assert Timed(value=1, seconds=2.0) != Timed(value=2, seconds=2.0)
