"""Results are stored completely or not at all, whatever interrupts."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.foundations.errors import CannotWrite, NegotiationError
from negotiation.results.case import Agreement, Payoff
from negotiation.results.storage import (
    as_json,
    as_plain,
    check_place,
    from_plain,
    load,
    save,
    write_whole,
)

LAWS = settings(derandomize=True, deadline=None, max_examples=100)

Failure = Callable[..., Any]


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def files(folder: Path) -> list[str]:
    """Return the names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("call", ["fsync", "replace", "fdopen"])
@pytest.mark.parametrize("old", [b"what was there", None], ids=["old file", "no file"])
def test_a_full_disk_leaves_the_old_file_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, old: bytes | None
) -> None:
    path = tmp_path / "result.json"
    if old is not None:
        path.write_bytes(old)
    before = files(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, call, full_disk)
        with pytest.raises(CannotWrite, match=r"cannot write .*result.json: No space left.*try"):
            write_whole(path, b"new")
    assert files(tmp_path) == before
    assert old is None or path.read_bytes() == old


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_an_interrupt_leaves_the_old_file_and_is_not_swallowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b"old")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(path, b"new")
    assert files(tmp_path) == ["result.json"]
    assert path.read_bytes() == b"old"


def test_a_disk_that_fills_up_while_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write itself fails: /dev/full takes the bytes of the temporary file."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    path = tmp_path / "result.json"
    path.write_bytes(b"old")
    real = os.fdopen

    def into_the_full_disk(handle: int, *rest: Any) -> Any:
        os.dup2(os.open("/dev/full", os.O_WRONLY), handle)
        return real(handle, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", into_the_full_disk)
        with pytest.raises(CannotWrite, match="No space left"):
            write_whole(path, b"new" * 100_000)
    assert files(tmp_path) == ["result.json"]
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_a_file_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(CannotWrite, match=r"try another folder") as caught:
        write_whole(tmp_path / "taken" / "result.json", b"new")
    assert caught.value.exit_code == 4


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "result.json", b"new")
    assert (tmp_path / "a" / "b" / "result.json").read_bytes() == b"new"


def test_a_result_can_be_read_by_others(tmp_path: Path) -> None:
    write_whole(tmp_path / "result.json", b"new")
    assert (tmp_path / "result.json").stat().st_mode & 0o044 == 0o044


finite = st.floats(allow_nan=False, allow_infinity=False)
payoffs = st.builds(
    Payoff, parts=st.dictionaries(st.text(max_size=8), finite, max_size=4), total=finite
)
agreements = st.builds(
    Agreement,
    date=st.dates(),
    package=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4),
)


@LAWS
@given(st.one_of(payoffs, agreements))
def test_saving_and_loading_gives_an_equal_record(value: Payoff | Agreement) -> None:
    assert from_plain(as_plain(value), type(value)) == value


def test_files_round_trip_with_all_digits(tmp_path: Path) -> None:
    one = Payoff(parts={"tariffs": 0.1 + 0.2, "日本": -1e-300}, total=1.0 / 3.0)
    save(one, tmp_path / "payoff.json")
    assert load(tmp_path / "payoff.json", Payoff) == one
    day = Agreement(date=date(2025, 7, 22), package={"car_tariff": "15 %"})
    save(day, tmp_path / "day.json")
    assert load(tmp_path / "day.json", Agreement) == day


def test_the_same_record_gives_the_same_bytes() -> None:
    one = Payoff(parts={"a": 1.0, "b": 2.0}, total=3.0)
    assert as_json(one) == as_json(Payoff(parts={"a": 1.0, "b": 2.0}, total=3.0))
    assert as_json(one).endswith("}\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ('{"total": 1.0}', "not a saved Payoff"),
        ('{"parts": {}, "total": 1.0, "more": 2}', "not a saved Payoff"),
        ('{"parts": {}, "total": "much"}', "not a saved Payoff"),
        ("[]", "not a saved Payoff"),
    ],
)
def test_a_file_that_is_no_result_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(NegotiationError, match=words):
        load(path, Payoff)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match=r"there is no file .*nothing.json"):
        load(tmp_path / "nothing.json", Payoff)


def test_only_an_ordinary_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old", encoding="utf-8")
    places = [tmp_path, tmp_path / "file" / "result.json"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        with pytest.raises(CannotWrite, match="cannot write"):
            write_whole(place, b"new")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert not hasattr(os, "mkfifo") or (tmp_path / "pipe").is_fifo()
    check_place(tmp_path / "new" / "result.json")
    assert not (tmp_path / "new").exists()


class TestLinksAndNames:
    def test_a_link_is_written_through(self, tmp_path: Path) -> None:
        (tmp_path / "target.txt").write_text("old")
        link = tmp_path / "link.txt"
        link.symlink_to("target.txt")
        write_whole(link, b"new")
        assert link.is_symlink()
        assert (tmp_path / "target.txt").read_text() == "new"

    def test_a_link_to_itself_and_a_name_that_no_file_can_have(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to("loop")
        for path in (tmp_path / "loop", tmp_path / ("a" * 300), tmp_path / "x\0y"):
            with pytest.raises(CannotWrite, match="cannot write"):
                check_place(path)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused_in_words(tmp_path: Path, number: float) -> None:
    one = Payoff(parts={"a": number}, total=1.0)
    with pytest.raises(CannotWrite, match="JSON has no word for it"):
        as_json(one)
    with pytest.raises(CannotWrite, match="JSON has no word for it"):
        save(one, tmp_path / "one.json")
    assert list(tmp_path.iterdir()) == []
