"""Waiting, deadlines and every ending against the model's equations in plain scalars.

The talks end by agreement, by a walk-out or by the last word of the US; on a legal deadline before
the last round they go on. Public states are drawn so that each place of the pause, news of each
kind and a sale come up; the worlds are the base scenario and three with every number drawn.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.protocol import LAST_WORD
from negotiation.game.stages import ACCEPT, REJECT, WALK_OUT, Stage, StageKind
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs import equations_of_endings as oracle
from tests.payoffs.conftest import World
from tests.payoffs.equations import welfare
from tests.payoffs.varied import compiled, replaced

PAUSES = ("pause running", "tariff executed")
TYPES = list(itertools.product((0, 1), repeat=2))


def some_states(game: Game) -> list[int]:
    """Return public states: for each place of the pause and all news, selling and not, a few."""
    random, described = np.random.default_rng(0), {}
    for s in random.permutation(game.states.count).tolist():
        now = game.states.describe(s)
        selling = now["japan_posture"] == "selling"
        described[now["pause"], now["queue"], now["courts"], selling, now["us_posture"]] = s
    return sorted(described.values())


def deadlines(game: Game) -> list[Stage]:
    """Return the stages of legal deadlines, the last one last."""
    return [stage for stage in game.stages if stage.name == LAST_WORD]


def test_the_states_looked_at_have_everything(game: Game) -> None:
    seen = [set(game.states.describe(s).values()) for s in some_states(game)]
    everything = {label for labels in game.states.labels for label in labels}
    assert everything == set().union(*seen)
    assert {"selling", "tariff executed", "template set"} <= set.union(*seen)
    for pause in ("pause running", "pause extended", "new rate named", "tariff executed"):
        assert any({pause, "pressing"} <= one for one in seen)


@pytest.mark.parametrize(("u", "v"), TYPES)
def test_agreeing_passing_and_walking_out(world: World, u: int, v: int) -> None:
    s, game = world.contents, world.game
    for stage in (stage for stage in game.stages if stage.kind is StageKind.ANSWER):
        paid, r = stage.payoff_of(u, v), stage.round_index
        for n in some_states(game):
            state, here = world.state(n), paid[:, :, n]
            assert not world.differs(here[..., ACCEPT], oracle.agreeing(s, r, state, u, v)), state
            assert not world.differs(here[..., REJECT], oracle.waiting(s, r, state, u)), state
            out = oracle.walking_out(s, r, state, u, v)
            assert not world.differs(here[..., WALK_OUT], out), (state, r)


@pytest.mark.parametrize(("u", "v"), TYPES)
def test_a_deadline_after_which_the_talks_go_on(world: World, u: int, v: int) -> None:
    for stage in deadlines(world.game)[:-1]:
        paid = stage.payoff_of(u, v)
        for n in some_states(world.game):
            state = world.state(n)
            expected = oracle.on_deadline(world.contents, stage.round_index, state, u, v)
            for k, one in enumerate(expected):
                assert not world.differs(paid[:, :, n, k], one), (state, stage.actions[k].name)


@pytest.mark.parametrize(("u", "v"), TYPES)
def test_the_last_word(world: World, u: int, v: int) -> None:
    stage, s = deadlines(world.game)[-1], world.contents
    paid, day = stage.payoff_of(u, v), s.rounds[stage.round_index].day
    for n in some_states(world.game):
        state = world.state(n)
        extended = oracle.extended(s, stage.round_index, state, u, v)
        executed = oracle.executed(s, day, state, 1.0, u, v)
        for k, expected in enumerate((extended, executed)):
            assert not world.differs(paid[:, :, n, k], expected), (state, stage.actions[k].name)


def test_making_no_offer_pays_what_a_rejection_pays(game: Game) -> None:
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.OFFER:
            assert np.array_equal(stage.payoff[..., 0], game.stages[t + 1].payoff[..., REJECT])


def test_what_may_be_done_on_a_deadline(world: World) -> None:
    """Executed it stays so, struck there is nothing to do; else extend, name or execute."""
    between, last = deadlines(world.game)
    for n in range(world.game.states.count):
        state = world.state(n)
        if state["courts"] == "tariffs struck":
            assert between.legal[n].tolist() == [True, False, False]
            assert last.legal[n].tolist() == [True, False]
        elif state["pause"] == "tariff executed":
            assert between.legal[n].tolist() == [False, False, True]
            assert last.legal[n].tolist() == [False, True]
        else:
            assert between.legal[n].all()
            assert last.legal[n].all()


def test_where_a_deadline_leads(world: World) -> None:
    """Only the place of the pause moves, but that an execution unsettles the market by a level."""
    stage, levels = deadlines(world.game)[0], world.game.states.labels[0]
    for n in range(world.game.states.count):
        now = world.state(n)
        for k in np.flatnonzero(stage.legal[n]):
            then = world.state(int(stage.next_state[n, k]))
            if now["courts"] == "tariffs struck" or now["pause"] == "tariff executed":
                assert then == now
                continue
            places = ("pause extended", "new rate named", "tariff executed")
            climbed = levels[min(levels.index(now["market"]) + 1, len(levels) - 1)]
            market = climbed if places[k] == "tariff executed" else now["market"]
            assert then == {**now, "pause": places[k], "market": market}


def test_an_executed_tariff_is_paid_once_from_the_deadline_to_the_rates_agreed(
    base: ScenarioFile,
) -> None:
    """Without discounting and courts that is its yearly welfare times the days, to the cent."""
    s = replaced(replaced(base, "us", discount_rate=0.0), "partner", discount_rate=0.0)
    s = replaced(s, "", courts=None)
    game = compiled(s)
    execution = deadlines(game)[0]
    r = execution.round_index
    first = game.states.describe(game.initial_state)
    running, executed = (game.states.find({**first, "pause": p}) for p in PAUSES)
    paid = execution.payoff_of(0, 0)[..., running, 2]
    answers = [x for x in game.stages if x.kind is StageKind.ANSWER and x.round_index > r]
    for stage, answer in ((answers[0], REJECT), (answers[1], ACCEPT)):
        here = stage.payoff_of(0, 0)
        paid = paid + here[..., executed, answer] - here[..., running, answer]
    lag = round(s.welfare.implementation_lag_days)
    days = (s.rounds[answers[1].round_index].day - s.rounds[r].day).days + lag
    yearly = np.array(welfare(s, dict(s.pause.rates)))
    assert paid[game.parts.index("tariffs")] == pytest.approx(yearly * days / 365.25, abs=1e-9)
