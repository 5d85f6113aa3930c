"""A made-up result of an experiment: a card that pays where the market is nervous."""

from __future__ import annotations

from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.receipt import Receipt

PRIORS, SENSITIVITIES = (0.02, 0.3, 0.9), (0.0, 0.5, 1.0, 2.0)
TYPES = ("guardian", "resolute")


def example_map(*, pays: float = 4.0, types: tuple[str, ...] = TYPES) -> ExperimentResult:
    """Return the example; the card is worth ``pays`` $bn more in a market twice as sensitive."""
    rows: list[dict[str, str | float]] = []
    for prior in PRIORS:
        for sensitivity in SENSITIVITIES:
            worth = pays * (sensitivity / 2.0) * (0.5 + 0.5 * prior) - 0.5
            row: dict[str, str | float] = {
                "prior": prior,
                "sensitivity": sensitivity,
                "worth_to_japan": worth,
            }
            row |= {f"worth_if_{name}": worth + 0.4 * n for n, name in enumerate(types)}
            rows.append(row | {"scenario": float((prior, sensitivity) == (0.3, 1.0))})
    return ExperimentResult(
        name="where_the_card_pays",
        question="Where does it pay?",
        design="Made up.",
        columns={name: f"{name}, $bn" for name in rows[0]},
        rows=tuple(rows),
        finding="It pays where the market is nervous.",
        receipts=(
            Receipt(
                scenario="example",
                scenario_fingerprint="a1" * 32,
                game_fingerprint="b2" * 32,
                seed=None,
                versions={"python": "3.11"},
                parameters={"precision": "2"},
            ),
        ),
    )
