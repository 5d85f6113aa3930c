"""A plausible run with made-up payoffs: 4 type pairs, 6,720 packages, five dated rounds.

The payoffs are simple concave functions, not the model's; everything else is in the real records.
Frontier, zone and points are found here by plain search.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from negotiation.results.case import Agreement, Case, Certificate, Outcome, Payoff
from negotiation.results.expectations import BeliefPath, Expectations, PosturePath
from negotiation.results.landscape import Landscape
from negotiation.results.receipt import Receipt
from negotiation.results.record import Move, Record
from negotiation.results.run import CalendarEntry, Run
from negotiation.results.selection import SelectedEquilibrium
from negotiation.results.solution import Solution

ISSUES = ("car_tariff", "country_tariff", "rice", "investment", "purchases", "treasuries")
LEVELS = (
    ("27.5 %", "20 %", "15 %", "10 %", "2.5 %"),
    ("10 %", "24 %", "5 %", "0 %"),
    ("+0 kt", "+60 kt", "+150 kt", "+260 kt"),
    ("$0bn", "$100bn", "$200bn", "$350bn", "$550bn", "$750bn", "$1,000bn"),
    ("$0bn a year", "$2bn a year", "$4bn a year", "$8bn a year", "$12bn a year", "$15bn a year"),
    ("no promise", "promised"),
)
PARTS = ("tariffs", "commitments", "treasury", "elections", "relations", "delay")
PAIRS = tuple(product(("sensitive", "tolerant"), ("guardian", "resolute")))
ROUNDS = (
    ("R3", date(2025, 5, 23)),
    ("R4", date(2025, 5, 30)),
    ("R5", date(2025, 6, 6)),
    ("R6", date(2025, 6, 13)),
    ("G7", date(2025, 6, 16)),
)
CALENDAR = (
    CalendarEntry(date=date(2025, 7, 9), label="90-day pause ends", kind="deadline"),
    CalendarEntry(date=date(2025, 7, 20), label="Japan: upper house", kind="election"),
    CalendarEntry(date=date(2026, 11, 3), label="US: midterms", kind="election"),
)
LEVEL_OF = np.array(list(product(*(range(len(levels)) for levels in LEVELS))))


@cache
def example_run(
    *, agreed: bool = True, partner: tuple[str, str] = ("japan", "Japan"), story: str = ""
) -> Run:
    """Return the example; ``agreed=False`` is a run whose talks fail after all five rounds."""
    partner_id, partner_name = partner
    players = ("us", partner_id)
    receipt = Receipt(
        scenario="example",
        scenario_fingerprint="a1" * 32,
        game_fingerprint="b2" * 32,
        seed=2025,
        versions={"python": "3.11", "numpy": "2.4"},
        parameters={"talks": "equilibrium followers"},
    )
    landscapes = tuple(_landscape(pair, players) for pair in PAIRS)
    cases = tuple(
        _case(pair, players, landscape, agreed)
        for pair, landscape in zip(PAIRS, landscapes, strict=True)
    )
    return Run(
        scenario="example",
        title="An example of the talks",
        story=story or "Two governments talk about tariffs.",
        players={"us": "United States", partner_id: partner_name},
        rounds=tuple(CalendarEntry(date=day, label=name, kind="round") for name, day in ROUNDS),
        calendar=CALENDAR,
        indicators={
            "election_clock_us": np.array([0.40, 0.40, 0.41, 0.41, 0.42]),
            f"election_clock_{partner_id}": np.array([0.56, 0.60, 0.64, 0.69, 0.71]),
        },
        solutions=(
            Solution(concept="subgame_perfect", cases=cases, receipt=receipt),
            Solution(
                concept="logit",
                cases=cases,
                receipt=receipt,
                expectations=_expectations(players, agreed),
            ),
        ),
        record=_record(players, cases[0], receipt, agreed),
        landscapes=landscapes,
        equilibrium_path=_record(players, cases[0], receipt, agreed),
    )


def _expectations(players: tuple[str, str], agreed: bool) -> Expectations:
    """Return made-up expectations: the partner's second type gives itself away, slowly."""
    size = 1.0 if agreed else 0.3
    shares = {"sensitive / guardian": 0.9, "sensitive / resolute": 0.5}
    shares |= {"tolerant / guardian": 0.85, "tolerant / resolute": 0.45, "overall": 0.7}
    drift = np.linspace(0.0, 1.0, len(ROUNDS) + 1)
    paths = []
    kinds = (("sensitive", "tolerant"), ("guardian", "resolute"))
    for i, (prior, reach) in enumerate(((0.5, 0.05), (0.3, 0.6))):
        for own, name in enumerate(kinds[i]):
            mean = prior + (reach if own else -0.4 * reach) * drift
            paths.append(
                BeliefPath(
                    player=players[i],
                    believed_type=kinds[i][1],
                    true_type=name,
                    mean=mean,
                    low=0.8 * mean,
                    high=np.minimum(1.0, 1.1 * mean),
                )
            )
    return Expectations(
        rounds=tuple(name for name, _ in ROUNDS),
        dates=tuple(day for _, day in ROUNDS),
        agreed_by={
            name: size * share * np.array([0.2, 0.5, 0.7, 0.8, 1.0])
            for name, share in shares.items()
        },
        beliefs=tuple(paths),
        postures=tuple(_postures(players)),
        signals=(),
        precision=2.0,
        residual=1e-11,
        roots=1000,
        several=0,
        selected=SelectedEquilibrium(is_principal=True, reason="it is the only one", several=()),
        unsolved=0,
        menu_error_busd=0.5,
        path_error_busd=0.01,
    )


