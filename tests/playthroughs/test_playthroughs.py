"""Every strategy plays as its stored talks say (see regenerate.py for how to renew them)."""

from __future__ import annotations

import pytest

from tests.five_rounds import five_rounds
from tests.playthroughs.regenerate import FOLDER, NAMES, head, playthrough, stored

AGAIN = "to store them anew: python -m tests.playthroughs.regenerate"


def test_the_talks_are_of_a_scenario_that_rests_on_no_shipped_number() -> None:
    assert len(five_rounds().files) == 1
    for name in NAMES:
        carried = stored(name).read_text(encoding="utf-8").partition("\n")[0]
        assert carried == head(), AGAIN


@pytest.mark.parametrize("name", NAMES)
def test_a_strategy_plays_as_stored(name: str) -> None:
    assert stored(name).is_file(), f"{name} has no stored talks; {AGAIN}"
    assert playthrough(name) == stored(name).read_text(encoding="utf-8"), AGAIN


def test_no_stored_talks_without_a_strategy() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(NAMES), AGAIN
