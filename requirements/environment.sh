#!/bin/sh
# Creates a virtual environment from pinned requirements, or installs the project into one in place.
#
#   environment.sh FOLDER REQUIREMENTS   (re)create FOLDER with exactly the pinned packages
#   environment.sh --project FOLDER      install this checkout into FOLDER, editable
#
# Installs with uv: the one on the PATH, or else the pinned one, which pip brings first because all
# the rest then takes seconds instead of a minute. Where uv cannot run or connect, pip does it all.
set -eu

working() { # is this command a Python that can be used?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.13 python3.12 python3.11 python
    fi
    for candidate in "$@"; do
        if working "$candidate"; then
            # The program itself, not a version manager's stand-in for it.
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    echo "This project needs Python 3.11 or later; ${PYTHON:-python3} is" \
        "$("${PYTHON:-python3}" --version 2>/dev/null || echo 'not there')." \
        "Install one, or name one: make PYTHON=python3.12 ..." >&2
    exit 1
}

with_pip() { # twice quiet: a mirror's warnings help nobody here, errors are still shown
    "$python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps \
        --require-hashes "$@"
}

bin() { # Windows keeps its programs in Scripts
    if [ -d "$1/Scripts" ]; then echo "$1/Scripts"; else echo "$1/bin"; fi
}

if [ "$1" = --project ]; then
    folder=$2
    python=$(bin "$folder")/python
    uv=$(bin "$folder")/uv
    set -- --quiet --no-deps --no-build-isolation --editable .
    if "$uv" --version >/dev/null 2>&1; then
        "$uv" pip install --python "$python" "$@"
    else
        "$python" -m pip install --disable-pip-version-check --no-input "$@"
    fi
    exit
fi

folder=$1
requirements=$2
found=$(find_python)
echo "Setting up $folder with $("$found" --version) ..." >&2
if command -v uv >/dev/null 2>&1; then
    uv=uv
    rm -rf "$folder"
    uv venv --quiet --no-project --python "$found" "$folder"
    python=$(bin "$folder")/python
else
    "$found" -m venv --clear "$folder"
    python=$(bin "$folder")/python
    uv=$(bin "$folder")/uv
    # The lines of the pinned file from uv's own to the comment that ends them.
    sed -n '/^uv==/,/# via/p' "$requirements" >"$folder/uv.txt"
    with_pip --requirement "$folder/uv.txt" || true
fi
# Nothing is left to resolve: the file names every package, and --no-deps takes it at its word.
uv_installs() {
    "$uv" --version >/dev/null 2>&1 && "$uv" pip install --quiet --python "$python" --no-deps \
        --require-hashes --requirement "$requirements"
}
uv_installs || with_pip --requirement "$requirements"