def _postures(players: tuple[str, str]) -> list[PosturePath]:
    """Return made-up postures: the second type climbs faster; the highest rung is never taken."""
    ladders = (("easing", "holding", "pressing"), ("quiet", "walked_back", "hinted", "threatened"))
    found = []
    for player, ladder, kinds in zip(
        players, ladders, (("sensitive", "tolerant"), ("guardian", "resolute")), strict=True
    ):
        for own, name in enumerate(kinds):
            rows = []
            for r in range(len(ROUNDS)):
                bold = (r + 1) * (0.1 + 0.06 * own)
                weights = np.array([(1.0 - bold) ** (len(ladder) - k) for k in range(len(ladder))])
                rows.append(np.append(weights / weights.sum(), 0.0))
            path = PosturePath(
                player=player,
                true_type=name,
                postures=(*ladder, "selling"),
                chances=np.array(rows),
            )
            found.append(path)
    return found


def _payoffs(pair: tuple[str, str]) -> NDArray[np.float64]:
    """Return made-up payoffs [i, p]: what one side concedes is worth more to the other, less so."""
    cars, country, rice, pledge, purchases, promise = LEVEL_OF.T.astype(np.float64)
    eases = np.array([0.0, -6.0, 3.0, 5.0])[country.astype(int)] + 4.0 * np.sqrt(cars)
    gives = 6.0 * np.sqrt(pledge) + 1.5 * purchases**0.8 + 1.2 * rice
    patience = 1.0 if pair[0] == "sensitive" else 0.6
    us = 0.9 * gives - 1.25 * eases + 2.0 * patience * promise
    japan = 1.15 * eases - 0.75 * gives - (0.5 if pair[1] == "guardian" else 2.5) * promise
    spread = 0.3 * np.sin(np.arange(LEVEL_OF.shape[0]))
    return np.stack([us + spread, japan - spread])


def terms(p: int) -> dict[str, str]:
    """Return a package of the example in words."""
    return {issue: LEVELS[n][LEVEL_OF[p, n]] for n, issue in enumerate(ISSUES)}


def _landscape(pair: tuple[str, str], players: tuple[str, str]) -> Landscape:
    payoffs = _payoffs(pair)
    disagreement = np.array([-4.0 if pair[0] == "sensitive" else -6.0, -5.0])
    order = np.lexsort((-payoffs[1], -payoffs[0]))
    frontier: list[int] = []
    for p in order:
        if not frontier or payoffs[1, p] > payoffs[1, frontier[-1]]:
            frontier.append(int(p))
    gains = payoffs - disagreement[:, None]
    zone = np.flatnonzero((gains >= 0.0).all(axis=0))
    best = gains[:, zone].max(axis=1)
    criteria = {
        "nash_bargaining": gains[0, zone] * gains[1, zone],
        "kalai_smorodinsky": (gains[:, zone] / best[:, None]).min(axis=0),
        "egalitarian": gains[:, zone].min(axis=0),
        "utilitarian": gains[:, zone].sum(axis=0),
    }
    chosen = {name: int(zone[np.argmax(worth)]) for name, worth in criteria.items()}
    acceptable = set(zone.tolist())
    middle = [p for p in frontier if p in acceptable][-2]
    chosen["subgame_perfect"] = middle
    return Landscape(
        player_types=dict(zip(players, pair, strict=True)),
        players=players,
        date=ROUNDS[0][1],
        payoffs=payoffs,
        frontier=tuple(reversed(frontier)),
        zone=tuple(map(int, zone)),
        disagreement_point=(float(disagreement[0]), float(disagreement[1])),
        points={name: (float(payoffs[0, p]), float(payoffs[1, p])) for name, p in chosen.items()},
        packages={name: terms(p) for name, p in chosen.items()},
    )


