"""What goes wrong, said so that the reader can mend it.

A *problem* says what is wrong, where (file and key), the value found, what is allowed and what to
try. Problems are collected and reported together, numbered, never one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches


class NegotiationError(Exception):
    """Anything a user can mend. Its text is complete: no traceback is needed to understand it."""

    exit_code = 2


class MissingLibrary(NegotiationError):
    """A library is needed and absent: that of an extra, or the installation is broken."""

    exit_code = 3

    def __init__(self, library: str, extra: str = "") -> None:
        comes = f"it comes with the extra {extra!r}" if extra else "it comes with this package"
        wanted = f"us-japan-negotiation[{extra}]" if extra else "us-japan-negotiation"
        super().__init__(f"{library} is not installed; {comes}: try `pip install '{wanted}'`")


class CannotWrite(NegotiationError):
    """A result could not be stored; nothing half-written is left behind."""

    exit_code = 4


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in the input, with its place and its remedy."""

    where: str
    """The file and the key, e.g. ``june_deadline.toml: market.levels.calm.yield_bp``."""
    what: str
    """What is wrong, in a few words."""
    value: object = None
    """The value found; ``None`` when there is none to show."""
    allowed: str = ""
    """What would be accepted."""
    remedy: str = ""
    """What to try next."""

    def line(self) -> str:
        """Return the problem as one line of text."""
        text = f"{self.where}: {self.what}"
        if self.value is not None:
            text += f" (value: {shown(self.value)})"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.remedy:
            text += f"; try: {self.remedy}"
        return text


class ProblemsFound(NegotiationError):
    """Every problem of an input at once, numbered."""

    def __init__(self, problems: Iterable[Problem], subject: str = "the input") -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        lines = [f"{count} {noun} in {subject}:"]
        lines += [f"{n}. {problem.line()}" for n, problem in enumerate(self.problems, 1)]
        super().__init__("\n".join(lines))


MANY = 20
"""More candidates than this are not all listed."""


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the remedy for a misspelt word: the nearest candidate, or a list of some."""
    known = sorted(candidates)
    longer = [name for name in known if word and name.startswith(word)]
    close = longer or get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"{close[0]!r}"
    if len(known) > MANY:
        return f"one of {', '.join(known[:MANY])} and {len(known) - MANY} more"
    return "one of " + ", ".join(known) if known else "removing it"


def shown(value: object, longest: int = 80) -> str:
    """Return a value as a message shows it, cut where it is long.

    >>> shown("x" * 100, longest=10)
    "'xxxxxx..."
    """
    try:
        text = str(value) if isinstance(value, date) else repr(value)
    except Exception:  # a value of a user's may not even be shown
        text = f"a {type(value).__name__}"
    return text if len(text) <= longest else text[: longest - 3] + "..."
