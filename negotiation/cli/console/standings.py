"""Tables for people: who won a tournament, and what is not separated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from ...results.tournament import Fault, Interval, Tournament

SHARE = 0.005
"""Smaller shares are shown as a dot."""
TOLD = 4
"""So many equilibria of the meta-game are told of."""


def standings_table(found: Tournament) -> Table:
    """Return the ranking, with intervals and the other ways of judging beside it."""
    first, second = found.players
    careers = "" if found.career == 1 else _careers(found)
    by_alpha = found.standings[0].alpha_rank_shares is not None
    caption = (
        f"$bn a talk, mean over opponents, type pairs (by the prior) and seats; ± 95 %{careers}. "
        "not from: not separated from the ranks whose difference in score could be 0. regret: how "
        "far below the best reply among the entrants. Nash, replicator: shares in the meta-game, "
        f"{first} and {second}."
        + (" alpha-rank: mass where better responses lead, the same." if by_alpha else "")
    )
    table = Table(
        title=f"{found.scenario}: {len(found.entrants)} strategies, {found.matches} matches a type "
        "pair in each cell",
        title_justify="left",
        caption=caption,
        caption_justify="left",
        padding=(0, 1, 0, 0) if by_alpha else (0, 1),
    )
    rank_of = {one.entrant: one.rank for one in found.standings}
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")  # names give way, numbers never
    table.add_column("score", no_wrap=True)
    table.add_column("not\nfrom", min_width=4)
    for name in (f"as\n{first}", f"as\n{second}", "regret", "deals"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Nash", justify="right", no_wrap=True)
    table.add_column("repli-\ncator", justify="right", no_wrap=True)
    if by_alpha:
        table.add_column("alpha-\nrank", justify="right", no_wrap=True)
    for one in found.standings:
        by_rank = () if one.alpha_rank_shares is None else (_shares(one.alpha_rank_shares),)
        table.add_row(
            str(one.rank),
            one.entrant.replace("_", " "),
            interval_words(one.score),
            ranks_words([rank_of[name] for name in one.tied_with]),
            *(f"{seat.mean:+.2f}" for seat in one.by_seat),
            f"{one.regret:.2f}",
            f"{one.agreements:.2f}",
            _shares(one.nash_shares),
            _shares(one.replicator_shares),
            *by_rank,
        )
    return table


def _careers(found: Tournament) -> str:
    count = found.matches // found.career
    return f" (intervals rest on {count} careers of {found.career} matches)"


def standings_words(found: Tournament) -> Iterable[str]:
    """Return sentences on the equilibria of the meta-game."""
    count = len(found.equilibria)
    noun = "equilibrium" if count == 1 else "equilibria"
    yield f"meta-game: {count} Nash {noun} found, the largest gain by another choice " + (
        f"{max(one.regret for one in found.equilibria):.1e} $bn"
    )
    for one in found.equilibria[:TOLD]:
        yield f"  {_sends(found.players[0], one.us)}; {_sends(found.players[1], one.partner)}" + (
            f": {one.payoffs[0]:+.2f}, {one.payoffs[1]:+.2f} $bn"
        )
    if count > TOLD:
        yield f"  and {count - TOLD} more, in the saved result"
    yield from (f"  {note}" for note in found.equilibria_notes)
    if not found.evolution.is_settled:
        yield "replicator dynamics: shares keep moving; means over the second half of the time"


def fault_words(faults: Sequence[Fault]) -> Iterable[str]:
    """Return what was wrong with those who are out of the ranking, in one list."""
    if faults:
        out = ", ".join(dict.fromkeys(fault.entrant for fault in faults)).replace("_", " ")
        yield f"out of the ranking, and nobody's opponent: {out}"
        yield from (f"  {n}. {fault.told}" for n, fault in enumerate(faults, 1))


def _sends(player: str, mixed: tuple[tuple[str, float], ...]) -> str:
    likely = sorted(mixed, key=lambda item: -item[1])
    told = ", ".join(f"{name.replace('_', ' ')} {share:.2f}" for name, share in likely)
    return f"{player} sends {told}"


def interval_words(one: Interval) -> str:
    """Return a mean with half the width of its interval, which lies evenly around it."""
    return f"{one.mean:+.2f} ±{(one.high - one.low) / 2.0:.2f}"


def ranks_words(ranks: list[int]) -> str:
    """Return ranks in short: 2-4, 7.

    >>> ranks_words([7, 2, 3, 4])
    '2-4, 7'
    """
    runs: list[list[int]] = []
    for rank in sorted(ranks):
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _shares(shares: tuple[float, float]) -> str:
    """Return two shares in short.

    >>> _shares((0.491, 1.0))
    '.49   1'
    """
    return " ".join(map(_share, shares))


def _share(share: float) -> str:
    if share < SHARE:
        return "  ."
    return "  1" if share > 1.0 - SHARE else f"{share:.2f}"[1:]
