"""How far a solution on beliefs is from what it claims, and which grid would do better."""

from __future__ import annotations

from ..foundations.records import record
from ..foundations.wording import at_most, percent

POOR = 0.05
"""An error of more than this share of what is at stake is told before anything else."""

MISJUDGED = 1.0
"""Log odds that are off by more than this, along play, are told first where values are right."""


@record
class FinerGrid:
    """What a finer belief grid brings."""

    grid: int
    """Its nodes for each player."""
    error_busd: float
    """The largest error of the values at the start there, $bn."""
    share: float
    """That as a share of what is at stake."""


@record
class Accuracy:
    """The error of what a solution says that types earn, measured and not bounded."""

    error_busd: float
    """The largest difference of any type's value, the other's type drawn from the prior, from what
    following the solution earns it, $bn: on the whole tree that of the values that the grid claims,
    whose place the tree's own have taken in what is told; where the talks are too many to count, an
    estimate (`FollowedPlay`), with what payoffs along the path are off from the claims added."""
    is_exact: bool
    """Whether that was computed on the whole tree."""
    share: float
    """The largest error of a player as a share of what is at stake for it."""
    log_odds: float | None
    """How far the log odds between two actions may be, where play goes, from what the actions earn;
    known only on the whole tree."""
    finer: tuple[FinerGrid, ...]
    """Finer grids tried: only where the error is large and they are cheap."""
    advice: str
    """What to try, in words; empty where the error is small."""

    @property
    def is_poor(self) -> bool:
        """Return whether the error is too large to be left to the small print."""
        return self.share > POOR

    @property
    def in_words(self) -> str:
        """Say how large the error is, and how that is known."""
        odds, size = (
            "",
            f"{at_most(self.error_busd)}, {percent(self.share)} of what is at stake for a player",
        )
        if self.log_odds is not None:
            odds = f"; log odds of actions along play are off by up to {self.log_odds:.2g}"
        if self.is_exact:
            return (
                "what types earn is that of these strategies on the whole tree, without error; the "
                f"belief grid's own values, from which the strategies follow, are off by up to "
                f"{size}{odds}"
            )
        return (
            f"what types earn from the start on is told with an error of about {size} (estimated "
            "in sampled talks, noise and a share for what they never met added: no bound)"
            f"{odds}"
        )

    @property
    def warning(self) -> str:
        """Return what must be said of values before anything else; empty where nothing must."""
        if not self.is_poor:
            return ""
        size = f"{at_most(self.error_busd)}, {percent(self.share)} of what is at stake for a player"
        if self.is_exact:
            return (
                f"the belief grid's values are off by up to {size}: what is told is true of these "
                "strategies, but they answer to wrong values and need be no equilibrium: do not "
                f"rely on them; {self.advice}"
            )
        return f"the values may be off by {size}: do not rely on them; {self.advice}"

    @property
    def warning_of_chances(self) -> str:
        """Return the same of the chances of a logit equilibrium, where values are right."""
        if self.is_poor or self.log_odds is None or self.log_odds <= MISJUDGED:
            return ""
        return (
            f"log odds of actions along play are off by up to {self.log_odds:.2g} from what "
            "the actions earn: do not rely on their chances; try a finer --grid or a lower "
            "--precision"
        )
