"""Loading a scenario: find, inherit, read, check; all problems at once or a validated scenario."""

from __future__ import annotations

from ..foundations.errors import ProblemsFound
from ..foundations.fingerprints import fingerprint
from .consistency import check
from .inheritance import read_text
from .ledger import Ledger
from .library import public_since, references
from .reading import Reading, build
from .schema import Scenario, ScenarioFile


def load(name: str) -> Scenario:
    """Return the scenario of a name or path.

    Raises ``ProblemsFound`` with every mistake in the file, numbered, and ``NegotiationError`` for
    a file that cannot be found or parsed.
    """
    text = read_text(name)
    ledger = Ledger(text, references())
    values = Reading(ledger).read(ScenarioFile)
    check(ledger, values)
    if ledger.problems:
        raise ProblemsFound(ledger.problems, text.chain[-1][0])
    contents = build(values)
    numbers = tuple(ledger.numbers)
    cited = sorted({key for number in numbers for key in number.source})
    return Scenario(
        name=text.name,
        files=tuple(file for file, _ in text.chain),
        contents=contents,
        numbers=numbers,
        public_since={key: public_since(ledger.references[key]) for key in cited},
        fingerprint=fingerprint((contents, numbers)),
    )
