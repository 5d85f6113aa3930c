"""How a bibliography is read: as BibTeX is written, with what is damaged told by its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from negotiation.foundations.errors import ProblemsFound
from negotiation.scenario.bibliography import Reference, damage, references
from negotiation.scenario.loading import load

ON_A_DAY = date(2025, 5, 1)


def read(tmp_path: Path, text: str) -> dict[str, Reference]:
    (tmp_path / "REFERENCES.bib").write_text(text, encoding="utf-8")
    return references([tmp_path])


class TestReading:
    @pytest.mark.parametrize(
        "entry",
        [
            "@misc{mine,\n  title = {T},\n  date = {2025-05-01}\n}",
            '@misc{mine, title = "T", date = "2025-05-01"}',
            "@misc{mine, title = {T}, date = {2025-05-01}}",
            "@Misc{ mine , TITLE={T} , Date={2025-05-01},}",
            "@comment{not, this one}\n@misc{mine,title={T},date={2025-05-01}}",
            '@string{day = "2025-05-01"}\n@misc{mine, title = {T}, date = day}',
            "  @misc{mine,\n\ttitle\t=\t{T},\n\tdate = { 2025-05-01 }\n}",
        ],
    )
    def test_every_way_of_writing_an_entry(self, tmp_path: Path, entry: str) -> None:
        mine = read(tmp_path, f"{entry}\n@misc{{after, title = {{A}}}}\n")
        assert mine["mine"].public_since == ON_A_DAY
        assert mine["mine"].citation == "T"
        assert mine["after"].citation == "A"
        assert not {"comment", "day", "not"} & set(mine)
        assert damage([tmp_path / "REFERENCES.bib"]) == ()

    def test_a_year_alone_counts_as_its_last_day(self, tmp_path: Path) -> None:
        found = read(tmp_path, "@misc{a, year = 2024}\n@misc{b, year = {2024}, date = {2025-02}}")
        assert found["a"].public_since == date(2024, 12, 31)
        assert found["b"].public_since == date(2025, 2, 28)

    def test_braces_and_escapes_are_not_shown(self, tmp_path: Path) -> None:
        found = read(tmp_path, "@misc{a, title = {The {US} and 5 \\% of\n  \\$2bn}}")
        assert found["a"].citation == "The US and 5 % of $2bn"

    def test_an_entry_that_says_nothing_is_cited_by_its_key(self) -> None:
        assert Reference(key="bare", fields={}).citation == "bare"


class TestDamage:
    TEXT = (
        "@misc{whole, title = {W}}\n"
        "@misc{open, title = {never closed, date = {2025}\n"
        "@misc{whole, title = {again}}\n"
        "@misc{, title = {no key}}\n"
        "@misc{twice, title = {a}, title = {b}}\n"
        "@misc{comma title = {c}}\n"
        "@misc{last, title = {L}}\n"
    )

    def test_what_is_whole_is_kept_and_the_rest_told_by_its_line(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        found = read(tmp_path, self.TEXT)
        assert found["whole"].citation == "W"
        assert found["last"].citation == "L"
        assert not {"open", "twice", "comma", ""} & set(found)
        path = tmp_path / "REFERENCES.bib"
        lines = [problem.line() for problem in damage([path])]
        for n, word in [(2, "brace"), (3, "another whole"), (4, "no key"), (5, "title twice")]:
            assert any(f"{path}: line {n}:" in line and word in line for line in lines), (n, lines)
        assert len(lines) == 5
        assert capfd.readouterr() == ("", "")

    def test_it_is_told_where_a_source_is_missing_and_only_there(self, tmp_path: Path) -> None:
        read(tmp_path, self.TEXT)
        file = tmp_path / "mine.toml"
        number = "yield_impact = {{ value = 0.5, source = {}, confidence = 'low' }}\n"
        text = "inherits = 'june_deadline'\ntitle = 'T'\nstory = 'S'\n[market]\n"
        file.write_text(text + number.format("'last'"), encoding="utf-8")
        assert load(str(file)).text.references["last"].citation == "L"
        file.write_text(text + number.format("['open', 'comma']"), encoding="utf-8")
        with pytest.raises(ProblemsFound) as caught:
            load(str(file))
        lines = [problem.line() for problem in caught.value.problems]
        assert sum("source not in REFERENCES.bib" in line for line in lines) == 2
        assert sum("no entry that can be cited" in line for line in lines) == 5
