"""Asking a person at the keyboard what to do: what happened, what it is worth, what is possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ...foundations.errors import NegotiationError
from ...game.information import InformationSet
from ...game.packages import PackageTable
from ...game.rules import action_name, is_last_word, stage_at
from ...game.stages import NO_OFFER, StageKind
from ...results.record import called, in_words
from ...strategies.reasoning.outlook import Outlook, outlook_from

HELP = (
    "An offer is made of changes to your last one, e.g. `rice=150 investment=400`, or is one of: "
    "same, theirs, best (yours among those that they should accept), none. `levels` lists what "
    "can be asked for; Ctrl-C leaves the table."
)


@dataclass
class Keyboard:
    """A person who reads lines and types answers."""

    tell: Callable[[str], None]
    """Prints one line."""
    read: Callable[[str], str]
    """Prints a prompt and returns the line typed; raises ``EOFError`` when there is no more."""
    told: int = 0
    """How many moves have been told of."""
    helped: bool = field(default=False)

    def ask(self, seen: InformationSet) -> int:
        """Return a legal action; asks again until it is one."""
        for line in self._news(seen):
            self.tell(line)
        if len(seen.legal_actions) == 1:
            return int(seen.legal_actions[0])
        outlook = outlook_from(seen)
        offering = seen.stage.kind is StageKind.OFFER and outlook is not None
        if offering and not self.helped:
            self.tell(HELP)
            self.helped = True
        for line in _situation(seen, outlook):
            self.tell(line)
        while True:
            try:
                typed = self.read("Your offer: " if offering else "You: ").strip()
            except EOFError:
                raise NegotiationError("the input ended before the talks did") from None
            try:
                if offering and outlook is not None:
                    if typed.lower() == "levels":
                        for line in _levels(seen.game.packages):
                            self.tell(line)
                        continue
                    return offer_meant(seen, outlook, typed)
                return action_meant(seen, typed)
            except NegotiationError as error:
                self.tell(f"  {error}")

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


def offer_meant(seen: InformationSet, outlook: Outlook, typed: str) -> int:
    """Return the action that a typed offer means.

    Raises ``NegotiationError`` that says what is possible, for anything else.
    """
    table = seen.game.packages
    assert table is not None
    word = typed.lower()
    if word == "none":
        if NO_OFFER not in seen.legal_actions:
            raise NegotiationError("an offer has to be made here; try best")
        return NO_OFFER
    start = _last_offer(seen, seen.player)
    if word == "same" or not word:
        if start is None:
            raise NegotiationError("you have made no offer yet; try best, or name levels")
        return 1 + start
    if word == "theirs":
        theirs = _last_offer(seen, seen.other)
        if theirs is None:
            raise NegotiationError("they have made no offer yet; try best, or name levels")
        return 1 + theirs
    best = outlook.dearest()
    if word == "best":
        if best is None:
            raise NegotiationError("nothing is worth having that they should accept; try none")
        return 1 + best
    wanted = table.terms(start if start is not None else (best or 0))
    for piece in typed.split():
        issue, separator, level = piece.partition("=")
        if not separator:
            raise NegotiationError(f"{piece!r} is not of the form issue=level; e.g. rice=150")
        name = _one_of(issue, table.issues, "issue")
        wanted[name] = _one_of(level, table.levels[table.issues.index(name)], name)
    return 1 + table.find(wanted)


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
    chosen = _one_of(typed, list(names.values()), "answer", f", or its number, 1 to {len(names)}")
    return next(k for k, name in names.items() if name == chosen)


def _situation(seen: InformationSet, outlook: Outlook | None) -> Iterator[str]:
    game, here = seen.game, seen.position
    day = game.rounds[seen.stage.round_index].day
    yield f"{day}, {seen.stage.name}; {game.states.in_words(here.public_state)}"
    if outlook is not None:
        yield f"  no agreement at all is worth {outlook.reservation_value:+.2f} $bn to you"
    if seen.stage.kind is StageKind.OFFER and outlook is not None:
        for who, player in (("your", seen.player), ("their", seen.other)):
            last = _last_offer(seen, player)
            if last is not None:
                yield f"  {who} last offer: {_worth(seen, outlook, last)}"
        return
    if here.package is not None and outlook is not None:
        yield f"  on the table: {_worth(seen, outlook, here.package)}"
    yield "  " + "   ".join(
        f"{n} {action_name(game, here, int(k)).replace('_', ' ')}"
        for n, k in enumerate(seen.legal_actions, 1)
    )


def _levels(table: PackageTable | None) -> Iterator[str]:
    assert table is not None
    for issue, labels in zip(table.issues, table.levels, strict=True):
        yield f"  {issue.replace('_', ' ')}: {', '.join(labels)}"


def _worth(seen: InformationSet, outlook: Outlook, package: int) -> str:
    return f"{_terms(seen, package)}; worth {float(outlook.own[package]):+.2f} $bn to you"


def _terms(seen: InformationSet, package: int) -> str:
    assert seen.game.packages is not None
    return in_words(seen.game.packages.terms(package))


def _who(seen: InformationSet, player: int) -> str:
    return "you" if player == seen.player else called(seen.game.players[player])


def _last_offer(seen: InformationSet, player: int) -> int | None:
    for move in reversed(seen.history):
        stage = stage_at(seen.game, move.position)
        made = stage.kind is StageKind.OFFER and stage.mover == player
        if made and move.action != NO_OFFER:
            return move.action - 1
    return None


def _one_of(typed: str, names: Sequence[str], what: str, more: str = "") -> str:
    """Return the only name that begins as typed; case, blanks and a leading sign do not count."""
    wanted = _bare(typed)
    same = [name for name in names if _bare(name) == wanted]
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


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign in "+-.")
