r"""What governments alone know of themselves: the types of the US and of its partner.

A US type differs in what yields it bears, in how much it minds a cut on cars (its red line), and in
what executing a threat and backing away from one are worth to it. A partner's type differs in what
it thinks of its card *and* in its mandate: how much a concession costs its own side. So a public
posture also tells something about the table.

Evidence on the partner's type is taken in by Bayes' rule before the talks begin: its holdings rose
in February, which a government that means to sell would have let happen with a lower probability,

$$\mu(\theta) \propto \pi(\theta)\,\Pr(\text{holdings rose} \mid \theta).$$
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record


@record
class UsType:
    """A type of the US government."""

    prior: float = parameter(
        "probability", "probability of this type", follows="1 less those of the other types"
    )
    tolerance_bp: float = parameter("bp", "rise of yields it bears without politics", low=0.0)
    strain_busd_per_bp: float = parameter(
        "$bn/bp", "political cost of each basis point above that", low=0.0
    )
    red_line_weight: float = parameter(
        "1", "multiplier on what departing from an announced rate costs it", low=0.0
    )
    credibility: float = parameter(
        "$bn/$100bn", "worth of being seen to execute a threat, for its other talks", low=0.0
    )
    audience_weight: float = parameter("1", "multiplier on its audience costs", low=0.0)
    words: str = field(default="", metadata={"fingerprint": False})
    """What such a government does, for people, as in "the US .."; empty if nothing is said."""


@record
class PartnerType:
    """A type of the partner's government."""

    prior: float = parameter(
        "probability",
        "probability of this type before the evidence",
        follows="1 less those of the other types",
    )
    holdings_rose: float = parameter(
        "probability", "probability that its holdings would have risen as they did in February"
    )
    mandate_weight: float = parameter(
        "1", "multiplier on the seats that a signature and its concessions cost", low=0.0
    )
    reserve_weight: float = parameter(
        "fraction", "how much of a loss on its reserves it counts", high=1.0
    )
    relations_weight: float = parameter("1", "multiplier on its relations costs", low=0.0)
    audience_weight: float = parameter("1", "multiplier on its audience costs", low=0.0)
    assurance_busd: float = parameter(
        "$bn", "what promising to hold its Treasuries costs it", low=0.0
    )
    credibility: float = parameter(
        "probability", "probability that it would carry out a sale, as investors see this type"
    )
    words: str = field(default="", metadata={"fingerprint": False})
    """What such a government does, for people, as in "Japan .."; empty if nothing is said."""


def prior_of_partner(types: Mapping[str, PartnerType]) -> NDArray[np.float64]:
    """Return the probabilities of the partner's types [v] after the evidence.

    Where no type could have let its holdings rise, the evidence is set aside.
    """
    prior = np.array([t.prior for t in types.values()])
    joint = prior * np.array([t.holdings_rose for t in types.values()])
    return joint / joint.sum() if joint.sum() > 0.0 else prior
