"""Which equilibrium a solution on beliefs is, where there may be several."""

from __future__ import annotations

from datetime import date

from ..foundations.records import record


@record
class SeveralRoots:
    """A stage that play or a deviation leads to, and beliefs at which it has several equilibria."""

    round: str
    """The round's name."""
    date: date
    """Its day."""
    stage: str
    """The stage's name."""
    public_state: str
    """The public state in words."""
    beliefs: tuple[float, float]
    """Public probabilities of the players' second types, at the node where it is likeliest."""
    chance: float
    """How likely play is to meet such beliefs there."""

    @property
    def in_words(self) -> str:
        """Say where, and how likely."""
        where = f"{self.round}, {self.stage}" + (f", {self.public_state}" * bool(self.public_state))
        first, second = self.beliefs
        often = f"{self.chance:.2g}" if self.chance > 1e-4 else "after a deviation"
        return f"{where}, beliefs near {first:.2g} and {second:.2g} ({often})"


@record
class SelectedEquilibrium:
    """Whether a solution is the principal one, and how that is known.

    The *principal* equilibrium is where the branch of the whole game leads that starts from uniform
    play at precision 0, all stages continued together. Any other is *selected*, stage by stage.
    """

    is_principal: bool
    """Whether it is known to be the principal one."""
    reason: str
    """Why, in one sentence."""
    several: tuple[SeveralRoots, ...]
    """Where play meets more than one root, the likeliest first; if nowhere, where deviations do."""

    @property
    def name(self) -> str:
        """Return ``principal`` or ``selected``."""
        return "principal" if self.is_principal else "selected"

    @property
    def in_words(self) -> str:
        """Say what it is, why, and where there was a choice."""
        if self.is_principal:
            return f"the principal equilibrium: {self.reason}"
        there = "; ".join(one.in_words for one in self.several)
        places = f"; several roots stood at: {there}" if there else ""
        return f"selected, not principal: {self.reason}{places}"
