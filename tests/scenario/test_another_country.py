"""Another country, or another table, is another file: what a file can leave out, add and cite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotiation.deal.issues.tariff import Tariff
from negotiation.equilibria.views.bargaining_problem import bargaining_problem
from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.game.game import Game
from negotiation.payoffs.present_value import PARTS
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile

DATA = Path(__file__).parents[1] / "data"


def contents(name: str) -> ScenarioFile:
    return load(DATA / f"{name}.toml").contents


def game(name: str) -> Game:
    return compile_game(load(DATA / f"{name}.toml"))


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text('inherits = "june_deadline"\n' + text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load(written(folder, text))
    assert all(problem.remedy for problem in caught.value.problems)
    return [problem.line() for problem in caught.value.problems]


class TestLeavingOut:
    def test_issues_go_with_all_that_speaks_of_them(self) -> None:
        base, alone = load("june_deadline").contents, contents("single_issue")
        assert set(base.issues) - set(alone.issues) == {"country_tariff", "rice"}
        assert set(alone.programme.departures) == {"car_tariff", "steel_tariff"}
        assert alone.queue is not None
        assert set(alone.queue.rates) == {"car_tariff"}
        assert not alone.pause.rates
        assert not alone.pause.new_rates

    def test_a_tariff_that_is_not_negotiated_stays_in_force(self) -> None:
        sectors = contents("single_issue").sectors
        assert {name: s.rate_in_force for name, s in sectors.items()} == {
            "cars": 0.275,
            "machinery": 0.10,
            "electronics": 0.10,
            "farm": 0.10,
            "energy": 0.10,
            "other": 0.10,
            "steel": 0.25,
        }

    def test_where_nothing_is_threatened_the_talks_end_as_they_began(self) -> None:
        found = game("single_issue")
        last = found.stages[-1]
        assert last.legal is not None
        assert last.legal[:, 0].all()
        assert not last.legal[:, 1].any()
        assert any(bargaining_problem(found, pair).is_feasible for pair in found.type_pairs)

    def test_a_sector_goes_from_its_issue_and_what_is_like_it_stays(self, tmp_path: Path) -> None:
        found = load(written(tmp_path, 'leave_out = ["sectors.machinery"]\n')).contents
        issue = found.issues["country_tariff"]
        assert isinstance(issue, Tariff)
        assert issue.sectors == ("electronics", "farm", "energy", "other")
        base = load("june_deadline").contents.sectors
        assert found.sectors == {k: v for k, v in base.items() if k != "machinery"}

    def test_a_posture_goes_from_the_moves_to_it(self, tmp_path: Path) -> None:
        path = written(tmp_path, 'leave_out = ["card.postures.selling"]\n')
        postures = load(path).contents.card.postures
        assert postures["threatened"].moves == ("walked_back", "hinted")

    def test_optional_tables_and_single_rates_can_go(self, tmp_path: Path) -> None:
        found = load(written(tmp_path, 'leave_out = ["courts", "queue"]\n')).contents
        assert found.courts is None
        assert found.queue is None
        text = 'inherits = "retaliation"\nleave_out = ["retaliation"]\ntitle = "t"\nstory = "s"\n'
        path = tmp_path / "other.toml"
        path.write_text(text, encoding="utf-8")
        assert load(path).contents.retaliation is None

    def test_what_the_file_says_itself_comes_after(self, tmp_path: Path) -> None:
        text = (
            'leave_out = ["issues.rice"]\n[issues.rice]\nkind = "assurance"\ntitle = "t"\n'
            'levels = { values = [0, 1], unit = "1", source = "assumption", confidence = "low" }\n'
        )
        assert load(written(tmp_path, text)).contents.issues["rice"].levels == (0.0, 1.0)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('leave_out = ["issues.ric"]', "'issues.ric'.*try: 'issues.rice'"),
            ('leave_out = ["issues.xyzzy"]', "issues.xyzzy.*try: .*rice"),
            ('leave_out = ["retaliation"]', "nothing of that name is inherited"),
            ('leave_out = "issues.rice"', "wrong kind.*leave_out = "),
            ('leave_out = ["sectors.steel"]', "steel_tariff.sectors: no sector at all"),
            ('leave_out = ["market"]', "market: missing"),
            ('remove = ["issues.rice"]', "unknown key 'remove'"),
        ],
    )
    def test_mistakes_are_told_with_the_nearest(
        self, tmp_path: Path, text: str, words: str
    ) -> None:
        assert any(re.search(words, line) for line in refused(tmp_path, text + "\n"))


class TestRatesOfTheirOwn:
    def test_each_sector_starts_from_its_rate_in_force(self) -> None:
        found = contents("two_metals")
        assert found.sectors["steel"].rate_in_force == 0.25
        assert found.sectors["aluminium"].rate_in_force == 0.10
        issue = found.issues["steel_tariff"]
        assert issue.terms(0.15).rates == {"steel": 0.15, "aluminium": 0.0}
        labels = [issue.label(level) for level in issue.levels]
        assert labels == ["25 % (aluminium 10 %)", "15 % (aluminium 0 %)", "20 % (aluminium 10 %)"]

    def test_each_number_has_its_source(self) -> None:
        found = load(DATA / "two_metals.toml").key_to_number["issues.steel_tariff.rates.aluminium"]
        assert found.value == (0.10, 0.0, 0.10)
        assert found.source == ("assumption",)

    def test_the_status_quo_pays_nothing_and_the_programme_counts_the_average(self) -> None:
        found = game("two_metals")
        table = found.packages
        assert table is not None
        tariffs = [c for c, part in enumerate(table.part_of) if PARTS[part] == "tariffs"]
        assert not table.amounts[tariffs, :, 0].any()
        announced = table.amounts[table.components.index("steel_tariff: rate announced"), 0]
        level = table.level_of[:, table.issues.index("steel_tariff")]
        # Imports of 2 and 1 $bn: 20 % on average in force, 10 % at the first cut.
        gaps = {0: 25 - 20, 1: 25 - 10, 2: 25 - (2 * 20 + 10) / 3}
        for k, gap in gaps.items():
            worth = 0.5 * 0.03 * (gaps[0] ** 2 - gap**2)
            assert announced[level == k] == pytest.approx(worth, abs=1e-9)

    def test_it_can_be_varied(self) -> None:
        key = "issues.steel_tariff.rates.aluminium"
        varied = load(DATA / "two_metals.toml").vary({key: [0.12, 0.0, 0.12]})
        assert varied.contents.sectors["aluminium"].rate_in_force == 0.12

    def test_all_mistakes_are_told_at_once(self, tmp_path: Path) -> None:
        rate = 'unit = "fraction", source = "assumption", confidence = "low"'
        lines = refused(
            tmp_path,
            "[issues.country_tariff.rates]\n"
            f"farm = {{ values = [0.10, 0.2], {rate} }}\n"
            f"cars = {{ values = [0.10, 0.2, 0.2, 0.1, 0.1, 0.1], {rate} }}\n"
            f"energy = {{ values = [20, 0.2, 0.2, 0.1, 0.1, 0.1], {rate} }}\n"
            "[sectors.other]\n"
            f"rate_in_force = {{ value = 0.2, range = [0.2, 0.2], {rate} }}\n",
        )
        assert any("rates.farm.values: not one rate for each level" in line for line in lines)
        assert any("rates.cars: not a sector of country_tariff" in line for line in lines)
        assert any("rates.energy.values: impossible value" in line for line in lines)
        assert any("sectors.other.rate_in_force: differs" in line for line in lines)

    def test_a_threat_on_such_an_issue_is_one_of_its_levels(self, tmp_path: Path) -> None:
        rate = 'unit = "fraction", source = "assumption", confidence = "low"'
        text = (
            "[issues.country_tariff.rates]\n"
            f"farm = {{ values = [0.10, 0.30, 0.2, 0.1, 0.1, 0.1], {rate} }}\n"
        )
        assert load(written(tmp_path, text)).contents.pause.rates["country_tariff"] == 0.24
        text += "[pause.rates]\n"
        text += f"country_tariff = {{ value = 0.22, range = [0.2, 0.3], {rate} }}\n"
        [line] = refused(tmp_path, text)
        assert "rates of their own" in line
        assert "0.24" in line


class TestOwnSources:
    def test_a_bibliography_beside_the_file_is_read_first(self) -> None:
        found = load(DATA / "own_sources" / "own_source.toml")
        assert found.key_to_number["market.yield_impact"].source == ("wto_2024",)
        assert found.text.references["wto_2024"].fields["year"] == "2024"
        assert found.text.looked_in[0].endswith("REFERENCES.bib")
        assert "own_sources" in found.text.looked_in[0]

    def test_its_keys_win_over_those_of_the_library(self, tmp_path: Path) -> None:
        bib = "@misc{boehm_2023,\n  title = {Mine}\n}\n"
        (tmp_path / "REFERENCES.bib").write_text(bib, encoding="utf-8")
        mine = load(written(tmp_path, "")).text.references["boehm_2023"]
        assert mine.citation == "Mine"
        assert "Mine" not in load("june_deadline").text.references["boehm_2023"].citation

    def test_an_unknown_source_says_where_was_looked(self, tmp_path: Path) -> None:
        (tmp_path / "REFERENCES.bib").write_text("@misc{mine,\n}\n", encoding="utf-8")
        text = '[market]\nyield_impact = { value = 0.5, source = "yours", confidence = "low" }\n'
        [line] = refused(tmp_path, text)
        assert str(tmp_path / "REFERENCES.bib") in line
        assert line.count("REFERENCES.bib") >= 2

    @pytest.mark.parametrize(
        ("raw", "words"),
        [
            ("@misc{x,\n author = {Müller}\n}".encode("latin-1"), r"Latin-1.*line 2.*as UTF-8"),
            ("@misc{x,\n note = {5 €}\n}".encode("cp1252"), r"Windows-1252.*line 2"),
            ("@misc{x,\n note = {5 €}\n}".encode("utf-16"), r"UTF-16"),
        ],
    )
    def test_another_encoding_is_named(self, tmp_path: Path, raw: bytes, words: str) -> None:
        (tmp_path / "REFERENCES.bib").write_bytes(raw)
        with pytest.raises(NegotiationError, match=rf"REFERENCES.bib cannot be read.*{words}"):
            load(written(tmp_path, ""))

    def test_a_byte_order_mark_is_no_matter(self, tmp_path: Path) -> None:
        assert load(DATA / "bom.toml").contents.title == "Geräte"
        bib = b"\xef\xbb\xbf@misc{ mine ,\r\n title = {T}\r\n}\r\n"
        (tmp_path / "REFERENCES.bib").write_bytes(bib)
        assert "mine" in load(written(tmp_path, "")).text.references


class TestOtherTables:
    def test_two_sit_at_this_table(self) -> None:
        with pytest.raises(ProblemsFound) as caught:
            load(DATA / "three_players.toml")
        lines = [problem.line() for problem in caught.value.problems]
        assert any("third" in line and "two sit at this table" in line for line in lines)
        assert any("korea" in line and "two sit at this table" in line for line in lines)

    def test_without_a_card_the_partner_has_no_posture_to_choose(self) -> None:
        found = game("no_card_at_all")
        assert found.states.labels[found.states.factors.index("japan_posture")] == ("quiet",)
        assert any(bargaining_problem(found, pair).is_feasible for pair in found.type_pairs)

    def test_a_caretaker_can_agree_after_the_vote_and_not_before(self) -> None:
        found = game("caretaker")
        votes = [n for n, r in enumerate(found.rounds) if r.day.isoformat() < "2025-07-20"]
        for pair in found.type_pairs:
            zones = [
                bargaining_problem(found, pair, r).is_feasible for r in range(len(found.rounds))
            ]
            assert not any(zones[r] for r in votes)
            assert all(zones[r] for r in range(len(found.rounds)) if r not in votes)
