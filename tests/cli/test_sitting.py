"""A person at the keyboard takes a seat: what it is told, and how what it types is understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from negotiation.cli import application
from negotiation.cli.console.asking import Keyboard
from negotiation.cli.console.typed import action_meant, offer_meant
from negotiation.engine.human import Human
from negotiation.engine.matches import play, played
from negotiation.engine.talks import Talks
from negotiation.engine.who_knows import begun
from negotiation.foundations.errors import NegotiationError
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
    assert not any("resolute" in line for line in told)  # the other's type
    assert over.is_over


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
    ended = CliRunner().invoke(application(), ["sit", "--against", "boulware"], input="")
    assert ended.exit_code == 2
    assert "the input ended before the talks did" in ended.output
