"""Many plays at once are the plays of `play`, and beliefs under a known profile are martingales."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.engine.matches import play
from negotiation.engine.sampling import Sample, sample
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import Position, apply, stage_at, start
from negotiation.results.record import Record
from tests.engine.test_matches import action_of
from tests.engine.test_private_information import followers
from tests.engine.test_talks import Spread
from tests.generators import games, random_game

LAW = settings(max_examples=40, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


class Upside(Spread):
    """Offers its menu in falling order, and not every package."""

    @property
    def menu(self) -> NDArray[np.int64]:
        assert self.game.packages is not None
        return np.arange(self.game.packages.count)[::-2]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        table = super().probabilities(stage, public_state, player_type, belief)
        if table.ndim == 1 and self.game.stages[stage].kind == "offer":
            offered = np.zeros(table.size)
            kept = np.concatenate([[0], 1 + self.menu])
            offered[kept] = table[kept]
            return np.asarray(offered / offered.sum())
        return table


def compare(game: Game, plays: Sample, n: int, record: Record) -> None:
    """Check that match ``n`` of a sample is the match of a record."""
    assert game.type_names((plays.types[n, 0], plays.types[n, 1])) == record.player_types
    actions = np.full(len(game.stages), -1)
    here: Position | None = start(game)
    rounds = [r.name for r in game.rounds]
    for move in record.moves:
        assert here is not None
        stage = stage_at(game, here)
        actions[here.stage] = action_of(game, here, move)
        if stage is next(s for s in game.stages if s.round_index == stage.round_index):
            for i, player in enumerate(game.players):
                known = list(move.beliefs[player].values())
                expected = known[1] if len(known) == 2 else 0.0
                found = plays.beliefs[n, stage.round_index, i]
                assert found == pytest.approx(expected, abs=1e-12)
        here = apply(game, here, int(actions[here.stage]))
    assert plays.actions[n].tolist() == actions.tolist()
    assert rounds[plays.ending_round[n]] == record.moves[-1].round
    totals = [record.payoffs[player].total for player in game.players]
    np.testing.assert_allclose(plays.payoffs[n], totals, rtol=0, atol=1e-9)
    assert (plays.package[n] >= 0) == (record.agreement is not None)
    if record.agreement is not None:
        assert game.packages is not None
        assert game.packages.terms(int(plays.package[n])) == record.agreement.package
    assert (plays.beliefs[n, plays.ending_round[n] + 1 :] == plays.last_belief[n]).all()


@given(game=games(), seed=SEEDS, menu=st.booleans(), first=st.integers(0, 2**63))
@LAW
def test_a_sample_is_the_plays_of_the_plain_engine(
    game: Game, seed: int, menu: bool, first: int
) -> None:
    profile = Upside(game, seed) if menu else Spread(game, seed)
    plays = sample(profile, 12, seed=seed, first=first)
    for n in range(12):
        record = play(game, followers(profile), seed=seed, match=first + n, private=True)
        compare(game, plays, n, record)


@given(game=games(), seed=SEEDS, chance=st.sampled_from([0.0, 0.3, 1.0]))
@LAW
def test_so_it_is_from_other_beliefs_and_for_named_types(
    game: Game, seed: int, chance: float
) -> None:
    profile = SubgamePerfect().profile(game)
    types = game.type_pairs[seed % len(game.type_pairs)]
    belief = Belief.of_second_types(game, chance, 1.0 - chance)
    plays = sample(profile, 5, seed=seed, types=types, belief=belief)
    for n in range(5):
        record = play(
            game, followers(profile), types, seed=seed, match=n, belief=belief, private=True
        )
        compare(game, plays, n, record)


def test_a_sample_does_not_depend_on_how_it_is_cut() -> None:
    profile = Spread(random_game(3, rounds=3), 1)
    whole = sample(profile, 100, seed=7)
    half = sample(profile, 50, seed=7, first=50)
    assert (whole.actions[50:] == half.actions).all()
    assert (whole.beliefs[50:] == half.beliefs).all()


def test_beliefs_are_martingales_and_right_on_average() -> None:
    game = replace(random_game(3, rounds=3), prior=(np.array([0.3, 0.7]), np.array([0.9, 0.1])))
    plays = sample(Spread(game, 1), 40_000, seed=11)
    path = np.concatenate([plays.beliefs, plays.last_belief[:, None]], axis=1)
    np.testing.assert_allclose(path[:, 0], np.tile([0.7, 0.1], (40_000, 1)))
    for before, after in zip(path.swapaxes(0, 1)[:-1], path.swapaxes(0, 1)[1:], strict=True):
        change = after - before
        error = change.std(axis=0) / np.sqrt(len(change))
        assert (np.abs(change.mean(axis=0)) <= 4.0 * error).all()
        # The change is foreseen by nothing that was known before.
        foreseen = (change * before).mean(axis=0)
        error = (change * before).std(axis=0) / np.sqrt(len(change))
        assert (np.abs(foreseen) <= 4.0 * error + 1e-12).all()
    for i in (0, 1):  # among those believed to be p likely, p are
        gap = plays.types[:, i] - plays.last_belief[:, i]
        for low in np.arange(0.0, 1.0, 0.25):
            among = (plays.last_belief[:, i] >= low) & (plays.last_belief[:, i] <= low + 0.25)
            if among.sum() > 100:
                error = gap[among].std() / np.sqrt(among.sum())
                assert abs(gap[among].mean()) <= 4.0 * error


def test_more_than_two_types_are_refused() -> None:
    three = random_game(2, types=(3, 2))
    with pytest.raises(NegotiationError, match="at most two types"):
        sample(Spread(three, 1), 1, seed=0)
