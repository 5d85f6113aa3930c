"""Payoff parts: why each side accepts, as a waterfall from zero through every part to the total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ..foundations.errors import NegotiationError
from ..results.case import Case
from ..results.run import Run
from ..results.solution import Solution
from .drawing import theme, words
from .drawing.chances import percent
from .drawing.label_places import text_width
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH, _ROW = 430, 22
_HALF = 0.34
"""Half the height of a bar, in rows."""


class PayoffParts(Picture):
    """The parts of both players' equilibrium payoffs, one panel a player, one row a type pair."""

    title: ClassVar[str] = "What each player gains and loses, part by part"
    place: ClassVar[int] = 30

    def draw(self, run: Run) -> Chart:
        """Return the waterfalls; a player's panels share one scale."""
        alt = theme.drawing_library()
        solution = _solution(run)
        scales = [_domain(solution, player) for player in run.players]
        lines = []
        for case in solution.cases:
            panels = [
                _waterfall(run, case, i, scales[i], last=case is solution.cases[-1]) for i in (0, 1)
            ]
            heading = f"{words.pair_title(run, case.player_types)}: {_likeliest(case)}"
            lines.append(alt.hconcat(*panels, spacing=40).properties(title=heading))
        subtitle = (
            f"{run.title}. Expected payoffs, over all outcomes, at the "
            f"{words.concept(solution.concept)}, {words.UNIT}, against the tariffs in force."
        )
        return theme.finished(alt.vconcat(*lines, spacing=18), self.title, subtitle)

    def caption(self, run: Run) -> str:
        """Return how to read the bars."""
        first, second = run.players.values()
        return (
            "Read each panel from the top: every bar starts where the one above ends. Filled "
            "bars are gains, hollow bars losses, the dark bar is the total. All panels of a "
            f"player share one scale; those of {first} (left) and {second} (right) may differ. "
            "Payoffs are expectations over nature's moves."
        )

    def alt_text(self, run: Run) -> str:
        """Return every part and total in words."""
        solution = _solution(run)
        sentences = [f"Waterfall charts of payoff parts at the {words.concept(solution.concept)}."]
        for case in solution.cases:
            told = "; ".join(
                f"{run.players[player]} "
                + ", ".join(f"{words.plain(n)} {words.signed(x)}" for n, x in payoff.parts.items())
                + f", total {words.signed(payoff.total)} $bn"
                for player, payoff in case.payoffs.items()
            )
            pair = words.pair_title(run, case.player_types)
            sentences.append(f"{pair} ({_likeliest(case)}): {told}.")
        return " ".join(sentences)


def _likeliest(case: Case) -> str:
    """Return how a case ends; where it may end in several ways, how likely this one is."""
    chance, ending = case.outcomes[0].probability, words.outcome_in_words(case)
    if chance > 1.0 - 1e-9:
        return ending
    return f"{ending} in the likeliest of many outcomes, {percent(chance)}"


def _solution(run: Run) -> Solution:
    solution = words.equilibrium(run)
    if solution is None:
        raise NegotiationError(f"the run of {run.scenario} holds no solution to draw")
    return solution


def _bars(case: Case, player: str) -> list[dict[str, Any]]:
    """Return one row per part and one for the total, with start and end in $bn."""
    payoff = case.payoffs[player]
    bars, reached = [], 0.0
    for n, (name, amount) in enumerate([*payoff.parts.items(), ("total", payoff.total)]):
        start = 0.0 if name == "total" else reached
        reached = start + amount
        bars.append(
            {
                "row": float(n),
                "part": words.plain(name),
                "start": start,
                "end": reached,
                "above": n - _HALF,
                "below": n + _HALF,
                "rightmost": max(start, reached),
                "label": words.signed(amount),
                "words": f"{words.plain(name)}: {words.signed(amount)} $bn",
            }
        )
    return bars


def _domain(solution: Solution, player: str) -> tuple[float, float]:
    """Return the scale of a player's panels, with room for the numbers at the bars' ends."""
    bars = [bar for case in solution.cases for bar in _bars(case, player)]
    low = min(0.0, *(min(bar["start"], bar["end"]) for bar in bars))
    high = max(0.0, *(bar["rightmost"] for bar in bars))
    extent = max(high - low, 1.0)
    room = (text_width("\N{MINUS SIGN}000.0", theme.SMALL) + 10) / _WIDTH
    return low - 0.03 * extent, low + extent * (1.0 + 1.3 * room)


def _waterfall(run: Run, case: Case, i: int, domain: tuple[float, float], *, last: bool) -> Any:
    player, name = list(run.players.items())[i]
    bars = _bars(case, player)
    count = len(bars)
    parts = [bar["part"] for bar in bars]
    across = {
        "title": f"{name}: payoff ({words.UNIT})" if last else None,
        "titleColor": theme.COLOURS[i],
        "titleFontWeight": "bold",
        "tickCount": 6,
    }
    down = {
        "title": None,
        "values": list(range(count)),
        "labelExpr": f"{parts}[datum.value]".replace("'", '"'),
        "grid": False,
        "ticks": False,
        "domain": False,
        "labelFontSize": theme.SMALL,
    }

    def at(x: str, y: str, **more: Any) -> dict[str, Any]:
        return {
            "x": theme.quantity(x, domain, across),
            "y": theme.quantity(y, (count - 0.4, -0.6), down),
            **more,
        }

    colour, tint = theme.COLOURS[i], theme.TINTS[i]
    box = at("start", "above", x2={"field": "end"}, y2={"field": "below"}, **_told())
    gains = [bar for bar in bars[:-1] if bar["end"] >= bar["start"]]
    losses = [bar for bar in bars[:-1] if bar["end"] < bar["start"]]
    ties = [bar | {"next": bar["row"] + 1 - _HALF} for bar in bars[:-1]]
    zero = [{"start": 0.0, "above": -0.6, "below": count - 0.4}]
    return (
        theme.drawing_library()
        .layer(
            theme.marks(
                "rule", zero, at("start", "above", y2={"field": "below"}), color=theme.MUTED
            ),
            theme.marks(
                "rule",
                ties,
                at("end", "below", y2={"field": "next"}),
                color=theme.MUTED,
                strokeWidth=0.8,
            ),
            *(
                theme.marks("rect", chosen, box, heard=True, **look)
                for chosen, look in (
                    (gains, {"fill": colour, "stroke": colour}),
                    (losses, {"fill": tint, "stroke": colour, "strokeWidth": 1.5}),
                    (bars[-1:], {"fill": theme.INK, "stroke": theme.INK}),
                )
                if chosen
            ),
            theme.marks(
                "text",
                bars,
                at("rightmost", "row", text=theme.words_of("label")),
                align="left",
                baseline="middle",
                dx=5,
                fontSize=theme.SMALL,
            ),
        )
        .properties(width=_WIDTH, height=_ROW * count)
    )


def _told() -> dict[str, Any]:
    return {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
