"""Whether the Treasury card pays, and whether it should be played early or late.

The same talks are solved four times with both types known: without a card, with the card as it lay
on the table in mid-May, with a card that can be raised in the first two rounds only, and with one
kept for the last two before the summit. What Japan gains over the talks without a card is what the
card is worth.
"""

from __future__ import annotations

from typing import ClassVar

import negotiation as ng

SCENARIOS = ("no_card", "june_deadline", "early_card", "late_card")


class DoesTheCardPay(ng.Experiment):
    """What the card is worth to Japan, and when it has to be played."""

    question: ClassVar[str] = "Did Japan have a card, and how should it have been played?"
    design: ClassVar[str] = (
        "Subgame-perfect equilibrium under complete information for every pair of types, in four "
        "scenarios that differ only in the card; Japan's payoff less its payoff without a card."
    )

    def run(self, *, fast: bool = False) -> ng.ExperimentResult:
        """Return the card's worth by scenario and type pair; ``fast`` leaves out no scenario."""
        del fast  # four exact solutions take seconds
        rows: list[dict[str, str | float]] = []
        receipts: list[ng.Receipt] = []
        without: dict[str, tuple[float, float]] = {}
        average: dict[str, float] = {}
        for name in SCENARIOS:
            game = ng.compile_game(name)
            us, partner = game.players
            solution = ng.solve(game)
            receipts.append(solution.receipt)
            average[name] = 0.0
            for case in solution.cases:
                types = " / ".join(case.player_types.values())
                payoffs = case.payoffs[us].total, case.payoffs[partner].total
                base = without.setdefault(types, payoffs)
                likely = case.outcomes[0]
                average[name] += ng.Belief.prior(game).probability(
                    game.find_types(case.player_types)
                ) * (payoffs[1] - base[1])
                rows.append(
                    {
                        "scenario": name,
                        "types": types,
                        "us": payoffs[0],
                        "partner": payoffs[1],
                        "worth_to_us": payoffs[0] - base[0],
                        "worth_to_partner": payoffs[1] - base[1],
                        "posture": likely.public_state.get(f"{partner}_posture", ""),
                        "certificate": case.certificate.max_gain_busd,
                    }
                )
        return ng.ExperimentResult(
            name="does_the_card_pay",
            question=self.question,
            design=self.design,
            columns={
                "scenario": "which card",
                "types": "types of the US and of Japan",
                "us": "payoff of the US, $bn",
                "partner": "payoff of Japan, $bn",
                "worth_to_us": "the card's worth to the US, $bn",
                "worth_to_partner": "the card's worth to Japan, $bn",
                "posture": "Japan's posture when the talks most likely end",
                "certificate": "largest gain from deviating, $bn",
            },
            formats=dict.fromkeys(("worth_to_us", "worth_to_partner"), "change"),
            rows=tuple(rows),
            finding=_finding(average),
            receipts=tuple(receipts),
        )


def _finding(average: dict[str, float]) -> str:
    base, early, late = (average[name] for name in SCENARIOS[1:])
    pays = "pays" if base > 0.05 else "hurts" if base < -0.05 else "changes nothing"
    when = "early" if early > late + 0.05 else "late" if late > early + 0.05 else "at any time"
    return (
        f"If both knew each other's type the card {pays}: on average over the prior it is worth "
        f"{base:+.2f} $bn to Japan as it lay on the table, {early:+.2f} $bn if it can be raised in "
        f"the first two rounds only and {late:+.2f} $bn if it is kept for the last two before the "
        f"summit. It should then be played {when}. Where types are private it can be "
        "worth something else: the experiments where_the_card_pays and hindcast tell."
    )
