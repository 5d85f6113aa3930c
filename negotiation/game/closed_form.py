"""What theory says of a game in numbers: claims that a solution can be held against.

A claim names a number of an equilibrium: a chance (what a type does after a history), a belief
(what is then thought of a player) or a worth (what the game pays a player from the start on).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability that a type of the player who moves after a history takes an action."""

    history: tuple[int, ...]
    """All actions so far, nature's included."""
    player_type: int
    """The type of the player who moves."""
    action: int
    """The action."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The probability that an action is taken after a history, whatever the type: the public's."""

    history: tuple[int, ...]
    """All actions so far, nature's included."""
    action: int
    """The action."""


@dataclass(frozen=True, slots=True)
class Believed:
    """The public probability of a player's type after a history."""

    history: tuple[int, ...]
    """All actions so far, nature's included."""
    player: int
    """Whom the belief is about."""
    player_type: int
    """The type whose probability it is."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the game is worth to a player at the start."""

    player: int
    """To whom."""
    player_type: int | None = None
    """To which of its types; None: before the player knows its own, at the prior."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One number of an equilibrium that theory gives in closed form."""

    what: str
    """What the number is, in words."""
    formula: str
    """The closed form, with its numbers named."""
    value: float
    """What the closed form gives for the game at hand."""
    source: str
    """Author, year and where."""
    where: Chance | Expected | Believed | Worth
    """The number of a solution that it is about."""
