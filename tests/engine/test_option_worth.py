"""What an option is said to be worth is what choosing it brings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from negotiation.engine.matches import mixed_action_at
from negotiation.engine.option_worth import gains_of_types, option_worths, paid_so_far
from negotiation.engine.seating import seat
from negotiation.engine.talks import Talks
from negotiation.engine.who_knows import begun
from negotiation.game.game import Game
from negotiation.game.rules import is_posture
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT, WALK_OUT, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.reasoning.outlook import outlook_from
from tests.five_rounds import five_rounds


@pytest.fixture(scope="module", params=["uk_may_2025", "five_rounds"])
def game(request: pytest.FixtureRequest) -> Game:
    name = request.param
    return compile_game(five_rounds() if name == "five_rounds" else load(name))


def talks_of(game: Game, kind: StageKind) -> Iterator[Talks]:
    """Yield the talks before each choice of a kind in some matches, types private."""
    seats = seat(game, ["random_legal", "random_legal"])
    for match in range(12):
        talks = begun(game, seats, seed=1, match=match, private=True)
        while not talks.is_over:
            if talks.mover is not None and game.stages[_t(talks)].kind is kind:
                yield talks
            talks = talks.advanced(talks.draw(mixed_action_at(talks, seats)))


def _t(talks: Talks) -> int:
    assert talks.position is not None
    return talks.position.stage


def test_accepting_and_walking_out_pay_what_they_are_shown_to(game: Game) -> None:
    seen_any = 0
    for talks in talks_of(game, StageKind.ANSWER):
        seen = talks.seen()
        worth = {o.action: o for o in option_worths(seen, seen.legal_actions)}
        for action, shown in (
            (ACCEPT, worth[ACCEPT].if_agreed),
            (WALK_OUT, worth[WALK_OUT].without_agreement),
        ):
            over = talks.advanced(action)
            assert over.is_over
            assert worth[action].ends
            assert shown == pytest.approx(over.total[seen.player])
        assert worth[ACCEPT].without_agreement is None
        assert not worth[REJECT].ends
        seen_any += 1
    assert seen_any > 20


def test_a_posture_costs_what_it_is_shown_to(game: Game) -> None:
    paid = set()
    for talks in talks_of(game, StageKind.MOVE):
        seen = talks.seen()
        so_far = paid_so_far(seen)
        assert so_far == pytest.approx(talks.total[seen.player])
        for option in option_worths(seen, seen.legal_actions):
            after = talks.advanced(option.action)
            assert so_far + option.at_once == pytest.approx(after.total[seen.player])
            if is_posture(game, _t(talks)):
                paid.add(round(option.at_once, 3))
    assert len(paid) > 2  # some cost something


def test_no_deal_is_the_best_that_refusals_and_moves_can_do(game: Game) -> None:
    for kind in (StageKind.MOVE, StageKind.ANSWER):
        for talks in talks_of(game, kind):
            seen = talks.seen()
            outlook = outlook_from(seen)
            if outlook is None:
                continue
            options = option_worths(seen, seen.legal_actions)
            worth = [o.without_agreement for o in options if o.without_agreement is not None]
            assert max(worth) == pytest.approx(paid_so_far(seen) + outlook.reservation_value)


def test_the_best_deal_next_is_what_best_then_offers(game: Game) -> None:
    found = 0
    for talks in talks_of(game, StageKind.MOVE):
        seen = talks.seen()
        following = _t(talks) + 1
        if not is_posture(game, _t(talks)) or game.stages[following].kind is not StageKind.OFFER:
            continue
        for option in option_worths(seen, seen.legal_actions):
            after = talks.advanced(option.action)
            then = after.seen()
            if then.player != seen.player:
                continue
            outlook = outlook_from(then)
            assert outlook is not None
            best = outlook.dearest()
            if best is None:
                assert option.best_agreement is None
                continue
            [offered] = option_worths(then, [1 + best])
            assert option.best_agreement == pytest.approx(offered.if_agreed)
            accepted = after.advanced(1 + best).advanced(ACCEPT)
            assert offered.if_agreed == pytest.approx(accepted.total[seen.player])
            found += 1
    assert found > 5


def test_an_offer_leaves_each_type_what_it_gains_beyond_no_deal(game: Game) -> None:
    talks = next(talks_of(game, StageKind.OFFER))
    seen = talks.seen()
    outlook = outlook_from(seen)
    assert outlook is not None
    for package in (0, 5, 11):
        gains = gains_of_types(seen, package)
        assert list(gains) == list(game.types[seen.other])
        average = np.dot(list(gains.values()), seen.belief.of[seen.other])
        beyond = outlook.others[package] - outlook.others_reservation_value
        assert average == pytest.approx(beyond)
    [none] = option_worths(seen, [NO_OFFER])
    assert none.if_agreed is None
    assert none.without_agreement is not None
