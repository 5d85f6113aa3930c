"""The path of the talks if both follow the subgame-perfect equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..foundations.errors import NegotiationError
from ..results.record import Record
from ..results.run import Run
from .drawing import played_talks, words
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


class EquilibriumPath(Picture):
    """The equilibrium's own play of the talks under its dates."""

    title: ClassVar[str] = "The equilibrium path"
    place: ClassVar[int] = 40

    def lacks(self, run: Run) -> str:
        """Return what the run lacks: the play of the equilibrium."""
        if run.equilibrium_path is not None:
            return ""
        return (
            f"the run of {run.scenario} holds no play of the subgame-perfect equilibrium"
            "; try `negotiation run --concept subgame_perfect --concept logit`"
        )

    def draw(self, run: Run) -> Chart:
        """Return the panels, one under the other, with common columns."""
        return played_talks.chart(run, _path(self, run), self.title, _who(run))

    def caption(self, run: Run) -> str:
        """Return what is followed, and how to read the columns and marks."""
        return (
            "Both follow the subgame-perfect equilibrium: each knows the other's type, and neither "
            "errs. What nature does is drawn once, as in the play of the two strategies: other "
            "draws may lead elsewhere. "
            f"{played_talks.marks_in_words(run, _path(self, run))}"
        )

    def alt_text(self, run: Run) -> str:
        """Return the talks as sentences, one a round."""
        told = played_talks.moves_in_words(run, _path(self, run))
        return f"Timeline of the equilibrium's play of the talks. {run.title}. {_who(run)} {told}"


def _path(picture: EquilibriumPath, run: Run) -> Record:
    if run.equilibrium_path is None:
        raise NegotiationError(picture.lacks(run))
    return run.equilibrium_path


def _who(run: Run) -> str:
    assert run.equilibrium_path is not None
    kinds = run.equilibrium_path.player_types
    told = " and ".join(
        f"{name} ({words.plain(kinds[player])})"
        for player, name in run.players.items()
        if player in kinds
    )
    return f"{told}, each knowing the other's type; subgame-perfect equilibrium."
