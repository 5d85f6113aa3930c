"""Where the Treasury card pays: a map over its credibility and the market's sensitivity.

Nobody knows the other government's type. The same talks are solved over and over: for a grid of
priors that Japan is resolute (the card's credibility, as it is when these talks begin: after the
news that its holdings rose) and of factors on everything that the market
does with the card: `market_pressure` of every posture of Japan, cut at 1, and `market.yield_impact`
of a sale. Factor 1 is the scenario. What Japan gains over the talks without a card, at the same
prior, is what the card is worth there.

In every cell the same packages may be offered: those that the concept's own menus hold in the
scenario and in the far corners of the map. So no two cells differ by what happens to be on a menu.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import negotiation as ng

WITH, WITHOUT = "june_deadline", "no_card"
US, JAPAN = "us", "japan"
FACTOR = 1.0
"""The scenario's own market."""
PRIORS = (0.02, 0.10, 0.35, 0.50, 0.70, 0.90)
"""What is looked at beside the scenario's own prior."""
FACTORS = (0.0, 0.25, 0.5, 0.75, FACTOR, 1.25, 1.5, 1.75, 2.0)
NODES = 9

Row = Mapping[str, str | float]


Expected = ng.explore.same_offers.Expected
"""One solved game: what it promises before the talks begin."""
Cells = Mapping[tuple[float, float | None], Expected]
"""By prior and factor; a factor of ``None`` is without a card."""


class WhereTheCardPays(ng.Experiment):
    """What the card is worth to Japan, by its credibility and the market's sensitivity."""

    question: ClassVar[str] = "How credible must the card be, and how nervous the market, to pay?"
    design: ClassVar[str] = (
        "Logit equilibrium under private information for every prior that Japan is resolute and "
        "every factor on the market pressure of Japan's postures and on the yield impact of a sale "
        "(1 is the scenario); Japan's expected payoff less that without a card, at the same prior."
    )

    def run(self, *, fast: bool = False) -> ng.ExperimentResult:
        """Return the map; ``fast`` is four cells, solved too roughly for conclusions."""
        own = own_prior()
        priors = tuple(sorted({own, *(PRIORS[-1:] if fast else PRIORS)}))
        factors = (0.0, FACTOR) if fast else FACTORS
        far = (PRIORS[0], FACTORS[-1]), (PRIORS[-1], FACTORS[-1])
        corners = () if fast else ((own, None), *far)
        places = [(prior, factor) for prior in priors for factor in (None, *factors)]
        sizes = {"grid": 5, "offers": 3} if fast else {"grid": NODES}
        menus = [varied(*place) for place in ((own, FACTOR), *corners)]
        talks = ng.explore.same_offers.SameOffers.of(menus, **sizes)
        cells: dict[tuple[float, float | None], Expected] = {}
        for place in places:
            self.tell(len(cells), len(places))
            cells[place] = talks.expected(varied(*place))
        self.tell(len(places), len(places))
        rows = tuple(
            _row(prior, factor, cells[prior, factor], cells[prior, None])
            for prior, factor in places
            if factor is not None
        )
        base, without = cells[own, FACTOR], cells[own, None]
        return ng.ExperimentResult(
            name="where_the_card_pays",
            question=self.question,
            design=f"{self.design} {talks.in_words} {_accuracy(cells)}",
            columns=_columns(base),
            formats={
                **{name: "change" for name in _columns(base) if name.startswith("worth_")},
                **dict.fromkeys(("prior", "deal_with_card", "deal_without_card"), "percent"),
            },
            rows=rows,
            finding=("A sketch from three offers, of no use for conclusions. " if fast else "")
            + _finding(rows, base, without),
            receipts=(without.receipt, base.receipt),
        )


def own_prior() -> float:
    """Return the scenario's own prior that Japan is resolute, as it is when its talks begin."""
    return float(ng.compile_game(WITH).prior[1][1])


def varied(prior: float, factor: float | None) -> ng.Scenario:
    """Return the scenario of one cell; a factor of ``None`` is without a card.

    Its number is the prior before the news of the holdings, which makes of it the one asked for.
    """
    contents = ng.load(WITH).contents
    (first, guardian), (_, resolute) = contents.partner.types.items()
    changes: dict[str, Any] = {}
    if prior != own_prior():
        joint = (1.0 - prior) * resolute.holdings_rose, prior * guardian.holdings_rose
        changes[f"partner.types.{first}.prior"] = joint[0] / sum(joint)
    if factor is None:
        return ng.load(WITHOUT).vary(changes)
    wide = {"market.yield_impact": (factor * contents.market.yield_impact, 10.0)}
    for name, posture in contents.card.postures.items():
        pressure = min(factor * posture.market_pressure, 1.0)
        wide[f"card.postures.{name}.market_pressure"] = pressure, 1.0
    return ng.load(WITH).vary(changes | {key: _number(*number) for key, number in wide.items()})


