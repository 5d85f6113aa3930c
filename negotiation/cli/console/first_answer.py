"""The first answer of a run, told as soon as it is there, while the others are worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console

from ...results.solution import Solution
from ...scenario.schema import Scenario
from .in_short import in_short

LINES = 2
"""So many lines of the short answer are told: what was asked, and the answer."""


def first_answer(
    out: Console, scenario: Scenario, asked: str, concepts: Sequence[str]
) -> Callable[[Solution], None]:
    """Return what prints the first of several solutions, and nothing where there is only one.

    ``asked`` is the name or path of the scenario.
    """
    heard: list[str] = []

    def told(solution: Solution) -> None:
        heard.append(solution.concept)
        left = len(concepts) - len(heard)
        if len(heard) == 1 and left > 0:
            out.print("First of all", style="bold")
            for line in in_short((solution,), scenario, asked, ())[:LINES]:
                out.print(line)
            more = "There is another answer" if left == 1 else f"There are {left} other answers"
            out.print(f"{more} to come, from other assumptions on who knows what.\n")

    return told
