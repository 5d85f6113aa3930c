"""The transforms of `negotiation.testing`, by the name that the tests know them by."""

from negotiation.testing.transforms import (
    rescaled,
    with_actions_renumbered,
    with_packages_renumbered,
    with_players_swapped,
    with_types_reversed,
)

__all__ = [
    "rescaled",
    "with_actions_renumbered",
    "with_packages_renumbered",
    "with_players_swapped",
    "with_types_reversed",
]
