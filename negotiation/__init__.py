"""Did Japan have a card? A game-theoretic model of the US-Japan tariff talks of 2025.

Everything that users need stands here; what lies behind is free to move.

>>> import negotiation as ng
>>> talks = ng.load("uk_may_2025").vary({"market.yield_impact": 0.2})
>>> case = ng.solve(talks).cases[0]
>>> sorted(case.payoffs)
['uk', 'us']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import explore as explore
    from .api.available import available
    from .api.check import check
    from .api.draw import draw
    from .api.estimate import estimate
    from .api.experiment import experiment
    from .api.extend import extend
    from .api.play import play
    from .api.results import read_result, save_result
    from .api.run import run
    from .api.scenarios import compile_game, drawn, load
    from .api.solve import solve
    from .api.tournament import tournament
    from .deal.issue import Issue
    from .deal.terms import Terms
    from .explore.experiment import Experiment
    from .foundations.errors import NegotiationError, ProblemsFound
    from .foundations.parameters import parameter
    from .foundations.records import record
    from .game.beliefs import Belief
    from .game.game import Game
    from .game.information import InformationSet
    from .game.mixed_actions import MixedAction
    from .game.protocol import PlannedStage, Protocol, offer_and_answer
    from .game.rules import action_name, action_tags
    from .game.stages import ACCEPT, NO_OFFER, REJECT, WALK_OUT, StageKind
    from .payoffs.component import Component
    from .payoffs.part import PayoffPart, Valuation
    from .results.experiment_result import ExperimentResult, ExperimentTable
    from .results.receipt import Receipt, receipt
    from .results.record import Record
    from .results.run import Run
    from .results.solution import Solution
    from .results.tournament import Standing, Tournament
    from .scenario.schema import Scenario
    from .strategies.reasoning.bargaining import (
        bargain,
        hold,
        is_last_round,
        offering,
        proposes_again,
        refusal,
        rounds_gone,
        tagged,
    )
    from .strategies.reasoning.ladder import (
        climbs,
        gentlest_climb,
        harshest,
        mildest,
        postures_ahead,
        postures_before,
        retreat,
    )
    from .strategies.reasoning.offers_received import worths_of_last_offers
    from .strategies.reasoning.outlook import Outlook, outlook_from
    from .strategies.reasoning.past_offers import offers_made
    from .strategies.reasoning.postures_seen import pressed
    from .strategies.reasoning.surplus import Surplus
    from .strategies.reasoning.time_dependence import concede_with_time
    from .strategies.strategy import Strategy

__version__ = "0.1.0"

_HOME = {
    "ACCEPT": ".game.stages",
    "Belief": ".game.beliefs",
    "Component": ".payoffs.component",
    "Experiment": ".explore.experiment",
    "ExperimentResult": ".results.experiment_result",
    "ExperimentTable": ".results.experiment_result",
    "Game": ".game.game",
    "InformationSet": ".game.information",
    "Issue": ".deal.issue",
    "MixedAction": ".game.mixed_actions",
    "NO_OFFER": ".game.stages",
    "NegotiationError": ".foundations.errors",
    "Outlook": ".strategies.reasoning.outlook",
    "PayoffPart": ".payoffs.part",
    "PlannedStage": ".game.protocol",
    "ProblemsFound": ".foundations.errors",
    "Protocol": ".game.protocol",
    "REJECT": ".game.stages",
    "Receipt": ".results.receipt",
    "Record": ".results.record",
    "Run": ".results.run",
    "Scenario": ".scenario.schema",
    "Solution": ".results.solution",
    "StageKind": ".game.stages",
    "Standing": ".results.tournament",
    "Strategy": ".strategies.strategy",
    "Surplus": ".strategies.reasoning.surplus",
    "Terms": ".deal.terms",
    "Tournament": ".results.tournament",
    "Valuation": ".payoffs.part",
    "WALK_OUT": ".game.stages",
    "action_name": ".game.rules",
    "action_tags": ".game.rules",
    "available": ".api.available",
    "bargain": ".strategies.reasoning.bargaining",
    "check": ".api.check",
    "climbs": ".strategies.reasoning.ladder",
    "compile_game": ".api.scenarios",
    "concede_with_time": ".strategies.reasoning.time_dependence",
    "draw": ".api.draw",
    "drawn": ".api.scenarios",
    "estimate": ".api.estimate",
    "experiment": ".api.experiment",
    "extend": ".api.extend",
    "gentlest_climb": ".strategies.reasoning.ladder",
    "harshest": ".strategies.reasoning.ladder",
    "hold": ".strategies.reasoning.bargaining",
    "is_last_round": ".strategies.reasoning.bargaining",
    "load": ".api.scenarios",
    "mildest": ".strategies.reasoning.ladder",
    "offer_and_answer": ".game.protocol",
    "offering": ".strategies.reasoning.bargaining",
    "offers_made": ".strategies.reasoning.past_offers",
    "outlook_from": ".strategies.reasoning.outlook",
    "parameter": ".foundations.parameters",
    "play": ".api.play",
    "postures_ahead": ".strategies.reasoning.ladder",
    "postures_before": ".strategies.reasoning.ladder",
    "pressed": ".strategies.reasoning.postures_seen",
    "proposes_again": ".strategies.reasoning.bargaining",
    "read_result": ".api.results",
    "receipt": ".results.receipt",
    "record": ".foundations.records",
    "refusal": ".strategies.reasoning.bargaining",
    "retreat": ".strategies.reasoning.ladder",
    "rounds_gone": ".strategies.reasoning.bargaining",
    "run": ".api.run",
    "save_result": ".api.results",
    "solve": ".api.solve",
    "tagged": ".strategies.reasoning.bargaining",
    "tournament": ".api.tournament",
    "worths_of_last_offers": ".strategies.reasoning.offers_received",
}

__all__ = [
    "ACCEPT",
    "NO_OFFER",
    "REJECT",
    "WALK_OUT",
    "Belief",
    "Component",
    "Experiment",
    "ExperimentResult",
    "ExperimentTable",
    "Game",
    "InformationSet",
    "Issue",
    "MixedAction",
    "NegotiationError",
    "Outlook",
    "PayoffPart",
    "PlannedStage",
    "ProblemsFound",
    "Protocol",
    "Receipt",
    "Record",
    "Run",
    "Scenario",
    "Solution",
    "StageKind",
    "Standing",
    "Strategy",
    "Surplus",
    "Terms",
    "Tournament",
    "Valuation",
    "__version__",
    "action_name",
    "action_tags",
    "available",
    "bargain",
    "check",
    "climbs",
    "compile_game",
    "concede_with_time",
    "draw",
    "drawn",
    "estimate",
    "experiment",
    "explore",
    "extend",
    "gentlest_climb",
    "harshest",
    "hold",
    "is_last_round",
    "load",
    "mildest",
    "offer_and_answer",
    "offering",
    "offers_made",
    "outlook_from",
    "parameter",
    "play",
    "postures_ahead",
    "postures_before",
    "pressed",
    "proposes_again",
    "read_result",
    "receipt",
    "record",
    "refusal",
    "retreat",
    "rounds_gone",
    "run",
    "save_result",
    "solve",
    "tagged",
    "tournament",
    "worths_of_last_offers",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room when it is first asked for."""
    if name == "explore":
        return import_module(".explore", __name__)
    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, for completion."""
    return sorted(__all__)
