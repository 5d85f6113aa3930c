"""Tables for people: who won over several scenarios."""

from __future__ import annotations

from rich.table import Table

from ...results.circuit import Circuit
from .standings import chance_words, interval_words, ranks_words


def placings_table(found: Circuit) -> Table:
    """Return the ranking over all scenarios, with the rank in each beside it."""
    made = found.receipts[0]
    table = Table(
        title=f"{len(found.scenarios)} scenarios, {len(found.entrants)} strategies",
        title_justify="left",
        caption="$bn a talk: the mean of the scores in all scenarios, each counting alike; "
        "± 95 %. tied with: the ranks from whom it is not separated, their difference could be 0; "
        "equal scores share a rank. Then the rank in each scenario."
        + (" Talks against itself do not count." if "self-play" in made.parameters else "")
        + chance_words(made),
        caption_justify="left",
    )
    rank_of = {one.entrant: one.rank for one in found.placings}
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")  # names give way, numbers never
    table.add_column("score", no_wrap=True)
    table.add_column("tied\nwith", min_width=4)
    for name in found.scenarios:
        table.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    for one in found.placings:
        table.add_row(
            str(one.rank),
            one.entrant.replace("_", " "),
            interval_words(one.score),
            ranks_words([rank_of[name] for name in one.tied_with]),
            *map(str, one.ranks),
        )
    return table
