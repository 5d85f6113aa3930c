"""Asking a person at the keyboard what to do: what happened, what it is worth, what is possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ...foundations.errors import NegotiationError
from ...foundations.wording import called, in_words
from ...game.information import InformationSet
from ...game.packages import PackageTable
from ...game.rules import action_name, is_last_word, stage_at
from ...game.stages import NO_OFFER, StageKind
from ...strategies.reasoning.outlook import Outlook, outlook_from
from .options_worth import LEGEND, answer_lines, left_to_other, offer_lines, one_offer
from .typed import action_meant, offer_meant

ANSWERING = "An answer is its number or how it begins, e.g. `2` or `rej`."
EVERYWHERE = (
    "Everywhere: `?` explains, `brief` prints your briefing again, `leave` or Ctrl-C leaves the "
    "table and keeps the talks."
)


class TableLeft(NegotiationError):
    """A person has left before the talks were over, or there is nothing more to read."""

    def __init__(self, why: str, *, meant: bool) -> None:
        super().__init__(why)
        self.meant = meant


@dataclass
class Keyboard:
    """A person who reads lines and types answers."""

    tell: Callable[[str], None]
    """Prints one line."""
    read: Callable[[str], str]
    """Prints a prompt and returns the line typed; raises ``EOFError`` when there is no more."""
    arrive: Callable[[], None] = lambda: None
    """Called before anything is told: where two share a keyboard it changes the seat."""
    brief: Callable[[], None] = lambda: None
    """Prints the briefing of the seat."""
    told: int = 0
    """How many moves have been told of."""
    answered: int = 0
    """How many choices have been made."""
    helped: set[str] = field(default_factory=set)
    """What has been explained."""

    def ask(self, seen: InformationSet) -> int:
        """Return a legal action; asks again until it is one.

        Raises ``TableLeft`` when the person leaves or the input ends.
        """
        if len(seen.legal_actions) == 1:
            return int(seen.legal_actions[0])
        self.arrive()
        for line in self._news(seen):
            self.tell(line)
        outlook = outlook_from(seen)
        offering = seen.stage.kind is StageKind.OFFER and outlook is not None
        for line in _situation(seen, outlook if offering else None):
            self.tell(line)
        if not self.helped:
            self._explain(LEGEND)
        self._explain((_how_to_offer(seen.game.packages) if offering else ANSWERING,))
        while True:
            try:
                typed = self.read("Your offer: " if offering else "You: ").strip()
            except EOFError:
                raise TableLeft("the input ended before the talks did", meant=False) from None
            try:
                action = self._meant(seen, outlook if offering else None, typed)
            except TableLeft:
                raise
            except NegotiationError as error:
                self.tell(f"  {error}")
                continue
            if action is not None:
                self.answered += 1
                return action

    def _meant(self, seen: InformationSet, outlook: Outlook | None, typed: str) -> int | None:
        """Return the action that a line means; ``None`` where it asked for something else.

        ``outlook`` is given where an offer is to be made.
        """
        word, _, rest = typed.lower().partition(" ")
        if word in {"?", "help"}:
            self.helped.clear()
            how = ANSWERING if outlook is None else _how_to_offer(seen.game.packages)
            self._explain((*LEGEND, how, EVERYWHERE))
        elif word == "brief":
            self.brief()
        elif word in {"leave", "quit", "exit"}:
            raise TableLeft("you left the table", meant=True)
        elif outlook is None:
            return action_meant(seen, typed)
        elif word == "levels":
            for line in _levels(seen.game.packages):
                self.tell(line)
        elif word == "worth":
            for line in one_offer(seen, offer_meant(seen, outlook, rest)):
                self.tell(line)
        else:
            return offer_meant(seen, outlook, typed)
        return None

    def _explain(self, lines: tuple[str, ...]) -> None:
        """Tell what has not been told yet, and how to have it told again after the first time."""
        for line in lines:
            if line not in self.helped:
                self.tell(line)
        if not self.helped and EVERYWHERE not in lines:
            self.tell(EVERYWHERE)
        self.helped.update(lines)

    def _news(self, seen: InformationSet) -> Iterator[str]:
        """Yield what happened since it was told last, quiet moves left out."""
        game = seen.game
        for move in seen.history[self.told :]:
            stage, state = stage_at(game, move.position), move.position.public_state
            what = action_name(game, move.position, move.action).replace("_", " ")
            if stage.kind in {StageKind.CHANCE, StageKind.MOVE}:
                is_quiet = int(stage.next_state[state, move.action]) == state
                if is_quiet and not is_last_word(game, move.position.stage):
                    continue
                what = f"{stage.name}: {what}"
            elif stage.kind is StageKind.OFFER and move.action != NO_OFFER:
                what = f"offer {_terms(seen, move.action - 1)}"
            who = "nature" if stage.mover is None else _who(seen, stage.mover)
            yield f"  {game.rounds[stage.round_index].day}  {who}: {what}"
        self.told = len(seen.history)


def _how_to_offer(table: PackageTable | None) -> str:
    """Return how an offer is typed, with an example of the talks' own."""
    assert table is not None
    some = " ".join(
        f"{issue}={labels[1].replace(' ', '')}"
        for issue, labels in list(zip(table.issues, table.levels, strict=True))[:2]
        if len(labels) > 1
    )
    return (
        f"An offer is made of changes to your last one (at first to `best`), e.g. `{some}`, or is "
        "one of: same, theirs, best (yours among those that they should accept), none. `levels` "
        f"lists what can be asked for; `worth {some}` says what an offer is worth without making "
        "it."
    )


def _situation(seen: InformationSet, outlook: Outlook | None) -> Iterator[str]:
    """Yield where the talks stand and what each option is worth.

    ``outlook`` is given where an offer is to be made.
    """
    game, here = seen.game, seen.position
    day = game.rounds[seen.stage.round_index].day
    yield f"{day}, {seen.stage.name}; {game.states.in_words(here.public_state)}"
    if outlook is not None:
        yield from offer_lines(seen, outlook)
        return
    if here.package is not None:
        yield f"  on the table: {_terms(seen, here.package)}"
        yield f"  {left_to_other(seen, here.package)}"
    yield from answer_lines(seen)


def _levels(table: PackageTable | None) -> Iterator[str]:
    assert table is not None
    for issue, labels in zip(table.issues, table.levels, strict=True):
        yield f"  {issue.replace('_', ' ')}: {', '.join(labels)}"


def _terms(seen: InformationSet, package: int) -> str:
    assert seen.game.packages is not None
    return in_words(seen.game.packages.terms(package))


def _who(seen: InformationSet, player: int) -> str:
    return "you" if player == seen.player else called(seen.game.players[player])
