"""A deadline that nobody knows: chance of an end is worth what impatience is, and is played so."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.engine.seating import seat
from negotiation.engine.tournament.cell import play_cell
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.errors import NegotiationError
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import Position, apply, payoff
from negotiation.game.stages import END, WALK_OUT, StageKind
from negotiation.game.unknown_end import STAGE_NAME, with_unknown_end
from tests.five_rounds import five_rounds_game, five_rounds_with_a_deadline_in_the_middle

SHARES = np.linspace(0.0, 1.0, 101)


@pytest.mark.parametrize("rounds", [2, 3, 4])
@pytest.mark.parametrize("end", [0.1, 0.5])
def test_an_end_that_pays_nothing_is_impatience(rounds: int, end: float) -> None:
    """Binmore, Rubinstein and Wolinsky (1986), RAND Journal 17, 176-188: the two agree."""
    patient = divide_the_pie(
        rounds=rounds, discount_factors=(1.0, 1.0), outside_options=(0.0, 0.0), shares=SHARES
    )
    impatient = divide_the_pie(
        rounds=rounds, discount_factors=(1.0 - end, 1.0 - end), shares=SHARES
    )
    ended = SubgamePerfect().solve(with_unknown_end(patient, end)).cases[0]
    expected = SubgamePerfect().solve(impatient).cases[0]
    assert ended.certificate.max_gain_busd <= 1e-12
    for player, worth in expected.payoffs.items():
        assert ended.payoffs[player].total == pytest.approx(worth.total, abs=1e-12)


@pytest.mark.parametrize("make", [five_rounds_game, five_rounds_with_a_deadline_in_the_middle])
def test_what_led_to_a_round_leads_to_its_chance_of_an_end(make: object) -> None:
    assert callable(make)
    game = make()
    ended = with_unknown_end(game, 0.25)
    begins = [t for t, stage in enumerate(ended.stages) if stage.name == STAGE_NAME]
    assert [ended.stages[t].round_index for t in begins] == list(range(1, len(game.rounds)))
    old = [t for t in range(len(ended.stages)) if t not in begins]
    for t, stage in zip(old, game.stages, strict=True):
        for k, stride in enumerate(stage.stride):
            target = old.index(t) + stride
            lands = t + ended.stages[t].stride[k]
            if target == len(game.stages):
                assert lands == len(ended.stages)
            elif lands in begins:
                assert old[target] == lands + 1
            else:
                assert lands == old[target]
                assert ended.stages[lands - 1].name != STAGE_NAME or stage.round_index == (
                    ended.stages[lands].round_index
                )


def test_breaking_off_pays_what_walking_out_pays_in_that_round() -> None:
    game = with_unknown_end(five_rounds_game(), 0.25)
    t = next(t for t, stage in enumerate(game.stages) if stage.name == STAGE_NAME)
    answer = next(n for n in range(t, len(game.stages)) if game.stages[n].kind is StageKind.ANSWER)
    chance = game.stages[t].chance
    assert chance is not None
    np.testing.assert_array_equal(chance, np.tile([0.75, 0.25], (game.states.count, 1)))
    assert (game.stages[t].next_state[:, 1] == END).all()
    for state in range(game.states.count):
        for types in game.type_pairs:
            broken = payoff(game, Position(t, state), 1, types)
            walked = payoff(game, Position(answer, state, 0), WALK_OUT, types)
            np.testing.assert_array_equal(broken, walked)
            assert not payoff(game, Position(t, state), 0, types).any()
        assert apply(game, Position(t, state), 1) is None


def test_so_many_talks_break_off() -> None:
    """Two that never agree come to the chance of an end before round r with (1 - p) ** (r - 1).

    Within five standard errors.
    """
    game = with_unknown_end(five_rounds_game(), 0.25)
    cell = play_cell(game, seat(game, ("hard_liner", "hard_liner")), seed=1, matches=2000)
    last = len(game.rounds) - 1
    share = float((cell.ending_round.ravel()[cell.package.ravel() < 0] == last).mean())
    assert (cell.package < 0).all()
    expected = 0.75 ** (last - 1)
    assert share == pytest.approx(
        expected, abs=5.0 * np.sqrt(expected * (1.0 - expected) / cell.package.size)
    )


def test_nothing_changes_without_it_and_nonsense_is_refused() -> None:
    game = five_rounds_game()
    assert with_unknown_end(game, 0.0) is game
    for end in (-0.1, 1.0, float("nan")):
        with pytest.raises(NegotiationError, match="end probability must be"):
            with_unknown_end(game, end)
    pie = divide_the_pie(rounds=2, discount_factors=(1.0, 1.0), shares=SHARES)
    with pytest.raises(NegotiationError, match="walking out is not possible"):
        with_unknown_end(pie, 0.1)
