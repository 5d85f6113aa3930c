"""Drawing scenarios by chance: the laws of the numbers, and that nearly all draws load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation
from negotiation.foundations.errors import NegotiationError
from negotiation.scenario import drawing, reading
from negotiation.scenario.compile import compile_game
from negotiation.scenario.drawing import drawn
from negotiation.scenario.library import available
from negotiation.scenario.loading import load
from negotiation.scenario.numbers import read_number
from negotiation.scenario.schema import Scenario

IMPACT = "market.yield_impact"


@pytest.fixture(scope="module")
def base() -> Scenario:
    """Return the base scenario."""
    return load("june_deadline")


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no draw that fails be drawn anew."""
    monkeypatch.setattr(drawing, "ATTEMPTS", 1)


@pytest.mark.usefixtures("once")
def test_two_hundred_draws_of_all_ranges_load_and_stay_inside_them(base: Scenario) -> None:
    assert negotiation.drawn(base, 1, 0) == drawn(base, 1, 0)
    for draw in range(200):
        found = drawn(base, 1, draw)
        for number in found.numbers:
            if number.low is not None and number.high is not None:
                assert number.low <= number.value[0] <= number.high
        assert len(found.changes) > 0.7 * len(base.numbers)


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize("law", drawing.LAWS)
def test_ninety_nine_of_a_hundred_draws_of_every_scenario_load(name: str, law: str) -> None:
    scenario, failed = load(name), 0
    for draw in range(100):
        try:
            found = drawn(scenario, 2, draw, law=law)
        except NegotiationError:
            failed += 1
    assert failed <= 1
    assert compile_game(found).scenario_fingerprint == found.fingerprint


@pytest.fixture
def files_read() -> Iterator[list[str]]:
    """Return a list to which every file opened and folder listed is added."""
    found: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_watched and event in {"open", "os.listdir", "os.scandir"}:
            found.append(str(arguments[0]))

    is_watched = [True]
    sys.addaudithook(watch)  # for as long as the process lives
    yield found
    is_watched.clear()


