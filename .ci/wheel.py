"""Checks what a built wheel holds: the package and its shelves of text, and nothing else.

python .ci/wheel.py FILE
"""

import sys
import zipfile
from pathlib import Path

NEEDED = {
    "negotiation/__init__.py",
    "negotiation/shipped/scenarios/REFERENCES.bib",
    "negotiation/shipped/scenarios/june_deadline.toml",
    "negotiation/shipped/experiments/__init__.py",
}

wheel = Path(sys.argv[1])
names = set(zipfile.ZipFile(wheel).namelist())
kept = {path.name for path in Path("scenarios").glob("*.toml")}
shipped = {Path(name).name for name in names if name.startswith("negotiation/shipped/scenarios/")}
problems = [f"missing: {name}" for name in sorted(NEEDED - names)]
problems += [f"missing: {name}" for name in sorted(kept - shipped)]
problems += [
    f"should not be there: {name}"
    for name in sorted(names)
    if "__pycache__" in name
    or name.endswith((".nbi", ".nbc"))
    or not name.startswith(("negotiation/", "us_japan_negotiation-"))
]
if problems:
    sys.exit("\n".join([f"{wheel.name}:", *problems]))
print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size // 1024} kB")
