"""Shades of gains and losses: white at zero, blue for gains, brown for losses."""

from __future__ import annotations

_GAIN, _LOSS, _ZERO = (29, 79, 159), (179, 84, 0), (255, 255, 255)
_FAINTEST = 0.08
"""No gain or loss has a fainter shade than this strength."""

DARK = 0.55
"""Cells of this strength and more carry white numbers."""


def shade(worth: float, strongest: float) -> str:
    """Return the shade of a worth: white at 0.0, blue for gains, brown for losses."""
    if abs(worth) < 0.05 or strongest <= 0.0:
        return _hex(_ZERO)
    strength = max(min(abs(worth) / strongest, 1.0), _FAINTEST)
    end = _GAIN if worth > 0.0 else _LOSS
    red, green, blue = (round(a + strength * (b - a)) for a, b in zip(_ZERO, end, strict=True))
    return _hex((red, green, blue))


def _hex(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
