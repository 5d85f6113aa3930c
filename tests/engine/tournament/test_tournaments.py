"""Tournaments: the matches of the plain engine, counted once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.engine.tournament.cell import CAREER, Cell, play_cell
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import Entrant, plan_of
from negotiation.engine.tournament.running import run_tournament
from negotiation.engine.tournament.storing import load_cell
from negotiation.engine.tournament.tallying import interval, tally
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.pie import divide_the_pie
from negotiation.game.stages import ACCEPT, REJECT
from negotiation.strategies.fictitious_play import FictitiousPlay
from negotiation.strategies.strategy import Strategy
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game
from tests.generators import random_game


def test_cells_are_the_matches_of_the_plain_engine() -> None:
    game = random_game(3, rounds=3, packages=9)
    for names in (("boulware", "calibrated_pressure"), ("zero_intelligence", "boulware")):
        seats = seat(game, names)
        cell = play_cell(game, seats, seed=5, matches=6)
        for n, types in enumerate(game.type_pairs):
            for match in range(6):
                record = play(game, seats, types, seed=5, match=match, private=True)
                paid = [record.payoffs[player].total for player in game.players]
                np.testing.assert_allclose(cell.payoffs[n, match], paid, rtol=0, atol=1e-9)
                assert (cell.package[n, match] >= 0) == (record.agreement is not None)
                assert game.rounds[cell.ending_round[n, match]].name == record.moves[-1].round


class WantsTwoFifths(Strategy):
    """Accepts a share of the pie of at least 0.4."""

    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        assert seen.game.packages is not None
        assert seen.position.package is not None
        mine = seen.game.packages.values(seen.player, 0, 0, 0, 0)[seen.position.package]
        return MixedAction.pure(ACCEPT if mine > 0.399 else REJECT)


def test_whoever_learns_is_shown_the_talks_of_its_career() -> None:
    pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=np.linspace(0, 1, 11))
    earned = play_cell(pie, (FictitiousPlay(), WantsTwoFifths()), seed=1, matches=60).payoffs
    careers = earned[0, :, 0].reshape(-1, CAREER)
    assert (careers[:, 0] == 0.0).all()  # it asks for all before it knows better
    np.testing.assert_allclose(careers[:, -3:], 0.6)
    np.testing.assert_array_equal(careers, careers[:1].repeat(len(careers), axis=0))


def test_where_anybody_learns_a_career_is_one_observation(tmp_path: Path) -> None:
    field = entrants_named(("boulware", "fictitious_play"))
    found = run_tournament(FIVE_ROUNDS, field, tmp_path, matches=30, workers=1)
    game = five_rounds_game()
    plan = plan_of(game, FIVE_ROUNDS.stem, field, matches=30, seed=0)
    cells = [[load_cell(tmp_path, plan, a, b) for b in (0, 1)] for a in (0, 1)]
    chances = np.array([Belief.prior(game).probability(pair) for pair in game.type_pairs])
    scores = np.zeros((2, 3))
    for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
        cell = cells[a][b]
        assert cell is not None
        paid = np.einsum("pmi,p->mi", cell.payoffs, chances).reshape(3, CAREER, 2).mean(axis=1)
        scores[a] += paid[:, 0] / 4.0
        scores[b] += paid[:, 1] / 4.0
    for standing in found.standings:
        expected = interval(scores[found.entrants.index(standing.entrant)])
        assert standing.score.mean == pytest.approx(expected.mean)
        assert standing.score.low == pytest.approx(expected.low)
    cell = cells[0][0]
    assert cell is not None  # nobody learns here: every match counts for itself
    np.testing.assert_allclose(
        found.errors[0, 0], cell.payoffs.std(axis=1, ddof=1) / np.sqrt(30), atol=1e-12
    )


@pytest.mark.parametrize(
    ("names", "matches", "message"),
    [
        (("boulware", "conceder"), 1, "1 match tells nothing of chance; try 100"),
        (("boulware", "regret_matching"), 25, "regret_matching learns, .* are 2.5; try 100"),
        (("boulware", "regret_matching"), 101, "101 matches are 10.1; try 110"),
        (("boulware", "regret_matching"), 10, "10 matches are 1; try 100"),
    ],
)
def test_too_few_matches_for_an_interval_are_refused(
    names: tuple[str, ...], matches: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(NegotiationError, match=message):
        run_tournament(FIVE_ROUNDS, entrants_named(names), tmp_path, matches=matches)
    assert not list(tmp_path.iterdir())


def test_intervals_are_students() -> None:
    found = interval(np.array([1.0, 2.0, 3.0, 4.0]))
    # Mean 2.5, standard error 0.645, and 3.182 is Student's quantile with 3 degrees of freedom.
    assert (found.mean, found.low, found.high) == pytest.approx((2.5, 0.4457, 4.5543), abs=1e-3)


def test_the_tally_ranks_separates_and_finds_the_equilibrium() -> None:
    """The second of three earns 1 in every match; the others differ by noise alone.

    The priors are such that nothing is rounded.
    """
    halves = np.array([0.5, 0.5])
    game = replace(five_rounds_game(), prior=(halves, halves))
    plan = plan_of(
        game,
        FIVE_ROUNDS.stem,
        tuple(Entrant(name=name) for name in ("boulware", "hard_liner", "conceder")),
        matches=50,
        seed=0,
    )
    noise = np.random.default_rng(0).normal(size=(2, 50))

    def cell(a: int, b: int) -> Cell:
        payoffs = np.zeros((len(game.type_pairs), 50, 2))
        for i, n in enumerate((a, b)):
            payoffs[..., i] = 1.0 if n == 1 else noise[n // 2] - noise[n // 2].mean() + 0.01 * n
        nothing = np.full(payoffs.shape[:2], -1)
        return Cell(payoffs=payoffs, ending_round=np.zeros_like(nothing), package=nothing)

    found = tally(game, plan, cell)
    assert [one.entrant for one in found.standings] == ["hard_liner", "conceder", "boulware"]
    best, alike, noisy = found.standings
    assert (best.tied_with, alike.tied_with, noisy.tied_with) == ((), ("boulware",), ("conceder",))
    assert (best.score.low, best.score.mean, best.score.high) == (1.0, 1.0, 1.0)
    assert best.regret == pytest.approx(0.0)
    assert alike.regret == pytest.approx(0.98)
    assert [(one.us, one.partner) for one in found.equilibria] == [
        ((("hard_liner", 1.0),), (("hard_liner", 1.0),))
    ]
    assert min(best.replicator_shares) > 0.99
    assert best.agreements == 0.0
