"""An exact solution that another plan beats by more than rounding says so before anything else."""

from __future__ import annotations

from dataclasses import replace

import negotiation as ng
from negotiation.results.solution import EXACT_BUSD
from negotiation.testing.random_games import random_game


def test_a_large_certificate_is_a_warning() -> None:
    solution = ng.solve(random_game(1, rounds=1, packages=3))
    assert solution.warnings == ()
    first = solution.cases[0]
    for gain, words in ((0.9 * EXACT_BUSD, ""), (126.4, "another plan gains 1.3e+02 $bn")):
        worse = replace(first, certificate=replace(first.certificate, max_gain_busd=gain))
        warned = replace(solution, cases=(*solution.cases[1:], worse)).warnings
        assert len(warned) == bool(words)
        assert words in "".join(warned)
    bargained = replace(solution, concept="nash_bargaining", cases=(worse,))
    assert bargained.warnings == ()  # no claim that no plan gains
