"""A circuit: the same field in one scenario after the other, and a ranking over all of them.

Every scenario's tournament is one of its own, in its own folder. Matches with the same number share
their draws in all scenarios too, so that an entrant's mean over the scenarios in match m is one
observation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...results.circuit import Circuit, Placing
from ...results.tournament import Tournament
from ...scenario.loading import ScenarioLike, scenario_of
from ..seating import Settings
from .plan import Entrant
from .running import Progress, run_tournament, scores_kept
from .tallying import interval, not_separated, ranked
from .working import ANSWER_SECONDS

RESULT = "circuit.json"
"""The file of the ranking over all scenarios."""


def run_circuit(  # noqa: PLR0913 - all but the first are named
    scenarios: Sequence[ScenarioLike],
    entrants: tuple[Entrant, ...],
    folder_of: Callable[[str], Path],
    *,
    matches: int = 100,
    seed: int = 0,
    workers: int | None = None,
    settings: Settings | None = None,
    seconds: float = ANSWER_SECONDS,
    noise: float = 0.0,
    end_probability: float = 0.0,
    self_play: bool = True,
    progress: Progress | None = None,
) -> Circuit:
    """Play a tournament in each scenario, and return the ranking over all.

    Who has a fault in any of them is out of the ranking over all.

    ``folder_of`` names the folder of a scenario's tournament, which is played and kept there as by
    `running.run_tournament`; the ranking over all is the caller's to keep. Raises
    ``NegotiationError`` for what a user can mend.
    """
    loaded = [scenario_of(scenario) for scenario in scenarios]
    names = [scenario.name for scenario in loaded]
    for name in names:
        if names.count(name) > 1:
            raise NegotiationError(f"the scenario {name} is given twice; give it once")
    tournaments = [
        run_tournament(
            scenario,
            entrants,
            folder_of(name),
            matches=matches,
            seed=seed,
            workers=workers,
            settings=settings,
            seconds=seconds,
            noise=noise,
            end_probability=end_probability,
            self_play=self_play,
            progress=None if progress is None else _told(progress, name),
        )
        for scenario, name in zip(loaded, names, strict=True)
    ]
    faults = tuple(fault for one in tournaments for fault in one.faults)
    out = {fault.entrant for fault in faults}
    sound = tuple(one for one in entrants if one.name not in out)
    if len(sound) < (1 if self_play else 2):
        told = "\n".join(f"{n}. {fault.told}" for n, fault in enumerate(faults, 1))
        raise NegotiationError(f"too few are left to be ranked over all scenarios:\n{told}")
    followed = {one.follows for one in sound}  # what only others follow bears on none of these
    scores = [
        scores_kept(
            scenario,
            sound,
            folder_of(name),
            matches=matches,
            seed=seed,
            settings={of: given for of, given in (settings or {}).items() if of in followed},
            noise=noise,
            end_probability=end_probability,
            self_play=self_play,
        )
        for scenario, name in zip(loaded, names, strict=True)
    ]
    return circuit(tournaments, tuple(one.name for one in sound), np.array(scores))


def circuit(
    tournaments: Sequence[Tournament], names: tuple[str, ...], scores: NDArray[np.float64]
) -> Circuit:
    """Return the ranking over tournaments of entrants with ``scores`` [scenario, a, m]."""
    over_all = scores.mean(axis=0)
    ranks = [{one.entrant: one.rank for one in played.standings} for played in tournaments]
    order, rank_of_all = ranked(over_all.mean(axis=1))
    return Circuit(
        scenarios=tuple(one.scenario for one in tournaments),
        entrants=names,
        matches=tournaments[0].matches,
        placings=tuple(
            Placing(
                entrant=names[a],
                rank=rank_of_all[a],
                score=interval(over_all[a]),
                tied_with=tuple(
                    names[b] for b in order if b != a and not_separated(over_all, a, b)
                ),
                ranks=tuple(rank_of[names[a]] for rank_of in ranks),
                scores=tuple(float(mean) for mean in scores[:, a].mean(axis=1)),
            )
            for a in order
        ),
        receipts=tuple(one.receipt for one in tournaments),
        faults=tuple(fault for one in tournaments for fault in one.faults),
    )


def _told(progress: Progress, scenario: str) -> Progress:
    return lambda done, total, last: progress(done, total, f"{scenario}: {last}")
