"""What an estimate of the precision counts: choices, beliefs and offers outside the menu."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.matches import play
from negotiation.engine.sampling import sample
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.likelihood import fit, uniform_log_likelihood
from negotiation.equilibria.estimation.precision import (
    logit_profiles,
)
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from tests.engine.test_private_information import followers
from tests.engine.test_sampling import Upside
from tests.engine.test_talks import Spread
from tests.equilibria.one_choice import sampled
from tests.generators import games, random_game

LAW = settings(max_examples=30, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


@given(game=games(), seed=SEEDS, menu=st.booleans())
@LAW
def test_the_log_likelihood_is_that_of_the_chances_in_the_records(
    game: Game, seed: int, menu: bool
) -> None:
    profile = Upside(game, seed) if menu else Spread(game, seed)
    seats = followers(profile)
    records = [play(game, seats, seed=seed, match=n, private=True) for n in range(6)]
    moves = [move for record in records for move in record.moves if move.player != "nature"]
    choices = Choices.read(game, records)
    found = fit(profile, choices)
    expected = sum(math.log(move.probability) for move in moves)
    assert found.log_likelihood == pytest.approx(expected, rel=1e-9)
    assert (found.impossible, found.replaced, found.replaced_busd) == (0, 0, 0.0)
    plays = sample(profile, 6, seed=seed)
    assert (choices.actions == plays.actions).all()
    assert (choices.types == plays.types).all()


def test_beliefs_follow_from_the_profile_itself_and_not_from_the_record() -> None:
    game = random_game(5, rounds=2, packages=3)
    one, other = logit_profiles(game)(1.0), logit_profiles(game)(3.0)
    records = [play(game, followers(one), seed=1, match=n, private=True) for n in range(4)]
    again = [  # the same paths, told under another public belief
        replace(record, moves=tuple(replace(move, beliefs={}) for move in record.moves))
        for record in records
    ]
    for profile in (one, other):
        assert fit(profile, Choices.read(game, again)) == fit(profile, Choices.read(game, records))
    moves = [move for record in records for move in record.moves if move.player != "nature"]
    chances = sum(math.log(move.probability) for move in moves)
    assert fit(one, Choices.read(game, records)).log_likelihood == pytest.approx(chances, rel=1e-7)
    assert fit(other, Choices.read(game, records)).log_likelihood != pytest.approx(
        chances, rel=0.01
    )


def test_only_choices_with_an_alternative_of_the_players_asked_for_count() -> None:
    game = random_game(7, rounds=3)
    profile = Spread(game, 2)
    first, second = followers(profile)
    records = [play(game, (first, second), seed=3, match=n, private=True) for n in range(20)]
    records = [
        replace(record, strategies={"us": "human", "japan": "robot" if n % 2 else "human"})
        for n, record in enumerate(records)
    ]
    everyone = Choices.read(game, records)
    movers = np.array([-1 if stage.mover is None else stage.mover for stage in game.stages])
    assert not everyone.counted[:, movers == -1].any()
    certain = fit(profile, everyone).log_likelihood
    by_player = [Choices.read(game, records, players=[name]) for name in game.players]
    assert not (by_player[0].counted & by_player[1].counted).any()
    assert ((by_player[0].counted | by_player[1].counted) == everyone.counted).all()
    assert certain == pytest.approx(
        sum(fit(profile, choices).log_likelihood for choices in by_player)
    )
    human = Choices.read(game, records, strategies=["human"])
    assert (human.counted[::2] == everyone.counted[::2]).all()
    assert (human.counted[1::2] == by_player[0].counted[1::2]).all()
    forced = (everyone.actions >= 0) & (movers >= 0) & ~everyone.counted
    assert forced.any()
    for n, t in zip(*np.nonzero(forced), strict=True):
        legal = game.stages[t].legal[everyone.states[n, t]]
        assert legal.sum() == 1


def test_an_offer_outside_the_menu_is_read_as_the_nearest_in_payoffs() -> None:
    game = random_game(12, rounds=2, packages=9, postures=False)
    packages = game.packages
    assert packages is not None
    free, bound = Spread(game, 1), Upside(game, 1)
    choices = sampled(free, 40, 5)
    found = fit(bound, choices)
    menu = set(map(int, bound.menu))
    moved, replaced, far = choices.actions.copy(), 0, 0.0
    for n, t in zip(*np.nonzero(choices.actions > 0), strict=True):
        stage, package = game.stages[t], int(choices.actions[n, t]) - 1
        if stage.kind is not StageKind.OFFER or package in menu:
            continue
        off = {
            q: max(
                abs(worth[q] - worth[package])
                for i in (0, 1)
                for u, v in game.type_pairs
                for worth in [packages.values(i, u, v, stage.round_index, choices.states[n, t])]
            )
            for q in menu
        }
        nearest = min(off, key=lambda q: off[q])
        moved[n, t], replaced, far = 1 + nearest, replaced + 1, max(far, off[nearest])
    assert replaced > 10
    assert found.replaced == replaced
    assert found.replaced_busd == pytest.approx(far)
    stand_in = Choices.along(game, choices.types, moved)
    on_table = replace(stand_in, packages=choices.packages)  # answers are to what was offered
    assert found.log_likelihood == pytest.approx(fit(bound, on_table).log_likelihood)
    options = uniform_log_likelihood(choices, bound.menu)
    assert options > uniform_log_likelihood(choices, free.menu)


def test_the_uniform_log_likelihood_is_that_of_precision_zero() -> None:
    game = random_game(5, rounds=2, packages=5)
    profile = logit_profiles(game)(1e-9)
    choices = sampled(profile, 50, 1)
    uniform = uniform_log_likelihood(choices, profile.menu)
    assert fit(profile, choices).log_likelihood == pytest.approx(uniform, abs=1e-5)
