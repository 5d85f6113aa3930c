"""The waterfall starts at zero, ends at the total and shows every part."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.payoff_parts import PayoffParts
from tests.pictures.example_run import PAIRS, PARTS, example_run
from tests.pictures.marks import layers, panels

RUN = example_run()


@cache
def drawn() -> list[dict[str, Any]]:
    return list(panels(PayoffParts().draw(RUN).to_dict()))


def bars(panel: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [r for layer in layers(panel) if layer["mark"]["type"] == "rect" for r in layer["rows"]]
    return sorted(rows, key=lambda row: row["row"])


@pytest.mark.parametrize("n", range(len(PAIRS)))
def test_bars_run_from_zero_through_every_part_to_the_total(n: int) -> None:
    case = RUN.solutions[0].cases[n]
    for panel, player in zip(drawn()[2 * n : 2 * n + 2], RUN.players, strict=True):
        *parts, total = bars(panel)
        payoff = case.payoffs[player]
        assert [bar["part"] for bar in parts] == list(PARTS)
        assert parts[0]["start"] == 0.0
        for bar, following in zip(parts, [*parts[1:], None], strict=True):
            assert bar["end"] - bar["start"] == pytest.approx(payoff.parts[bar["part"]])
            if following is not None:
                assert following["start"] == bar["end"]
        assert (total["part"], total["start"], total["end"]) == ("total", 0.0, payoff.total)
        assert parts[-1]["end"] == pytest.approx(payoff.total)


def test_gains_and_losses_differ_without_colour() -> None:
    for panel in drawn():
        for layer in layers(panel):
            if layer["mark"]["type"] != "rect":
                continue
            hollow = layer["mark"]["fill"] != layer["mark"]["stroke"]
            for row in layer["rows"]:
                if row["part"] != "total":
                    assert hollow == (row["end"] < row["start"])
                assert row["label"][0] in "+\N{MINUS SIGN}0"


def test_a_player_s_panels_share_one_scale() -> None:
    for i in (0, 1):
        domains = {
            tuple(layer["encoding"]["x"]["scale"]["domain"])
            for panel in drawn()[i::2]
            for layer in layers(panel)
        }
        assert len(domains) == 1
        low, high = domains.pop()
        for panel in drawn()[i::2]:
            for bar in bars(panel):
                assert low <= min(bar["start"], bar["end"], 0.0)
                assert max(bar["start"], bar["end"], 0.0) <= high


def test_a_run_without_a_solution_is_refused() -> None:
    with pytest.raises(NegotiationError, match="no solution to draw"):
        PayoffParts().draw(replace(RUN, solutions=()))
