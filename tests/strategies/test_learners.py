"""The learners: what they ask for after talks that they remember, and that they learn enough."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.engine.talks import Talks
from negotiation.game.game import Game
from negotiation.game.information import History
from negotiation.game.pie import divide_the_pie
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT
from negotiation.strategies.fictitious_play import FictitiousPlay
from negotiation.strategies.regret_matching import RegretMatching
from negotiation.strategies.strategy import Strategy


def pie(shares: int, rounds: int = 1) -> Game:
    return divide_the_pie(
        rounds=rounds, discount_factors=(1.0, 1.0), shares=np.arange(shares) / (shares - 1)
    )


def talks_so_far(game: Game, *answers_by_offer: tuple[int, int]) -> tuple[History, ...]:
    """Return the histories of earlier talks of one round, by package offered and answer."""
    return tuple(
        Talks.begin(game, (0, 0), seed=0).advanced(1 + package).advanced(answer).history
        for package, answer in answers_by_offer
    )


def earned(strategy: Strategy, game: Game, threshold: float, talks_played: int) -> list[float]:
    """Return the proposer's payoffs against one who takes a fixed share or more."""
    earlier: tuple[History, ...] = ()
    assert game.packages is not None
    payoffs, shares = [], np.arange(game.packages.count) / (game.packages.count - 1)
    for match in range(talks_played):
        talks = Talks.begin(game, (0, 0), seed=5, match=match, earlier=earlier)
        action = talks.draw(strategy.mixed_action(talks.seen()))
        own = 0.0 if action == NO_OFFER else float(shares[action - 1])
        accepts = action != NO_OFFER and 1.0 - own >= threshold - 1e-12
        payoffs.append(own if accepts else 0.0)
        talks = talks.advanced(action).advanced(ACCEPT if accepts else REJECT)
        earlier = (*earlier, talks.history)
    return payoffs


@pytest.mark.parametrize("strategy", [FictitiousPlay(), RegretMatching()], ids=["fp", "rm"])
@pytest.mark.parametrize("shares", [11, 16, 21])
@pytest.mark.parametrize("threshold", [0.0, 0.3, 0.55, 0.93, 1.0])
def test_learners_come_to_earn_what_the_best_fixed_offer_would(
    strategy: Strategy, shares: int, threshold: float
) -> None:
    payoffs = earned(strategy, pie(shares), threshold, 100)
    own = np.arange(shares) / (shares - 1)
    best = max(own[1.0 - own >= threshold - 1e-12], default=0.0)
    assert np.mean(payoffs[50:]) >= best - 0.1


def test_fictitious_play_begins_with_its_best_and_comes_down_until_accepted() -> None:
    payoffs = earned(FictitiousPlay(), pie(21), 0.2, 10)
    assert payoffs == pytest.approx([0.0] * 4 + [0.8] * 6)


def test_fictitious_play_weighs_frequencies() -> None:
    """Half accepted twice, three quarters once in three: the surer one pays more, and is asked."""
    game = pie(5)
    mixed_past = [(2, ACCEPT), (2, ACCEPT), (3, ACCEPT), (3, REJECT), (3, REJECT), (4, REJECT)]
    talks = Talks.begin(game, (0, 0), seed=0, earlier=talks_so_far(game, *mixed_past))
    assert FictitiousPlay().mixed_action(talks.seen()).actions == (1 + 2,)


def test_fictitious_play_learns_within_the_talks_too() -> None:
    talks = Talks.begin(pie(21, rounds=3), (0, 0), seed=0)
    [best] = FictitiousPlay().mixed_action(talks.seen()).actions
    talks = talks.advanced(best).advanced(REJECT).advanced(NO_OFFER)
    assert FictitiousPlay().mixed_action(talks.seen()).actions == (best - 1,)


def test_regret_matching_is_indifferent_at_first_and_then_follows_regret() -> None:
    game = pie(21)
    fresh = RegretMatching().mixed_action(Talks.begin(game, (0, 0), seed=0).seen())
    assert fresh.probabilities == pytest.approx([1 / 21] * 21)
    # Its best was refused, a half accepted: what was earned is 1/2, what 3/4 might have earned
    # twice is 3/2; a quarter would have earned 1/2 and is not regretted.
    past = talks_so_far(game, (20, REJECT), (10, ACCEPT))
    seen = Talks.begin(game, (0, 0), seed=0, earlier=past).seen()
    mixed = RegretMatching().mixed_action(seen)
    assert mixed.probability(1 + 20) == 0.0
    assert mixed.probability(1 + 5) == 0.0
    regret = {n: 2 * n / 20 - 0.5 for n in range(6, 20)}
    assert mixed.probability(1 + 15) == pytest.approx(regret[15] / sum(regret.values()))


def test_regret_matching_learns_to_take_what_it_should_have_taken() -> None:
    """As the answerer it regrets every aspiration above the offers that it refused."""
    game = pie(5)
    past = talks_so_far(game, (2, REJECT), (2, REJECT))  # half the pie, twice refused
    two_rounds = pie(5, rounds=3)
    seen = Talks.begin(two_rounds, (0, 0), seed=0, earlier=past).advanced(1 + 2).seen()
    hopeful = Talks.begin(two_rounds, (0, 0), seed=0).advanced(1 + 2).seen()
    learnt = RegretMatching().mixed_action(seen).probability(ACCEPT)
    assert learnt != pytest.approx(RegretMatching().mixed_action(hopeful).probability(ACCEPT))
