"""A regime: what public news has changed about the worth of a package.

Two pieces of news do: another partner has signed a first large deal, which is a *template* for the
others, and a court has *struck* the tariffs that rest on emergency powers.
"""

from __future__ import annotations

from ..foundations.records import record


@record
class Regime:
    """What is known about the queue of the other talks and about the courts."""

    template: bool = False
    """Whether another partner's deal has set a template."""
    struck: bool = False
    """Whether the courts have struck the tariffs that rest on emergency powers."""
