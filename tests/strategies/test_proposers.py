"""What sets the bargaining strategies apart: fair packages, reciprocity, risks and dice on pies."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.engine.talks import Talks
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.averaging_tit_for_tat import AveragingTitForTat
from negotiation.strategies.best_response_to_belief import BestResponseToBelief
from negotiation.strategies.fair_split import FairSplit
from negotiation.strategies.generous_tit_for_tat import GenerousTitForTat
from negotiation.strategies.hard_liner import HardLiner
from negotiation.strategies.kalai_smorodinsky_proposer import KalaiSmorodinskyProposer
from negotiation.strategies.linear_conceder import LinearConceder
from negotiation.strategies.monotonic_concession import MonotonicConcession
from negotiation.strategies.nash_proposer import NashProposer
from negotiation.strategies.nice_tit_for_tat import NiceTitForTat
from negotiation.strategies.random_legal import RandomLegal
from negotiation.strategies.strategy import Strategy
from negotiation.strategies.tit_for_tat import TitForTat
from negotiation.strategies.utilitarian_proposer import UtilitarianProposer
from negotiation.strategies.zero_intelligence import ZeroIntelligence

SHARES = np.arange(101) / 100


def pie(
    rounds: int,
    options: tuple[float, float] | None = None,
    frontier: np.ndarray | None = None,
) -> Game:
    return divide_the_pie(
        rounds=rounds,
        discount_factors=(1.0, 1.0),
        shares=SHARES,
        outside_options=options,
        frontier=frontier,
    )


def answered(strategy: Strategy, *others_offers: float | None) -> list[float]:
    """Return the shares that player 0 asks for, the other's offers (of its share) between them."""
    game = pie(2 * len(others_offers) + 3)
    talks, asked = Talks.begin(game, (0, 0), seed=0), []
    for offered in (*others_offers, None):
        action = strategy.mixed_action(talks.seen()).actions[0]
        asked.append(float(SHARES[action - 1]))
        talks = talks.advanced(action).advanced(REJECT)
        if offered is None:
            talks = talks.advanced(NO_OFFER)
        else:
            talks = talks.advanced(1 + round(100 * offered)).advanced(REJECT)
    return asked


def first_offer(strategy: Strategy, game: Game) -> float:
    action = strategy.mixed_action(Talks.begin(game, (0, 0), seed=0).seen()).actions[0]
    return float(SHARES[action - 1])


def test_the_linear_conceder_asks_for_less_by_equal_parts() -> None:
    assert answered(LinearConceder(), None, None) == pytest.approx([1.0, 0.72, 0.43])


def test_tit_for_tat_returns_the_proportion_of_the_last_concession() -> None:
    # The other's demand falls from 1 to 0.8, then to 0.4: by a fifth, then by half.
    assert answered(TitForTat(), 0.0, 0.2, 0.6) == pytest.approx([1.0, 1.0, 0.8, 0.4])


def test_tit_for_tat_answers_in_kind_and_silence_with_patience() -> None:
    assert answered(TitForTat(), 0.0, 0.5, 0.0) == pytest.approx([1.0, 1.0, 0.5, 1.0])
    assert answered(TitForTat(), 0.0, 0.5, None, None) == pytest.approx([1.0, 1.0, 0.5, 0.5, 0.5])


def test_averaging_tit_for_tat_looks_two_offers_back() -> None:
    # Demands of 1, 0.8, 0.8: nothing new was given, yet a fifth over the window.
    assert answered(TitForTat(), 0.0, 0.2, 0.2)[-1] == pytest.approx(0.8)
    assert answered(AveragingTitForTat(), 0.0, 0.2, 0.2)[-1] == pytest.approx(0.64)


def test_generous_tit_for_tat_moves_though_the_other_does_not() -> None:
    assert answered(TitForTat(), 0.0, 0.0) == [1.0, 1.0, 1.0]
    assert answered(GenerousTitForTat(), 0.0, 0.0) == pytest.approx([1.0, 0.9, 0.81])


def test_nice_tit_for_tat_mirrors_the_way_to_the_nash_point_and_stops_there() -> None:
    asked = answered(NiceTitForTat(), 0.0, 0.25, 0.5, 0.7)
    assert asked == pytest.approx([1.0, 1.0, 0.75, 0.5, 0.5])