def test_a_draw_reads_no_file_and_every_number_once(
    base: Scenario, files_read: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What makes a draw quick; `benchmarks.start_up` takes the time."""
    drawn(base, 0, 0)
    places: list[object] = []

    def noted(ledger: Any, raw: Any, meaning: Any, path: Any) -> Any:
        places.append(path)
        return read_number(ledger, raw, meaning, path)

    monkeypatch.setattr(reading, "read_number", noted)
    files_read.clear()
    drawn(base, 0, 1)
    assert files_read == []
    assert len(places) == len(set(places)) >= len(base.numbers)
    list(tmp_path.iterdir())
    assert files_read == [str(tmp_path)]  # who reads is seen


def test_the_uniform_law_fills_the_range_evenly(base: Scenario) -> None:
    values = [_value(drawn(base, 3, d, only=[IMPACT]), IMPACT) for d in range(400)]
    low, _, high = _ends(base, IMPACT)
    # Kolmogorov-Smirnov at a level of 1 in 1000
    steps = (np.sort(values) - low) / (high - low) - np.arange(400) / 400
    assert np.abs(steps).max() < 1.95 / np.sqrt(400)


def test_the_median_law_has_its_median_at_the_value(base: Scenario) -> None:
    key = "market.persistence_years"
    low, value, high = _ends(base, key)
    assert low < value < (low + high) / 2.0  # to be told from the other law
    values = np.array([_value(drawn(base, 4, d, law="median", only=key), key) for d in range(400)])
    below = (values < value).mean()
    assert abs(below - 0.5) < 3.3 * 0.5 / np.sqrt(400)
    assert values.min() < low + 0.08 * (value - low)
    assert values.max() > high - 0.08 * (high - value)


@pytest.mark.parametrize("law", drawing.LAWS)
@pytest.mark.parametrize("table", ["queue.rates", "pause.rates", "pause.new_rates"])
def test_a_rate_on_an_issue_is_drawn_like_any_number_and_levels_stay(
    base: Scenario, law: str, table: str
) -> None:
    key = f"{table}.country_tariff"
    low, value, high = _ends(base, key)
    found = [drawn(base, 5, d, law=law, only=[table]) for d in range(100)]
    rates = [_value(one, key) for one in found]
    assert low <= min(rates) < low + 0.1 * (high - low)
    assert high - 0.1 * (high - low) < max(rates) <= high or value == high
    assert len(set(rates)) > (40 if value == high else 90)
    room, _, name = table.partition(".")
    assert all(
        getattr(getattr(one.contents, room), name)["country_tariff"] in rates for one in found
    )
    assert all(one.contents.issues == base.contents.issues for one in found)


def test_a_draw_depends_on_its_seed_and_number_alone(base: Scenario) -> None:
    assert drawn(base, 1, 7) == drawn(base, 1, 7)
    assert len({drawn(base, seed, d).fingerprint for seed in (1, 2) for d in (7, 8)}) == 4


def test_a_number_is_drawn_alike_whatever_is_drawn_beside_it(base: Scenario) -> None:
    everything = drawn(base, 1, 7)
    alone = drawn(base, 1, 7, only=[IMPACT])
    assert alone.changes == {IMPACT: everything.changes[IMPACT]}
    held = drawn(base, 1, 7, without=["market", "us.types"])
    assert set(everything.changes) - set(held.changes) == {
        key for key in everything.changes if key.startswith(("market.", "us.types."))
    }
    assert all(everything.changes[key] == value for key, value in held.changes.items())


def test_a_prior_that_is_drawn_leaves_the_rest(base: Scenario) -> None:
    types = drawn(base, 6, 0, only=["us.types.sensitive.prior"]).contents.us.types
    assert types["sensitive"].prior not in {0.0, base.contents.us.types["sensitive"].prior, 1.0}
    assert types["sensitive"].prior + types["tolerant"].prior == pytest.approx(1.0, abs=1e-15)


def test_levels_whose_ranges_overlap_are_drawn_in_order(base: Scenario) -> None:
    wide = {"range": [0.0, 80.0], "source": "assumption"}
    highest = {"yield_bp": {"value": 80.0, "unit": "bp", "confidence": "low", **wide}}
    names = [*base.contents.market.levels, "panic"]
    keys = [f"market.levels.{name}.yield_bp" for name in names]
    scenario = base.vary(dict.fromkeys(keys[:-1], wide) | {"market.levels.panic": highest})
    assert list(scenario.contents.market.levels) == names
    for draw in range(20):
        found = drawn(scenario, 7, draw, only=keys)
        heights = [level.yield_bp for level in found.contents.market.levels.values()]
        assert heights == sorted(heights)


def test_draws_start_from_a_varied_scenario(base: Scenario) -> None:
    found = drawn(base.vary({"card.in_play": False}), 1, 7)
    assert found == drawn(base, 1, 7).vary({"card.in_play": False})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"law": "unifrom"}, "there is no law 'unifrom'; try 'uniform'"),
        (
            {"only": ["market.yield_impcat"]},
            r"at 'market.yield_impcat' \(try 'market.yield_impact'\)",
        ),
        ({"without": "markt"}, "june_deadline has no number with a range at 'markt'"),
        ({"only": "issues.investment.levels"}, "no number with a range"),
    ],
)
def test_mistakes_are_told(base: Scenario, options: dict[str, Any], words: str) -> None:
    with pytest.raises(NegotiationError, match=words):
        drawn(base, 0, 0, **options)


@pytest.mark.usefixtures("once")
def test_draws_that_contradict_themselves_say_how(base: Scenario) -> None:
    keys = [f"us.types.{name}.prior" for name in ("sensitive", "tolerant")]
    prior = {"value": 0.35, "range": [0.3, 1.0], "source": "assumption"}
    prior |= {"unit": "probability", "confidence": "low"}
    third = base.text.merged["us"]["types"]["tolerant"]  # without a prior: it takes the rest
    wide = base.vary({"us.types.defiant": third, **dict.fromkeys(keys, prior)})
    assert wide.contents.us.types["defiant"].prior == pytest.approx(0.3)
    with pytest.raises(NegotiationError, match=r"none of 1 draws [^?]* probabilities exceed 1"):
        [drawn(wide, 0, draw, only=keys) for draw in range(10)]


@pytest.mark.parametrize("name", ["june_deadline", "known_on_6_may"])
@pytest.mark.parametrize("law", drawing.LAWS)
def test_what_is_drawn_compiles_to_finite_numbers(name: str, law: str) -> None:
    scenario = load(name)
    for draw in range(4):
        game = compile_game(drawn(scenario, 8, draw, law=law))
        assert game.packages is not None
        for stage in game.stages:
            assert np.isfinite(stage.payoff).all()
            if stage.chance is not None:
                assert (stage.chance >= 0.0).all()
                assert stage.chance.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
        assert np.isfinite(game.packages.amounts).all()
        assert np.isfinite(game.packages.weights).all()
        assert all(prior.sum() == pytest.approx(1.0, abs=1e-12) for prior in game.prior)


def _ends(scenario: Scenario, key: str) -> tuple[float, float, float]:
    """Return the least, the given and the largest value of a number."""
    number = scenario.key_to_number[key]
    assert number.low is not None
    assert number.high is not None
    return number.low, number.value[0], number.high


def _value(scenario: Scenario, key: str) -> float:
    return scenario.key_to_number[key].value[0]
