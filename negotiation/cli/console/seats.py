"""The seats at the keyboard: who sits where, what each is told, and how two people share it.

Two people at one keyboard take turns: before the other's turn the screen is cleared, what scrolled
off it included, and the other is asked to take the seat. So what belongs to one type is never on
the screen while the other looks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from ...engine.briefing import brief
from ...engine.human import Human
from ...foundations.errors import CannotWrite
from ...foundations.wording import called
from ...game.game import Game, TypePair
from ...game.information import InformationSet
from ...results.storage import check_place, write_whole
from ...scenario.schema import Scenario
from ...strategies.strategy import Strategy
from .asking import Keyboard, TableLeft
from .brief_sheet import brief_sheet

HUMAN = "human"
"""What a person in the other seat is called on the command line."""

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Goes to the top, clears the screen, and what has scrolled off it."""


@dataclass
class Seating:
    """Who sits at the keyboard in some talks."""

    scenario: Scenario
    """The scenario."""
    game: Game
    """Its game."""
    types: TypePair
    """The types that play."""
    shown: Console
    """Where everything is printed."""
    is_shared: bool
    """Whether two people share the keyboard."""
    read: Callable[[str], str] = field(default_factory=lambda: input)
    """Prints a prompt and returns the line typed."""
    keyboards: list[Keyboard] = field(default_factory=list)
    """Those who sit there."""
    seated: int | None = None
    """Who looks at the screen."""
    briefed: set[int] = field(default_factory=set)
    """Who has read its briefing."""

    @property
    def has_chosen(self) -> bool:
        """Whether anybody at the keyboard has made a choice yet."""
        return any(keyboard.answered for keyboard in self.keyboards)

    def take(self, player: int) -> Strategy:
        """Return a person in a player's seat."""
        keyboard = Keyboard(
            tell=lambda line: self.shown.print(line, soft_wrap=True),
            read=self.read,
            arrive=lambda: self._arrive(player),
            brief=lambda: self.print_sheet(player),
        )
        self.keyboards.append(keyboard)
        return Human(lambda seen: self._asked(keyboard, seen))

    def _asked(self, keyboard: Keyboard, seen: InformationSet) -> int:
        """Return what a person chooses; whoever closes what is printed leaves the table."""
        try:
            return keyboard.ask(seen)
        except BrokenPipeError:
            raise TableLeft("nobody reads any more what is printed", meant=True) from None

    def sheet(self, player: int) -> str:
        """Return the briefing of a seat, in Markdown."""
        contents = self.scenario.contents
        briefing = brief(self.scenario, self.game, player, self.types[player])
        return brief_sheet(briefing, contents.title, contents.story)

    def print_sheet(self, player: int) -> None:
        """Print the briefing of a seat; as it is written where no one looks at a screen."""
        if self.shown.is_terminal:
            from rich.markdown import Markdown

            self.shown.print(Markdown(self.sheet(player)))
        else:
            self.shown.print(self.sheet(player), soft_wrap=True)

    def write_sheet(self, player: int, path: Path) -> None:
        """Write the briefing of a seat; raises ``CannotWrite`` where something else stands."""
        check_place(path)
        content = self.sheet(player).encode()
        if path.exists() and path.read_bytes() != content:
            raise CannotWrite(
                f"cannot write {path}: it exists and says something else, and nothing is written "
                "over; try another name"
            )
        write_whole(path, content)

    def clear(self) -> None:
        """Clear the screen, or part what follows from what came before where there is none."""
        if self.shown.is_terminal:
            self.shown.file.write(_CLEAR)
            self.shown.file.flush()
        else:
            self.shown.rule()
        typed = sys.modules.get("readline")  # the key for earlier lines would bring them back
        if typed is not None:
            typed.clear_history()

    def _arrive(self, player: int) -> None:
        """Have a player take the seat, if the other was in it, and brief it the first time."""
        if self.is_shared and self.seated != player:
            who = called(self.game.players[player])
            self.clear()
            try:
                self.read(f"It is the turn of {who}. When only {who} can see this, press Enter: ")
            except EOFError:
                raise TableLeft("the input ended before the talks did", meant=False) from None
            self.clear()
        self.seated = player
        if player not in self.briefed:
            self.print_sheet(player)
            self.briefed.add(player)
