r"""The tariff programme: what the US government thinks of its own rates, beyond national welfare.

It announced a rate $a_j$ for each issue $j$ and loses by departing from it, the more the further:
for imports of $V_j$ bn a year the programme is worth, each year that a rate $r$ is in force,

$$P_j(r) = \theta_j\,\kappa_j \frac{V_j}{100}\left[(1-\lambda)\,(d(a_j, r^0_j) - d(a_j, r))
  + \lambda\,(d(t_j, r^0_j) - d(t_j, r))\right], \qquad d(x, r) = \max(100(x - r), 0)^2,$$

more than at the rate in force $r^0_j$. A rise towards the announced rate is thus a gain, a cut a
cost, and both bend: terms inside the range can be best. $\theta_j$ is the type's red line, where
the issue is one. $\lambda$ is 0 while no other partner has signed; once one has, its rate $t_j$ is
the template that the next in the queue are measured by (`queue`). A rate below the floor $f$ that
was declared for everyone costs $\theta_j\,\phi_j\,V_j/100$ a year and point on top, with a template
or without.

A government also need not count a dollar of its importers like a dollar of its revenue. It counts
welfare in the part ``tariffs``; the difference is politics and stands here,

$$(w_S - 1)\,\Delta S + (w_R - 1)\,\Delta R + w_P\,\Delta G,$$

with importers' surplus $S$ (consumers and producers, net), revenue $R$ and the producers' gain $G$.
With $w_S = 0$, $w_R = 1$ it counts revenue and not prices.

Executing a threat is worth something for the talks with others; backing away from one costs
(`pause`).

Source: Grossman and Helpman (1994), American Economic Review 84, 833-850, for weights that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import Amounts
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, Weight, us_only, us_types
from .queue import Queue, template_weight
from .regime import Regime
from .tariffs import FlowWeights, TariffChanges


@record
class Departure:
    """What a departure from the rate announced on one issue costs the US government."""

    red_line: bool
    """Whether its types differ in how much they mind (``red_line_weight``)."""
    announced_rate: float = parameter("fraction", "rate announced, MFN included", low=0.0, high=2.0)
    convexity: float = parameter(
        "$bn/year/pp2/$100bn", "cost of the squared distance from the rate announced", low=0.0
    )
    floor_rate: float = parameter("fraction", "rate declared a floor for everyone", high=2.0)
    below_floor: float = parameter(
        "$bn/year/pp/$100bn", "cost of each point below the floor", low=0.0
    )


@record
class Programme:
    """How the US government counts its tariffs beyond national welfare."""

    departures: Mapping[str, Departure]
    """Issues with an announced rate, by name."""
    importer_weight: float = parameter(
        "1", "weight of a dollar of importers' surplus in its eyes", low=0.0, high=5.0
    )
    revenue_weight: float = parameter(
        "1", "weight of a dollar of tariff revenue in its eyes", low=0.0, high=5.0
    )
    producer_weight: float = parameter(
        "1", "extra weight of a dollar that US producers gain", low=0.0, high=5.0
    )


@record
class DepartureValue:
    """What the rates of one issue are worth to the programme, $bn a year [p], before red lines."""

    announced: Amounts
    """Measured by the rate announced."""
    template: Amounts
    """Measured by the template's rate."""
    floor: Amounts
    """For rates below the floor (negative)."""

    def at(self, weight: float) -> Amounts:
        """Return the whole where the template has some weight."""
        return (1.0 - weight) * self.announced + weight * self.template + self.floor


def departure_value(
    departure: Departure, template: float, in_force: float, rates: Amounts, trade: float
) -> DepartureValue:
    """Return what rates [p] are worth against the rate in force.

    ``template`` is the template's rate, ``trade`` the imports of the issue in hundreds of $bn.
    """
    announced, floor = departure.announced_rate, departure.floor_rate

    def nearer(reference: float) -> Amounts:
        return (
            departure.convexity
            * trade
            * (_squared(reference, np.array([in_force])) - _squared(reference, rates))
        )

    below = 100.0 * (np.maximum(floor - rates, 0.0) - max(floor - in_force, 0.0))
    return DepartureValue(
        announced=nearer(announced),
        template=nearer(template),
        floor=-departure.below_floor * trade * below,
    )


def politics(programme: Programme, changed: TariffChanges) -> Amounts:
    """Return what the government's own weights add to welfare [p], $bn a year."""
    return np.asarray(
        (programme.importer_weight - 1.0) * changed.importer_surplus
        + (programme.revenue_weight - 1.0) * changed.revenue
        + programme.producer_weight * changed.producer_gain
    )


def components(
    programme: Programme,
    queue: Queue | None,
    groups: Mapping[bool, TariffChanges],
    values: Mapping[str, DepartureValue],
    at_risk: Mapping[str, bool],
    red_lines: NDArray[np.float64],
    weights: FlowWeights,
) -> list[Component]:
    """Return the programme part of every package.

    ``values`` are those of each issue with an announced rate, ``at_risk`` says which of them the
    courts may strike, ``red_lines`` [u] how much each US type minds.
    """
    found = [
        Component(
            "weights on prices, revenue and producers" + (" at risk in court" if risk else ""),
            "programme",
            us_only(politics(programme, changed)),
            _flow(weights, risk, np.ones(1)),
        )
        for risk, changed in groups.items()
    ]
    for name, value in values.items():
        minds = red_lines if programme.departures[name].red_line else np.ones(1)
        risk = at_risk[name]
        found += [
            Component(
                f"{name}: rate announced",
                "programme",
                us_only(value.announced),
                _flow(weights, risk, minds, lambda regime: 1.0 - template_weight(queue, regime)),
            ),
            Component(
                f"{name}: template",
                "programme",
                us_only(value.template),
                _flow(weights, risk, minds, lambda regime: template_weight(queue, regime)),
            ),
            Component(
                f"{name}: floor", "programme", us_only(value.floor), _flow(weights, risk, minds)
            ),
        ]
    return found


def _flow(
    weights: FlowWeights,
    at_risk: bool,
    minds: NDArray[np.float64],
    share: Callable[[Regime], float] = lambda _: 1.0,
) -> Weight:
    def weight(day: date, regime: Regime) -> NDArray[np.float64]:
        paid = weights.of(0, day, regime, at_risk=at_risk) * share(regime)
        return us_types(paid * minds)

    return weight


def _squared(reference: float, rates: Amounts) -> Amounts:
    return np.asarray(np.maximum(100.0 * (reference - rates), 0.0) ** 2)
