"""What makes the site: formulas without a script, examples as Python, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from mkdocs.exceptions import PluginError

import negotiation as ng
from docs.hooks import (
    commands,
    docstrings,
    mathematics,
    offline,
    rooms,
    scenario_reference,
    sources,
)
from negotiation.cli import application
from negotiation.scenario.bibliography import references
from negotiation.scenario.reference import as_markdown
from tests.architecture.reading import CHECKOUT


class TestFormulas:
    PAGE = SimpleNamespace(file=SimpleNamespace(src_uri="model.md"))

    def test_both_kinds_are_drawn(self) -> None:
        page = mathematics.on_page_content(
            '<p>At <span class="arithmatex">\\(a &lt; b\\)</span>:</p>\n'
            '<div class="arithmatex">\\[\n\\frac{p}{p_0}\n\\]</div>',
            page=self.PAGE,
        )
        assert page.count("<math") == page.count("</math>") == 2
        assert "mfrac" in page
        assert "arithmatex" not in page
        assert "&lt;" in page or "&#x0003C;" in page

    @pytest.mark.parametrize(
        "tex",
        [
            "\\nosuchcommand x",
            "x &= 1",
            "\\left( a",
            "a_b_c",
            "{a",
            "a\\}}",
            "bn a year, or",
            "1.13tn/",
        ],
    )
    def test_what_cannot_be_drawn_stops_the_build(self, tex: str) -> None:
        with pytest.raises(PluginError, match=r"model\.md"):
            mathematics.on_page_content(
                f'<span class="arithmatex">\\({tex}\\)</span>', page=self.PAGE
            )


class TestDocstrings:
    def test_an_example_is_fenced_with_its_output(self) -> None:
        text = "Say.\n\n>>> f(1)\n2\n>>> f(2)\n3\n\nMore."
        assert docstrings.fenced(text) == "Say.\n\n```pycon\n>>> f(1)\n2\n>>> f(2)\n3\n```\n\nMore."

    def test_a_parameter_explains_itself(self) -> None:
        value = "parameter('bp/$bn', 'rise of yields', low=0.0)"
        assert docstrings.meaning(value) == "Rise of yields; unit `bp/$bn`."

    @pytest.mark.parametrize("value", ["1.0", "field(default=2)", "parameter(unit, words)"])
    def test_other_values_do_not(self, value: str) -> None:
        assert docstrings.meaning(value) == ""


class TestRooms:
    def test_every_room_has_a_page_with_its_modules(self) -> None:
        assert {"game", "payoffs", "cli"} <= set(rooms.rooms())
        assert "::: negotiation.game.protocols.ultimatum" in rooms.page("game")

    def test_the_first_page_says_what_every_room_holds(self) -> None:
        for room in rooms.rooms():
            assert f"| [`{room}`]({room}.md) | {rooms.said_of(room)[:20]}" in rooms.overview()


class TestCommands:
    def test_every_argument_and_option_of_every_command_has_its_row(self) -> None:
        page = commands.as_markdown()
        group: Any = typer.main.get_command(application())
        assert {"run", "solve", "sit"} <= set(group.commands)
        for name, command in group.commands.items():
            section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
            assert f"negotiation {name}" in section
            for given in command.params:
                for option in given.opts:
                    if option.startswith("-") and not given.hidden:
                        assert f"`{option}" in section, (name, option)
                assert " ".join((given.help or "").split()) in section.replace("\\|", "|")

    def test_nothing_of_the_code_reaches_the_reader(self) -> None:
        page = commands.as_markdown()
        for word in ("Annotated", "typer", "<class", "TypeDescriptor", "None"):
            assert word not in page
        assert "| `--grid N` |" in page
        assert "| `SCENARIO` | Name or path; see `scenarios`. | required |" in page


class TestSources:
    def test_every_source_stands_on_its_page_with_its_address(self) -> None:
        page = sources.as_markdown()
        for key, one in references([CHECKOUT / "scenarios"]).items():
            assert key in sources.as_markdown()
            assert one.address in page
        assert "(https://doi.org/10.1257/aer.20210225)" in page

    def test_an_address_is_one(self) -> None:
        for key, one in references([CHECKOUT / "scenarios"]).items():
            assert not one.address or one.address.startswith("https://"), key


class TestSearch:
    def test_pages_opened_as_files_search_with_a_worker_of_our_own(self) -> None:
        """Without it the plugin would load one from elsewhere."""
        settings = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
        assert "\n  - offline\n" in settings
        assert "\n    - assets/iframe-worker.js" in settings
        assert (CHECKOUT / "docs" / "assets" / "iframe-worker.js").is_file()


class TestCitation:
    def test_it_names_this_version(self) -> None:
        text = (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")
        assert f"\nversion: {ng.__version__}\n" in text
        assert f"\n  version: {ng.__version__}\n" in text


class TestScenarioReference:
    def test_the_keys_of_a_scenario_have_a_page(self) -> None:
        assert scenario_reference.PAGE in (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
        assert "`first_day`" in as_markdown()


class TestNothingFromElsewhere:
    @pytest.mark.parametrize(
        "text",
        [
            '<script src="https://elsewhere.example/x.js"></script>',
            '<link rel="stylesheet" href="//elsewhere.example/x.css">',
            '<link rel="preconnect" href="https://elsewhere.example">',
            '<img src="HTTP://elsewhere.example/x.png">',
            '<img srcset="a.png 1x, https://elsewhere.example/b.png 2x">',
            '<iframe src="https://elsewhere.example"></iframe>',
            '<p style="background: url(https://elsewhere.example/x.png)">',
            "<style>@import 'https://elsewhere.example/x.css';</style>",
        ],
    )
    def test_a_remote_load_is_found(self, text: str, tmp_path: Path) -> None:
        (tmp_path / "x.html").write_text(text, encoding="utf-8")
        assert len(offline.remote_loads(tmp_path)) == 1

    def test_styles_are_read_too(self, tmp_path: Path) -> None:
        style = "@font-face { src: url('https://elsewhere.example/x.woff2') }"
        (tmp_path / "x.css").write_text(style, encoding="utf-8")
        found = offline.remote_loads(tmp_path)
        assert found == ["x.css: https://elsewhere.example/x.woff2"]

    @pytest.mark.parametrize(
        "text",
        [
            '<a href="https://elsewhere.example">read more</a>',
            '<link rel="canonical" href="https://here.example/x.html">',
            '<script src="assets/x.js"></script><img src="data:image/png;base64,//aa">',
        ],
    )
    def test_links_and_our_own_files_pass(self, text: str, tmp_path: Path) -> None:
        (tmp_path / "x.html").write_text(text, encoding="utf-8")
        assert offline.remote_loads(tmp_path) == []
