"""Results as data frames of pandas, which is imported only where one is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..foundations.errors import MissingLibrary

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = str | float | int | None
"""What a cell holds; dates are ISO text, so that a frame and a file of it say the same."""


def framed(rows: Sequence[Mapping[str, Cell]]) -> DataFrame:
    """Return rows with their columns in the order in which they first appear."""
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingLibrary("pandas") from error
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return pd.DataFrame([dict(row) for row in rows], columns=columns)
