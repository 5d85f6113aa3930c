"""What a solution says on average over the types, weighed with the prior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...game.beliefs import Belief
from ...game.game import Game
from ...results.case import Agreement, Case
from ...results.solution import Solution

Pair = tuple[str, ...]
"""The types of the two players."""


@dataclass(frozen=True)
class Averages:
    """A solution's cases with the prior probability of each, which sum to 1."""

    solution: Solution
    """The solution."""
    weights: Mapping[Pair, float]
    """The prior of each pair of types among the cases."""

    @classmethod
    def of(cls, solution: Solution, game: Game) -> Averages:
        """Weigh the cases of a solution with the prior of its game."""
        prior = Belief.prior(game)
        found = {
            _pair(case): prior.probability(game.find_types(case.player_types))
            for case in solution.cases
        }
        total = sum(found.values())
        return cls(
            solution,
            {pair: chance / total if total > 0.0 else 0.0 for pair, chance in found.items()},
        )

    @property
    def cases(self) -> Sequence[tuple[float, Case]]:
        """The cases, each with its weight; several of one pair of types share it."""
        count: dict[Pair, int] = {}
        for case in self.solution.cases:
            count[_pair(case)] = count.get(_pair(case), 0) + 1
        return [
            (self.weights[_pair(case)] / count[_pair(case)], case) for case in self.solution.cases
        ]

    def total(self, player: str) -> float:
        """Return what a player expects, $bn."""
        return sum(weight * case.payoffs[player].total for weight, case in self.cases)

    def part(self, player: str, part: str) -> float:
        """Return what a player expects by one part, $bn."""
        return sum(weight * case.payoffs[player].parts[part] for weight, case in self.cases)

    def no_deal(self, player: str) -> float | None:
        """Return what a player has if nothing is ever agreed, $bn; ``None`` if that is not said."""
        if not all(player in case.no_deal for _, case in self.cases):
            return None
        return sum(weight * case.no_deal[player] for weight, case in self.cases)

    def total_if(self, player: str, name: str) -> float:
        """Return what a player of one type expects, $bn."""
        own = [(w, case) for w, case in self.cases if case.player_types[player] == name]
        weight = sum(w for w, _ in own)
        return sum(w * case.payoffs[player].total for w, case in own) / weight

    def agreed_by(self, days: Sequence[date]) -> list[float]:
        """Return how likely an agreement is by the end of each of the rounds' days."""
        if self.solution.expectations is not None:
            return [float(p) for p in self.solution.expectations.agreed_by["overall"]]
        return [
            sum(
                weight * outcome.probability
                for weight, case in self.cases
                for outcome in case.outcomes
                if outcome.agreement is not None and outcome.agreement.date <= day
            )
            for day in days
        ]

    def likeliest_agreement(self) -> tuple[Agreement, float] | None:
        """Return the agreement that is likeliest over all types, with its probability."""
        found: dict[Agreement, float] = {}
        for weight, case in self.cases:
            for outcome in case.outcomes:
                if outcome.agreement is not None:
                    chance = found.get(outcome.agreement, 0.0) + weight * outcome.probability
                    found[outcome.agreement] = chance
        return max(found.items(), key=lambda item: item[1]) if found else None

    def endings_without_deal(self) -> dict[str, float]:
        """Return how the talks end if not with an agreement, likeliest first."""
        found: dict[str, float] = {}
        for weight, case in self.cases:
            for outcome in case.outcomes:
                if outcome.agreement is None:
                    chance = found.get(outcome.ending, 0.0) + weight * outcome.probability
                    found[outcome.ending] = chance
        return dict(sorted(found.items(), key=lambda item: -item[1]))


def main_solution(solutions: Sequence[Solution]) -> Solution:
    """Return the solution to speak of: the first with private information, else the first."""
    return next((one for one in solutions if one.expectations is not None), solutions[0])


def _pair(case: Case) -> Pair:
    return tuple(case.player_types.values())
