"""Verdicts: each law tried on a strategy in many situations, and the plainest failure kept.

Hypothesis draws the situations and shrinks those that break a law. The same number of examples and
seed try the same situations, for every strategy and every law.
"""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..foundations import shelf
from ..foundations.errors import MissingLibrary, NegotiationError, nearest
from .asking import ANSWER_SECONDS, OutOfTime
from .law import Build, Law, Trial, Violation
from .outcomes import Outcome, Verdict, verdict_on
from .situations import Situation
from .story import story_of

EXAMPLES = 50
"""In how many situations a law is tried by default."""
ENOUGH = 100
"""In fewer situations than this nobody is told that a law could be claimed."""

Watch = Callable[[str], None]
"""Who is told what is tried, e.g. to say where a strategy got stuck."""


def laws() -> Mapping[str, type[Law]]:
    """Return every law of the shelf by name, those that bind all first."""
    from . import laws as law_shelf

    found = shelf.name_to_class(law_shelf, Law)
    return dict(sorted(found.items(), key=lambda item: (item[1].is_claim, item[0])))


def check_claims(claims: frozenset[str], who: str) -> None:
    """Raise ``NegotiationError`` for claims that no law gives a meaning, with the nearest one."""
    known = [name for name, law in laws().items() if law.is_claim]
    for claim in sorted(claims):
        if claim not in known:
            raise NegotiationError(
                f"{who} claims {claim!r}, which no law tests; try {nearest(claim, known)}; "
                f"known claims: {', '.join(known)}"
            )


def verdicts(
    build: Build,
    claims: frozenset[str],
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    only: Sequence[str] = (),
    replay: str = "--replay",
    watch: Watch | None = None,
) -> Iterator[Verdict]:
    """Yield the verdict on each law, or on some; ``replay`` is the command that a code completes.

    Once the strategy does not answer in time, no other law is tried; where ``deterministic`` is
    broken, no law that compares answers.
    """
    chosen = {name: law for name, law in laws().items() if not only or name in only}
    late = unsettled = False
    first = ("bounded_time", "deterministic")
    for name, law in sorted(chosen.items(), key=lambda item: [item[0] != one for one in first]):
        if late or (unsettled and law.compares):
            yield verdict_on(law, Outcome.NOT_TRIED)
            continue
        found = verdict(
            build,
            claims,
            law,
            examples=examples,
            seed=seed,
            seconds=seconds,
            replay=replay,
            watch=watch,
        )
        late = found.outcome is Outcome.NOT_TRIED or (
            name == "bounded_time" and found.outcome is Outcome.BROKEN
        )
        unsettled |= name == "deterministic" and found.outcome is Outcome.BROKEN
        yield found


def verdict(
    build: Build,
    claims: frozenset[str],
    law: type[Law],
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    replay: str = "--replay",
    watch: Watch | None = None,
) -> Verdict:
    """Return the verdict on one law."""
    binds = not law.is_claim or law.name in claims
    try:
        found = first_violation(
            build,
            law,
            examples=examples,
            seed=seed,
            seconds=seconds,
            shrink=binds,
            watch=watch,
        )
    except OutOfTime:
        return verdict_on(law, Outcome.NOT_TRIED)
    except NegotiationError:
        raise
    except Exception as error:
        return verdict_on(law, Outcome.ERROR, _unforeseen(error, law))
    if found is None:
        is_enough = examples >= min(ENOUGH, law.most_examples)
        unclaimed = Outcome.COULD_BE_CLAIMED if is_enough else Outcome.UNDECIDED
        return verdict_on(law, Outcome.KEPT if binds else unclaimed)
    situation, violation = found
    if not binds:
        return verdict_on(law, Outcome.NOT_CLAIMED)
    code = f"{law.name}:{situation.code}"
    return verdict_on(law, Outcome.BROKEN, story_of(violation, law, f"{replay} {code}"), code)


def _unforeseen(error: Exception, law: type[Law]) -> str:
    """Return what is told of an error that a law raised, rather than found."""
    [*_, last] = traceback.extract_tb(error.__traceback__)
    return (
        f"Trying the law {law.name!r} raised {type(error).__name__}: {error}\n"
        f"  line {last.lineno} of {last.filename}: {last.line}\n"
        "Nothing is known of whether the strategy keeps it: an answer that no law foresees, or "
        "something that the strategy changed in its process, can be the reason."
    )


def replayed(
    build: Build, code: str, *, seconds: float = ANSWER_SECONDS, replay: str = "--replay"
) -> Verdict:
    """Return the verdict on one law in the one situation that a code names.

    A claim is tried whether it is made or not. Raises ``NegotiationError`` for a text that is no
    code.
    """
    name, _, rest = code.partition(":")
    known = laws()
    if name not in known:
        raise NegotiationError(f"there is no law {name!r}; try {nearest(name, known)}")
    law, situation = known[name], Situation.read(rest)
    gc.collect()  # who looks through the heap is to find these talks, not those of other trials
    try:
        violation = law().violation(Trial(build, situation, seconds))
    except OutOfTime:
        return verdict_on(law, Outcome.NOT_TRIED)
    except NegotiationError:
        raise
    except Exception as error:
        return verdict_on(law, Outcome.ERROR, _unforeseen(error, law), code)
    if violation is None:
        return verdict_on(law, Outcome.KEPT)
    return verdict_on(law, Outcome.BROKEN, story_of(violation, law, f"{replay} {code}"), code)


def first_violation(
    build: Build,
    law: type[Law],
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    shrink: bool = True,
    watch: Watch | None = None,
) -> tuple[Situation, Violation] | None:
    """Return the plainest situation found in which a law breaks; ``None`` if none is found.

    ``watch`` is told the code of every trial before it begins. Raises ``OutOfTime``, and whatever
    else trying the law raises.
    """
    hypothesis = _hypothesis()
    from .generators import situations

    found: list[tuple[Situation, Violation]] = []
    failed: list[BaseException] = []
    games: dict[int, Situation] = {}
    phases = [hypothesis.Phase.generate]
    if shrink and law.name != "bounded_time":
        phases.append(hypothesis.Phase.shrink)

    def tried(drawn: Situation) -> None:
        if failed:  # Hypothesis tries it again, and is to find the same
            raise failed[0]
        # Hypothesis varies what it has drawn, and would try the same few games again and again.
        # The same situation is no other one: it may ask for that again, and be told the same.
        if games.setdefault(drawn.seed, drawn) != drawn and not found:
            hypothesis.reject()
        tried_in(law().fitted(drawn))

    def tried_in(situation: Situation) -> None:
        if watch is not None:
            watch(f"{law.name}:{situation.code}")
        try:
            violation = law().violation(Trial(build, situation, seconds))
        except BaseException as error:
            failed.append(error)
            raise
        if violation is not None:
            found.append((situation, violation))
            raise _Broken

    search = hypothesis.settings(
        max_examples=max(1, min(examples, law.most_examples)),
        database=None,
        deadline=None,
        derandomize=False,
        phases=phases,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    try:
        hypothesis.seed(seed)(search(hypothesis.given(situations())(tried)))()
        for situation in () if getattr(build, "is_costly", False) else law.also:
            tried_in(situation)
    except BaseException:
        # An error ends the search at once; while a failure is made plainer, the failure is told.
        if failed and not found:
            raise failed[0] from None
        if not found:
            raise
        return found[-1]
    return None


class _Broken(Exception):
    """A law is broken in the situation that was tried last."""


def _hypothesis() -> Any:
    try:
        import hypothesis
    except ModuleNotFoundError as error:
        raise MissingLibrary("Hypothesis") from error
    return hypothesis
