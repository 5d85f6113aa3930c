"""The lines that a run opens with say what the run holds, and nothing else."""

from __future__ import annotations

import re

import pytest

import negotiation as ng
from negotiation.cli.console.in_short import in_short
from negotiation.engine.card_worth import CardWorth, card_worths
from negotiation.equilibria.induction.backward import induce
from negotiation.foundations.wording import change
from negotiation.game.prospects import without_agreement
from negotiation.results.case import Case

NAME = "uk_may_2025"
HEADINGS = ["Asked", "Answer", "The card", "How sure", "Rests on", "What it is not"]


@pytest.fixture(scope="module")
def known() -> ng.Run:
    return ng.run(NAME, concepts="subgame_perfect")


@pytest.fixture(scope="module")
def private() -> ng.Run:
    few = {"logit": {"grid": 5, "offers": 4}}
    return ng.run(NAME, concepts=["subgame_perfect", "logit"], settings=few)


def money(line: str) -> list[float]:
    return [float(sign + size) for sign, size in re.findall(r"(-?)\$([\d.]+)bn", line)]


def gains(line: str) -> list[float]:
    """Return what players gain by a line that says who is better or worse off, losses negative."""
    found = re.findall(r"(better|worse) off by \$([\d.]+)bn", line)
    return [float(size) * (1.0 if which == "better" else -1.0) for which, size in found]


def in_order(amounts: list[float]) -> list[float]:
    """Return earned and without a deal, player by player, as the line tells them."""
    return [amounts[n] for n in (0, 2, 1, 3)]


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
    assert gains(lines[1]) == pytest.approx(in_order(means(known.solutions[0])), abs=0.0501)
    assert lines[2] == "The card: in these talks the UK has no card to play."
    assert "nobody more than $0.0bn" in lines[3] or "nobody more than $0bn" in lines[3]


def test_governments_that_do_not(private: ng.Run) -> None:
    scenario = ng.load(NAME)
    asked, answer, _, sure, rests, _ = in_short(private.solutions, scenario, NAME)
    found = private.solutions[1]
    assert found.expectations is not None
    assert found.accuracy is not None
    assert "each knows only of itself" in asked
    last = float(found.expectations.agreed_by["overall"][-1])
    chances = [int(text) for text in re.findall(r"(\d+)% by", answer)]
    assert chances[-1] == pytest.approx(100.0 * last, abs=0.501)
    assert chances == sorted(chances)
    assert gains(answer) == pytest.approx(in_order(means(found)), abs=0.0501)
    worst = max(case.certificate.max_gain_busd for case in found.cases)
    assert money(sure) == pytest.approx([worst, found.accuracy.error_busd], abs=0.0501)
    low = sum(number.confidence == "low" for number in scenario.numbers)
    assert f"{len(scenario.numbers)} numbers, {low} of them of low confidence" in rests
    assert f"scenarios {NAME} --sources" in rests


def card_line(worths: list[CardWorth], solution: ng.Solution) -> str:
    scenario = ng.load("june_deadline")
    [line] = [
        one
        for one in in_short([solution], scenario, "june_deadline", worths)
        if one.startswith("The card:")
    ]
    return line


def test_whether_there_was_a_card_is_answered_by_all_that_was_asked() -> None:
    solution = ng.solve("june_deadline")
    gain, loss = {"us": -0.2, "japan": 0.3}, {"us": -0.4, "japan": -0.5}
    sure, doubt = CardWorth(False, gain), CardWorth(True, loss)
    both = card_line([sure, doubt], solution)
    assert "The card: perhaps." in both
    assert "+$0.3bn to Japan and -$0.2bn to the US if both know" in both
    assert "about -$0.5bn to Japan and about -$0.4bn to the US if each knows only itself" in both
    assert "The card: yes, Japan gains" in card_line([sure], solution)
    assert "The card: no, Japan loses" in card_line([doubt], solution)
    nothing = CardWorth(False, {"us": -3.0, "japan": 0.04})
    assert "worth next to nothing to Japan" in card_line([nothing], solution)
    assert "is not told by this concept" in card_line([], solution)


def test_it_is_asked_where_it_is_not_given() -> None:
    scenario, solution = ng.load("june_deadline"), ng.solve("june_deadline")
    [found] = card_worths(scenario, [solution])
    told = in_short([solution], scenario, "june_deadline")
    assert told == in_short([solution], scenario, "june_deadline", [found])
    assert change(found.by_player["japan"]) in told[2]


def test_every_line_is_a_sentence(known: ng.Run, private: ng.Run) -> None:
    for run in (known, private):
        for line in in_short(run.solutions, ng.load(NAME), NAME):
            assert line[-1] in ".?"
