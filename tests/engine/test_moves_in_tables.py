"""Matches from tables of moves: the same as the records they were written from, or why not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.engine.matches_in_files import matches_in
from negotiation.foundations.errors import NegotiationError, ProblemsFound

TALKS = "uk_may_2025"
OTREE = Path(__file__).resolve().parents[1] / "data" / "otree.csv"
ISSUES = tuple(ng.load(TALKS).contents.issues)


@pytest.fixture(scope="module")
def game() -> ng.Game:
    return ng.compile_game(TALKS)


@pytest.fixture(scope="module")
def played() -> list[ng.Record]:
    seats = {"us": "boulware", "uk": "conceder"}
    return list(ng.play(TALKS, seats, matches=3, seed=2))


def written(folder: Path, matches: list[ng.Record], *, mark: str = ",") -> Path:
    """Return a table as oTree writes one: seats by number, answers by 1 and 0, offers by number."""
    rows = []
    for match in matches:
        for move in match.moves:
            answer = {"accept": "1", "reject": "0", "offer": ""}.get(move.action, move.action)
            rows.append(
                {
                    "session.code": match.match,
                    "id_in_group": {"us": 1, "uk": 2}.get(move.player, move.player),
                    "player.answer": answer,
                    **{f"type {who}": own for who, own in match.player_types.items()},
                    **{
                        f"offer {issue}": move.numbers[issue] if move.action == "offer" else ""
                        for issue in ISSUES
                    },
                }
            )
            if move.action == "offer":  # the page of whoever waits: a row that says nothing
                rows.append({**rows[-1], "id_in_group": 3, **{f"offer {n}": "" for n in ISSUES}})
    path = folder / "moves.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
    return path


def mapping(folder: Path, *, more: str = "", without: str = "") -> Path:
    lines = [
        "[columns]",
        'match = "session.code"',
        'player = "id_in_group"',
        'action = "player.answer"',
        'type.us = "type us"',
        'type.uk = "type uk"',
        *(f'package.{issue} = "offer {issue}"' for issue in ISSUES),
        "[values.player]",
        '1 = "us"',
        '2 = "uk"',
        "[values.action]",
        '1 = "accept"',
        '0 = "reject"',
        more,
    ]
    path = folder / "columns.toml"
    kept = [line for line in lines if not without or not line.startswith(without)]
    path.write_text("\n".join(kept), encoding="utf-8")
    return path


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_table_says_what_the_records_say(
    mark: str, game: ng.Game, played: list[ng.Record], tmp_path: Path
) -> None:
    table = written(tmp_path, played, mark=mark)
    read = matches_in(game, [table], mapping(tmp_path))
    assert len(read) == len(played)
    for found, match in zip(read, played, strict=True):
        assert found.player_types == match.player_types
        assert found.agreement == match.agreement
        assert [(m.player, m.action, m.package) for m in found.moves] == [
            (m.player, m.action, m.package) for m in match.moves
        ]
        assert set(found.strategies.values()) == {"human"}


def test_what_has_no_row_is_what_the_mapping_says_of_the_unsaid(
    game: ng.Game, played: list[ng.Record], tmp_path: Path
) -> None:
    match = played[0]
    nature = {move.stage for move in match.moves if move.player == "nature"}
    held = [move for move in match.moves if move.stage not in nature]
    still = {m.stage: m.action for m in match.moves if m.player == "nature"}
    (table,) = [written(tmp_path, [match])]
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    table.write_text("".join(one for one in lines if ",nature," not in one), encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"by the rules nature moves at 'market'.*\[unsaid\]"):
        matches_in(game, [table], mapping(tmp_path))
    unsaid = "[unsaid]\n" + "\n".join(f'"{stage}" = "{did}"' for stage, did in still.items())
    (found,) = matches_in(game, [table], mapping(tmp_path, more=unsaid))
    assert [m.action for m in found.moves if m.stage not in nature] == [m.action for m in held]


def test_without_a_mapping_it_says_what_one_needs_and_what_there_is(game: ng.Game) -> None:
    with pytest.raises(ProblemsFound) as caught:
        matches_in(game, [OTREE])
    for words in ("--columns FILE.toml", "type.uk", f"package.{ISSUES[0]}", "player.accepted"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"without": "type.uk"}, "missing: type.uk"),
        ({"more": "[fixd]\nx = 1"}, "unknown table"),
        ({"more": '[fixed]\npakage.beef = "0"'}, "unknown key"),
        ({"more": '[unsaid]\nmarkt = "calm"'}, "no such stage; try: 'market'"),
        ({"more": "x ="}, "is not TOML"),
    ],
)
def test_a_mapping_that_is_none_is_told(
    changed: dict[str, str], said: str, game: ng.Game, tmp_path: Path
) -> None:
    with pytest.raises(NegotiationError, match=said):
        matches_in(game, [OTREE], mapping(tmp_path, **changed))


def test_every_mistake_in_a_table_is_told_at_once(
    game: ng.Game, played: list[ng.Record], tmp_path: Path
) -> None:
    table = written(tmp_path, played)
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line.startswith("1,")]
    del lines[starts[-1]]  # the second match lacks its end
    lines[1] = lines[1].replace(played[0].player_types["us"], "brave")
    table.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        matches_in(game, [table], mapping(tmp_path))
    assert "of the type of us" in str(caught.value)
    assert "it ends before the talks do" in str(caught.value)
    with pytest.raises(ProblemsFound, match=r"no such column .*session\.code"):
        matches_in(game, [OTREE], mapping(tmp_path))


def test_estimate_takes_tables_and_mappings(game: ng.Game, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="a table of moves needs a mapping"):
        ng.estimate(game, OTREE)
    with pytest.raises(ProblemsFound, match="no such column"):
        ng.estimate(game, OTREE, columns=mapping(tmp_path))
