#!/bin/sh
# Chooses versions for every requirement and pins them, with the hashes of all their files, for
# Linux, macOS and Windows and every supported Python at once.
#
#   lock.sh PATH_OF_UV
#
# Settings of the machine (mirrors, folders of wheels) are kept out, so that the hashes are those of
# the public files and no address gets into the lock.
set -eu
uv=$1

for setting in $(env | sed -n 's/^\(PIP_[A-Z_]*\|UV_[A-Z_]*\)=.*/\1/p'); do
    unset "$setting"
done

compile() {
    # One version for every Python (fewest) keeps results the same everywhere.
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 \
        --fork-strategy fewest --upgrade --generate-hashes --no-header --no-emit-index-url \
        --output-file "$@"
}

compile requirements/dev.txt --extra dev pyproject.toml requirements/build.in
# The smaller sets are cut out of the large one: same versions, same hashes.
compile requirements/all.txt --extra all --constraint requirements/dev.txt pyproject.toml
compile requirements/core.txt --constraint requirements/dev.txt pyproject.toml
# Gambit stays out of the others: it is GPL, and a pre-release.
compile requirements/gambit.txt --prerelease allow --constraint requirements/dev.txt requirements/gambit.in
# OpenSpiel is large.
compile requirements/evolution.txt --constraint requirements/dev.txt requirements/evolution.in
# So does NegMAS: it is AGPL and large. It wants a newer setuptools than dev.txt has for macOS.
sed '/^setuptools==/,/# via/d' requirements/dev.txt |
    compile requirements/negmas.txt --constraint - requirements/negmas.in
# Only `make mutants` changes the code to see which tests notice.
compile requirements/mutation.txt --extra all --constraint requirements/dev.txt pyproject.toml \
    requirements/mutation.in
