"""A person at the keyboard takes a seat: what it is told, and how what it types is understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from negotiation.cli import application
from negotiation.cli.console.asking import Keyboard
from negotiation.cli.console.typed import action_meant, offer_meant
from negotiation.engine.human import Human
from negotiation.engine.matches import play, played
from negotiation.engine.talks import Talks
from negotiation.engine.who_knows import begun
from negotiation.foundations.errors import NegotiationError
from negotiation.foundations.wording import in_words
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import Position, stage_at
from negotiation.game.stages import NO_OFFER, StageKind
from negotiation.results.match_files import read_matches
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.calibrated_pressure import CalibratedPressure
from negotiation.strategies.reasoning.outlook import outlook_from
from tests.five_rounds import five_rounds


@pytest.fixture(scope="module")
def game() -> Game:
    levels = {"issues.investment.levels": [0.0, 100.0, 250.0, 550.0, 1000.0]}
    return compile_game(five_rounds().vary(levels))


def offer_stage(game: Game) -> InformationSet:
    """Return what the US sees when it makes the first offer of quiet talks."""
    talks = Talks.begin(game, (0, 0), seed=0)
    while stage_at(game, standing(talks)).kind is not StageKind.OFFER:
        talks = talks.advanced(first_legal(talks))
    return talks.seen()


def standing(talks: Talks) -> Position:
    assert talks.position is not None
    return talks.position


def first_legal(talks: Talks) -> int:
    if talks.mover is None:
        return talks.chance().actions[0]
    return int(talks.seen().legal_actions[0])


def meant(seen: InformationSet, typed: str) -> dict[str, str] | None:
    outlook = outlook_from(seen)
    assert outlook is not None
    assert seen.game.packages is not None
    action = offer_meant(seen, outlook, typed)
    return None if action == NO_OFFER else seen.game.packages.terms(action - 1)


def test_levels_are_named_by_how_they_begin(game: Game) -> None:
    seen = offer_stage(game)
    best = meant(seen, "best")
    assert best is not None
    changed = meant(seen, "car=15 rice=60 investment=250 country=24 purchases=8")
    assert changed == {
        **best,
        "car_tariff": "15 %",
        "rice": "+60 kt",
        "investment": "$250bn",
        "country_tariff": "24 %",
        "purchases": "$8bn a year",
    }
    assert meant(seen, "none") is None


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("rise=60", "no issue 'rise'; try one of car tariff, country tariff, rice"),
        ("rice=61", r"no rice '61'; try one of \+0 kt, \+60 kt"),
        ("c=15", "'c' may be car_tariff, country_tariff|'c' may be car tariff, country tariff"),
        ("investment=1", r"may be \$100bn, \$1000bn"),
        ("rice", "not of the form issue=level"),
        ("same", "you have made no offer yet"),
        ("theirs", "they have made no offer yet"),
    ],
)
def test_what_cannot_be_meant_is_said(game: Game, typed: str, answer: str) -> None:
    with pytest.raises(NegotiationError, match=answer):
        meant(offer_stage(game), typed)


def test_an_exact_name_wins_over_longer_ones(game: Game) -> None:
    found = meant(offer_stage(game), "investment=$100bn")
    assert found is not None
    assert found["investment"] == "$100bn"


def test_answers_go_by_number_or_name() -> None:
    pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[0, 0.5, 1])
    seen = Talks.begin(pie, (0, 0), seed=0).advanced(2).seen()
    assert [action_meant(seen, typed) for typed in ("1", "acc", "2", "Reject")] == [0, 0, 1, 1]
    for typed in ("0", "9", "", "perhaps"):
        with pytest.raises(NegotiationError, match="try one of accept, reject"):
            action_meant(seen, typed)


def test_whoever_types_what_a_strategy_would_do_plays_its_match(game: Game) -> None:
    strategy = CalibratedPressure()
    asked: list[InformationSet] = []

    def like_the_strategy(seen: InformationSet) -> int:
        asked.append(seen)
        return strategy.mixed_action(seen).actions[0]

    for match in range(5):
        seats = Boulware(), Human(like_the_strategy)
        record = play(game, seats, seed=2, match=match, private=True)
        twin = play(game, (Boulware(), strategy), seed=2, match=match, private=True)
        assert record.moves == twin.moves
        assert record.payoffs == twin.payoffs
        assert record.strategies["japan"] == "human"
    assert asked


def test_every_move_is_told_once_and_asking_goes_on_until_it_is_legal(game: Game) -> None:
    nonsense = iter(["perhaps"])
    told: list[str] = []

    def read(prompt: str) -> str:
        return next(nonsense, "best" if prompt == "Your offer: " else "2")

    keyboard = Keyboard(tell=told.append, read=read)
    seats = Human(keyboard.ask), CalibratedPressure()
    over = played(begun(game, seats, (0, 1), seed=3, private=True), seats).over
    dated = [line for line in told if line.startswith("  20")]
    assert len(dated) == len(set(dated))
    assert any("try one of holding, pressing" in line for line in told)
    assert sum("`levels` lists" in line for line in told) == 1
    assert over.is_over


def test_what_is_told_does_not_depend_on_the_others_type(game: Game) -> None:
    def told_where_the_other_is(other_type: int) -> list[str]:
        told: list[str] = []
        keyboard = Keyboard(
            tell=told.append, read=lambda prompt: "best" if prompt == "Your offer: " else "2"
        )
        other = Human(lambda seen: int(seen.legal_actions[min(1, len(seen.legal_actions) - 1)]))
        types = (0, other_type)
        talks = begun(game, (Human(keyboard.ask), other), types, seed=3, private=True)
        played(talks, (Human(keyboard.ask), other))
        return told

    first, second = map(told_where_the_other_is, (0, 1))
    assert len(first) > 20
    assert first == second


@pytest.mark.parametrize(
    "typed",
    [
        "car_tariff=15 %",
        "car_tariff=15%",
        "car=15",
        "car_tariff = 15 %",
        "car tariff 15 %",
        "car_tariff=15 %, rice=+60 kt, purchases=$8bn a year",
        "car_tariff=15 % rice=+60 kt purchases=$8bn a year",
        "car tariff 15 %, rice +60 kt, purchases $8bn a year",
    ],
)
def test_levels_are_taken_as_they_are_shown(game: Game, typed: str) -> None:
    found = meant(offer_stage(game), typed)
    assert found is not None
    assert found["car_tariff"] == "15 %"
    if "rice" in typed:
        assert (found["rice"], found["purchases"]) == ("+60 kt", "$8bn a year")


def test_a_line_copied_from_the_screen_is_the_offer_it_shows(game: Game) -> None:
    seen = offer_stage(game)
    assert game.packages is not None
    for package in (1, 77, game.packages.count - 1):
        terms = game.packages.terms(package)
        assert meant(seen, in_words(terms)) == terms


def test_a_number_alone_means_the_level_with_that_number(game: Game) -> None:
    found = meant(offer_stage(game), "investment=100")  # and not $1000bn
    assert found is not None
    assert found["investment"] == "$100bn"


def test_an_offer_can_be_weighed_without_making_it(game: Game) -> None:
    lines = iter(["worth car=15", "?", "brief", "none"])
    told: list[str] = []
    seen = offer_stage(game)
    keyboard = Keyboard(
        tell=told.append,
        read=lambda _: next(lines),
        brief=lambda: told.append("the briefing"),
    )
    assert keyboard.ask(seen) == NO_OFFER
    outlook = outlook_from(seen)
    assert outlook is not None
    weighed = offer_meant(seen, outlook, "car=15") - 1
    [line] = [line for line in told if line.startswith("  this offer")]
    assert f"{outlook.own[weighed]:+.2f}" in line
    assert "the briefing" in told
    assert sum("What the columns assume" in line for line in told) == 2  # at first, and for `?`


def sit(*options: str, typed: str) -> Result:
    return CliRunner().invoke(application(), ["sit", "uk_may_2025", *options], input=typed)


US = ("--seat", "us", "--against", "boulware")
WALKS = "1\nbest\n1\n3\n"
"""Holds, offers, holds, and walks out at the first offer of the other."""


def test_the_walk_out_costs_what_it_was_shown_to(tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    done = sit(*US, "--out", str(out), typed=WALKS)
    assert done.exit_code == 0, done.output
    [record] = read_matches(out).records
    assert record.ending == "walk out"
    *_, line = [line for line in done.output.splitlines() if line.startswith("  3 walk out")]
    assert line.endswith(f" {record.payoffs['us'].total:+.2f}")


def test_every_sitting_is_added_to_the_file_and_numbered_on(tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    for number, name in enumerate(("Ann", "Ben"), 1):
        done = sit(*US, "--name", name, "--out", str(out), typed=WALKS)
        assert done.exit_code == 0, done.output
        assert f"which holds {number} match" in done.output
    found = read_matches(out)
    assert not found.problems
    assert [record.match for record in found.records] == [0, 1]
    names = [record.receipt.parameters["us name"] for record in found.records]
    assert names == ["Ann", "Ben"]
    other = tmp_path / "other.txt"
    other.write_text("my notes\n", encoding="utf-8")
    done = sit(*US, "--out", str(other), typed=WALKS)
    assert done.exit_code == 2
    assert "which would be added to" in done.output
    assert "You are" not in done.output  # before the talks, not after them
    assert other.read_text(encoding="utf-8") == "my notes\n"


def test_talks_that_are_left_are_kept_and_gone_on_with(tmp_path: Path) -> None:
    out, kept = tmp_path / "mine.jsonl", tmp_path / "mine.unfinished.jsonl"
    done = sit(*US, "--seed", "7", "--out", str(out), typed="1\nbest\n")
    assert done.exit_code == 2
    assert "The input ended before the talks did; they are kept in" in done.output
    assert f"--resume={kept}" in done.output.replace("\n", "")
    assert not out.exists()
    [record] = read_matches(kept).records
    assert record.ending == "unfinished"
    done = sit(*US, "--seed", "7", "--out", str(out), "--resume", str(kept), typed="1\nleave\n")
    assert done.exit_code == 0
    assert (tmp_path / "mine.unfinished-2.jsonl").exists()  # and the first one stays
    done = sit(*US, "--out", str(out), "--resume", str(kept), typed="1\n3\n")
    assert done.exit_code == 0, done.output
    whole = tmp_path / "whole.jsonl"
    sit(*US, "--seed", "7", "--out", str(whole), typed=WALKS)
    assert read_matches(out).records == read_matches(whole).records


def test_ctrl_c_keeps_the_talks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["1", "best"])

    def pressed(_: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", pressed)
    done = sit(*US, "--out", str(tmp_path / "mine.jsonl"), typed="")
    assert done.exit_code == 130
    assert "You left the table; they are kept in" in done.output
    assert (tmp_path / "mine.unfinished.jsonl").exists()


def test_whoever_closes_the_screen_leaves_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["1"])

    def closed(_: str) -> str:
        for line in lines:
            return line
        raise BrokenPipeError

    monkeypatch.setattr("builtins.input", closed)
    done = sit(*US, "--out", str(tmp_path / "mine.jsonl"), typed="")
    assert done.exit_code == 0
    assert "negotiation check" not in done.output
    assert "Nobody reads any more what is printed; they are kept in" in done.output
    assert (tmp_path / "mine.unfinished.jsonl").exists()


def test_before_the_first_choice_there_is_nothing_to_keep(tmp_path: Path) -> None:
    done = sit(*US, "--out", str(tmp_path / "mine.jsonl"), typed="")
    assert done.exit_code == 2
    assert (
        "the input ended before the talks did; nothing had been chosen yet" in done.output.lower()
    )
    assert not list(tmp_path.iterdir())


def test_talks_cannot_go_on_in_other_seats(tmp_path: Path) -> None:
    kept = tmp_path / "mine.unfinished.jsonl"
    sit(*US, "--out", str(tmp_path / "mine.jsonl"), typed="1\nbest\n")
    for options, said in (
        (("--seat", "uk", "--against", "boulware"), "us was played by human, not boulware"),
        (("--seat", "us", "--against", "conceder"), "uk was played by boulware, not conceder"),
        ((*US, "--types", "uk=eager"), "the talks that were left have theirs"),
    ):
        done = sit(*options, "--resume", str(kept), typed=WALKS)
        assert done.exit_code == 2
        assert said in done.output


def test_talks_that_go_on_are_added_once(tmp_path: Path) -> None:
    out, kept = tmp_path / "mine.jsonl", tmp_path / "mine.unfinished.jsonl"
    sit(*US, "--out", str(out), typed="1\nbest\n")
    on = (*US, "--resume", str(kept), "--out", str(out))
    first = sit(*on, typed=WALKS)
    assert first.exit_code == 0, first.output
    there = out.read_bytes()
    again = sit(*on, typed=WALKS)
    assert again.exit_code == 2
    assert "holds match 0 of seed 0 already" in again.output
    assert "another --out" in again.output
    assert "--first" not in again.output
    assert out.read_bytes() == there


def test_two_people_share_the_keyboard_and_not_their_secrets(tmp_path: Path) -> None:
    out = tmp_path / "two.jsonl"
    options = ("--against", "human", "--types", "us=tolerant,uk=careful", "--out", str(out))
    done = sit("--seat", "uk", "--name", "us=Ann,uk=Ben", *options, typed="\n1\nbest\n\n3\n")
    assert done.exit_code == 0, done.output
    handed, *turns = done.output.split("It is the turn of ")
    assert "type" in handed
    assert [turn.split(".")[0] for turn in turns] == ["the US", "the UK"]
    for turn, mine, others in (
        (turns[0], "**tolerant**", "**careful**"),
        (turns[1].split("uk_may_2025:")[0], "**careful**", "**tolerant**"),
    ):
        assert mine in turn
        assert others not in turn
    [record] = read_matches(out).records
    assert record.strategies == {"us": "human", "uk": "human"}
    assert record.receipt.parameters["uk name"] == "Ben"
    assert "pays the US" in done.output


def test_the_briefing_alone_is_printed_or_written(tmp_path: Path) -> None:
    out = tmp_path / "careful.md"
    options = ("--brief", "--seat", "uk", "--types", "uk=careful")
    done = sit(*options, typed="")
    assert done.exit_code == 0, done.output
    assert "of the type **careful**" in done.output
    assert sit(*options, "--out", str(out), typed="").exit_code == 0
    sheet = out.read_text(encoding="utf-8")
    assert sheet.strip() in done.output
    for heading in ("Who you are", "The calendar", "What no deal is worth", "the issues are worth"):
        assert heading in sheet
    assert sit(*options, "--out", str(out), typed="").exit_code == 0  # the same again
    done = sit("--brief", "--seat", "us", "--out", str(out), typed="")
    assert done.exit_code == 4
    assert "nothing is written over" in done.output
    assert out.read_text(encoding="utf-8") == sheet


def test_it_is_said_first_that_the_other_side_has_to_solve() -> None:
    done = sit("--seat", "us", "--against", "subgame_perfect_follower", typed="")
    assert "solved first" in done.output
    assert done.output.index("solved first") < done.output.index("You are the US")
    assert "solved first" not in sit(*US, typed="").output


def test_the_command_plays_tells_and_keeps_the_talks(tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    typed = "3\nlevels\n1\n" * (2 * len(load("june_deadline").contents.rounds))
    options = ["sit", "june_deadline", "--against", "boulware", "--types", "japan=guardian"]
    done = CliRunner().invoke(
        application(),
        [*options, "--seed", "3", "--out", str(out)],
        input=typed,
    )
    assert done.exit_code == 0, done.output
    assert "You are Japan (guardian), known to you alone" in done.output
    assert "Equilibrium, had both types been known, pays Japan" in done.output
    [record] = read_matches(out).records
    assert record.story() in done.output
    assert record.strategies == {"us": "boulware", "japan": "human"}


def test_a_strategy_of_ones_own_can_sit_opposite(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from negotiation.strategies.boulware import Boulware\n"
        "from negotiation.strategies.strategy import Strategy\n"
        "class Mine(Strategy):\n"
        "    def mixed_action(self, seen):\n"
        "        return Boulware().mixed_action(seen)\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(application(), ["sit", "--against", str(file)], input="3\n1\n" * 9)
    assert done.exit_code == 0, done.output
    assert "the US plays mine, and its type is its own secret" in done.output


def test_the_command_says_what_is_wrong() -> None:
    for wrong, message in {
        ("--seat", "korea"): "no player 'korea'; try one of japan, us",
        ("--against", "boulwar"): "there is no strategy 'boulwar'",
        ("--types", "japan=mild"): "japan has no type 'mild'",
    }.items():
        done = CliRunner().invoke(application(), ["sit", "june_deadline", *wrong])
        assert done.exit_code == 2
        assert message in done.output
