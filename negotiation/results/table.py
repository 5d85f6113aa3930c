"""A table as CSV text: one header line, then a line for each row.

Floats keep all their digits, so that the same table is the same bytes and nothing is lost.

>>> print(as_csv([{"round": "R3", "yield_bp": 12.5}, {"round": "R4", "yield_bp": 0.1}]), end="")
round,yield_bp
R3,12.5
R4,0.1
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence


def as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows that share their columns as CSV; raises ``ValueError`` if they do not."""
    text = io.StringIO()
    names = list(rows[0]) if rows else []
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if list(row) != names:
            raise ValueError(f"a row has the columns {list(row)}, the first one {names}")
        writer.writerow(row)
    return text.getvalue()
