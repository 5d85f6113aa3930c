"""The options that every benchmark takes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Return a benchmark's parser with the options that it shares with the others."""
    parser.add_argument("--quick", action="store_true", help="the shortest version, no Gambit")
    parser.add_argument("--picture", type=Path, help="draw the curves, e.g. costs.svg (Altair)")
    parser.add_argument(
        "--gambit-seconds", type=float, default=60.0, help="Gambit's limit for one game"
    )
    parser.add_argument(
        "--gambit-python", default=sys.executable, help="a Python that has pygambit; this one"
    )
    parser.add_argument(
        "--openspiel-python", default=sys.executable, help="a Python that has OpenSpiel; this one"
    )
    return parser
