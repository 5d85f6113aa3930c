"""Draw the pictures of the documents from saved results, and note what they were drawn from.

Usage: ``python .ci/pictures.py RUN.json``, after ``negotiation run june_deadline``; the picture of
the hindcast is drawn from the result in ``docs/data``. ``docs/pictures/drawn.json`` notes for each
picture its design (the fingerprint of what the picture draws of an example) and the game that it
shows. ``tests/pictures/test_published.py`` compares both with today's.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from negotiation import pictures  # noqa: E402 - found from the checkout
from negotiation.foundations import shelf  # noqa: E402
from negotiation.pictures.drawing.saving import save_picture  # noqa: E402
from negotiation.pictures.picture import Picture  # noqa: E402
from negotiation.results.experiment_result import ExperimentResult  # noqa: E402
from negotiation.results.run import Run  # noqa: E402
from negotiation.results.storage import load, write_whole  # noqa: E402
from tests.pictures.example_run import example_run  # noqa: E402

NOTES = ROOT / "docs" / "pictures" / "drawn.json"
OF_A_RUN = ("beliefs", "deal_date", "payoff_plane", "timeline")
"""The pictures of ``docs/pictures`` that show the run of ``june_deadline``."""
HINDCAST = ROOT / "docs" / "data" / "hindcast.json"
FAN = ROOT / "docs" / "findings" / "forecast_fan"


def design(name: str, result: Any = None) -> str:
    """Return the fingerprint of what a picture draws of a result, by default an example run."""
    picture = shelf.pick(pictures, Picture, name)()
    spec: dict[str, Any] = picture.draw(example_run() if result is None else result).to_dict()
    spec.pop("$schema", None)  # the drawing library's version is no part of the design
    text = json.dumps(spec, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def hindcast() -> ExperimentResult:
    """Return the published hindcast."""
    return load(HINDCAST, ExperimentResult)


def main(path: Path) -> None:
    """Draw all of them and write the notes."""
    run = load(path, Run)
    game = run.record.receipt.game_fingerprint
    notes: dict[str, dict[str, str]] = {}
    for name in OF_A_RUN:
        save_picture(shelf.pick(pictures, Picture, name)(), run, NOTES.parent / name, ["png"])
        notes[name] = {"design": design(name), "scenario": run.scenario, "game": game}
    save_picture(shelf.pick(pictures, Picture, "forecast_fan")(), hindcast(), FAN, ["png"])
    notes["forecast_fan"] = {"design": design("forecast_fan", hindcast())}
    write_whole(NOTES, (json.dumps(notes, indent=2) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
