"""Did Japan have a card? A game-theoretic model of the US-Japan tariff talks of 2025.

>>> import negotiation
>>> game = negotiation.compile_game(negotiation.load("june_deadline"))
>>> game.players
('us', 'japan')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine.running import run
    from .engine.solving import solve
    from .scenario.compile import compile_game
    from .scenario.drawing import drawn
    from .scenario.loading import load
    from .scenario.schema import Scenario

__version__ = "0.1.0"

__all__ = ["Scenario", "__version__", "compile_game", "drawn", "load", "run", "solve"]

_HOME = {
    "Scenario": ".scenario.schema",
    "compile_game": ".scenario.compile",
    "drawn": ".scenario.drawing",
    "load": ".scenario.loading",
    "run": ".engine.running",
    "solve": ".engine.solving",
}


def __getattr__(name: str) -> Any:
    """Import a public function from its room when it is first asked for."""
    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
