"""Evolution: the shares of strategies where what earns more is copied more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..results.tournament import Tournament
from .drawing import share_ranges, theme, words
from .drawing.chances import percent, percent_axis, spread
from .drawing.field import countries, played, within_sentences
from .drawing.label_places import along, places, text_width
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

NAMED = 0.03
"""Only strategies whose share ever exceeds this are named."""
_RISES = 1.5
"""... and this multiple of its first: where thirty begin, all begin above 3 %."""
_MOST = 8
"""So many names find room in a panel: those of the highest peaks."""
_SETTLED = 0.002
"""Shares that stay so near to their last ones are drawn no longer."""
_STILL = 0.005
"""The drawing begins where a share has moved so far from its first."""

_TURNS = 5
"""Shares that never settle are drawn until one has turned so often."""

_WIDTH, _HEIGHT = 460, 340
_BESIDE = 120
"""How far names may reach beyond the right end of a panel, in pixels."""
_TIE = 24
"""How far from the ends of their lines these names begin, in pixels."""
_APART = 20 / _HEIGHT
"""Least distance of two names at the right, as a share of the height."""
_PALE = "#b9bfc6"
_TIME = "time (1/$bn, log scale: in 1 a lead of $1bn grows 2.7-fold)"


class Evolution(Picture):
    """Two panels, one for either seat's population; lines carry their names."""

    title: ClassVar[str] = "Which strategies spread: shares (%) where success is copied"
    accepts: ClassVar[type] = Tournament

    def draw(self, found: Tournament) -> Chart:
        """Return the panels side by side."""
        alt = theme.drawing_library()
        panels = [_panel(found, i) for i in (0, 1)]
        return theme.finished(alt.hconcat(*panels, spacing=24), self.title, played(found))

    def caption(self, found: Tournament) -> str:
        """Return how to read the lines, and how many have no name."""
        first, second = within_sentences(found)
        ends = "ends when they have settled"
        if not found.evolution.is_settled:
            ends = (
                "ends after their first turns: they do not settle. The bars below reach from the "
                "lowest to the highest share in the second half of the time, hollow marks are the "
                "means over it"
            )
        nameless = " and ".join(
            f"{len(found.entrants) - len(named(found, i))} of {who}"
            for i, who in enumerate((first, second))
        )
        return (
            f"The replicator dynamics of two populations, {first} and {second}: strategies start "
            f"with equal shares ({percent(1.0 / len(found.entrants))}), and a share grows at the "
            "rate by which its payoff exceeds its population's mean. Time is on a logarithmic "
            "scale in 1/$bn: in one unit an advantage of $1bn multiplies a share by 2.7 against "
            "its rival's. Named are strategies that ever exceed "
            f"{percent(NAMED)} and half as much again as their first share; the pale lines are the "
            f"others: {nameless}. The drawing begins where shares start to move and {ends}. "
            "It shows what imitation would select, and forecasts nothing."
        )

    def alt_text(self, found: Tournament) -> str:
        """Return first, largest and last shares of every named strategy."""
        sentences = [
            "Line charts of strategies' shares over time, one for each seat. "
            f"{played(found)} All start with {percent(1.0 / len(found.entrants))}."
        ]
        for i, who in enumerate(countries(found)):
            peaks, lasting = found.evolution.shares[i].max(axis=0), found.evolution.lasting[i]
            told = "; ".join(
                f"{words.plain(found.entrants[a])} at most {percent(float(peaks[a]))}, "
                f"{_when(found)} {percent(float(lasting[a]))}"
                for a in named(found, i)
            )
            others = len(found.entrants) - len(named(found, i))
            sentences.append(f"{who}: {told}; {others} others stay small or only fall.")
        return " ".join(sentences)


def named(found: Tournament, i: int) -> list[int]:
    """Return the strategies of a seat that are named, those with the largest lasting share first.

    That is the last share, or the mean of late ones where shares keep moving.
    """
    shares, lasting = found.evolution.shares[i], found.evolution.lasting[i]
    peaks = shares.max(axis=0)
    noted = np.flatnonzero((peaks > NAMED) & ((peaks > _RISES * shares[0]) | (lasting > NAMED)))
    chosen = sorted(map(int, noted), key=lambda a: (-float(peaks[a]), a))[:_MOST]
    return sorted(chosen, key=lambda a: (-float(lasting[a]), a))


