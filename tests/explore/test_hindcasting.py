"""Hindcasts: the mixture of draws, its summary and its scores, by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from negotiation.explore.forecasting import forecast
from negotiation.explore.hindcast_tables import settings_table, worth_table
from negotiation.explore.hindcasting import (
    date_of,
    force_row,
    gains_of_signing,
    pairs_of,
    posture_rows,
    spread,
    standing_rows,
    terms_of,
    words_rows,
)
from negotiation.explore.influence import numbers_table
from negotiation.explore.question import Question
from negotiation.results.forecast import Forecast
from negotiation.results.standing import Standing

DAYS = (date(2025, 6, 1), date(2025, 6, 16), date(2025, 7, 25))
SIGNED, NEVER = date(2025, 7, 22), date(2025, 12, 31)


@pytest.fixture(scope="module")
def solved() -> Forecast:
    return forecast(Question("hard_deadline", nodes=5, offers=3))


def made(solved: Forecast, rounds: list[float], rates: list[float], us: float = 0.0) -> Forecast:
    """Return a forecast with these probabilities; the US earns ``us`` more than the solved one."""
    worth = np.array(solved.worth)
    worth[0, 0] += us
    return replace(
        solved,
        days=DAYS,
        chance_by_round=np.array(rounds),
        levels={"rate": (0.1, 0.2, 0.15)},
        chance_by_level={"rate": np.array(rates)},
        worth=worth,
        words={"extend": rounds[0], "execute": 1.0 - rounds[0]},
        choice=0.1 + 0.5 * rounds[0],
        postures={"quiet": np.array([0.5, 0.2, 0.1]), "hinted": np.array([0.5, 0.2, rounds[0]])},
        standing=Standing(
            chance=0.1 + 0.5 * rounds[0],
            acceptable=(0.2, 0.7),
            both=0.1,
            undominated=0.5,
            possible=rounds[0],
            gains=(1.0, 2.0),
        ),
    )


@pytest.fixture(scope="module")
def draws(solved: Forecast) -> list[Forecast]:
    return [
        made(solved, [0.6, 0.2, 0.0], [0.8, 0.0, 0.0]),
        made(solved, [0.0, 0.0, 0.4], [0.0, 0.1, 0.3], us=2.0),
    ]


def test_the_date_is_the_mean_of_the_draws_and_no_deal_comes_last(draws: list[Forecast]) -> None:
    found = date_of(draws, SIGNED, NEVER, {"aim": date(2025, 6, 16)})
    assert found.mean == pytest.approx([0.3, 0.1, 0.2, 0.4])
    assert found.values == (-51.0, -36.0, 3.0, 162.0)
    assert found.bins[-1] == "no deal"
    assert found.bin_of_outcome == 2
    summary = found.summary()
    assert [summary[name] for name in ("low", "median", "high", "inside", "chance")] == [
        -51.0, 3.0, 162.0, "yes", pytest.approx(0.2)
    ]  # fmt: skip


def test_terms_count_a_draw_by_its_probability_of_a_deal(draws: list[Forecast]) -> None:
    found = terms_of(draws, "rate", 0.16, "%")
    assert found.mean == pytest.approx([0.8 / 1.2, 0.1 / 1.2, 0.3 / 1.2])
    assert found.values == pytest.approx((10.0, 20.0, 15.0))
    assert found.bins[found.bin_of_outcome] == "15"
    assert found.summary()["happened"] == pytest.approx(16.0)


def test_scores_are_those_of_the_mixture_and_of_named_bins(draws: list[Forecast]) -> None:
    found = {
        str(row["forecaster"]): row
        for row in date_of(draws, SIGNED, NEVER, {"aim": date(2025, 6, 16)}).scores()
    }
    assert found["the model"]["log_score"] == pytest.approx(math.log(0.2))
    assert found["knows nothing"]["log_score"] == pytest.approx(math.log(0.25))
    assert found["aim"]["log_score"] == pytest.approx(math.log(0.025))
    # Integral of the squared error of the cumulative mixture: 0.3 on [-51, -36), 0.4 on [-36, 3),
    # then 1 - 0.6 on [3, 162). Whoever is sure of the bin that came has no error.
    by_hand = 15 * 0.09 + 39 * 0.16 + 159 * 0.16
    assert found["the model"]["crps"] == pytest.approx(by_hand)
    sure = replace(draws[0], chance_by_round=np.array([0.0, 0.0, 1.0]))
    assert date_of([sure], SIGNED, NEVER, {}).scores()[0]["crps"] == pytest.approx(0.0)


def test_the_fan_holds_the_mean_and_the_spread_of_the_draws(draws: list[Forecast]) -> None:
    rows = date_of(draws, SIGNED, NEVER, {}).rows()
    assert [row["by"] for row in rows] == pytest.approx([0.3, 0.4, 0.6, 1.0])
    assert [rows[0][name] for name in ("low", "lower", "upper", "high")] == [0.0, 0.0, 0.6, 0.6]
    weighed = terms_of(draws, "rate", 0.1, "%").rows()  # a deal has 0.8 in one draw, 0.4 in another
    assert [weighed[0][name] for name in ("low", "lower", "upper")] == [0.0, 0.0, 1.0]
    assert [row["happened"] for row in rows] == ["", "", "22 July", ""]
    assert not any(row["before"] for row in rows)
    levels = [row["value"] for row in terms_of(draws, "rate", 0.1, "%").rows()]
    assert levels == ["10", "15", "20"]
    assert [row["before"] for row in terms_of(draws, "rate", 0.1, "%").rows()] == ["yes", "", ""]


def test_what_something_is_worth_is_a_difference_draw_by_draw(draws: list[Forecast]) -> None:
    pairs = pairs_of([draws[0], None, draws[1]], [draws[0], draws[0], draws[0]])
    assert len(pairs) == 2
    table = worth_table(pairs, ("the US", "Japan"), {"some": pairs[1:], "none": []})
    first = table.rows[0]
    assert (first["to"], first["through"]) == ("the US", "all parts")
    assert first["mean"] == pytest.approx(1.0)
    assert first["positive"] == 0.5
    assert first["error"] == pytest.approx(1.0)  # standard deviation sqrt(2) over sqrt(2)
    assert [row["through"] for row in table.rows[1:]] == [
        pairs[0][0].parts[0], "all parts", "all parts, some",
    ]  # fmt: skip


def test_the_spread_of_one_draw_has_no_error() -> None:
    assert spread(np.array([3.0]))["error"] == ""


def test_forces_last_words_and_the_signed_package_are_means(draws: list[Forecast]) -> None:
    row = force_row("some", draws, draws[::-1], [date(2025, 6, 16), date(2025, 7, 20)])
    assert row["change"] == pytest.approx(0.0)
    assert row["error"] == pytest.approx(0.8)  # 0.8 and -0.8 differ by sqrt(2) 0.8 in spread
    assert [row[name] for name in ("by_16_june", "by_20_july", "later", "no_deal")] == (
        pytest.approx([0.4, 0.4, 0.2, 0.4])
    )
    said = words_rows(draws, "execute")
    assert [(r["action"], r["happened"]) for r in said] == [("extend", ""), ("execute", "yes")]
    # The first draw has a choice with 0.4, the second with 0.1.
    assert [r["mean"] for r in said] == pytest.approx([0.6 * 0.8, 1.0 - 0.6 * 0.8])
    assert [r["low"] for r in said] == pytest.approx([0.0, 0.4])
    stands = {row["about"]: row for row in standing_rows(draws)}
    assert stands["acceptable to both"]["ever"] == 1.0
    assert stands["undominated and acceptable to both"]["mean"] == pytest.approx(0.6 * 0.8)
    assert stands["undominated and acceptable to both"]["ever"] == pytest.approx(0.8)
    assert stands["undominated and acceptable to both"]["likely"] == pytest.approx(0.8)
    assert gains_of_signing(draws) == pytest.approx((1.0, 2.0))


def test_postures_are_told_where_talks_go_on(draws: list[Forecast]) -> None:
    rows = posture_rows(draws)
    assert [row["on"] for row in rows] == pytest.approx([1.0, 0.4, 0.4])
    assert [row["hinted"] for row in rows] == pytest.approx([0.5, 0.5, 0.3 / 0.4])


def test_numbers_that_move_something_are_found() -> None:
    rng = np.random.default_rng(1)
    listed = [
        (
            {"still": 1.0, "mover": float(x), "idle": float(y)},
            {"by": float(x**3), "card": float(-x)},
        )
        for x, y in rng.normal(size=(200, 2))
    ]
    about = {"by": "the date", "card": "the card"}
    table = numbers_table(listed, about, "Numbers", most=2)
    assert [row["number"] for row in table.rows] == ["mover", "mover"]
    assert [row["correlation"] for row in table.rows] == pytest.approx([1.0, -1.0])


def test_chance_alone_is_seldom_told() -> None:
    rng = np.random.default_rng(2)
    told = 0
    for _ in range(300):
        values, came = rng.normal(size=(60, 10)), rng.normal(size=(60, 2))
        listed = [
            ({f"x{n}": float(x) for n, x in enumerate(row)}, {"by": float(b), "card": float(c)})
            for row, (b, c) in zip(values, came, strict=True)
        ]
        told += bool(numbers_table(listed, {"by": "", "card": ""}, "Numbers").rows)
    assert 3 <= told <= 30  # one in twenty of 300 is 15, give or take four times 3.8
    assert numbers_table([], {"by": ""}, "Numbers").rows == ()


def test_settings_are_compared_draw_by_draw(draws: list[Forecast]) -> None:
    one, other = draws
    table = settings_table([(one, one), (other, None)], [(other, one), (one, one)], DAYS[1])
    [row] = table.rows
    assert (row["by"], row["by_finer"]) == pytest.approx((0.8, 0.0))
    assert "0.80 in the probability" in table.note
    assert settings_table([], [], DAYS[1]).note == ""
