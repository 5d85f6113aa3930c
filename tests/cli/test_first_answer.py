"""The first answer of a run is on the screen before the others are worked out."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.console import Console

import negotiation as ng
from negotiation.cli.console.first_answer import first_answer
from negotiation.cli.console.in_short import in_short
from negotiation.engine.running import run
from negotiation.engine.solving import solve_game

TALKS = ng.load("uk_may_2025")


def heard(concepts: Sequence[str]) -> list[str]:
    """Return what is on the screen after each solution."""
    screen = Console(file=io.StringIO(), width=500)
    tell = first_answer(screen, TALKS, "uk_may_2025", concepts)
    found = []
    for name in concepts:
        tell(ng.solve(TALKS, name))
        found.append(screen.file.getvalue())  # type: ignore[attr-defined]
    return found


def test_the_first_of_several_is_told_and_no_other() -> None:
    first, second, third = heard(["subgame-perfect", "nash_bargaining", "utilitarian"])
    short = in_short((ng.solve(TALKS, "subgame_perfect"),), TALKS, "uk_may_2025")
    assert first.splitlines() == [
        "First of all",
        short[0],
        short[1],
        "There are 2 other answers to come, from other assumptions on who knows what.",
        "",
    ]
    assert first == second == third


def test_the_only_answer_is_told_at_the_end_alone() -> None:
    assert heard(["subgame_perfect"]) == [""]


def test_a_run_tells_of_each_solution_before_it_works_out_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[str] = []

    def noted(game: ng.Game, name: str, *rest: object, **settings: object) -> ng.Solution:
        order.append(f"solve {name}")
        return solve_game(game, name, *rest, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr("negotiation.engine.running.solve_game", noted)
    run(
        TALKS,
        concepts=("nash_bargaining", "utilitarian"),
        solved=lambda one: order.append(f"told {one.concept}"),
    )
    assert order == [
        "solve nash_bargaining",
        "told nash_bargaining",
        "solve utilitarian",
        "told utilitarian",
    ]
