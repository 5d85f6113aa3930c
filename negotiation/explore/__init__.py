"""Exploring: experiments over scenarios, each with its question, design and finding.

What an experiment needs beyond solving one scenario stands in the modules of this room, which are
public as ``ng.explore``: many draws answered side by side (`answering`, `question`), forces that
are switched off (`forces`), what is expected where the same packages may be offered in all talks
(`same_offers`) or where types are known (`known_types`), scores against what happened (`scoring`,
`hindcasting`), and tables of such results.

>>> import negotiation as ng
>>> "card" in ng.explore.forces.FORCES
True
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import answering as answering
    from . import experiment as experiment
    from . import forces as forces
    from . import forecasting as forecasting
    from . import hindcast_finding as hindcast_finding
    from . import hindcast_tables as hindcast_tables
    from . import hindcasting as hindcasting
    from . import influence as influence
    from . import known_types as known_types
    from . import look_ahead_tables as look_ahead_tables
    from . import question as question
    from . import same_offers as same_offers
    from . import scoring as scoring
    from . import standing as standing


def __getattr__(name: str) -> Any:
    """Import a module of this room when it is first asked for."""
    if name in __dir__():
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the modules of this room, for completion."""
    return sorted(found.name for found in iter_modules(__path__))