def _number(value: float, high: float) -> dict[str, Any]:
    return {"value": value, "range": [0.0, high], "source": "counterfactual"}


def _worth(cell: Expected, without: Expected, player: str) -> float:
    return cell.payoffs[player] - without.payoffs[player]


def _columns(base: Expected) -> dict[str, str]:
    return {
        "prior": "prior probability that Japan is resolute, when these talks begin",
        "sensitivity": "factor on what the market does with the card (1: the scenario)",
        "worth_to_japan": "what Japan gains from having the card, $bn",
        **{f"worth_if_{name}": f"the same if Japan is {name}, $bn" for name in base.by_type[JAPAN]},
        "worth_to_us": "what the US gains from Japan's having it, $bn",
        "deal_with_card": "probability of a deal by the last round, with the card",
        "deal_without_card": "the same without the card",
        "scenario": "1: the scenario itself",
    }


def _row(prior: float, factor: float, cell: Expected, without: Expected) -> Row:
    return {
        "prior": prior,
        "sensitivity": factor,
        "worth_to_japan": _worth(cell, without, JAPAN),
        **{
            f"worth_if_{name}": payoff - without.by_type[JAPAN][name]
            for name, payoff in cell.by_type[JAPAN].items()
        },
        "worth_to_us": _worth(cell, without, US),
        "deal_with_card": cell.deal,
        "deal_without_card": without.deal,
        "scenario": float((prior, factor) == (own_prior(), FACTOR)),
    }


def _finding(rows: Sequence[Row], base: Expected, without: Expected) -> str:
    """Return what follows from the map."""
    types = ", ".join(
        f"{payoff - without.by_type[JAPAN][name]:+.1f} if it is {name}"
        for name, payoff in base.by_type[JAPAN].items()
    )
    priors = dict.fromkeys(float(row["prior"]) for row in rows)
    curves = [_along(rows, "sensitivity", prior=prior) for prior in priors]
    turns = [break_even(*curve) for curve in curves]
    pays = [turn for turn in turns if turn is not None]
    strengths, market = _along(rows, "sensitivity", prior=own_prior())
    credibility = _along(rows, "prior", sensitivity=FACTOR)[1]
    return (
        f"In the scenario the card is worth {_worth(base, without, JAPAN):+.1f} $bn to Japan "
        f"({types}) and {_worth(base, without, US):+.1f} $bn to the US. "
        + ("" if len(pays) == len(turns) else "At some priors it pays nowhere on the map. ")
        + (
            f"It begins to pay where the market answers with between {min(pays):.2f} (at the "
            f"prior that needs least) and {max(pays):.2f} (at that which needs most) of the "
            "scenario's strength. "
            if pays
            else ""
        )
        + f"From a market that ignores it to one that answers {strengths[-1]:g} times as strongly "
        f"its worth goes from {market[0]:+.1f} to {market[-1]:+.1f} $bn, from the least to the "
        f"most credible card from {credibility[0]:+.1f} to {credibility[-1]:+.1f} $bn."
    )


def _accuracy(cells: Cells) -> str:
    """Return how far the card's worth is off if play is followed forwards."""
    off = {place: cell.followed[JAPAN] - cell.payoffs[JAPAN] for place, cell in cells.items()}
    most = max(abs(gap - off[prior, None]) for (prior, _), gap in off.items())
    return (
        "Found by following play forwards instead of solving backwards, the card's worth differs "
        f"by at most {most:.2f} $bn."
    )


def _along(rows: Sequence[Row], column: str, **held: float) -> tuple[list[float], list[float]]:
    """Return a column's values, and the card's worth at each, where another column is held."""
    own = [row for row in rows if all(row[name] == value for name, value in held.items())]
    return [float(row[column]) for row in own], [float(row["worth_to_japan"]) for row in own]


def break_even(factors: Sequence[float], worths: Sequence[float]) -> float | None:
    """Return the factor from which on the card pays; ``None`` where it does not at the last.

    Worth is taken as linear between the factors.
    """
    losing = [n for n, worth in enumerate(worths) if worth <= 0.0]
    if not losing:
        return factors[0]
    n = losing[-1]
    if n == len(factors) - 1:
        return None
    share = worths[n] / (worths[n] - worths[n + 1])
    return factors[n] + share * (factors[n + 1] - factors[n])
