"""The dates and terms that a solution cannot tell from those it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..foundations.records import record
from ..foundations.wording import day_in_words, money, plain


@record
class Band:
    """Agreements as good, within what players may err by, as the most likely one.

    Dates: the same package on another day. Terms: another package on the same day. Both are worth
    to either player, types known, what the most likely agreement is worth but for ``gain_busd``.
    What the talks cost until then is left out.
    """

    gain_busd: float
    """What is left open, $bn: the most that one of the two types gains by another plan, or the
    error of the values if that is larger."""
    dates: tuple[date, ...]
    """Those days, in order."""
    terms: Mapping[str, tuple[str, ...]]
    """The levels of every issue among those packages, in the order of the issue's levels."""
    packages: int
    """How many packages there are."""
    of: int
    """How many the game has."""

    @property
    def in_words(self) -> str:
        """Say which dates and how many packages."""
        first, last = (day_in_words(day) for day in (self.dates[0], self.dates[-1]))
        days = first if len(self.dates) == 1 else f"{len(self.dates)} dates from {first} to {last}"
        count = "this package only" if self.packages == 1 else f"{self.packages:,} packages"
        some = [
            plain(f"{issue} {levels[0]} to {levels[-1]}")
            for issue, levels in self.terms.items()
            if len(levels) > 1
        ]
        spread = f" ({', '.join(some)})" if some else ""
        return f"within {money(self.gain_busd, 2)} for both: {days}; {count} of {self.of:,}{spread}"
