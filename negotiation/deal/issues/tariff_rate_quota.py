r"""A tariff-rate quota: some imports a year pay a lower rate, those beyond it the rate in force.

A level $Q$ is a number of units a year (thousand cars, thousand tonnes). Of a sector that sold
$Q_0$ units in the base year, the share $k = Q/Q_0$ pays the rate $\tau_q$ inside the quota and the
rest $\tau$: the rate that another issue sets for that sector, or else the one in force. A sector
imports $q(r)$, relative to the base year, at the rate $r$. Whether the quota binds decides what the
last unit costs, and so how much is imported; with $q(\tau_k) = k$ it is as if the rate were

$$\tau^* = \begin{cases}
\tau_q & k \ge q(\tau_q): \text{the quota covers all that is wanted,}\\
\tau_k & q(\tau) < k < q(\tau_q): \text{it is filled, and nothing comes on top,}\\
\tau & k \le q(\tau): \text{it is filled, and more pays the full rate,}
\end{cases}$$

but imports inside it do not pay $\tau^*$. The difference, with $p$ the exporter's price,

$$R = (\tau^* - \tau_q)\,p(\tau^*)\,k\,Q_0,$$

is a rent that the treasury forgoes without moving trade. Exporters keep a share $s$ of it,
importers the rest: $s = 1$ if the sellers may fill the quota, 0 if buyers hold its licences. The
average rate paid is $\tau^* - (\tau^* - \tau_q)\,k/q(\tau^*)$ where it binds, and $\tau_q$ where it
does not. A quota of 0 is the rate in force, one beyond $q(\tau_q)$ a plain tariff of $\tau_q$.

Assumptions: units cost the same inside and outside the quota; nothing is shipped early.

Source: Skully (2001), Economics of Tariff-Rate Quota Administration (skully_2001), for the three
regimes and for who keeps the rent. Formulas: `payoffs.tariff_rate_quotas`. Checked by
tests/payoffs/test_tariff_rate_quotas.py.
"""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import SectorQuota, Terms


@record
class TariffRateQuota(Issue):
    """How much may be imported at a lower rate."""

    unit: ClassVar[str] = "thousand/year"
    title: str
    sectors: tuple[str, ...]
    """The sectors that share the quota, each in proportion to its imports of the base year."""
    courts_may_strike: bool = False
    """Whether the rate above it rests on the emergency powers that are before the courts."""
    levels: tuple[float, ...] = parameter(
        "thousand/year", "units a year at the lower rate", low=0.0, high=1e6, listed=True
    )
    base_units: float = parameter(
        "thousand/year", "units imported in the base year, at the MFN rate", low=1e-6
    )
    in_quota_rate: float = parameter(
        "fraction", "total ad valorem rate inside the quota, MFN included", low=0.0, high=2.0
    )
    exporter_share: float = parameter(
        "fraction", "share of the tariff spared that exporters keep where it binds", high=1.0
    )

    def terms(self, level: float) -> Terms:
        """Return the sectors' quota."""
        quota = SectorQuota(
            share=level / self.base_units,
            rate=self.in_quota_rate,
            exporter_share=self.exporter_share,
        )
        return Terms(quotas=dict.fromkeys(self.sectors, quota))

    def label(self, level: float) -> str:
        """Return the quota with the rate inside it."""
        if level == 0.0:
            return "no quota"
        return f"{level:g} thousand at {100.0 * self.in_quota_rate:g} %"

    def sectors_taxed(self) -> tuple[str, ...]:
        """Return the sectors whose imports may come in under the quota."""
        return self.sectors
