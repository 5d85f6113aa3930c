"""The five lines that a run opens with say what the run holds, and nothing else."""

from __future__ import annotations

import re

import pytest

import negotiation as ng
from negotiation.cli.console.in_short import in_short
from negotiation.equilibria.induction.backward import induce
from negotiation.game.prospects import without_agreement
from negotiation.results.case import Case

NAME = "uk_may_2025"
HEADINGS = ["Asked", "Answer", "How sure", "Rests on", "It is not"]


@pytest.fixture(scope="module")
def known() -> ng.Run:
    return ng.run(NAME, concepts="subgame_perfect")


@pytest.fixture(scope="module")
def private() -> ng.Run:
    few = {"logit": {"grid": 5, "offers": 4}}
    return ng.run(NAME, concepts=["subgame_perfect", "logit"], settings=few)


def money(line: str) -> list[float]:
    return [float(sign + size) for sign, size in re.findall(r"(-?)\$([\d.]+)bn", line)]


def without_offers(game: ng.Game, case: Case, solution: ng.Solution) -> list[float]:
    """Return what the players have without a deal: by backward induction where types are known."""
    pair = game.find_types(case.player_types)
    if not solution.is_private:
        values = induce(game, pair, None, agreements=False).values[0]
        return [float(values[i, game.initial_state]) for i in (0, 1)]
    found = without_agreement(game, ng.Belief.prior(game))[0]
    return [float(found[i, pair[0], pair[1], game.initial_state]) for i in (0, 1)]


def means(solution: ng.Solution) -> list[float]:
    """Return what the players earn, and what they would without a deal, over the prior."""
    game, found = ng.compile_game(NAME), []
    prior = ng.Belief.prior(game)
    chances = [prior.probability(game.find_types(case.player_types)) for case in solution.cases]
    for i, player in enumerate(game.players):
        earned = [case.payoffs[player].total for case in solution.cases]
        nothing = [without_offers(game, case, solution)[i] for case in solution.cases]
        for amounts in (earned, nothing):
            found.append(sum(a * b for a, b in zip(chances, amounts, strict=True)))
    return found


def test_governments_that_know_each_other(known: ng.Run) -> None:
    lines = in_short(known.solutions, ng.load(NAME), NAME)
    assert [line.partition(":")[0] for line in lines] == HEADINGS
    assert "both know which the other is" in lines[0]
    assert money(lines[1]) == pytest.approx(means(known.solutions[0]), abs=0.0501)
    assert "nobody more than $0.0bn" in lines[2] or "nobody more than $0bn" in lines[2]


def test_governments_that_do_not(private: ng.Run) -> None:
    scenario = ng.load(NAME)
    asked, answer, sure, rests, _ = in_short(private.solutions, scenario, NAME)
    found = private.solutions[1]
    assert found.expectations is not None
    assert found.accuracy is not None
    assert "each knows only of itself" in asked
    last = float(found.expectations.agreed_by["overall"][-1])
    chances = [int(text) for text in re.findall(r"(\d+)% by", answer)]
    assert chances[-1] == pytest.approx(100.0 * last, abs=0.501)
    assert chances == sorted(chances)
    assert money(answer) == pytest.approx(means(found), abs=0.0501)
    worst = max(case.certificate.max_gain_busd for case in found.cases)
    assert money(sure) == pytest.approx([worst, found.accuracy.error_busd], abs=0.0501)
    low = sum(number.confidence == "low" for number in scenario.numbers)
    assert f"{len(scenario.numbers)} numbers, {low} of them of low confidence" in rests
    assert f"scenarios {NAME} --sources" in rests
