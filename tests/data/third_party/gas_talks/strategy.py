"""A strategy that takes any offer, and offers what it values most."""

from __future__ import annotations

import negotiation as ng


class EagerBuyer(ng.Strategy):
    """Takes any offer; of its own it makes the first on the list, and else holds still."""

    memory_depth = 0

    def mixed_action(self, seen: ng.InformationSet) -> ng.MixedAction:
        """Return its answer, sure of itself."""
        if seen.stage.kind is ng.StageKind.ANSWER:
            return ng.MixedAction.pure(ng.ACCEPT)
        return ng.MixedAction.pure(int(seen.legal_actions[-1]))
