"""Numbers in another unit, games without end, bombs: told in words, and in no time."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.foundations.parameters import LARGEST, LARGEST_OF_UNIT, UNITS, parameter
from negotiation.foundations.records import record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.library import available
from negotiation.scenario.loading import load


def written(folder: Path, text: str, base: str = "uk_may_2025") -> Path:
    path = folder / "own.toml"
    path.write_text(f'inherits = "{base}"\n{text}', encoding="utf-8")
    return path


NAME = next(
    number.key.rpartition(".")[2]
    for number in load("june_deadline").numbers
    if number.key.startswith("us.types.tolerant.") and number.unit == "$bn/$100bn"
)


class TestUnits:
    """One number of 1e9 used to spoil what is said of other types, with nothing but a column."""

    @pytest.mark.parametrize("sign", [1, -1])
    @pytest.mark.parametrize("amount", [4e9, 1e12, 1e15])
    def test_dollars_for_billions_are_told_with_the_number_and_the_unit(
        self, tmp_path: Path, amount: float, sign: int
    ) -> None:
        low, high = sorted((0.0, sign * amount))
        text = (
            f"[us.types.tolerant]\n{NAME} = {{ value = {sign * amount}, range = [{low}, {high}], "
            'source = "assumption", confidence = "low" }\n'
        )
        with pytest.raises(ProblemsFound) as caught:
            load(written(tmp_path, text, "june_deadline"))
        said = str(caught.value)
        assert f"us.types.tolerant.{NAME}.value" in said
        if sign > 0:
            assert f"{amount / 1e9:g}, if dollars are meant" in said
            assert "at most 1e+06 $bn/$100bn" in said

    def test_the_range_that_a_sweep_would_take_is_looked_at_too(self) -> None:
        change = {f"us.types.tolerant.{NAME}": {"range": [0.0, 1e9], "source": "assumption"}}
        with pytest.raises(ProblemsFound, match=rf"{NAME}\.range: a number far too large"):
            load("june_deadline").vary(change)

    def test_no_range_that_is_shipped_is_anywhere_near(self) -> None:
        for path in available().values():
            for number in load(path).numbers:
                largest = LARGEST_OF_UNIT.get(number.unit, LARGEST)
                ends = (*number.value, number.low or 0.0, number.high or 0.0)
                assert max(map(abs, ends)) <= largest / 10.0, (path, number.key)

    @pytest.mark.parametrize("unit", UNITS)
    def test_records_refuse_it_as_files_do(self, unit: str) -> None:
        largest = LARGEST_OF_UNIT.get(unit, LARGEST)

        @record
        class One:
            amount: float = parameter(unit, "a number")

        assert dataclasses.fields(One)
        fine = 1.0 if unit.startswith("probability") else largest
        assert One(amount=fine).amount == fine
        with pytest.raises(ValueError, match="must be"):
            One(amount=math.nextafter(largest, math.inf))


class TestSizes:
    def test_more_rounds_than_can_be_solved(self, tmp_path: Path) -> None:
        rounds = "".join(
            f'[[rounds]]\nname = "D{n}"\nday = {2100 + n // 300}-{n // 25 % 12 + 1:02}'
            f'-{n % 25 + 1:02}\nproposer = "us"\n'
            for n in range(1001)
        )
        with pytest.raises(ProblemsFound, match=r"too many rounds \(value: 1001\).*at most 1000"):
            load(written(tmp_path, rounds))

    def test_more_public_states_than_can_be_compiled(self, tmp_path: Path) -> None:
        levels = "".join(
            f'[market.levels.l{n}]\nyield_bp = {{ value = {50.0 + n}, unit = "bp", range = '
            '[0.0, 9999.0], source = "assumption", confidence = "low" }\n'
            for n in range(1, 1000)
        )
        scenario = load(written(tmp_path, levels, "june_deadline"))
        with pytest.raises(
            NegotiationError,
            match=r"public states \(1001 levels of the market x .*at most 20,000.*try fewer levels",
        ):
            compile_game(scenario)


class TestBombs:
    def test_copies_of_copies(self, tmp_path: Path) -> None:
        """Twenty-two levels in 1.7 kB used to take minutes, and each more twice the time."""
        text = "".join(f'[{"b." * n}a]\nlike = "b"\n' for n in range(1, 23))
        with pytest.raises(NegotiationError, match=r"own\.toml: .*more than 10,000 tables; try"):
            load(written(tmp_path, f'[a]\nlike = "b"\n{text}'))

    @pytest.mark.parametrize("key", ["a." * 100_000 + "a = 1", f"[{'a.' * 100_000}a]"])
    def test_a_key_of_very_many_parts(self, tmp_path: Path, key: str) -> None:
        with pytest.raises(NegotiationError, match=r"own\.toml: line 2: a key of 100001 parts"):
            load(written(tmp_path, key))

    def test_a_text_that_is_no_scenario_any_more(self, tmp_path: Path) -> None:
        with pytest.raises(NegotiationError, match=r"own\.toml has 1,\d{3},\d{3} letters"):
            load(written(tmp_path, f'story = "{"x" * 1_000_000}"'))
