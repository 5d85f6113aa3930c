"""What a line typed at the table means: an offer, an answer, or a word for help.

Levels are taken as they are shown: ``car_tariff=15 %``, ``car=15`` and ``car tariff 15 %`` mean the
same, and so do parts of a line copied from the screen. A name may be cut as long as it is clear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...foundations.errors import NegotiationError
from ...game.information import InformationSet
from ...game.packages import PackageTable
from ...game.rules import action_name, stage_at
from ...game.stages import NO_OFFER, StageKind
from ...strategies.reasoning.outlook import Outlook

_ASSIGNED = re.compile(r"\s*([^\s=,]+)\s*=\s*([^=]*?)\s*(?:,\s*|\s(?=\s*[^\s=,]+\s*=)|$)")
"""An issue, a sign of equality and a level, up to a comma or the next issue."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def offer_meant(seen: InformationSet, outlook: Outlook, typed: str) -> int:
    """Return the action that a typed offer means.

    Raises ``NegotiationError`` that says what is possible, for anything else.
    """
    word = typed.strip().lower()
    if word == "none":
        if NO_OFFER not in seen.legal_actions:
            raise NegotiationError("an offer has to be made here; try best")
        return NO_OFFER
    named = named_offers(seen, outlook)
    word = word or "same"
    if word in _MISSING:
        if word not in named:
            raise NegotiationError(_MISSING[word])
        return 1 + named[word]
    table = seen.game.packages
    assert table is not None
    wanted = table.terms(named.get("same", named.get("best", 0)))
    for issue, level in _assignments(typed, table):
        name = _one_of(issue, table.issues, "issue")
        wanted[name] = _one_of(level, table.levels[table.issues.index(name)], name)
    return 1 + table.find(wanted)


_MISSING = {
    "same": "you have made no offer yet; try best, or name levels",
    "theirs": "they have made no offer yet; try best, or name levels",
    "best": "nothing is worth having that they should accept; try none",
}
"""Offers that have a name, and what to say where there is none."""


def named_offers(seen: InformationSet, outlook: Outlook) -> dict[str, int]:
    """Return the packages that can be offered by a name, those that there are."""
    found = {
        "same": last_offer(seen, seen.player),
        "theirs": last_offer(seen, seen.other),
        "best": outlook.dearest(),
    }
    return {name: package for name, package in found.items() if package is not None}


def last_offer(seen: InformationSet, player: int) -> int | None:
    """Return the package that a player offered last; ``None`` if it has offered none."""
    for move in reversed(seen.history):
        stage = stage_at(seen.game, move.position)
        made = stage.kind is StageKind.OFFER and stage.mover == player
        if made and move.action != NO_OFFER:
            return move.action - 1
    return None


def action_meant(seen: InformationSet, typed: str) -> int:
    """Return the action that a typed number or name means.

    Raises ``NegotiationError`` that lists what is possible, for anything else.
    """
    names = {
        int(k): action_name(seen.game, seen.position, int(k)).replace("_", " ")
        for k in seen.legal_actions
    }
    if typed.isdigit() and 1 <= int(typed) <= len(names):
        return list(names)[int(typed) - 1]
    more = f", or its number, 1 to {len(names)}; ? explains"
    chosen = _one_of(typed, list(names.values()), "answer", more)
    return next(k for k, name in names.items() if name == chosen)


def _assignments(typed: str, table: PackageTable) -> list[tuple[str, str]]:
    """Return the issues and levels that a line names."""
    if "=" not in typed:
        return [_shown(piece, table) for piece in typed.split(",") if piece.strip()]
    found, at = [], 0
    while at < len(typed.rstrip()):
        match = _ASSIGNED.match(typed, at)
        if match is None or not match[2]:
            piece = typed[at:].strip().split()[0]
            raise NegotiationError(f"{piece!r} is not of the form issue=level; {_example(table)}")
        found.append((match[1], match[2]))
        at = match.end()
    return found


def _shown(piece: str, table: PackageTable) -> tuple[str, str]:
    """Return the issue and the level of a piece as the screen shows it, e.g. ``rice +60 kt``."""
    words = piece.split()
    for issue in table.issues:
        own = issue.split("_")
        if len(words) > len(own) and [word.lower() for word in words[: len(own)]] == own:
            return issue, " ".join(words[len(own) :])
    if len(words) == 1 and _bare(piece)[:1].isdigit():
        raise NegotiationError(f"{piece.strip()!r} is a level of what? {_example(table)}")
    raise NegotiationError(
        f"{piece.strip()!r} is not of the form issue=level; {_example(table)}, or ? for help"
    )


def _example(table: PackageTable) -> str:
    issue, levels = table.issues[0], table.levels[0]
    return f"e.g. {issue}={levels[-1].replace(' ', '')}"


def _one_of(typed: str, names: Sequence[str], what: str, more: str = "") -> str:
    """Return the only name that begins as typed; case, blanks and a leading sign do not count.

    A number alone means the name with that number in it first, if there is one.
    """
    wanted = _bare(typed)
    same = [name for name in names if _bare(name) == wanted]
    if not same and (amount := _number(wanted)) is not None:
        same = [name for name in names if _first_number(name) == amount]
    begin = [
        name
        for name in names
        if wanted
        and (_bare(name).startswith(wanted) or _bare(name).lstrip("+-").startswith(wanted))
    ]
    found = same or begin
    if len(found) == 1:
        return found[0]
    listed = ", ".join(name.replace("_", " ") for name in names)
    if len(found) > 1:
        several = ", ".join(name.replace("_", " ") for name in found)
        raise NegotiationError(f"{typed!r} may be {several}; try more of it")
    raise NegotiationError(
        f"there is no {what.replace('_', ' ')} {typed!r}; try one of {listed}{more}"
    )


def _number(text: str) -> float | None:
    """Return the number that a text is; ``None`` for anything else."""
    return float(text) if _NUMBER.fullmatch(text) else None


def _first_number(name: str) -> float | None:
    found = _NUMBER.search(name)
    return None if found is None else float(found[0])


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign in "+-.")
