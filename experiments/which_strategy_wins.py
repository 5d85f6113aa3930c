"""Which strategy of the shelf earns most against all the others, and how firmly that stands.

Everybody meets everybody, itself included, in both seats and as every pair of types, 100 matches
each, in the base scenario; then all of it once more with other draws. A ranking is worth publishing
if two strategies that one run separates are never separated the other way round by the second.

Cells are kept in the folder ``which_strategy_wins`` of ``results``, or of the folder that is asked
for, as they are played, so that a run that was stopped goes on where it was; nothing that is kept
there is taken for another program's.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import ClassVar

import negotiation as ng

SCENARIO, SEEDS, MATCHES = "june_deadline", (0, 1), 100
QUICK = ("boulware", "conceder", "hard_liner", "never_presses", "threaten_and_mean_it")


class WhichStrategyWins(ng.Experiment):
    """The ranking of the shelf in the base scenario, and whether it is stable."""

    question: ClassVar[str] = "Which strategy earns most against all the others?"
    design: ClassVar[str] = (
        "The whole shelf, every ordered pair, every pair of types, 100 matches each on common "
        "random numbers, types private; played twice with different seeds."
    )

    def run(self, *, fast: bool = False) -> ng.ExperimentResult:
        """Return the ranking; ``fast`` takes five strategies and 20 matches."""
        played, kept = [], self.folder / "which_strategy_wins"
        for n, seed in enumerate(SEEDS):
            played.append(
                ng.tournament(
                    SCENARIO,
                    QUICK if fast else None,
                    folder=kept / f"seed-{seed}{'-fast' if fast else ''}",
                    matches=20 if fast else MATCHES,
                    seed=seed,
                    workers=1 if fast else None,
                    progress=partial(self._told, n),
                )
            )
        first, second = played
        us, partner = first.players
        again = {standing.entrant: standing for standing in second.standings}
        rank_of = {standing.entrant: standing.rank for standing in first.standings}
        return ng.ExperimentResult(
            name="which_strategy_wins",
            question=self.question,
            design=self.design,
            columns={
                "rank": "by score, in the first run",
                "strategy": "the strategy",
                "score": "what it earns in a talk, $bn: mean of both seats, all types, opponents",
                "low": "lower end of the 95 % interval",
                "high": "upper end",
                "not_from": "ranks from which it is not separated",
                "as_us": f"score in the seat of {us}",
                "as_partner": f"score in the seat of {partner}",
                "regret": "how far below the best reply among the entrants, $bn",
                "deals": "share of talks that end in a deal",
                "rank_again": "rank in the second run",
                "score_again": "score in the second run",
            },
            rows=tuple(
                {
                    "rank": float(one.rank),
                    "strategy": one.entrant,
                    "score": one.score.mean,
                    "low": one.score.low,
                    "high": one.score.high,
                    "not_from": ", ".join(
                        str(rank) for rank in sorted(rank_of[name] for name in one.tied_with)
                    ),
                    "as_us": one.by_seat[0].mean,
                    "as_partner": one.by_seat[1].mean,
                    "regret": one.regret,
                    "deals": one.agreements,
                    "rank_again": float(again[one.entrant].rank),
                    "score_again": again[one.entrant].score.mean,
                }
                for one in first.standings
            ),
            finding=finding(first, second),
            receipts=(first.receipt, second.receipt),
        )

    def _told(self, before: int, done: int, total: int, last: str) -> None:
        """Tell how much is done, of the runs ``before`` too."""
        del last
        self.tell(before * total + done, len(SEEDS) * total)


def finding(first: ng.Tournament, second: ng.Tournament) -> str:
    """Return what follows from two runs of the same field."""
    pairs, separated, once, reversed_ = 0, 0, 0, 0
    again = {standing.entrant: standing for standing in second.standings}
    for better, worse in combinations(first.standings, 2):
        pairs += 1
        here = worse.entrant not in better.tied_with
        there = worse.entrant not in again[better.entrant].tied_with
        turned = again[better.entrant].rank > again[worse.entrant].rank
        separated += here and there and not turned
        once += here != there
        reversed_ += here and there and turned
    leader = first.standings[0]
    return (
        f"{_named(leader)} leads with {leader.score.mean:+.2f} $bn a talk "
        f"[{leader.score.low:+.2f}, {leader.score.high:+.2f}]{_tied(leader)}. Of {pairs} pairs of "
        f"strategies both runs separate {separated} the same way and {reversed_} the other way "
        f"round; {once} are separated in one run only."
    )


def _tied(one: ng.Standing) -> str:
    if not one.tied_with:
        return ", separated from all others"
    return ", not separated from " + ", ".join(name.replace("_", " ") for name in one.tied_with)


def _named(one: ng.Standing) -> str:
    return one.entrant.replace("_", " ").capitalize()
