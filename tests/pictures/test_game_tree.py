"""The tree of a small game, drawn: every play, probability, belief and payoff is there."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from negotiation.engine.textbook import solve_textbook, textbook_games
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.drawing.saving import as_svg
from negotiation.pictures.drawing.tree_layout import TreeLayout, plays
from negotiation.pictures.game_tree import MOST, GameTree
from negotiation.results.solution import Solution
from tests.cli.test_solve_and_scenarios import negotiation
from tests.pictures.marks import placed_texts, texts


@cache
def solved(name: str, precision: float) -> Solution:
    return solve_textbook(f"textbook/{name}", settings={"precision": precision})


DRAWN = [
    name
    for name, kind in textbook_games().items()
    if not GameTree().lacks(solved(name, kind.precision))
]


@pytest.mark.parametrize("name", DRAWN)
def test_every_play_has_its_payoffs_and_no_texts_meet(name: str) -> None:
    solution = solved(name, textbook_games()[name].precision)
    assert solution.tree is not None
    drawn = as_svg(GameTree().draw(solution))
    layout = TreeLayout(solution.tree)
    ends = [twig for twig in layout.twigs if twig.payoffs is not None]
    assert len(ends) == plays(solution.tree)
    assert sum(twig.stop.reach for twig in ends) == pytest.approx(1.0, abs=1e-9)
    boxes = placed_texts(drawn)
    assert [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ] == []
    for case in solution.cases:  # what the ends pay is what the solution says
        own = tuple(
            names.index(case.player_types[player])
            for player, names in zip(solution.tree.players, solution.tree.types, strict=True)
        )
        mine = [twig for twig in ends if twig.pair == own]
        drawn_of = sum(twig.stop.reach for twig in mine)
        for i, payoff in enumerate(case.payoffs.values()):
            worth = sum(twig.stop.reach * twig.payoffs[i] for twig in mine if twig.payoffs)
            assert worth / drawn_of == pytest.approx(payoff.total, abs=1e-9)


def test_beer_and_quiche_reads_as_in_class() -> None:
    shown = texts(as_svg(GameTree().draw(solved("beer_quiche", 20.0))))
    for words in ("weak: 0.70", "strong: 0.30", "beer: 0.43", "beer: 1.00", "duel: 1.00", "[0.50]"):
        assert words in shown
    for words in ("weak: 3, 0", "strong: 3, 1", "weak: 1, 1", "strong: 1, 0"):
        assert words in shown
    told = GameTree().alt_text(solved("beer_quiche", 20.0))
    assert "duel, after quiche, receiver plays only: no duel 0.00, duel 1.00." in told


def test_what_is_too_large_or_has_no_tree_is_said() -> None:
    large = solved("reputation", 400.0)
    assert f"at most {MOST} can be drawn" in GameTree().lacks(large)
    without = replace(solved("beer_quiche", 20.0), tree=None)
    with pytest.raises(NegotiationError, match="holds no tree of histories; try --method tree"):
        GameTree().draw(without)


def test_solve_writes_it_and_picture_draws_it_again(tmp_path: Path) -> None:
    done = negotiation(
        "solve", "textbook/beer_quiche", "--out", "kept", "--formats", "svg", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "wrote kept/solution.json" in done.stdout.replace("\\", "/")
    first = (tmp_path / "kept" / "game_tree.svg").read_bytes()
    again = negotiation(
        "picture", "kept/solution.json", "--out", "again", "--formats", "svg", cwd=tmp_path
    )
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "again" / "game_tree.svg").read_bytes() == first
    assert re.search(rb"quiche: 0.57", first)
