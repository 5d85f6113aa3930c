"""Checks across fields of the payoff parts that a scenario adds: their names and their issues."""

from __future__ import annotations

import re

from ..foundations.errors import nearest
from ..payoffs.present_value import PARTS
from .ledger import Ledger, Values, entries, look_up
from .reading import build

TAKEN = (*PARTS, "total")
"""Names that every table of payoffs has already."""


def check_own_parts(ledger: Ledger, values: Values) -> None:
    """Note parts that cannot be told from others, and issues named that are not in the deal."""
    issues = look_up(values, "issues")
    for name, part in entries(look_up(values, "parts")):
        if name in TAKEN or not re.fullmatch(r"[^\W\d]\w*", name):
            ledger.problem(
                ("parts", name),
                "not a name of its own",
                name,
                f"letters, digits and _, a letter first; none of {', '.join(TAKEN)}",
                f"parts.own_{re.sub(r'[^a-zA-Z0-9_]', '_', name)}",
            )
        if issues is None or ledger.reported_below(("parts", name)):
            continue
        for issue in build(part).issues_named():
            if issue not in issues:
                ledger.problem(
                    ("parts", name),
                    "no such issue",
                    issue,
                    ", ".join(issues),
                    nearest(issue, issues),
                )
