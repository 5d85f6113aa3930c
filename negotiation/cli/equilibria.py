"""Look for several equilibria of a scenario under private information."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..foundations.errors import NegotiationError
from .console.options import AsJson, CsvFile, LatexFile, MarkdownFile, ScenarioName
from .console.varied import Changes, print_title, scenario_with

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName,
    changes: Changes = None,
    precision: float = typer.Option(2.0, metavar="L", help="Precision L per $bn."),
    grid: int = typer.Option(11, metavar="NODES", help="Nodes of each belief axis, an odd number."),
    offers: int = typer.Option(24, metavar="COUNT", help="Offers on the menu of the solver."),
    as_json: AsJson = False,
    csv: CsvFile = None,
    latex: LatexFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Search for equilibria that differ, or list all of a payoff matrix (a .csv).

    Of a scenario, that on the logit path stands first; each is certified.
    """
    if Path(scenario).suffix.lower() == ".csv":
        if csv or latex or markdown:
            raise NegotiationError(
                f"{scenario} is a payoff matrix, whose equilibria are printed in lines; try --json"
            )
        _of_matrix(Path(scenario), changes, as_json)
        return
    from ..equilibria.multiplicity.search import equilibria_of
    from ..scenario.compile import compile_game
    from .console.several import several_sheets
    from .console.table_files import TableFiles
    from .console.tables import console, notices, print_told

    tables = TableFiles(csv, latex, markdown)
    tables.check()
    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    with notices().status("Searching ...") as status:
        found = equilibria_of(
            game,
            precision,
            grid,
            offers,
            progress=lambda n, many, name: status.update(f"Searching: {n} of {many}, {name} ..."),
        )
    sheets = list(several_sheets(found))
    written = tables.write(found.to_rows(), sheets)
    if as_json:
        from ..results.storage import as_saved

        print(as_saved(found), end="")
        return
    from .console.several import several_words

    out = console()
    print_title(out, loaded.contents.title, loaded.name, game.scenario_changes)
    print_told(out, sheets)
    print_told(out, several_words(found))
    receipt = found.receipt
    out.print(f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}")
    for path in written.values():
        out.print(f"wrote {path}", soft_wrap=True)


def _of_matrix(path: Path, changes: list[str] | None, as_json: bool) -> None:
    """Print all Nash equilibria of the payoff matrix that a file holds."""
    from ..equilibria.bimatrix.equilibria import all_equilibria
    from ..interop.matrix_csv import read_matrix
    from ..results.document import FORMAT
    from ..results.storage import as_json as text
    from ..results.storage import as_plain
    from .console.tables import console

    if changes:
        raise NegotiationError(f"{path} is a payoff matrix, with no numbers to --set; try without")
    try:
        matrix = read_matrix(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NegotiationError(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise NegotiationError(f"{path} cannot be read: {error}") from error
    except NegotiationError as error:
        raise NegotiationError(f"{path}: {error}") from None
    found = all_equilibria(*matrix.payoffs, ask_nashpy=False)
    if as_json:
        print(text({"format": FORMAT, **as_plain(matrix), **as_plain(found)}), end="")
        return
    out = console()
    kind = "zero-sum, payoffs to the row player" if matrix.is_zero_sum else "payoffs to both"
    rows, columns = matrix.actions
    out.print(f"{path}: {len(rows)} by {len(columns)}, {kind}")
    for one in found.found:
        out.print(
            f"- {_mix(one.row, rows)} against {_mix(one.column, columns)}: pays "
            f"{one.payoffs[0]:g} and {one.payoffs[1]:g} (another choice gains at most "
            f"{one.regret:.1e})",
            soft_wrap=True,
        )
    for note in found.notes:
        out.print(note)


def _mix(chances: NDArray[np.float64], names: Sequence[str]) -> str:
    """Return a mixed action in words."""
    used = [(name, chance) for name, chance in zip(names, chances, strict=True) if chance > 1e-12]
    if len(used) == 1:
        return used[0][0]
    return ", ".join(f"{name} {chance:.4g}" for name, chance in used)
