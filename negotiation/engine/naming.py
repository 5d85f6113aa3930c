"""What strategies are called in records and tables: after their class, and settings of their own.

>>> from negotiation.strategies.boulware import Boulware
>>> name_of(Boulware()), name_of(Boulware(beta=0.5))
('boulware', 'boulware(beta=0.5)')
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ..foundations.extensions import name_of_class
from ..strategies.strategy import Strategy


def name_of(strategy: Strategy) -> str:
    """Return a strategy's name: its label, or its class and the settings that are not usual.

    A setting is told where the strategy keeps it under the name that ``__init__`` has for it.
    """
    meant: Strategy = getattr(strategy, "guest", strategy)  # one that is only passed on
    return _label(vars(meant).get("label")) or name_with(type(meant), settings_of(meant))


def settings_of(strategy: Strategy) -> dict[str, object]:
    """Return the settings that a strategy was made with, where they are not the default."""
    return {
        name: getattr(strategy, name)
        for name, usual in usual_settings(type(strategy)).items()
        if hasattr(strategy, name) and not _is_same(getattr(strategy, name), usual)
    }


@cache
def usual_settings(kind: type[Strategy]) -> Mapping[str, object]:
    """Return what a class of strategies is made with by default, by name."""
    try:
        takes = inspect.signature(kind).parameters.values()
    except (TypeError, ValueError):
        return MappingProxyType({})
    return MappingProxyType(
        {one.name: one.default for one in takes if one.default is not one.empty}
    )


def name_with(kind: type[Strategy], settings: Mapping[str, object]) -> str:
    """Return the label or name of a class, with settings in parentheses if there are any."""
    return with_settings(_label(kind.label) or name_of_class(kind), settings)


def with_settings(name: str, settings: Mapping[str, object]) -> str:
    """Return a name with settings in parentheses, if there are any.

    >>> with_settings("logit", {"precision": 5.0, "grid": 7})
    'logit(grid=7, precision=5.0)'
    """
    told = ", ".join(f"{key}={value!r}" for key, value in sorted(settings.items()))
    return f"{name}({told})" if told else name


def _label(label: object) -> str:
    """Return a label that tables can show; empty for anything else."""
    return label.strip() if isinstance(label, str) and label.isprintable() else ""


def _is_same(value: object, usual: object) -> bool:
    try:
        return value is usual or bool(value == usual)
    except Exception:  # e.g. arrays, which are compared element by element
        return False
