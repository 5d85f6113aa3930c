"""The result of a tournament: what every strategy earned against every other, and how they rank.

Axes: ``a`` who plays the US, ``b`` who plays its partner, ``pair`` type pair, ``i`` player.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record
from ..foundations.wording import called, number, percent, plain
from .frames import Cell, framed
from .receipt import Receipt
from .sheet import Sheet
from .sheet_formats import as_html

if TYPE_CHECKING:
    from pandas import DataFrame

SETTLED = 0.02
"""A share that moves by less in the second half of the time has settled."""


@record
class Interval:
    """A mean with its confidence interval of 95 %."""

    mean: float
    """The mean, $bn."""
    low: float
    """The lower end."""
    high: float
    """The upper end."""


@record
class Standing:
    """One entrant's place."""

    entrant: str
    """Its name."""
    rank: int
    """1 for the largest score; equal scores share a rank."""
    score: Interval
    """What it earns in a talk, $bn: the mean of both seats, all opponents and all types."""
    by_seat: tuple[Interval, Interval]
    """The same in each player's seat [i]."""
    tied_with: tuple[str, ...]
    """Entrants from whom it is not separated: the interval of the difference holds 0."""
    regret: float
    """How much less it earns than the best reply among the entrants, mean over opponents, $bn."""
    agreements: float
    """The share of its talks that end in agreement."""
    nash_shares: tuple[float, float]
    """Its largest probability in an equilibrium found of the meta-game, in each seat [i]."""
    replicator_shares: tuple[float, float]
    """Its lasting share of each seat's population in the replicator dynamics [i] (`Evolution`)."""
    alpha_rank_shares: tuple[float, float] | None = None
    """Its mass in each seat by alpha-rank [i]; ``None`` where that was not asked for."""


@record
class Evolution:
    """The replicator dynamics of the two seats' populations, from equal shares."""

    times: NDArray[np.float64]
    """The times [n]."""
    shares: NDArray[np.float64]
    """The share of each entrant in each seat's population [i, n, a]."""
    advantage: float = 0.0
    """By how much, at the end, the best choice of either seat pays more than its population earns
    on average, as a share of the payoffs' spread: it would spread, however rare it has become."""

    @property
    def is_settled(self) -> bool:
        """Whether shares have come to rest where nothing would spread.

        None moves by more than ``SETTLED`` in the second half of the time, and nothing has an
        ``advantage`` of as much.
        """
        late = self.shares[:, self._late]
        moves = float((late.max(axis=1) - late.min(axis=1)).max())
        return max(moves, self.advantage) < SETTLED

    @property
    def lasting(self) -> NDArray[np.float64]:
        """The shares that last [i, a]: the last ones where they have settled.

        Where they go on moving, in circles as a rule, their means over the second half of the time.
        In zero-sum games such means come near an equilibrium, in others they need not (Hofbauer,
        Sorin and Viossat 2009, Mathematics of Operations Research 34, 263-269).
        """
        if self.is_settled:
            return self.shares[:, -1]
        spans = np.diff(self.times[self._late])
        late = self.shares[:, self._late]
        middles = (late[:, 1:] + late[:, :-1]) / 2.0
        return np.asarray(np.einsum("n,ina->ia", spans, middles) / spans.sum())

    @property
    def _late(self) -> NDArray[np.bool_]:
        return np.asarray(self.times >= self.times[-1] / 2.0)


@record
class MetaEquilibrium:
    """A Nash equilibrium of the meta-game: mixed choices of whom to send to the table."""

    us: tuple[tuple[str, float], ...]
    """Whom the US sends, with what probability, those above 1e-9."""
    partner: tuple[tuple[str, float], ...]
    """Whom the partner sends."""
    payoffs: tuple[float, float]
    """What the two expect [i], $bn."""
    regret: float
    """The most that either gains by sending another, $bn."""


