"""Pictures of private information: their numbers are the record's, and they say what they lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiation import pictures
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.pictures.beliefs import Beliefs
from negotiation.pictures.deal_date import DealDate
from negotiation.pictures.picture import Picture
from tests.pictures.example_run import example_run
from tests.pictures.marks import layers

RUN = example_run()
FOUND = RUN.solutions[1].expectations
PRIVATE = {
    name: kind for name, kind in shelf.name_to_class(pictures, Picture).items() if kind.private
}


def rows(picture: Picture) -> list[dict[str, object]]:
    spec = picture.draw(RUN).to_dict()
    tables = {name: list(table) for name, table in spec.get("datasets", {}).items()}
    found: list[dict[str, object]] = []
    for layer in layers(spec):
        source = layer.get("data", {})
        found += source.get("values") or tables.get(source.get("name", ""), [])
    return found


def test_the_lines_of_beliefs_are_the_mean_beliefs() -> None:
    assert FOUND is not None
    drawn = {round(float(str(row["percent"])), 9) for row in rows(Beliefs()) if "percent" in row}
    for path in FOUND.beliefs:
        assert {round(100.0 * float(mean), 9) for mean in path.mean} <= drawn


def test_the_date_of_a_deal_adds_up() -> None:
    assert FOUND is not None
    bars = [row for row in rows(DealDate()) if "below" in row]
    unique = {str(row["name"]): float(str(row["percent"])) for row in bars}
    assert sum(unique.values()) == pytest.approx(100.0)
    assert unique["no deal"] == pytest.approx(100.0 * (1.0 - FOUND.agreed_by["overall"][-1]))


@pytest.mark.parametrize("name", PRIVATE)
def test_a_run_without_private_information_is_refused(name: str) -> None:
    without = replace(RUN, solutions=RUN.solutions[:1])
    with pytest.raises(NegotiationError, match="no solution with private information"):
        PRIVATE[name]().draw(without)
