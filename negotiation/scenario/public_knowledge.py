r"""What was public on the day that a scenario speaks of.

With $k$ the day ``known_on`` of a scenario and $d(s)$ the day on which source $s$ became public, a
number is *look-ahead* if it rests on a source with $d(s) > k$, or on one without a date. Loading a
scenario that names its $k$ refuses every such number; nothing is refused where no $k$ is named. An
assumption and a counterfactual carry no news and are exempt: whether a range was chosen with the
answer in mind no program can tell, so their notes have to.
"""

from __future__ import annotations

from datetime import date

from .ledger import Ledger, Values, look_up

EXEMPT = ("assumption", "counterfactual")
"""Sources that carry no news."""


def is_known(public: date | None, day: date) -> bool:
    """Return whether something public since a day is known on another."""
    return public is not None and public <= day


def check_known_on(ledger: Ledger, values: Values) -> None:
    """Note every number that rests on what was not public on the day ``known_on``."""
    day = look_up(values, "known_on")
    if day is None:
        return
    for path, number in zip(ledger.number_places, ledger.numbers, strict=True):
        for key in number.source:
            entry = ledger.references.get(key)
            if key in EXEMPT or entry is None:  # an unknown source has been reported already
                continue
            public = entry.public_since
            if not is_known(public, day):
                ledger.problem(
                    (*path, "source"),
                    f"look-ahead: {key} became public later than known_on"
                    if public
                    else f"{key} has no date in REFERENCES.bib that can be read",
                    public or entry.fields.get("date") or key,
                    f"a source dated {day} or earlier; assumption",
                    "what an earlier source gives, with its range"
                    if public
                    else f"date = {{{day}}} in its entry, or the day on which it became public",
                )
