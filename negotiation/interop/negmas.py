"""A NegMAS negotiator as a guest at our table: any of its SAO negotiators as a strategy of ours.

At every offer and answer the guest is made anew and led through a NegMAS session that repeats the
public history (`negmas_session`): in its past turns it is asked, so that it may learn and remember
what it likes, and what it did on record is what counts. Then it is asked for the present turn. So
it keeps no state for us. Its utility function maps a package to

    u(p) = own[p],   reserved value w,

both as expected over the public belief by a player of its type in the present round (`Outlook`): w
is what no agreement ever is worth, which the prospects say. The past is seen in the light of the
present: values change with the date, and NegMAS's do not within a session.

What NegMAS has no words for, we do: the guest holds its posture, and once no offer is to come it
does what pays most. An end of the session is a walk-out where that is legal, a refusal elsewhere.
An acceptance of what it has refused on record, values having changed, offers it back.

A guest that draws at random draws from Python's own generator, which is lent to it with a seed made
of its own, of its player and type and of what was done, and put back: the same information set, the
same answer, in every match. Guests of another ``seed`` draw otherwise.

A guest minds w as NegMAS has it. Where no package is worth w, its time-dependent negotiators still
offer their best.

Checked by tests/interop/negmas/test_guests.py.
"""

from __future__ import annotations

import math
import random  # noqa: TID251 - NegMAS draws from it; it is lent for an answer and put back
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from ..engine.naming import with_settings
from ..foundations.errors import NegotiationError
from ..foundations.fingerprints import fingerprint
from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import NO_OFFER, WALK_OUT, StageKind
from ..strategies.reasoning.bargaining import bargain
from ..strategies.reasoning.outlook import Outlook, outlook_from
from ..strategies.strategy import Strategy
from .negmas_session import deal_space, library, session, turns


class NegmasGuest(Strategy):
    """A negotiator of NegMAS, by class or by the name it has there.

    ``settings`` are those of the negotiator, e.g. ``NegmasGuest("AspirationNegotiator")``; ``seed``
    tells apart guests that draw at random.
    """

    memory_depth: ClassVar[float] = math.inf

    def __init__(
        self, kind: str | Callable[..., Any], *, seed: int = 0, **settings: object
    ) -> None:
        self.kind = kind
        self.seed = seed
        self.settings = settings
        self.label = _called(kind, seed, settings)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the guest's offer or answer, and our manners elsewhere."""
        outlook = outlook_from(seen) if len(seen.legal_actions) > 1 else None
        if outlook is None or seen.stage.kind not in {StageKind.OFFER, StageKind.ANSWER}:
            return bargain(seen, offer=lambda _: None, least=lambda _: math.inf)
        said = self._asked(seen, outlook)
        response = library().ResponseType
        ends = said.response == response.END_NEGOTIATION
        if ends and seen.stage.kind is StageKind.ANSWER and WALK_OUT in seen.legal_actions:
            return MixedAction.pure(WALK_OUT)
        accepts = said.response == response.ACCEPT_OFFER
        silent = ends or said.outcome is None
        package = None if silent else deal_space(seen.game).package_of[said.outcome]
        return bargain(
            seen,
            offer=lambda _: package,
            least=lambda _: -math.inf if accepts else math.inf,
        )

    def _asked(self, seen: InformationSet, outlook: Outlook) -> Any:
        """Return what the guest says in the present turn, an ``SAOResponse``."""
        order, deals = turns(seen.game), deal_space(seen.game)
        answering = seen.stage.kind is StageKind.ANSWER
        now = order.of[seen.position.stage - answering] + answering
        with _lent(fingerprint((self.seed, seen.player, seen.player_type, _moves(seen)))):
            values = library().MappingUtilityFunction(
                dict(zip(deals.outcomes, outlook.own.tolist(), strict=True)),
                outcome_space=deals.space,
                reserved_value=outlook.reservation_value,
            )
            table = session(seen.game)
            record, begins = _record(seen, now), int(seen.player != order.first)
            guest, partner = self._made(), _on_record(_silent())()
            guest.on_record.extend(record[begins::2])
            partner.on_record.extend(record[1 - begins :: 2])
            for turn in (0, 1):
                if turn == begins:
                    table.add(guest, preferences=values)
                else:
                    table.add(partner)
            for _ in range(now + 1):
                table.step()
            return guest.said

    def _made(self) -> Any:
        """Return the guest itself, knowing nothing yet."""
        kind: Any = self.kind
        sao = library()
        if isinstance(kind, str):
            shelves = (sao, sao.sao.negotiators, sao.gb.negotiators)
            kind = next((getattr(shelf, kind) for shelf in shelves if hasattr(shelf, kind)), None)
        if kind is None:
            raise NegotiationError(
                f"NegMAS has no negotiator {self.kind!r}; try 'AspirationNegotiator'"
            )
        return _on_record(kind)(**self.settings)


def _called(kind: str | Callable[..., Any], seed: int, settings: Mapping[str, object]) -> str:
    """Return a guest's name: its negotiator's, with its settings and its seed if it has one.

    Settings that are no plain values go by their type: their text may hold an address.
    """
    name = kind if isinstance(kind, str) else getattr(kind, "__name__", type(kind).__name__)
    plain = {
        key: value if isinstance(value, str | int | float | bool) else type(value).__name__
        for key, value in settings.items()
    }
    return with_settings(f"NegMAS {name}", {**plain, **({"seed": seed} if seed else {})})


def _moves(seen: InformationSet) -> tuple[tuple[int, int], ...]:
    """Return what was done and where the talks stand, for a seed."""
    here = (seen.position.stage, seen.position.public_state)
    return (*((move.position.stage, move.action) for move in seen.history), here)


def _record(seen: InformationSet, now: int) -> list[Any]:
    """Return what was said in each turn before the present one: a refusal with what was offered."""
    sao, order, outcomes = library(), turns(seen.game), deal_space(seen.game).outcomes
    offered = {
        order.of[move.position.stage]: outcomes[move.action - 1]
        for move in seen.history
        if move.position.stage in order.of and move.action != NO_OFFER
    }
    refusing = sao.ResponseType.REJECT_OFFER
    return [sao.SAOResponse(refusing, offered.get(turn)) for turn in range(now)]


@cache
def _on_record(kind: Any) -> Any:
    """Return a kind of negotiator that is asked in its past turns and repeats what is on record."""

    class OnRecord(kind):  # type: ignore[misc]
        """Asked in every turn; the first turns are on record."""

        def __init__(self, *given: object, **settings: object) -> None:
            kind.__init__(self, *given, **settings)
            self.on_record: deque[Any] = deque()
            self.said: Any = None

        def __call__(self, *state: Any, **more: Any) -> Any:
            """Return what is on record, and what it says itself once nothing is."""
            self.said = kind.__call__(self, *state, **more)
            return self.on_record.popleft() if self.on_record else self.said

    return OnRecord


@cache
def _silent() -> Any:
    """Return the kind of negotiator that offers nothing and refuses everything."""

    class Silent(library().SAONegotiator):  # type: ignore[misc]
        """Says nothing of its own."""

        def propose(self, state: Any, dest: str | None = None) -> None:
            """Return no offer."""
            del state, dest

    return Silent


@contextmanager
def _lent(seed: str) -> Iterator[None]:
    """Lend Python's own random generator for a while, begun at a seed."""
    before = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