def test_monotonic_concession_moves_only_with_the_smaller_risk() -> None:
    """Harsanyi: the smaller Nash product concedes, just enough to have the larger one."""
    asked = answered(MonotonicConcession(), 0.1, 0.0, 0.3, 0.5)
    # Against 0.1 (product 0.09): 0.9 ties, 0.89 is enough. Against 0 it stays; 0.3 has 0.21.
    assert asked == pytest.approx([1.0, 0.89, 0.89, 0.69, 0.5])


def test_fair_packages_are_those_of_the_axioms_where_they_differ() -> None:
    """Player 1 gets 2 - 2x for the share x: Nash and Kalai-Smorodinsky 1/2, equal gains 2/3."""
    game = pie(1, frontier=2.0 - 2.0 * SHARES)
    assert first_offer(NashProposer(), game) == 0.5
    assert first_offer(KalaiSmorodinskyProposer(), game) == 0.5
    assert first_offer(FairSplit(), game) == 0.66
    assert first_offer(UtilitarianProposer(), game) == 0.0


def test_nash_and_kalai_smorodinsky_part_on_a_bent_frontier() -> None:
    """A frontier flat to 1/2 and then down to 0: Nash takes the bend, the other one does not."""
    game = pie(1, frontier=np.minimum(1.0, 2.0 - 2.0 * SHARES))
    assert first_offer(NashProposer(), game) == 0.5
    assert first_offer(KalaiSmorodinskyProposer(), game) == 0.66


@pytest.mark.parametrize(
    "strategy", [FairSplit(), NashProposer(), KalaiSmorodinskyProposer(), UtilitarianProposer()]
)
def test_who_insists_takes_its_share_early_and_anything_in_the_end(strategy: Strategy) -> None:
    for rounds, share, taken in ((2, 0.5, True), (2, 0.52, False), (1, 0.9, True)):
        talks = Talks.begin(pie(rounds), (0, 0), seed=0).advanced(1 + round(100 * share))
        assert (strategy.mixed_action(talks.seen()).probability(ACCEPT) == 1.0) == taken


def test_best_response_asks_for_all_that_the_outside_option_leaves() -> None:
    game = pie(1, options=(0.0, 0.25))
    assert first_offer(BestResponseToBelief(), game) == 0.75
    record = play(game, (BestResponseToBelief(), BestResponseToBelief()), (0, 0), seed=0)
    assert record.ending == "agreement"


def test_best_response_may_give_up_the_harder_type() -> None:
    """With types unknown it offers what maximises the expected surplus, type by type."""
    game = compile_game(load("june_deadline"))
    offers = set()
    for chance in (0.0, 0.5, 1.0):
        belief = Belief(((0.5, 0.5), (1.0 - chance, chance)))
        talks = Talks.begin(game, (0, 0), seed=3, belief=belief)
        while talks.mover is None or game.stages[talks.seen().position.stage].kind != "offer":
            legal = talks.chance() if talks.mover is None else None
            talks = talks.advanced(
                talks.draw(legal) if legal else int(talks.seen().legal_actions[0])
            )
        offers.add(BestResponseToBelief().mixed_action(talks.seen()).actions)
    assert len(offers) >= 2


def test_dice_give_every_legal_action_the_same_chance() -> None:
    talks = Talks.begin(pie(1), (0, 0), seed=0)
    assert set(RandomLegal().mixed_action(talks.seen()).probabilities) == {1.0 / 102}


def test_zero_intelligence_stays_within_its_budget() -> None:
    game = pie(1, options=(0.0, 0.25))
    talks = Talks.begin(game, (0, 0), seed=0)
    taken = [
        ZeroIntelligence().mixed_action(talks.advanced(1 + n).seen()).probability(ACCEPT)
        for n in (80, 75, 40, 0)
    ]
    assert taken == pytest.approx([0.0, 1 / 76, 36 / 76, 1.0])


def test_hard_liners_break_every_pattern_of_give_and_take() -> None:
    for strategy in (TitForTat(), NiceTitForTat(), MonotonicConcession()):
        record = play(pie(7), (HardLiner(), strategy), (0, 0), seed=0)
        assert record.ending == "agreement"  # the last answer takes what is worth its reservation
        assert record.payoffs["us"].total == 1.0
