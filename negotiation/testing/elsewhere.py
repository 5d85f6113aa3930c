"""Asked in another process: the answers of one are compared with those of a new one.

Sets and hashes of texts are in another order there, and what a strategy keeps in its module has
seen nothing yet. A tournament's workers are such processes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .law import THE_TALKS, Build, Trial
from .laws.deterministic import Deterministic
from .outcomes import Outcome, Verdict, verdict_on
from .situations import FLAGS, Situation
from .story import story_of
from .verdicts import Watch

Said = Mapping[str, Sequence[str]]
"""What was answered, as text: by the code of a situation, at each of its player's moves."""

_DRAWN = tuple(
    Situation(
        seed=211 * n,
        rounds=1 + n % 3,
        packages=1 + 5 * n % 6,
        types=(1 + n % 2, 1 + n // 2 % 2),
        flags=(37 * n % (1 << len(FLAGS))) & ~(n % 3 and 1 << FLAGS.index("silent")),
        weights=(n % 5, (2 * n + 1) % 5),
        pair=n,
        choices=tuple((n * m + m // 2) % 7 for m in range(12)),
        others=tuple((m + n) % 5 for m in range(12)),
    )
    for n in range(18)
)


def places(build: Build) -> tuple[Situation, ...]:
    """Return the situations in which a strategy is asked in both processes."""
    return _DRAWN if getattr(build, "is_costly", False) else _DRAWN + THE_TALKS


def said(
    build: Build, situations: Sequence[Situation], seconds: float, watch: Watch
) -> dict[str, list[str]]:
    """Return what a strategy answers in some situations.

    ``watch`` is told of each before it begins. Raises ``OutOfTime``.
    """
    found = {}
    for at in situations:
        watch(f"{Deterministic.name}:{at.code}")
        trial = Trial(build, at, seconds)
        found[at.code] = [repr(trial.answer(talks)) for talks in trial.walk()]
    return found


def compared(
    build: Build, before: Said, seconds: float, replay: str, watch: Watch
) -> Verdict | None:
    """Return the verdict on a strategy whose answers here are not those of another process.

    ``replay`` is the command that a code completes, ``watch`` is told of each situation; ``None``
    if all answers are the same. Raises ``OutOfTime``.
    """
    for code, answers in before.items():
        watch(f"{Deterministic.name}:{code}")
        trial = Trial(build, Situation.read(code), seconds)
        for talks, other in zip(trial.walk(), answers, strict=True):
            answer = trial.answer(talks)
            if repr(answer) != other:
                why = f"in another process it answered {other}"
                violation = Deterministic().broken(talks, answer, why)
                at = f"{Deterministic.name}:{code}"
                story = story_of(violation, Deterministic, f"{replay} {at}")
                return verdict_on(Deterministic, Outcome.BROKEN, story, at)
    return None
