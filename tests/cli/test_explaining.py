"""The answer in plain sentences: every number in them is the result's."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

import negotiation as ng
from negotiation.cli.console.averages import Averages
from negotiation.cli.console.explaining import explained, print_explained
from negotiation.cli.console.glossary import GLOSSARY
from negotiation.foundations.wording import at_most, change, day_in_words, in_words, money, percent
from negotiation.payoffs.types import PartnerType, UsType

NAME = "uk_may_2025"
FEW = {"grid": 5, "offers": 4}


def amounts(solution: ng.Solution) -> set[str]:
    """Return every amount and chance that may be told, computed from the result's cases."""
    game = ng.compile_game(NAME)
    prior = ng.Belief.prior(game)
    weight = [prior.probability(game.find_types(case.player_types)) for case in solution.cases]
    pairs = list(zip(weight, solution.cases, strict=True))
    told = {money(ng.load(NAME).contents.reserves.holdings_busd, 0)}
    for i, player in enumerate(game.players):
        total = sum(w * case.payoffs[player].total for w, case in pairs)
        nothing = sum(w * case.no_deal[player] for w, case in pairs)
        told |= {money(total), money(nothing), change(total - nothing)}
        told |= {
            change(sum(w * case.payoffs[player].parts[part] for w, case in pairs))
            for part in game.parts
        }
        for name, chance in zip(game.types[i], prior.of[i], strict=True):
            own = [(w, case) for w, case in pairs if case.player_types[player] == name]
            mean = sum(w * case.payoffs[player].total for w, case in own) / chance
            told |= {money(mean), percent(chance)}
    merged: dict[object, float] = {}
    for w, case in pairs:
        for outcome in case.outcomes:
            key = outcome.ending if outcome.agreement is None else outcome.agreement
            merged[key] = merged.get(key, 0.0) + w * outcome.probability
    told |= {percent(chance) for chance in merged.values()}
    if solution.expectations is not None:
        told |= {percent(float(p)) for p in solution.expectations.agreed_by["overall"]}
        for signal in solution.expectations.signals:
            told |= {percent(signal.belief_before), percent(signal.belief_after)}
            told |= {percent(max(signal.chance_by_type.values()))}
    else:
        ends = [outcome.agreement for _, case in pairs for outcome in case.outcomes]
        for last in {agreement.date for agreement in ends if agreement is not None}:
            found = sum(
                w * outcome.probability
                for w, case in pairs
                for outcome in case.outcomes
                if outcome.agreement is not None and outcome.agreement.date <= last
            )
            told.add(percent(found))
        told.add("100%")
    told.add(at_most(max(case.certificate.max_gain_busd for case in solution.cases)))
    if solution.accuracy is not None:
        told |= set(re.findall(r"\$[\d.]+bn", at_most(solution.accuracy.error_busd)))
    return told


@pytest.mark.parametrize("concept", ["subgame_perfect", "logit"])
def test_every_number_told_is_the_results(concept: str) -> None:
    scenario = ng.load(NAME)
    solution = ng.solve(NAME, concept, types=None, **(FEW if concept == "logit" else {}))
    sentences = explained([solution], scenario)
    assert 8 <= len(sentences) <= 13
    assert all(sentence.endswith(".") for sentence in sentences)
    allowed = amounts(solution)
    terms = [one for one in sentences if one.startswith("The likeliest single outcome")]
    for sentence in sentences:
        text = sentence.partition(": ")[0] if sentence in terms else sentence
        found = re.findall(r"[+-]?\$[\d.,]*\dbn|[<>]?\d[\d.]*%", text)
        assert [one for one in found if one not in allowed] == [], sentence
    (term,) = terms
    likely = Averages.of(solution, ng.compile_game(NAME)).likeliest_agreement()
    assert likely is not None
    assert day_in_words(likely[0].date) in term
    assert in_words(likely[0].package) in term
    text = " ".join(sentences)
    assert "each side alone knows" in text if solution.is_private else "each side knows" in text
    for player in ("the US", "the UK"):
        assert text.lower().count(f"{player.lower()} earns") == 1


def test_a_rule_is_told_as_a_choice_without_paths() -> None:
    solution = ng.solve(NAME, "nash_bargaining")
    text = " ".join(explained([solution], ng.load(NAME)))
    assert "The rule chooses country tariff" in text
    assert "probability" not in text
    sheet = solution.sheets()[0]
    assert sheet.headings == ("types", "package chosen", "a better choice gains, $bn")
    assert all("paths" not in cell for row in sheet.rows for cell in row)


def test_what_each_type_does_is_told_as_the_scenario_says_it() -> None:
    scenario = ng.load(NAME)
    us, partner = scenario.contents.us.types, scenario.contents.partner.types
    kinds: dict[str, UsType | PartnerType] = {**us, **partner}
    text = " ".join(explained([ng.solve(NAME)], scenario))
    for name, one in kinds.items():
        assert one.words
        assert f"one that is {name} {one.words}" in text
    silent = scenario.vary({f"us.types.{name}.words": "" for name in us})
    assert silent.fingerprint == scenario.fingerprint  # words about a game are no part of it
    text = " ".join(explained([ng.solve(silent)], silent))
    assert "What government the US has" not in text
    assert "What government the UK has" in text


def test_the_words_used_are_explained_after_the_sentences() -> None:
    solution = ng.solve(NAME)
    out = Console(file=io.StringIO(), width=80)
    print_explained(out, [solution], ng.load(NAME))
    assert isinstance(out.file, io.StringIO)
    text = out.file.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    assert {"type", "posture", "belief", "certificate", "precision", "equilibrium"} <= set(GLOSSARY)
    words = text.partition("The words used")[2]
    assert all(re.search(rf"^{word} ", words, re.MULTILINE) for word in GLOSSARY)


@pytest.mark.parametrize("concept", ["subgame_perfect", "nash_bargaining", "nash"])
def test_no_deal_stands_beside_every_total(concept: str) -> None:
    solution = ng.solve(NAME, concept)
    sheet = solution.sheets()[-1]
    assert sheet.headings[-2:] == ("total", "no deal")
    rows = iter(sheet.rows)
    for case in solution.cases:
        for player, payoff in case.payoffs.items():
            total, nothing = (float(cell) for cell in next(rows)[-2:])
            assert total == pytest.approx(payoff.total, abs=0.0051)
            assert nothing == pytest.approx(case.no_deal[player], abs=0.0051)
    if concept == "nash_bargaining":  # its problem's own disagreement point
        run = ng.run(NAME, concepts=["nash_bargaining"])
        for case, plane in zip(solution.cases, run.landscapes, strict=True):
            assert list(case.no_deal.values()) == pytest.approx(list(plane.disagreement_point))
