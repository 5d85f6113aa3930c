"""How long a tournament of 24 strategies takes, from the command to the standings.

    python -m benchmarks.tournament [--quick]

Both seats, the four type pairs of the base scenario, 100 matches of each: 576 cells of 400 matches.
The field holds what costs most: the followers of all three concepts, whose profiles are solved on
the way, and both learners, whose matches cannot be played side by side. Wall time is from before
the solving to after the tally; CPU seconds are of all processes. What numba compiled before is
taken from its cache, as on a user's second day.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from benchmarks.options import options
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import run_tournament
from negotiation.foundations.cores import workers_by_default

FIELD = (
    "best_response_to_belief",
    "bluff_and_walk_back",
    "boulware",
    "calibrated_pressure",
    "conceder",
    "deadline_waiter",
    "early_hint",
    "extend_always",
    "fair_split",
    "fictitious_play",
    "hard_liner",
    "late_hint",
    "linear_conceder",
    "logit_follower",
    "market_watcher",
    "maximum_pressure",
    "monotonic_concession",
    "nash_proposer",
    "perfect_bayesian_follower",
    "random_legal",
    "regret_matching",
    "subgame_perfect_follower",
    "threaten_and_mean_it",
    "tit_for_tat",
)
"""Who takes part: one of every family on the shelf."""


def main() -> None:
    """Measure and print."""
    parser = options(argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]))
    quick = parser.parse_args().quick
    names, matches = (FIELD[:6], 20) if quick else (FIELD, 100)
    workers = workers_by_default()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        found = run_tournament(
            "june_deadline", entrants_named(names), Path(folder), matches=matches, workers=workers
        )
        wall = time.perf_counter() - begun
    cpu = sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    played = len(names) ** 2 * len(found.type_pairs) * matches
    print(
        f"{len(names)} strategies, {len(names) ** 2} cells, {played:,} matches, {workers} workers"
    )
    print(f"{wall:.1f} s, {cpu:.1f} CPU s, {played / cpu:,.0f} matches a CPU s")


if __name__ == "__main__":
    main()
