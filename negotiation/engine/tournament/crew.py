"""One process of a tournament's crew, as its parent sees it: what it is at, and since when."""

from __future__ import annotations

import linecache
import re
import time
from dataclasses import dataclass, field

from ...foundations.children import BEAT, LAST_WORDS_SECONDS, Child
from ...game.game import Game
from .plan import Plan
from .replies import numbers_in
from .worker import ANSWERED, ASKED, LOADS, Task

LOADING_SECONDS = 60.0
"""How long a guest may take to be loaded and made, if an answer may not take longer."""
SILENCE_SECONDS = 60.0
"""How much longer than an answer may take a guest may hold the interpreter outside answers."""

MOST_LAST_WORDS = 1000
"""How many lines of last words are kept, and how many bytes of each."""

_FRAME = re.compile(r'File "(?P<file>.*)", line (?P<line>\d+)')

Group = frozenset[int | str]
"""Whose code a process may load: guests by number, a concept of others by name; nobody's if empty.

One process plays the cells of one group only, so that no guest is where others play.
"""


@dataclass(eq=False)
class Worker:
    """A process, and what it is at."""

    child: Child
    group: Group
    profiles: set[str] = field(default_factory=set)
    """The concepts whose profiles it has."""
    task: Task | None = None
    last: Task | None = None
    """What it finished last."""
    of: int | None = None
    """The guest whose code ran last in this task."""
    asked: tuple[int, int, int] | None = None
    """What a guest is asked, or was last: player, its type, stage."""
    since: float | None = None
    """Since when a guest's code has been running; ``None`` if it is not."""
    sign: float = field(default_factory=time.monotonic)
    """When it last said anything."""
    doomed: float | None = None
    """When it is stopped, unless what takes too long has ended by then."""
    last_words: list[str] = field(default_factory=list)
    """Lines that are no answer of ours: where its code was when it was asked, or when it failed."""

    @property
    def plays_guests(self) -> bool:
        """Whether it is at a cell that a guest plays."""
        return bool(self.group) and self.task is not None and self.task.job is not None

    @property
    def guests(self) -> list[int]:
        """The guests whose code it may load, by number."""
        return sorted(n for n in self.group if isinstance(n, int))

    def begin(self, task: Task) -> None:
        """Give it a task."""
        self.task, self.of, self.asked, self.since = task, None, None, None
        self.last_words.clear()
        self.profiles |= task.profiles.keys()
        self.child.tell(task)

    def end(self) -> None:
        """Note that its task is done."""
        self.task, self.last, self.since, self.doomed = None, self.task, None, None

    def hear(self, text: bytes, at: float) -> None:
        """Take a note of what guests are at; what is none may be where its code was."""
        self.sign = at
        match text[:1], numbers_in(text[1:]):
            case [kind, [n, player, player_type, stage]] if kind == ASKED and n in self.group:
                self.of, self.since = n, at
                self.asked = player, player_type, stage
            case [kind, [n]] if kind == LOADS and n in self.group:
                self.of, self.since = n, at
            case [kind, []] if kind == ANSWERED:
                self.since = None
            case [kind, []] if kind == BEAT:
                pass
            case _ if len(self.last_words) < MOST_LAST_WORDS:
                self.last_words.append(text[:MOST_LAST_WORDS].decode(errors="replace"))

    def too_long(self, seconds: float) -> str:
        """Return why it is to be stopped, in words; nothing unless it has been asked where it is.

        Nobody else's code is stopped: whoever plays without guests may take as long as it takes.
        """
        now = time.monotonic()
        if not self.group or self.task is None or self.task.job is None:
            return ""
        most = seconds if self.asked is not None else max(seconds, LOADING_SECONDS)
        late = self.since is not None and now - self.since > most
        silent = now - self.sign > seconds + SILENCE_SECONDS
        if not late and not silent:
            self.doomed = None
            return ""
        if self.doomed is None:
            self.doomed = now + LAST_WORDS_SECONDS
            self.last_words.clear()
            self.child.ask_where_it_is()
        if now < self.doomed:
            return ""
        if silent and not late:
            return "it holds the interpreter, and nothing else can run"
        what = "has no answer" if self.asked is not None else "is not loaded"
        return f"{what} after {most:g} seconds"

    def where(self, game: Game, plan: Plan) -> str:
        """Return at which stage, as what type and in which line a guest's code ran last."""
        told = []
        if self.asked is not None and _can_be_asked(game, *self.asked):
            player, player_type, stage = self.asked
            at = game.stages[stage]
            told.append(
                f"at the stage {at.name!r} of {game.rounds[at.round_index].day} as "
                f"{game.players[player]}, {game.types[player][player_type]}"
            )
        file = "" if self.of is None else plan.entrants[self.of].file
        found = (_FRAME.search(line) for line in self.last_words)
        lines = [int(one["line"]) for one in found if one is not None and one["file"] == file]
        if lines:
            told.append(f"(line {lines[0]}: {linecache.getline(file, lines[0]).strip()})")
        return " ".join(told)

    def words(self, plan: Plan) -> str:
        """Return what it is at, or was at last."""
        task = self.task or self.last
        if task is None:
            return "nothing to do"
        return plan.pairing(*task.job) if task.job is not None else f"the profile of {task.concept}"

    def ending(self) -> str:
        """Return how its process ended by itself."""
        code = self.child.stop()
        if code < 0:
            memory = ", as where memory runs out" if code == -9 else ""
            return f"killed by signal {-code}{memory}"
        return f"exit code {code}"


def _can_be_asked(game: Game, player: int, player_type: int, stage: int) -> bool:
    """Return whether a game has a stage, and a player with a type; a guest may say anything."""
    return (
        0 <= stage < len(game.stages)
        and 0 <= player < len(game.types)
        and 0 <= player_type < len(game.types[player])
    )
