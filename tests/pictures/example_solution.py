"""A made-up solution on a tree: a message of one of two types, and an answer to it."""

from __future__ import annotations

import numpy as np

from negotiation.results.case import Case, Certificate, Outcome, Payoff
from negotiation.results.exact_certificate import ExactCertificate
from negotiation.results.played_tree import PlayedMove, PlayedNode, PlayedTree
from negotiation.results.receipt import Receipt
from negotiation.results.solution import Solution

TYPES = ("tolerant", "sensitive_to_markets", "hesitant")


def example_solution(
    *, players: tuple[str, str] = ("us", "japan"), types: int = 2, noise: float = 0.1
) -> Solution:
    """Return the example: the first type threatens but for some noise, the others mix."""
    us, partner = players
    names = TYPES[:types]
    threatens = [1.0 - noise, *(0.25 + 0.1 * n for n in range(1, types))]
    prior = np.arange(2.0, types + 2.0) / np.arange(2.0, types + 2.0).sum()
    beliefs = [prior]
    for chances in (threatens, [1.0 - p for p in threatens]):
        joint = prior * chances
        beliefs.append(joint / joint.sum())
    certain = {partner: {"only": 1.0}}
    nothing = {player: np.zeros((types, 1)) for player in players}
    nodes = [
        PlayedNode(
            parent=-1,
            action="",
            round="R1",
            stage="message",
            player=us,
            public_state={"table": "empty"},
            belief={us: dict(zip(names, map(float, prior), strict=True)), **certain},
            moves=tuple(
                PlayedMove(
                    action=name,
                    number=k,
                    chances={
                        own: p if k == 0 else 1.0 - p
                        for own, p in zip(names, threatens, strict=True)
                    },
                    following=1 + k,
                    payoffs=nothing,
                )
                for k, name in enumerate(("threaten", "stay_silent"))
            ),
        )
    ]
    for n, name in enumerate(("threaten", "stay_silent"), 1):
        yields = (0.8, 0.0)[n - 1]
        paid = np.arange(float(types))[:, None]
        nodes.append(
            PlayedNode(
                parent=0,
                action=name,
                round="R1",
                stage="answer",
                player=partner,
                public_state={"table": name},
                belief={us: dict(zip(names, map(float, beliefs[n]), strict=True)), **certain},
                moves=(
                    PlayedMove(
                        action="yield",
                        number=0,
                        chances={"only": yields},
                        following=-1,
                        payoffs={us: paid + 4.25, partner: paid - 4.25},
                    ),
                    PlayedMove(
                        action="stand_firm",
                        number=1,
                        chances={"only": 1.0 - yields},
                        following=-1,
                        payoffs={us: paid - 1.5, partner: -paid},
                    ),
                ),
            )
        )
    values = {player: np.full((types, 1), 1.25) for player in players}
    payoffs = {player: Payoff(parts={"payoff": 1.25}, total=1.25) for player in players}
    end = Outcome(probability=1.0, ending="yield", agreement=None, public_state={"table": "empty"})
    judged = Certificate(max_gain_busd=0.01, method="made up", where="at the start", checked=5)
    gains = {us: dict.fromkeys(names, 0.01), partner: {"only": 0.0}}
    return Solution(
        concept="logit",
        cases=(
            Case(
                concept="logit",
                player_types={us: names[0], partner: "only"},
                agreement=None,
                agreement_probability=0.0,
                outcomes=(end,),
                payoffs=payoffs,
                certificate=judged,
            ),
        ),
        receipt=Receipt(
            scenario="made_up",
            scenario_fingerprint="1f" * 32,
            game_fingerprint="2e" * 32,
            seed=None,
            versions={"python": "3.11.7"},
            parameters={"precision": "5", "method": "tree", "why": "asked for"},
        ),
        tree=PlayedTree(
            players=players,
            types=(names, ("only",)),
            precision=5.0,
            histories=3,
            is_principal=types == 2,
            leaps=0,
            crossings=types - 2,
            folds=0,
            residual=1e-12,
            values=values,
            certificate=ExactCertificate(
                max_gain_busd=0.01,
                at_start=gains,
                on_path_busd=0.01,
                interpolation_error_busd=0.0,
                claims_off_busd=dict.fromkeys(players, 0.0),
                residual=1e-12,
                method="made up",
                where="at the start",
                checked=5,
                off_path_beliefs="by trembles",
            ),
            nodes=tuple(nodes),
        ),
    )
