"""The briefing of a seat as a sheet of Markdown: for the screen, and for handing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...engine.briefing import Briefing, Trait
from ...foundations.wording import day_in_words, first_upper, plain


def brief_sheet(briefing: Briefing, title: str, story: str) -> str:
    """Return the sheet; it tells what one player may know, so it is for that player's eyes."""
    parts = [
        f"# {title}: your briefing as {briefing.player}",
        story.strip().replace("\n", " "),
        *_yourself(briefing),
        *_other(briefing),
        *_calendar(briefing),
        *_no_deal(briefing),
        *_issues(briefing),
        *_postures(briefing),
        *_market(briefing),
    ]
    return "\n\n".join(parts) + "\n"


def _yourself(b: Briefing) -> Iterator[str]:
    yield "## Who you are"
    yield (
        f"You are the government of {b.player}, of the type **{plain(b.player_type)}**. Only you "
        "know your type; the other side knows the types that there are and how likely each is."
    )
    yield from _meant(b.words_of_own)
    if b.own_traits:
        yield _traits(b.own_traits, b.player_type)
    yield (
        "All payoffs are in $bn, present value, against the tariffs in force on the first day. A "
        "deal may be worth having although it has a minus: what counts is whether it is better "
        "than no deal."
    )


def _other(b: Briefing) -> Iterator[str]:
    yield "## Who the other side is"
    chances = ", ".join(f"{plain(name)} {chance:.0%}" for name, chance in b.chances.items())
    yield f"{first_upper(b.other)} has a type of its own, which you do not know: {chances}."
    yield from _meant(b.words_of_other)
    if b.other_traits:
        yield _traits(b.other_traits)


def _meant(words: Mapping[str, str]) -> Iterator[str]:
    """Yield what the types do, as a list of Markdown."""
    if words:
        yield "\n".join(f"- {plain(name)}: {told}" for name, told in words.items())


def _traits(traits: Sequence[Trait], own: str | None = None) -> str:
    names = sorted(traits[0].of_type, key=lambda name: name != own)
    heading = ["in what the types differ", *(plain(name) for name in names)]
    if own is not None:
        heading[1] += " (you)"
    rows = [
        [f"{one.words}{_unit(one.unit)}", *(f"{one.of_type[name]:g}" for name in names)]
        for one in traits
    ]
    return _table(heading, rows)


def _unit(unit: str) -> str:
    return "" if unit in {"1", "fraction", "probability"} else f", {unit}"


def _calendar(b: Briefing) -> Iterator[str]:
    yield "## The calendar"
    yield _table(
        ["day", "what"], [[day_in_words(day, year=True), what] for day, what in b.calendar]
    )


def _no_deal(b: Briefing) -> Iterator[str]:
    yield "## What no deal is worth"
    others = ", ".join(f"{plain(name)} {_signed(amount)}" for name, amount in b.no_deal_of.items())
    yield (
        f"If nothing is ever agreed and both sides do what then pays them most, you get "
        f"**{_signed(b.no_deal)}** and {b.other} gets {others}, by its type."
    )
    if b.walk_out is not None:
        day, amount = day_in_words(b.dates[0]), _signed(b.walk_out)
        yield (
            "A walk-out is something else: it ends the talks at once and for good. On "
            f"{day} it would leave you {amount}, whoever walks out."
        )


def _issues(b: Briefing) -> Iterator[str]:
    first, last = (day_in_words(day) for day in b.dates)
    yield "## What the issues are worth"
    yield (
        f"One level instead of the status quo, everything else as it is, $bn: to you if it is "
        f"agreed on {first} and on {last}, and to the other side on {first}, on average over its "
        f"types. Signing at all is worth {_signed(b.status_quo)} to you on {first}. {_sum(b)}"
    )
    rows, before = [], ""
    for one in b.levels:
        issue = one.issue if one.issue != before else ""
        worth = [_signed(amount) for amount in (one.first, one.last, one.others)]
        rows.append([issue, one.level, *worth])
        before = one.issue
    yield _table(["issue", "level", f"you, {first}", f"you, {last}", f"them, {first}"], rows)


def _sum(b: Briefing) -> str:
    if b.not_additive < 0.005:
        return "A package is worth the sum."
    return f"A package is worth the sum, give or take {b.not_additive:.2f}."


def _postures(b: Briefing) -> Iterator[str]:
    moving = [move for move in b.moves if move.before != move.after]
    if not moving:
        return
    yield "## What your postures cost"
    yield (
        "Before each offer you set a public posture. Staying costs nothing at once unless it is "
        "listed; a change costs, $bn at the start of the talks:"
    )
    listed = [m for m in b.moves if m in moving or round(m.own, 2) or round(m.others, 2)]
    rows = [[plain(m.before), plain(m.after), _signed(m.own), _signed(m.others)] for m in listed]
    yield _table(["from", "to", "you", "them"], rows)


def _market(b: Briefing) -> Iterator[str]:
    if not b.market:
        return
    yield "## What your postures do"
    yield "They move the bond market. Chances of where it stands when the next round begins:"
    levels = list(b.market[0].chances)
    yield _table(
        ["your posture", *levels],
        [[plain(m.posture), *(f"{m.chances[x]:.0%}" for x in levels)] for m in b.market],
    )
    for worth in b.market_worth:
        deal, none = (list(map(_signed, both)) for both in (worth.signed, worth.no_deal))
        yield (
            f"A market that is {worth.level} makes any deal worth {deal[0]} to you and {deal[1]} "
            f"to {b.other}, and no deal {none[0]} to you and {none[1]} to {b.other}, $bn on "
            f"{day_in_words(b.dates[0])}, on average over its types. What {b.other} then accepts "
            "changes by the difference of its two."
        )


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown whose columns are aligned as text too; numbers to the right."""
    widths = [max(len(row[n]) for row in (heading, *rows)) for n in range(len(heading))]
    right = [n > 0 and all(_is_number(row[n]) for row in rows) for n in range(len(heading))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if r else cell.ljust(width)
            for cell, width, r in zip(cells, widths, right, strict=True)
        )
        return f"| {' | '.join(padded)} |"

    rule = (f"{'-' * (w - 1)}{':' if r else '-'}" for w, r in zip(widths, right, strict=True))
    return "\n".join([line(heading), f"| {' | '.join(rule)} |", *map(line, rows)])


def _is_number(cell: str) -> bool:
    return bool(cell) and cell[0] in "+-0123456789"


def _signed(amount: float) -> str:
    return f"{round(amount, 2) + 0.0:+.2f}"
