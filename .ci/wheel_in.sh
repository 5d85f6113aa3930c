#!/usr/bin/env bash
# Installs the wheel in an empty environment of one Python, and runs, solves, plays a tournament,
# checks and draws there, from a folder that is no checkout; then uses a third party's package.
#
#   wheel_in.sh VERSION WHEEL FOLDER THIRD_PARTY_WHEEL
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
wheel=$2
folder=$3
bin=$PWD/.venv/bin
[ -d "$bin" ] || bin=$PWD/.venv/Scripts

python=$(bash .ci/python.sh "$version" "$bin/uv")
echo "Python $version: $python, $("$python" --version)"
"$python" -m venv --without-pip "$folder/venv"
empty="$folder/venv/$(basename "$bin")"
"$bin/uv" pip install --quiet --python "$empty/python" --no-deps --require-hashes \
    -r requirements/core.txt
"$bin/uv" pip install --quiet --python "$empty/python" --no-deps --no-index "$wheel"
"$bin/uv" pip check --quiet --python "$empty/python"

mkdir "$folder/elsewhere"
elsewhere() { (cd "$folder/elsewhere" && env -u PYTHONPATH "$@"); }
elsewhere "$empty/python" -c "
import negotiation, sys
assert negotiation.__file__.startswith(sys.prefix), negotiation.__file__
assert '%d.%d' % sys.version_info[:2] == '$version', sys.version"
elsewhere "$empty/negotiation" scenarios
elsewhere "$empty/negotiation" solve june_deadline --json >"$folder/solved.json"
"$bin/python" .ci/solved.py "$folder/solved.json"
elsewhere "$empty/negotiation" run uk_may_2025 --offers 6 --grid 5 --no-pictures --json \
    --out "$folder/run" >"$folder/printed.json"
cmp "$folder/run/run.json" "$folder/printed.json"
elsewhere "$empty/negotiation" picture "$folder/printed.json" --picture timeline \
    --formats png,html --out "$folder/drawn"
elsewhere "$empty/negotiation" new strategy mine
elsewhere "$empty/negotiation" check mine.py --examples 5
elsewhere "$empty/negotiation" tournament uk_may_2025 --strategies boulware,conceder \
    --enter mine.py --matches 3 --workers 1 --out "$folder/tournament"

# A package of somebody else's, installed beside it: its strategy, issue, protocol and part go by name.
"$bin/uv" pip install --quiet --python "$empty/python" --no-deps --no-index "$4"
cp tests/data/third_party/gas.toml "$folder/elsewhere"
elsewhere "$empty/negotiation" solve gas.toml
elsewhere "$empty/negotiation" run gas.toml --strategies us=eager_buyer,uk=eager_buyer \
    --concept subgame_perfect --no-pictures --out "$folder/gas"
elsewhere "$empty/negotiation" check eager_buyer --examples 5
echo "Python $version: the wheel runs, solves, draws, checks and plays a tournament."
