"""How precise players may be: beyond this no float tells their log odds."""

from __future__ import annotations

MOST_PRECISE = 1e15
"""Most that the precision may be, per $bn."""
STEEPEST = 1e12
"""Most that the precision times the largest payoff may be on beliefs: log odds of actions are then
rounded in the fourth digit, and above it in the first."""
