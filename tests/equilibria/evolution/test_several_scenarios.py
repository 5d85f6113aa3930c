"""alpha-rank ranks within one scenario; whoever asks for several is told so before any play."""

from __future__ import annotations

from typer.testing import CliRunner

from negotiation.cli import application


def test_several_scenarios_have_no_alpha_rank() -> None:
    done = CliRunner().invoke(
        application(), ["tournament", "june_deadline", "no_card", "--alpha-rank"]
    )
    assert done.exit_code == 2
    assert "--alpha-rank ranks within one scenario" in done.output
