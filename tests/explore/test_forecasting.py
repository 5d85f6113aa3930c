"""Forecasts: probabilities of one whole, kept as they come, the same however they are made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.menu import Menu
from negotiation.explore.answering import forecasts
from negotiation.explore.forces import PLACEBO
from negotiation.explore.forecasting import Question, forecast
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


def test_the_card_is_taken_away_and_the_offers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[list[int]] = []

    class Noted(Logit):
        def solved_with(self, game: Game, menu: Menu | None) -> BeliefProfile:
            assert menu is not None
            chosen.append(menu.packages.tolist())
            return super().solved_with(game, menu)

    monkeypatch.setattr("negotiation.explore.forecasting.Logit", Noted)
    for off in ((), ("card",), (PLACEBO,)):
        forecast(Question("hard_deadline", off=off, nodes=5, offers=9))
    assert chosen[0] == chosen[1] == chosen[2]
    assert len(chosen[0]) == 9


def test_what_cannot_be_solved_says_why_and_the_rest_goes_on(tmp_path: Path) -> None:
    kept = tmp_path / "answers.jsonl"
    bad = Question(**{**SMALL, "nodes": 4})  # type: ignore[arg-type]
    found = forecasts([bad, Question(**SMALL)], kept, workers=1)  # type: ignore[arg-type]
    assert found[0] is None
    assert found[1] is not None
    assert "must be an odd number" in kept.read_text(encoding="utf-8")
