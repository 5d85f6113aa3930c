"""The menu that an estimate takes as open: what was offered, the same at every precision."""

from __future__ import annotations

import numpy as np

from negotiation.engine.sampling import sample
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.menu_behind import menu_behind, offered
from negotiation.equilibria.estimation.precision import logit_profiles, precision_behind
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.game import Game
from tests.engine.test_talks import Spread
from tests.equilibria.one_choice import one_stage
from tests.generators import random_game

GAME = random_game(12, rounds=2, packages=9, postures=False)


def choices(game: Game = GAME, matches: int = 40) -> Choices:
    plays = sample(Spread(game, 1), matches, seed=3)
    return Choices.along(game, plays.types, plays.actions)


def test_offers_are_counted_the_most_frequent_first() -> None:
    these = choices()
    times: dict[int, int] = {}
    for n, t in zip(*np.nonzero(these.actions > 0), strict=True):
        if GAME.stages[t].name == "offer":
            package = int(these.actions[n, t]) - 1
            times[package] = times.get(package, 0) + 1
    assert offered(these).tolist() == sorted(times, key=lambda p: (-times[p], p))


def test_offers_made_come_first_and_the_solvers_own_fill_the_room() -> None:
    these = choices(matches=2)
    made = offered(these)
    assert 1 < made.size < 8
    narrow, wide, whole = (menu_behind(these, most) for most in (made.size - 1, 8, 9))
    assert narrow is not None
    assert wide is not None
    assert whole is not None
    assert narrow.packages.tolist() == sorted(made[:-1].tolist())
    assert set(made) < set(wide.packages)
    assert set(wide.packages) - set(made) <= set(menu_of(GAME, 8).packages)
    assert whole.packages.tolist() == list(range(9))
    assert (whole.values == menu_of(GAME, 9).values).all()


def test_a_game_without_packages_has_no_menu() -> None:
    assert menu_behind(Choices.along(one_stage(), *np.zeros((2, 1, 2), np.int64))) is None


def test_the_same_offers_are_open_at_every_precision() -> None:
    these = choices()
    solve = logit_profiles(GAME, grid=5, menu=menu_behind(these, 4))
    menus = [solve(precision).menu.tolist() for precision in (0.1, 1.0, 10.0)]
    assert menus[0] == menus[1] == menus[2] == sorted(offered(these)[:4].tolist())


def test_with_room_for_all_of_them_no_offer_is_replaced() -> None:
    estimate = precision_behind(choices(), bounds=(0.1, 10.0), points=3)
    assert estimate.offers_replaced == 0
