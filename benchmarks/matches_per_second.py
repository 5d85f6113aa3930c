"""How many negotiations a CPU second holds: NegMAS, a bare Mesa loop, our engine, our executor.

    python -m benchmarks.matches_per_second [--quick]

One game for all: two players, 1,000 packages, 10 rounds of alternating offers, types known, nothing
of nature's. Where strategies are not drawn at random, both concede with time as 1 - t ** 4.

- NegMAS: a new ``SAOMechanism`` and two new ``TimeBasedConcedingNegotiator`` each time, run to the
  end; outcome space and utility functions are made once. As it comes every negotiator sorts all
  outcomes anew, most of its time; with *orders kept* that is done once for all negotiations, as our
  engine does with package values, and callbacks are off. Ratios are to this faster one.
- Mesa: a new model with two agents each time, who work out an aspiration, offer a share and compare
  two numbers: no deal space, no utility function, nothing recorded. What the loop alone costs.
- our engine: `matches.played`, each strategy asked at every move and the public history kept, as
  NegMAS keeps its own; what the game remembers of prospects and package values was made in the run
  to warm up. *Recorded* is `matches.play`: the whole record of every move written as well.
- our executor: `play_together`, all matches at once and nothing kept of earlier runs; a strategy is
  asked once for each position where a match stands. Two that draw nothing at random all play one
  and the same match, which flatters: what is left is moving and paying 200,000 equal matches.

The pairs that draw at random are ``RandomNegotiator`` twice in NegMAS, and `zero_intelligence` with
`random_legal` here; they settle early, and not equally early. Their ratios are to NegMAS's pair.

Times are CPU seconds of all threads of one process, the best of several runs after one to warm up,
in which loops are compiled; the seconds of that one are given apart. *offers* is how many rounds a
negotiation lasts on average, because a short one is cheap. NegMAS and Mesa are optional: what is
missing is left out.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.options import options
from benchmarks.small_games import pie
from negotiation.engine.matches import play, played
from negotiation.engine.seating import Seats
from negotiation.engine.together.playing import play_together
from negotiation.engine.who_knows import begun
from negotiation.game.game import Game
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.random_legal import RandomLegal
from negotiation.strategies.zero_intelligence import ZeroIntelligence

ROUNDS, PACKAGES = 10, 1_000
EXPONENT = 4.0
SURE, AT_RANDOM = "concede with time", "draw at random"
REFERENCES = "NegMAS, orders kept", "NegMAS, at random"

Run = Callable[[], float]
"""Plays some negotiations; returns how many rounds they last on average."""


@dataclass(frozen=True)
class Measured:
    """What some negotiations took."""

    who: str
    """Who played them."""
    negotiations: int
    """How many there were."""
    first: float
    """CPU seconds of the first run, what is compiled and worked out once included."""
    best: float
    """CPU seconds of the fastest later run."""
    offers: float
    """How many rounds a negotiation lasts on average."""
    pair: str = SURE
    """What the two do."""

    @property
    def speed(self) -> float:
        """Negotiations per CPU second."""
        return self.negotiations / self.best


def measure(who: str, negotiations: int, run: Run, repeats: int, pair: str = SURE) -> Measured:
    """Return what a run of some negotiations takes."""
    seconds = []
    offers = 0.0
    for _ in range(1 + repeats):
        begun = time.process_time()
        offers = run()
        seconds.append(time.process_time() - begun)
    return Measured(who, negotiations, seconds[0], min(seconds[1:]), offers, pair)


def negmas(game: Game, negotiations: int, *, lean: bool, pair: str = SURE) -> Run:
    """Return a run of NegMAS's sessions; a lean one keeps orders and calls nobody back."""
    from negotiation.interop.negmas_session import deal_space, library, turns

    sao, deals, table = library(), deal_space(game), game.packages
    assert table is not None
    values = [
        sao.MappingUtilityFunction(
            dict(
                zip(
                    deals.outcomes,
                    table.values(i, 0, 0, 0, game.initial_state).tolist(),
                    strict=True,
                )
            ),
            outcome_space=deals.space,
            reserved_value=0.0,
        )
        for i in (0, 1)
    ]

    kept: dict[int, Any] = {}

    def order(value: Any) -> Any:
        if id(value) not in kept:
            kept[id(value)] = sao.preferences.PresortingInverseUtilityFunction(value)
        return kept[id(value)]

    kind, settings = sao.RandomNegotiator, {}
    if pair == SURE:
        kind = sao.gb.negotiators.TimeBasedConcedingNegotiator
        settings = {"offering_curve": EXPONENT} | ({"ufun_inverter": order} if lean else {})

    def run() -> float:
        lasted = 0
        for _ in range(negotiations):
            session = sao.SAOMechanism(
                outcome_space=deals.space,
                n_steps=turns(game).count,
                one_offer_per_step=True,
                extra_callbacks=not lean,
                sync_calls=True,
            )
            for value in values:
                session.add(kind(ufun=value, **settings))
            lasted += session.run().step - 1  # the last turn is an answer
        return lasted / negotiations

    return run


