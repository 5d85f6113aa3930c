"""The process in which a user's strategy is asked, begun by `watching`.

It is told one request, what to check and how, and says in JSON lines: ``trial`` before each
situation, ``verdict`` after each law, ``said`` for what another process is to be asked again and
``compared`` once it has been, ``weighing`` before its best responses and ``exploitation`` after
each, or ``not_exploited``, why there is none; ``error`` for input that cannot be checked, ``done``
at the end. Of what the strategy prints the first lines go to standard error.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from ..foundations.children import BEAT_SECONDS, Parent, begun

if TYPE_CHECKING:
    from ..engine.strategy_choice import StrategyChoice
    from ..game.information import InformationSet
    from ..game.mixed_actions import MixedAction
    from ..strategies.strategy import Strategy
    from .outcomes import Verdict
    from .subjects import Subject

LINES_SHOWN = 5
"""How many lines that a strategy prints are shown."""


def main() -> None:
    """Check what the parent names."""
    parent = begun()
    request = parent.told.get()
    show_the_first_lines(0 if "said" in request else LINES_SHOWN)
    clock = Clock()
    threading.Thread(target=_time, args=(clock, parent, request["seconds"]), daemon=True).start()
    for line in lines(request, parent.say, clock):
        parent.say(**line)
    os._exit(0)  # a thread that never answered is not waited for


def _time(clock: Clock, parent: Parent, seconds: float) -> None:
    """End the process where a best response waits for an answer too long."""
    while True:
        if clock.seconds() > seconds:
            parent.say(not_exploited=f"it gave no answer in {seconds:g} seconds")
            parent.say(done=True)
            os._exit(0)
        threading.Event().wait(BEAT_SECONDS)


def show_the_first_lines(count: int) -> None:
    """Send the first lines that are printed to standard error, of thousands of answers."""
    source, sink = os.pipe()
    os.dup2(sink, 1)
    os.close(sink)

    def forward() -> None:
        with os.fdopen(source, "r", encoding="utf-8", errors="replace") as printed:
            for n, line in enumerate(printed):
                if n < count:
                    sys.stderr.write(f"it prints: {line}")
                elif n == count > 0:
                    sys.stderr.write("it prints more, which is not shown\n")

    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    threading.Thread(target=forward, daemon=True).start()


@dataclass
class Clock:
    """Since when a strategy has been thinking about one answer."""

    since: float | None = None

    def seconds(self) -> float:
        """Return for how long; 0 if nobody is asked."""
        since = self.since
        return 0.0 if since is None else time.monotonic() - since


def lines(request: dict[str, Any], say: Any, clock: Clock) -> Iterator[dict[str, Any]]:
    """Yield what there is to say about a request."""
    from ..foundations.errors import NegotiationError
    from .outcomes import Outcome
    from .subjects import InSmallGames, subject
    from .verdicts import check_claims

    def watch(code: str) -> None:
        say(trial=code)

    try:
        found = subject(request["strategy"])
        check_claims(found.claims, found.name)
        if request["small"]:
            found = replace(found, build=InSmallGames(found.build))
        yield {"name": found.name, "claims": sorted(found.claims)}
        outcomes = {}
        for verdict in tried(request, found, watch, say):
            outcomes[verdict.law] = verdict.outcome
            yield {"verdict": asdict(verdict)}
        is_kept = not {Outcome.BROKEN, Outcome.NOT_TRIED, Outcome.ERROR} & set(outcomes.values())
        is_settled = outcomes.get("deterministic") is Outcome.KEPT
        if "said" not in request:
            if is_settled or (is_kept and request["replay"]):
                yield {"said": to_be_said_again(request, found, watch)}
        elif is_kept and request["exploited_in"]:
            yield from exploited(request["exploited_in"], request["changes"], found.choice, clock)
    except NegotiationError as error:
        yield {"error": str(error)}
        return
    except KeyboardInterrupt:
        yield {"error": f"{request['strategy']} raised KeyboardInterrupt, and nobody interrupted"}
        return
    yield {"done": True}


def tried(
    request: dict[str, Any],
    found: Subject,
    watch: Callable[[str], None],
    say: Callable[..., None],
) -> Iterator[Verdict]:
    """Yield the verdicts that are asked for."""
    from .asking import OutOfTime
    from .elsewhere import compared
    from .verdicts import replayed, verdicts

    seconds, replay = request["seconds"], request["command"]
    if "said" in request:
        try:
            differs = compared(found.build, request["said"], seconds, replay, watch)
        except OutOfTime:  # it was in time where the laws were tried
            return
        say(compared=True)
        yield from [] if differs is None else [differs]
    elif request["replay"]:
        yield replayed(found.build, request["replay"], seconds=seconds, replay=replay)
    else:
        yield from verdicts(
            found.build,
            found.claims,
            examples=request["examples"],
            seed=request["seed"],
            seconds=seconds,
            replay=replay,
            only=request["only"],
            watch=watch,
        )


def to_be_said_again(
    request: dict[str, Any], found: Subject, watch: Callable[[str], None]
) -> dict[str, list[str]]:
    """Return the answers that another process has to give as well; none where none are in time."""
    from .asking import OutOfTime
    from .elsewhere import places, said
    from .situations import Situation

    code = request["replay"].partition(":")[2]
    situations = (Situation.read(code),) if code else places(found.build)
    try:
        return said(found.build, situations, request["seconds"], watch)
    except OutOfTime:
        return {}


def exploited(
    scenario: str, changes: Sequence[str], choice: StrategyChoice, clock: Clock
) -> Iterator[dict[str, Any]]:
    """Yield what either player can earn against a strategy in a scenario, or why nobody knows."""
    from ..engine.exploiting import exploitations
    from ..foundations.errors import NegotiationError
    from ..results.storage import as_plain
    from ..scenario.loading import load
    from ..scenario.plain_values import changes_of

    yield {"weighing": True}
    try:
        varied = load(scenario).vary(changes_of(changes))
        for one in exploitations(varied, replace(choice, kind=timed(choice.kind, clock))):
            yield {"exploitation": as_plain(one)}
    except NegotiationError as error:
        yield {"not_exploited": str(error)}


def timed(member: type[Strategy], clock: Clock) -> type[Strategy]:
    """Return a class that answers as another does, and keeps a clock of it."""

    def mixed_action(self: Strategy, seen: InformationSet) -> MixedAction:
        clock.since = time.monotonic()
        try:
            return member.mixed_action(self, seen)
        finally:
            clock.since = None

    return type(member.__name__, (member,), {"mixed_action": mixed_action})