def _payoff(total: float, direction: float) -> Payoff:
    parts = {
        "tariffs": -6.5 * direction,
        "commitments": 18.0 * direction,
        "treasury": 0.8 * direction,
        "elections": -2.25,
        "relations": -0.4,
        "delay": 0.0,
    }
    parts["commitments"] += total - sum(parts.values())
    return Payoff(parts=parts, total=total)


def _case(
    pair: tuple[str, str], players: tuple[str, str], landscape: Landscape, agreed: bool
) -> Case:
    agreement = None
    if agreed:
        agreement = Agreement(date=ROUNDS[0][1], package=landscape.packages["subgame_perfect"])
    totals = landscape.points["subgame_perfect"] if agreed else landscape.disagreement_point
    return Case(
        concept="subgame_perfect",
        player_types=dict(zip(players, pair, strict=True)),
        agreement=agreement,
        agreement_probability=float(agreed),
        outcomes=(
            Outcome(
                probability=1.0,
                ending="agreement" if agreed else "extend",
                agreement=agreement,
                public_state={"market": "calm"},
            ),
        ),
        payoffs={
            player: _payoff(total, direction)
            for player, total, direction in zip(players, totals, (1.0, -1.0), strict=True)
        },
        certificate=Certificate(max_gain_busd=0.0, method="made up", where="nowhere", checked=1),
    )


def _record(players: tuple[str, str], case: Case, receipt: Receipt, agreed: bool) -> Record:
    """Return talks of five rounds; in the last the offer is accepted or the pause extended."""
    moves: list[Move] = []
    card = ("hinted", "hinted", "walked_back", "quiet", "quiet")
    press = ("pressing", "holding", "holding", "easing", "easing")
    market = ("calm", "uneasy", "stressed", "uneasy", "calm")
    yields = (0.0, 12.5, 31.0, 18.0, 4.0)
    offered = (880, 5200, 1900, 4100, 3050)
    for r, (name, day) in enumerate(ROUNDS):
        proposer, answerer = players[r % 2], players[1 - r % 2]
        accepted = agreed and r == len(ROUNDS) - 1
        package = terms(offered[r])
        for player, stage, action, shown in (
            ("nature", "market", market[r], None),
            (players[1], "card posture", card[r], None),
            ("us", "US posture", press[r], None),
            (proposer, "offer", "offer", package),
            (answerer, "answer", "accept" if accepted else "reject", package),
        ):
            before = r if stage != "market" else max(r - 1, 0)
            moves.append(
                Move(
                    date=day,
                    round=name,
                    stage=stage,
                    player=player,
                    action=action,
                    package=shown,
                    probability=0.6 if player == "nature" else 1.0,
                    public_state={"market": market[before], "card": card[before]},
                    indicators={"yield_bp": yields[before]},
                    payoffs=dict.fromkeys(players, 0.0),
                )
            )
    if not agreed:
        last = moves[-1]
        fields = {name: getattr(last, name) for name in last.__dataclass_fields__}
        change = {"stage": "last word", "player": "us", "action": "extend", "package": None}
        moves.append(Move(**(fields | change)))
    agreement = Agreement(date=ROUNDS[-1][1], package=terms(offered[-1])) if agreed else None
    return Record(
        scenario="example",
        match=0,
        strategies=dict.fromkeys(players, "subgame_perfect"),
        player_types=case.player_types,
        moves=tuple(moves),
        ending="agreement" if agreed else "extend",
        agreement=agreement,
        payoffs=case.payoffs,
        receipt=receipt,
    )
