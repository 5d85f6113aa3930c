"""From what day on the information of a source was public, and what was known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from negotiation.scenario.bibliography import Reference, references
from negotiation.scenario.public_knowledge import EXEMPT, is_known

SIX_MAY = date(2025, 5, 6)


class TestDates:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("2025-05-06", date(2025, 5, 6)),
            ("2025-04", date(2025, 4, 30)),
            ("2024-02", date(2024, 2, 29)),
            ("2025-12", date(2025, 12, 31)),
            ("2015", date(2015, 12, 31)),
            ("2025-13", None),
            ("2025-02-30", None),
            ("spring 2025", None),
            ("", None),
        ],
    )
    def test_a_partial_date_is_its_last_day(self, written: str, expected: date | None) -> None:
        fields = {"title": "T", "date": written, "note": "2020-01-01"}
        assert Reference(key="key", fields=fields).public_since == expected

    def test_no_date_is_none(self) -> None:
        assert Reference(key="key", fields={"title": "date = 2020"}).public_since is None

    def test_the_same_day_is_known_and_the_next_is_not(self) -> None:
        assert is_known(SIX_MAY, SIX_MAY)
        assert not is_known(date(2025, 5, 7), SIX_MAY)
        assert not is_known(None, SIX_MAY)

    def test_every_source_but_the_exempt_has_one(self) -> None:
        undated = [key for key, entry in references().items() if entry.public_since is None]
        assert sorted(undated) == sorted(EXEMPT)
