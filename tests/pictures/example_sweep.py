"""A made-up result of an experiment of one's own: one number varies, others follow from it."""

from __future__ import annotations

from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.receipt import Receipt

WORDS = ("no_card", "june_deadline", "long_summer", "hard_deadline", "early_card", "late_card")


def example_sweep(*, words: bool = False, rows: int = 8) -> ExperimentResult:
    """Return the example: what a card is worth by the market's answer, or by scenario."""
    varied: tuple[str | float, ...] = WORDS if words else tuple(0.05 * n for n in range(rows))
    return ExperimentResult(
        name="how_hard_it_presses",
        question="How much does the card press, and how does that depend on what the market does?",
        design="The same talks are solved again and again.",
        columns={
            "concept": "how the talks are solved",
            "varied": "scenario" if words else "basis points for each $bn sold",
            "us": "payoff of the US, $bn, present value at the first day",
            "japan": "payoff of Japan, $bn",
            "deal": "probability of a deal (%)",
            "day": "days to the deal",
        },
        rows=tuple(
            {
                "concept": "logit",
                "varied": value,
                "us": 10.8 - 1.3 * n,
                "japan": -5.6 + 0.04 * n * n,
                "deal": 97.0 - n,
                "day": float(7 * n),
            }
            for n, value in enumerate(varied)
        ),
        finding="The more it presses Japan's way, the later the deal.",
        receipts=(
            Receipt(
                scenario="example",
                scenario_fingerprint="a1" * 32,
                game_fingerprint="b2" * 32,
                seed=None,
                versions={"python": "3.11"},
                parameters={},
            ),
        ),
    )