def _when(found: Tournament) -> str:
    return "in the end" if found.evolution.is_settled else "on late average"


def _last(found: Tournament, i: int) -> list[int]:
    """Return the named strategies of a seat whose shares last."""
    return [a for a in named(found, i) if found.evolution.lasting[i, a] > NAMED]


def _until(found: Tournament) -> int:
    """Return how many times are drawn: until shares have settled, and as long again.

    Where they never do only their first turns are drawn: later ones would fill the panel.
    """
    shares, times = found.evolution.shares, found.evolution.times
    if not found.evolution.is_settled:
        return share_ranges.until_turned(shares, _TURNS, _STILL)
    moving = np.abs(shares - shares[:, -1:]).max(axis=(0, 2)) > _SETTLED
    last = int(np.flatnonzero(moving)[-1]) if moving.any() else len(times) - 1
    return int(min(np.searchsorted(times, 2.5 * times[last]) + 1, len(times)))


def _drawn(found: Tournament) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the times drawn [n], from where shares move, and both seats' shares [i, n, a]."""
    until = _until(found)
    moved = np.abs(found.evolution.shares - found.evolution.shares[:, :1]).max(axis=(0, 2))
    moves = np.flatnonzero(moved[:until] >= _STILL)
    first = max(int(moves[0]) - 1, 1) if moves.size else 1
    return found.evolution.times[first:until], found.evolution.shares[:, first:until]


def _panel(found: Tournament, i: int) -> Any:
    times, both = _drawn(found)
    shares, who = both[i], countries(found)[i]
    axis = {
        "title": _TIME,
        "tickCount": 5,
        "format": "~g",
        "grid": False,
    }
    x: dict[str, Any] = {"field": "time", "type": "quantitative", "axis": axis}
    x["scale"] = {"type": "log", "domain": [float(times[0]), float(times[-1])], "nice": False}
    y = percent_axis("share (%)" if i == 0 else None)
    place = {"x": x, "y": y}
    chosen = named(found, i)
    layers: list[Any] = []
    for a in [a for a in range(len(found.entrants)) if a not in chosen]:
        look: dict[str, Any] = {"color": _PALE, "strokeWidth": 1.2}
        layers.append(theme.marks("line", _rows(times, shares[:, a]), place, **look))
    for n, a in enumerate(chosen):
        look = {"color": theme.COLOURS[i], "strokeWidth": 3, "strokeDash": _dash(n)}
        layers.append(theme.marks("line", _rows(times, shares[:, a]), place, **look))
    last = _last(found, i) if found.evolution.is_settled else []
    layers += _ends(found, i, x, y, last)
    layers += _peaks(found, i, x, y, [a for a in chosen if a not in last])
    title = {"text": f"Played as {who}", "color": theme.COLOURS[i]}
    alt = theme.drawing_library()
    drawn = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=title)
    if found.evolution.is_settled or not chosen:
        return drawn
    return alt.vconcat(drawn, share_ranges.panel(found, i, chosen, _WIDTH), spacing=22)


def _dash(n: int) -> list[int]:
    return ([1, 0], [7, 4], [2, 3], [10, 3, 2, 3])[n % 4]


def _rows(times: NDArray[np.float64], share: NDArray[np.float64]) -> list[dict[str, Any]]:
    return [
        {"time": float(time), "percent": 100.0 * float(part)}
        for time, part in zip(times, share, strict=True)
    ]


def _points(rows: list[dict[str, Any]], i: int, x: dict[str, Any], y: dict[str, Any]) -> Any:
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    look: dict[str, Any] = {"shape": theme.SHAPES[i], "size": 70, "opacity": 1, "filled": True}
    encoding = {"x": x, "y": y} | told
    return theme.marks("point", rows, encoding, heard=True, color=theme.COLOURS[i], **look)