@record
class Fault:
    """What was wrong with an entrant, which is out of the ranking."""

    entrant: str
    """Its name."""
    us: str
    """Who played the US where it was found."""
    partner: str
    """Who played the partner there."""
    what: str
    """What was wrong: the stage, the type and the line of its file, where they are known."""

    @property
    def told(self) -> str:
        """The fault as a sentence."""
        return f"{self.us} against {self.partner}: {self.what}"


@record
class Tournament:
    """A tournament, tallied."""

    __repr__ = brief
    saved_as: ClassVar[str] = "tournament"

    scenario: str
    """Name of the scenario."""
    players: tuple[str, str]
    """The players' names [i]."""
    entrants: tuple[str, ...]
    """Who took part [a]."""
    type_pairs: tuple[str, ...]
    """The type pairs in words [pair]."""
    chances: tuple[float, ...]
    """The prior probability of each type pair [pair]."""
    matches: int
    """Matches of each type pair in each cell."""
    payoffs: NDArray[np.float64]
    """Mean payoffs [a, b, pair, i], $bn."""
    errors: NDArray[np.float64]
    """Their standard errors [a, b, pair, i], $bn."""
    agreements: NDArray[np.float64]
    """The share of matches that end in agreement [a, b, pair]."""
    ending_round: NDArray[np.float64]
    """The mean round in which talks end, counted from 1 [a, b, pair]."""
    standings: tuple[Standing, ...]
    """The entrants by rank."""
    equilibria: tuple[MetaEquilibrium, ...]
    """Nash equilibria of the meta-game."""
    equilibria_notes: tuple[str, ...]
    """What a reader should know of the search for them."""
    evolution: Evolution
    """How shares evolve where what earns more is copied more."""
    receipt: Receipt
    """What it was made from."""
    career: int = 1
    """So many matches in a row are one observation for the intervals: 10 if anyone learns."""
    faults: tuple[Fault, ...] = ()
    """What was wrong with entrants that are not ranked, nor counted as anybody's opponents."""

    @property
    def meta_game(self) -> NDArray[np.float64]:
        """The payoffs of the meta-game, averaged over types by the prior [i, a, b], $bn."""
        return np.asarray(np.einsum("abpi,p->iab", self.payoffs, np.array(self.chances)))

    def _repr_html_(self) -> str:
        """Return its ranking for a notebook."""
        rows = tuple(
            (
                f"{one.rank}",
                plain(one.entrant),
                f"{number(one.score.mean)} ±{(one.score.high - one.score.low) / 2.0:.2f}",
                *(number(seat.mean) for seat in one.by_seat),
                f"{one.regret:.2f}",
                percent(one.agreements),
            )
            for one in self.standings
        )
        seats = (f"as {called(player)}" for player in self.players)
        sheet = Sheet(
            title="",
            headings=("", "strategy", "score, $bn", *seats, "regret", "deals"),
            rows=rows,
            numeric=(True, False, True, True, True, True, True),
        )
        title = f"{self.scenario}: {len(self.entrants)} strategies, {self.matches} matches"
        return as_html([sheet], f"{title} a type pair in each cell")

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return a row for each entrant, by rank; amounts are $bn, intervals of 95 %."""
        rows: list[dict[str, Cell]] = []
        for one in self.standings:
            row: dict[str, Cell] = {
                "rank": one.rank,
                "entrant": one.entrant,
                "score": one.score.mean,
                "score_low": one.score.low,
                "score_high": one.score.high,
            }
            for i, player in enumerate(self.players):
                seat = one.by_seat[i]
                row |= {
                    f"as_{player}": seat.mean,
                    f"as_{player}_low": seat.low,
                    f"as_{player}_high": seat.high,
                    f"nash_share_{player}": one.nash_shares[i],
                    f"replicator_share_{player}": one.replicator_shares[i],
                }
                if one.alpha_rank_shares is not None:
                    row[f"alpha_rank_share_{player}"] = one.alpha_rank_shares[i]
            row |= {"regret": one.regret, "agreements": one.agreements}
            rows.append(row | {"tied_with": ", ".join(one.tied_with)})
        return rows

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
