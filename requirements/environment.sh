#!/bin/sh
# Creates a virtual environment from pinned requirements, or installs the project into one in place.
#
#   environment.sh FOLDER REQUIREMENTS   (re)create FOLDER with exactly the pinned packages
#   environment.sh --project FOLDER      install this checkout into FOLDER, editable
#
# Uses uv when it is on the PATH, else venv and pip.
set -eu

working() { # is this command a Python that can be used?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3 python; do
        if working "$candidate"; then
            # The real file, so that a version manager's shim is not asked again later.
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    {
        echo "This project needs Python 3.11 or later, and none was found on the PATH."
        echo "Found: $(python3 --version 2>/dev/null || echo 'no python3 at all')."
        echo "Install one from your system's packages, or name one: make PYTHON=/path/to/python3.12 ..."
    } >&2
    exit 1
}

bin() { # Windows keeps its programs in Scripts
    if [ -d "$1/Scripts" ]; then echo "$1/Scripts"; else echo "$1/bin"; fi
}

has_uv() { command -v uv >/dev/null 2>&1; }

if [ "$1" = --project ]; then
    python=$(bin "$2")/python
    if has_uv; then
        uv pip install --quiet --python "$python" --no-deps --no-build-isolation --editable .
    else
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
            --no-build-isolation --editable .
    fi
    exit
fi

folder=$1
requirements=$2
python=$(find_python)
version=$("$python" -c 'import platform; print(platform.python_version())')
if has_uv; then
    echo "Setting up $folder with Python $version and uv ..." >&2
    rm -rf "$folder"
    uv venv --quiet --no-project --python "$python" "$folder"
    uv pip install --quiet --python "$(bin "$folder")/python" --no-deps --require-hashes \
        --requirement "$requirements"
else
    echo "Setting up $folder with Python $version and pip (about a minute; uv would take seconds) ..." >&2
    "$python" -m venv --clear "$folder"
    # Nothing is left to resolve: the file names every package, which --no-deps takes at its word.
    "$(bin "$folder")/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --require-hashes --requirement "$requirements"
fi