def _ends(
    found: Tournament, i: int, x: dict[str, Any], y: dict[str, Any], chosen: list[int]
) -> list[Any]:
    """Return the names of those who last, at the right ends of their lines."""
    if not chosen:
        return []
    times, last = _drawn(found)[0], [float(found.evolution.lasting[i, a]) for a in chosen]
    rows = [
        {
            "time": float(times[-1]),
            "percent": 100.0 * share,
            "at": 100.0 * at,
            "from": _time_at(times, _WIDTH + 6.0),
            "to": _time_at(times, _WIDTH + _TIE - 3.0),
            "text": f"{words.plain(found.entrants[a])} {percent(share)}",
            "words": f"{words.plain(found.entrants[a])}: {percent(share)} {_when(found)}",
        }
        for a, share, at in zip(chosen, last, spread(last, _APART), strict=True)
    ]
    text = {"x": x, "y": {**y, "field": "at"}, "text": theme.words_of("text")}
    tie = {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y, "y2": {"field": "at"}}
    look: dict[str, Any] = {"color": theme.COLOURS[i], "fontWeight": "bold"}
    return [
        theme.marks("rule", rows, tie, color=theme.COLOURS[i], strokeWidth=0.8),
        _points(rows, i, x, y),
        theme.marks("text", rows, text, align="left", baseline="middle", dx=_TIE, **look),
    ]


def _peaks(
    found: Tournament, i: int, x: dict[str, Any], y: dict[str, Any], chosen: list[int]
) -> list[Any]:
    """Return the names of those who rise and fall, beside their peaks."""
    if not chosen:
        return []
    times, both = _drawn(found)
    shares = both[i]
    lasting = _last(found, i) if found.evolution.is_settled else []
    across = np.log(times / times[0]) / np.log(times[-1] / times[0]) * _WIDTH
    chosen = sorted(chosen, key=lambda a: -float(shares[:, a].max()))  # the highest chooses first
    tops = [int(shares[:, a].argmax()) for a in chosen]
    names = [
        f"{words.plain(found.entrants[a])} {percent(float(shares[n, a]))}"
        for a, n in zip(chosen, tops, strict=True)
    ]
    down = _HEIGHT * (1.0 - shares)
    anchors = [(float(across[n]), float(down[n, a])) for a, n in zip(chosen, tops, strict=True)]
    clutter = np.concatenate(
        # One that lasts is hardly ever to be written over.
        [along(across, down[:, a], 0.08 if a in lasting else 1.0) for a in named(found, i)]
    )
    last = [float(found.evolution.lasting[i, a]) for a in lasting]
    beside = np.arange(0.0, _BESIDE, 2.0)  # where the names of those who last begin
    clutter = np.concatenate(
        [
            clutter,
            *(
                np.stack(
                    [_WIDTH + beside, np.full_like(beside, _HEIGHT * (1.0 - at) + off)], axis=1
                )
                for at in spread(last, _APART)
                for off in (-6.0, 0.0, 6.0)
            ),
        ]
    )
    found_places = places(
        anchors,
        names,
        width=_WIDTH + _BESIDE,
        height=_HEIGHT,
        font_size=theme.SMALL,
        clutter=clutter,
    )
    rows = []
    for a, n, name, where in zip(chosen, tops, names, found_places, strict=True):
        middle = where.left + text_width(name, theme.SMALL) / 2
        rows.append(
            {
                "time": float(times[n]),
                "percent": 100.0 * float(shares[n, a]),
                "label_time": _time_at(times, middle),
                "label_percent": 100.0 * (1.0 - where.middle / _HEIGHT),
                "touch_time": _time_at(times, where.touch[0]),
                "touch_percent": 100.0 * (1.0 - where.touch[1] / _HEIGHT),
                "text": name,
                "words": f"{name} at its peak",
            }
        )
    tie = {"x": x, "y": y, "x2": {"field": "touch_time"}, "y2": {"field": "touch_percent"}}
    text = {"x": {**x, "field": "label_time"}, "y": {**y, "field": "label_percent"}}
    text |= {"text": theme.words_of("text")}
    look: dict[str, Any] = {"baseline": "middle", "fontSize": theme.SMALL}
    return [
        theme.marks("rule", rows, tie, color=theme.COLOURS[i], strokeWidth=0.8),
        _points(rows, i, x, y),
        theme.marks("text", rows, text, stroke="white", strokeWidth=4, **look),
        theme.marks("text", rows, text, color=theme.COLOURS[i], **look),
    ]


def _time_at(times: NDArray[np.float64], pixel: float) -> float:
    """Return the time that is drawn at a pixel from the left."""
    return float(times[0] * (times[-1] / times[0]) ** (pixel / _WIDTH))
