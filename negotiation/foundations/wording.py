"""Amounts, chances and dates in words: the one place where they are written for people.

Month names are English wherever the program runs, so that the same result reads the same.

>>> money(-4.31), money(0.004), change(2.0), percent(0.25), day_in_words(date(2025, 5, 2))
('-$4.3bn', '$0.004bn', '+$2.0bn', '25%', '2 May')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LEAST = 0.0005
"""Smaller amounts, in $bn, are none."""
_RARE = 0.001
"""Smaller chances, and those as near to 1, are told as smaller than this."""


def money(amount: float, digits: int = 1) -> str:
    """Return an amount in $bn, e.g. ``-$4.3bn``; a small one keeps its first digit.

    >>> money(0.0), money(12.345, 2), money(-0.04), money(1234.5)
    ('$0bn', '$12.35bn', '-$0.04bn', '$1,234.5bn')
    """
    size = abs(amount)
    if size < _LEAST:
        return "$0bn"
    text = f"{size:,.{digits}f}"
    if not text.strip("0."):
        text = f"{size:.1g}"
    return f"{'-' if amount < 0.0 else ''}${text}bn"


def at_most(amount: float) -> str:
    """Return the size of an error or of a gain: what is less than half a cent, as less than that.

    >>> at_most(0.0), at_most(0.0003), at_most(0.37)
    ('$0bn', 'less than $0.01bn', '$0.37bn')
    """
    return "less than $0.01bn" if 1e-9 < amount < 0.005 else money(amount, 2)


def change(amount: float, digits: int = 1) -> str:
    """Return a difference in $bn, with its sign.

    >>> change(-0.31), change(0.0)
    ('-$0.3bn', '$0bn')
    """
    text = money(amount, digits)
    return f"+{text}" if amount >= _LEAST else text


def number(amount: float, digits: int = 2) -> str:
    """Return a number for a column whose heading names the unit; what rounds to zero has no sign.

    >>> number(-0.001), number(-4.3)
    ('0.00', '-4.30')
    """
    text = f"{amount:.{digits}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def percent(chance: float) -> str:
    """Return a probability or a share; what is near 0 or 1 keeps a digit after the point.

    >>> percent(0.123), percent(1.0), percent(0.004), percent(0.0), percent(1e-5), percent(0.9999)
    ('12%', '100%', '0.4%', '0%', '<0.1%', '>99.9%')
    """
    if 0.0 < chance < _RARE:
        return "<0.1%"
    if 1.0 - _RARE < chance < 1.0:
        return "100%" if chance > 1.0 - 1e-9 else ">99.9%"
    digits = 1 if 0.0 < chance < 0.01 or 0.99 < chance < 1.0 else 0
    return f"{100.0 * chance:.{digits}f}%"


def day_in_words(day: date, *, year: bool = False) -> str:
    """Return a date as ``2 May`` or ``2 May 2025``.

    >>> day_in_words(date(2025, 12, 31), year=True)
    '31 December 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def day_in_short(day: date) -> str:
    """Return a date for a narrow heading, e.g. ``31 Dec``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def plain(name: str) -> str:
    """Return a name of the model as people read it: without underscores, percents without blanks.

    >>> plain("car_tariff 17.5 %")
    'car tariff 17.5%'
    """
    return name.replace("_", " ").replace(" %", "%")


def in_words(package: Mapping[str, str]) -> str:
    """Return a package as one phrase.

    >>> in_words({"car_tariff": "15 %", "rice": "+60 kt"})
    'car tariff 15%, rice +60 kt'
    >>> in_words({"car_quota": "no quota"})
    'no car quota'
    """
    return plain(", ".join(_term(issue, level) for issue, level in package.items()))


def _term(issue: str, level: str) -> str:
    without, _, thing = level.partition(" ")
    if without == "no" and issue.endswith(f"_{thing}"):  # a level that names its issue again
        return f"no {issue}"
    return f"{issue} {level}"


def titled(player: str) -> str:
    """Return a player as a table names it.

    >>> titled("us"), titled("japan")
    ('US', 'Japan')
    """
    return called(player).removeprefix("the ")


def called(player: str) -> str:
    """Return what a text calls a player: the US by its letters, others by their name.

    >>> called("us"), called("south_korea")
    ('the US', 'South Korea')
    """
    return f"the {player.upper()}" if len(player) <= 2 else player.replace("_", " ").title()


def first_upper(text: str) -> str:
    """Return a text as a sentence opens: its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]
