"""Forecasts: probabilities of one whole, kept as they come, the same however they are made."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.menu import Menu
from negotiation.explore.answering import forecasts
from negotiation.explore.forces import FORCES, PLACEBO
from negotiation.explore.forecasting import forecast
from negotiation.explore.question import Question
from negotiation.foundations.errors import CannotWrite, NegotiationError, ProblemsFound
from negotiation.game.game import Game
from negotiation.results.forecast import Forecast

SMALL = {"scenario": "hard_deadline", "nodes": 5, "offers": 3}


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(Question(**SMALL))  # type: ignore[arg-type]


def test_chances_are_parts_of_one(found: Forecast) -> None:
    assert found.chance_by_round.min() >= 0.0
    assert 0.0 < found.deal <= 1.0 + 1e-9
    for issue, chances in found.chance_by_level.items():
        assert chances.sum() == pytest.approx(found.deal, abs=1e-12)
        assert found.terms(issue).sum() == pytest.approx(1.0)
    assert found.by(found.days[-1]) == pytest.approx(found.deal)


def test_draws_differ_and_the_same_draw_is_the_same() -> None:
    one, again, other = (
        Question(**SMALL, draw=d, seed=3).precision  # type: ignore[arg-type]
        for d in (0, 0, 1)
    )
    assert one == again != other
    assert 1.0 <= one <= 8.0


def test_what_is_kept_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "answers.jsonl"
    questions = [Question(**SMALL), Question(**SMALL, off=("card",))]  # type: ignore[arg-type]
    [first, second] = forecasts(questions, kept, workers=1)
    cut = kept.read_text(encoding="utf-8")[:-40]  # killed while it wrote the last line
    kept.write_text(cut, encoding="utf-8")
    told: list[int] = []
    asked: list[Question] = []

    def noted(question: Question) -> Forecast:
        asked.append(question)
        return forecast(question)

    monkeypatch.setattr("negotiation.explore.answering.forecast", noted)
    again = forecasts(questions, kept, workers=1, progress=lambda done, _: told.append(done))
    assert asked == [questions[1]]
    assert told == [1, 2]
    assert first is not None
    assert again[0] is not None
    assert np.array_equal(again[0].worth, first.worth)
    assert again[1] == second
    asked.clear()
    assert forecasts(questions, kept, workers=1) == again  # the line after the cut one is whole
    assert asked == []


def test_a_force_is_taken_away_and_the_offers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[list[int]] = []

    class Noted(Logit):
        def solved_with(self, game: Game, menu: Menu | None) -> BeliefProfile:
            assert menu is not None
            chosen.append(menu.packages.tolist())
            return super().solved_with(game, menu)

    monkeypatch.setattr("negotiation.explore.forecasting.Logit", Noted)
    for off in ((), *((name,) for name in FORCES), (PLACEBO,), tuple(FORCES)):
        forecast(Question("hard_deadline", off=off, nodes=5, offers=9))
    assert len(chosen) == len(FORCES) + 3
    assert all(one == chosen[0] for one in chosen)
    assert len(chosen[0]) == 9


def test_what_cannot_be_solved_says_why_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "answers.jsonl"

    def fails_on_one(question: Question) -> Forecast:
        if question.draw == 1:
            raise NegotiationError("no draw of it is consistent")
        return forecast(question)

    monkeypatch.setattr("negotiation.explore.answering.forecast", fails_on_one)
    asked = [Question(**SMALL, draw=d) for d in (1, 0)]  # type: ignore[arg-type]
    found = forecasts(asked, kept, workers=1)
    assert found[0] is None
    assert found[1] is not None
    assert "no draw of it is consistent" in kept.read_text(encoding="utf-8")


def test_all_that_is_wrong_with_a_question_is_said_before_any_is_asked(tmp_path: Path) -> None:
    kept = tmp_path / "answers.jsonl"
    bad = Question(
        "hard_deadline",
        seed=-1,
        draw=1.5,  # type: ignore[arg-type]
        off=("vot",),
        signed=date(2030, 1, 1),
        terms=(("car_tarif", 0.15), ("rice", float("nan"))),
        nodes=4,
        offers=0,
    )
    with pytest.raises(ProblemsFound) as told:
        forecasts([Question(**SMALL), bad], kept, workers=1)  # type: ignore[arg-type]
    places = [problem.where for problem in told.value.problems]
    assert places == ["seed", "draw", "off", "nodes, offers", "signed", "terms", "terms.rice"]
    assert "'vote'" in str(told.value)
    assert "'car_tariff'" in str(told.value)
    assert not kept.exists()


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe garbage",
        b'{"key": "KEY", "answer": 5}',
        b'{"key": "KEY", "answer": {}}',
        b'{"key": "KEY", "answer": {"forecast": {"days": []}}}',
        b"[1, 2]",
        b"null",
    ],
)
def test_a_damaged_line_is_no_answer(tmp_path: Path, line: bytes) -> None:
    kept = tmp_path / "answers.jsonl"
    questions = [Question(**SMALL)]  # type: ignore[arg-type]
    whole = forecasts(questions, kept, workers=1)
    key = json.loads(kept.read_bytes())["key"].encode()
    kept.write_bytes(line.replace(b"KEY", key) + b"\n")
    assert forecasts(questions, kept, workers=1) == whole
    assert kept.read_bytes().count(key) >= 1


def test_impossible_numbers_are_no_answer(tmp_path: Path) -> None:
    kept = tmp_path / "answers.jsonl"
    questions = [Question(**SMALL)]  # type: ignore[arg-type]
    whole = forecasts(questions, kept, workers=1)
    said = json.loads(kept.read_bytes())
    said["answer"]["forecast"]["chance_by_round"][0] = 9.0
    kept.write_text(json.dumps(said) + "\n", encoding="utf-8")
    assert forecasts(questions, kept, workers=1) == whole


def test_a_place_that_cannot_be_written_is_told_before_anything_is_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: Question) -> Forecast:
        raise AssertionError("asked")

    monkeypatch.setattr("negotiation.explore.answering.forecast", never)
    (tmp_path / "file").write_text("", encoding="utf-8")
    places = {tmp_path: "cannot keep", tmp_path / "file" / "answers.jsonl": "cannot write to"}
    for place, words in places.items():
        with pytest.raises(CannotWrite, match=words):
            forecasts([Question(**SMALL)], place, workers=1)  # type: ignore[arg-type]


def test_a_scenario_that_changes_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    text = 'inherits = "hard_deadline"\ntitle = "Mine"\nstory = "A test."\n'
    path.write_text(text, encoding="utf-8")

    def edited(question: Question) -> Forecast:
        path.write_text(text.replace("Mine", "Other"), encoding="utf-8")
        return forecast(question)

    monkeypatch.setattr("negotiation.explore.answering.forecast", edited)
    with pytest.raises(NegotiationError, match="has changed since"):
        forecasts([Question(str(path), nodes=5, offers=3)], workers=1)


SCRIPT = """
import sys
from pathlib import Path
from negotiation.explore.answering import forecasts
from negotiation.explore.question import Question

if __name__ == "__main__":
    asked = [Question("hard_deadline", draw=d, nodes=5, offers=3) for d in range(400)]
    forecasts(asked, Path(sys.argv[1]), workers=2)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes where Linux lists them")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script, kept = tmp_path / "asks.py", tmp_path / "answers.jsonl"
    script.write_text(SCRIPT, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script), str(kept)], cwd=tmp_path)
    try:
        _until(lambda: kept.is_file() and kept.stat().st_size > 0, 120.0)
        started = _children(parent.pid)
    finally:
        parent.kill()
        parent.wait()
    assert len(started) >= 2
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), 30.0)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in found.split()]


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)