def mesa(negotiations: int) -> Run:
    """Return a run of a bare loop of two agents in Mesa."""
    from mesa import Agent, Model

    class Bargainer(Agent):  # type: ignore[misc] # Mesa is not typed
        def step(self) -> None:
            model = self.model
            if not model.running:
                return
            wants = 1.0 - ((model.turn + 1) / (ROUNDS + 2)) ** EXPONENT
            if model.offered >= wants:
                model.running = False
                return
            model.offered = 1.0 - wants
            model.turn += 1

    class Table(Model):  # type: ignore[misc] # Mesa is not typed
        def __init__(self) -> None:
            super().__init__(rng=0)
            self.offered = 0.0  # to whose turn it is
            self.turn = 0
            Bargainer.create_agents(self, 2)

        def step(self) -> None:
            self.agents.do("step")

    def run() -> float:
        lasted = 0
        for _ in range(negotiations):
            table = Table()
            while table.running and table.turn <= ROUNDS:
                table.step()
            lasted += table.turn
        return lasted / negotiations

    return run


def engine(game: Game, seats: Seats, negotiations: int) -> Run:
    """Return a run of matches of our engine."""

    def run() -> float:
        lasted = 0
        for match in range(negotiations):
            talks = begun(game, seats, (0, 0), seed=0, match=match)
            last = played(talks, seats).over.history[-1]
            lasted += 1 + game.stages[last.position.stage].round_index
        return lasted / negotiations

    return run


def recorded(game: Game, seats: Seats, negotiations: int) -> Run:
    """Return a run of matches of our engine whose records are written."""

    def run() -> float:
        lasted = 0
        for match in range(negotiations):
            record = play(game, seats, (0, 0), seed=0, match=match)
            lasted += int(record.moves[-1].round[1:])
        return lasted / negotiations

    return run


def executor(game: Game, seats: Seats, negotiations: int) -> Run:
    """Return a run of matches that are played together."""
    types = np.zeros((negotiations, 2), dtype=np.int64)
    matches = np.arange(negotiations, dtype=np.uint64)

    def run() -> float:
        plays = play_together(game, seats, types, seed=0, matches=matches)
        return float(np.mean(plays.ending_round)) + 1.0

    return run


def bargainers() -> Seats:
    """Return two strategies that concede with time as NegMAS's do here."""
    return Boulware(1.0 / EXPONENT), Boulware(1.0 / EXPONENT)


def measured(quick: bool) -> Iterator[Measured]:
    """Yield what everyone takes."""
    game = pie(ROUNDS, PACKAGES, (1.0, 1.0))
    few, many, repeats = (20, 20_000, 1) if quick else (300, 200_000, 5)
    sure, drawing = bargainers(), (ZeroIntelligence(), RandomLegal())
    there = installed("NegMAS", "negmas")
    if there:
        yield measure("NegMAS as it comes", few, negmas(game, few, lean=False), repeats)
        yield measure("NegMAS, orders kept", few, negmas(game, few, lean=True), repeats)
    if installed("Mesa", "mesa"):
        yield measure("Mesa, bare loop", 5 * few, mesa(5 * few), repeats)
    yield measure("our engine", few, engine(game, sure, few), repeats)
    yield measure("our engine, recorded", few, recorded(game, sure, few), repeats)
    yield measure("our executor", many, executor(game, sure, many), repeats)
    if there:
        run = negmas(game, few, lean=True, pair=AT_RANDOM)
        yield measure("NegMAS, at random", few, run, repeats, AT_RANDOM)
    run = engine(game, drawing, few)
    yield measure("our engine, at random", few, run, repeats, AT_RANDOM)
    run = executor(game, drawing, many)
    yield measure("our executor, at random", many, run, repeats, AT_RANDOM)


def installed(title: str, name: str) -> bool:
    """Return whether a library is there; says so in a line if it is not."""
    try:
        importlib.import_module(name)
        there = True
    except ImportError:
        there = False
    if not there:
        print(f"{title} is not installed: no comparison with it")
    return there


def show(rows: Iterator[Measured]) -> None:
    """Print rows as they come, with the ratio to NegMAS where that was measured."""
    print(f"{'':24} {'number':>8} {'offers':>6} {'first s':>8} {'per CPU s':>12} {'ratio':>9}")
    speeds: dict[str, float] = {}
    for row in rows:
        if row.who in REFERENCES:
            speeds[row.pair] = row.speed
        ratio = f"{row.speed / speeds[row.pair]:,.2f}" if row.pair in speeds else "-"
        print(
            f"{row.who:24} {row.negotiations:8,} {row.offers:6.2f} {row.first:8.2f} "
            f"{row.speed:12,.0f} {ratio:>9}",
            flush=True,
        )


def main() -> None:
    """Measure and print everything."""
    parser = options(argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]))
    show(measured(parser.parse_args().quick))


if __name__ == "__main__":
    main()
