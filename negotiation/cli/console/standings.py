"""Tables for people: who won a tournament, and what is not separated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from ...foundations.wording import called
from ...results.receipt import Receipt
from ...results.tournament import Fault, Interval, Tournament

SHARE = 0.005
"""Smaller shares are shown as a dot."""
TOLD = 4
"""So many equilibria of the meta-game are told of."""


def standings_table(found: Tournament) -> Table:
    """Return the ranking, with intervals and the other ways of judging beside it."""
    first, second = (called(player).removeprefix("the ") for player in found.players)
    careers = "" if found.career == 1 else _careers(found)
    by_alpha = found.standings[0].alpha_rank_shares is not None
    alone = "self-play" in found.receipt.parameters
    caption = (
        f"$bn a talk, mean over opponents{' but itself' if alone else ''}, type pairs (by the "
        f"prior) and seats; ± 95 %{careers}. tied with: the ranks from whom it is not separated, "
        "their difference in score could be 0; equal scores share a rank. regret: how far below "
        "the best reply among the entrants. Nash: its largest probability in any equilibrium found "
        "of the meta-game, whom each side would send to the table, so that columns may sum to more "
        "than 1. repl: its share where the replicator dynamics end."
        + (" alpha: mass by alpha-rank, where better responses lead." if by_alpha else "")
        + chance_words(found.receipt)
    )
    table = Table(
        title=f"{found.scenario}: {len(found.entrants)} strategies, {found.matches} matches a type "
        "pair in each cell",
        title_justify="left",
        caption=caption,
        caption_justify="left",
        box=SIMPLE_HEAD,
        padding=0,  # twelve columns fit into eighty signs
    )
    rank_of = {one.entrant: one.rank for one in found.standings}
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("strategy", overflow="fold")  # names give way, numbers never
    table.add_column("score", no_wrap=True)
    table.add_column("tied\nwith", min_width=4)
    seats = () if by_alpha else (f"as\n{first}", f"as\n{second}")
    for name in (*seats, "regret", "deals"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("Nash", "repl", *(("alpha",) if by_alpha else ())):
        for player in (first, second):
            table.add_column(f"{name}\n{player}", justify="right", no_wrap=True)
    for one in found.standings:
        shares = (*one.nash_shares, *one.replicator_shares, *(one.alpha_rank_shares or ()))
        table.add_row(
            str(one.rank),
            one.entrant.replace("_", " "),
            interval_words(one.score),
            ranks_words([rank_of[name] for name in one.tied_with]),
            *(f"{seat.mean:+.2f}" for seat in one.by_seat[: len(seats)]),
            f"{one.regret:.2f}",
            f"{one.agreements:.2f}",
            *map(_share, shares),
        )
    return table


def chance_words(made: Receipt) -> str:
    """Return how often chance has a hand in it: in actions, and in the end of the talks."""
    noise, end = made.parameters.get("noise", ""), made.parameters.get("end probability", "")
    told = f" Noise: an action in {1.0 / float(noise):.3g} is any legal one." if noise else ""
    if end:
        told += f" Talks break off before each round but the first with a probability of {end}."
    return told


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
    us, partner = map(called, found.players)
    for one in found.equilibria[:TOLD]:
        yield f"  {_sends(us, one.us)}; {_sends(partner, one.partner)}" + (
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
    """Return ranks in short, those that several share once: 2-4, 7.

    >>> ranks_words([7, 2, 3, 4])
    '2-4, 7'
    """
    runs: list[list[int]] = []
    for rank in sorted(set(ranks)):
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _share(share: float) -> str:
    """Return a share in short.

    >>> _share(0.491), _share(1.0), _share(0.001)
    ('.49', '1', '.')
    """
    if share < SHARE:
        return "."
    return "1" if share > 1.0 - SHARE else f"{share:.2f}"[1:]
