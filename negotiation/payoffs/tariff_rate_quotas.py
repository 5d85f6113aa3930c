r"""What a tariff-rate quota does in one sector: which rate decides quantities, and who keeps rents.

In the quantities of `tariffs`, imports at the rate $r$ are $q(r) =
((1+r)/(1+\tau_0))^{-\varepsilon\omega/(\varepsilon+\omega)}$ of those of the base, and a quota of
the share $k$ of them would just be filled at

$$1 + \tau_k = (1+\tau_0)\,k^{-(\varepsilon+\omega)/(\varepsilon\omega)}.$$

Between the rate $\tau_q$ inside the quota and the rate $\tau$ above it, the one that decides
quantities is $\tau^* = \min(\max(\tau_k, \tau_q), \tau)$: the three regimes of
`deal.issues.tariff_rate_quota`. Where $\tau^* > \tau_q$ the quota is filled, and the rent and the
average rate paid are

$$R = (\tau^* - \tau_q)\,\frac{p(\tau^*)}{p_0}\,k\,V_0, \qquad
\bar\tau = \tau^* - (\tau^* - \tau_q)\,\frac{k}{q(\tau^*)};$$

elsewhere $R = 0$ and $\bar\tau = \tau_q$. Revenue is $\tau^* p\,q - R = \bar\tau\,p\,q$. A rate
inside the quota above $\tau$ is never paid: nobody has to use the quota.

Source: Skully (2001), see `deal.issues.tariff_rate_quota`. Checked by
tests/payoffs/test_tariff_rate_quotas.py.
"""

from __future__ import annotations

import numpy as np

from ..deal.space import Amounts
from ..deal.terms import SectorQuota
from ..foundations.records import record
from .tariffs import Sector, trade_effects


@record
class QuotaEffects:
    """What one sector's imports pay under a tariff-rate quota [p]."""

    marginal_rate: Amounts
    """The rate that decides quantities."""
    average_rate: Amounts
    """What imports pay on average."""
    rents: Amounts
    """Tariff spared inside the quota that does not move trade, $bn a year."""


def quota_effects(
    sector: Sector, rates: Amounts, quota: SectorQuota, shares: Amounts
) -> QuotaEffects:
    """Return what imports pay for rates above the quota [p] and quotas as shares of the base [p].

    ``quota`` tells the rate inside it.
    """
    e, w = sector.import_demand_elasticity, sector.export_supply_elasticity
    inside = np.minimum(quota.rate, rates)
    with np.errstate(divide="ignore", over="ignore"):  # no quota: no rate is low enough to fill it
        filling = (1.0 + sector.mfn_rate) * shares ** (-(e + w) / (e * w)) - 1.0
    marginal = np.minimum(np.maximum(filling, inside), rates)
    effects = trade_effects(sector, marginal)
    spared = marginal - inside
    price = effects.landed_price * (1.0 + sector.mfn_rate) / (1.0 + marginal)
    return QuotaEffects(
        marginal_rate=marginal,
        average_rate=marginal - spared * np.minimum(shares / effects.quantity, 1.0),
        rents=spared * price * shares * sector.base_flow_busd_per_year,
    )
