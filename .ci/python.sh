#!/usr/bin/env bash
# Prints the path of a Python of one version, e.g. 3.12: the one on the PATH, else one that a version
# manager holds, else one that uv fetches. Fails, saying what was tried, if there is none.
#
#   python.sh VERSION UV
set -euo pipefail
version=$1
uv=$2

working() { # is this a Python of the version?
    "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1
}

candidates=("python$version" python3 python)
if command -v pyenv >/dev/null 2>&1; then
    candidates+=("$(pyenv root)/versions/$version".*/bin/python)
fi
for candidate in "${candidates[@]}"; do
    if working "$candidate"; then
        # The program itself, not a version manager's stand-in for it.
        "$candidate" -c 'import sys; print(sys.executable)'
        exit
    fi
done
"$uv" python install --quiet "$version" >&2 || true
if found=$("$uv" python find --no-project "$version" 2>/dev/null) && working "$found"; then
    echo "$found"
    exit
fi
echo "There is no Python $version: tried ${candidates[*]}, and uv could fetch none." >&2
exit 1
