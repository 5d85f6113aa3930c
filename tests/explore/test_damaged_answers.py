"""Kept answers count only as they were written; questions are of the right kinds or refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from negotiation.explore.answering import forecasts
from negotiation.explore.forecasting import forecast
from negotiation.explore.question import Question
from negotiation.foundations.errors import ProblemsFound
from negotiation.results.forecast import Forecast

ASKED = Question("hard_deadline", nodes=5, offers=2)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    kept = tmp_path_factory.mktemp("kept") / "answers.jsonl"
    forecasts([ASKED], kept, workers=1)
    return kept.read_text(encoding="utf-8")


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def on(line: str) -> str:
        said = json.loads(line)
        change(said["answer"]["forecast"])
        return json.dumps(said) + "\n"

    return on


DAMAGE: dict[str, Callable[[str], str]] = {
    "a number is gone": changed(lambda told: told["chance_by_round"].pop()),
    "a level's chance is not a number": changed(
        lambda told: told["chance_by_level"]["rice"].__setitem__(0, float("nan"))
    ),
    "other days": changed(lambda told: told.update(days=["2020-01-01"] * len(told["days"]))),
    "another payoff": changed(lambda told: told.update(worth=[[0.0, 0.0]])),
    "a failure put in": lambda line: (
        json.dumps({**json.loads(line), "answer": {"failure": "x"}}) + "\n"
    ),
    "no seal": lambda line: (
        json.dumps({k: v for k, v in json.loads(line).items() if k != "seal"}) + "\n"
    ),
    "brackets in brackets": lambda _: "[" * 100_000 + "\n",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_not_as_it_was_written_is_asked_again(
    damage: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "answers.jsonl"
    kept.write_text(DAMAGE[damage](line), encoding="utf-8")
    asked: list[Question] = []

    def noted(question: Question) -> Forecast:
        asked.append(question)
        return forecast(question)

    monkeypatch.setattr("negotiation.explore.answering.forecast", noted)
    [found] = forecasts([ASKED], kept, workers=1)
    assert asked == [ASKED]
    assert kept.read_text(encoding="utf-8").splitlines()[-1] + "\n" == line
    assert forecasts([ASKED], kept, workers=1) == [found]
    assert asked == [ASKED]


def test_questions_may_come_one_by_one(tmp_path: Path) -> None:
    asked: Any = (one for one in (ASKED, ASKED))
    assert len(forecasts(asked, tmp_path / "answers.jsonl", workers=1)) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("signed", "2025-06-16"),
        ("signed", datetime(2025, 6, 16)),
        ("terms", (("rice", None),)),
        ("terms", None),
        ("off", None),
        ("off", ["card"]),
        ("nodes", "5"),
        ("nodes", 5.0),
        ("nodes", float("nan")),
        ("offers", True),
    ],
)
def test_a_value_of_another_kind_is_told(field: str, value: Any) -> None:
    wrong: dict[str, Any] = {field: value}
    with pytest.raises(ProblemsFound, match=rf"{field}: wrong kind.*allowed.*try"):
        Question("hard_deadline", **wrong).check()
