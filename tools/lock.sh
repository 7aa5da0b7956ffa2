#!/bin/sh
# Writes both locks from pyproject.toml: names, versions and hashes only, no host names.
# Pins that are still allowed stay; pass --upgrade to move them.
set -eu
cd "$(dirname "$0")/.."
UV=$(tools/find-uv.sh)
lock() {
    out=$1
    shift
    "$UV" pip compile --quiet --generate-hashes --universal --python-version 3.12 \
        --no-emit-index-url --no-emit-find-links --no-header "$@" pyproject.toml -o "$out"
}
lock requirements.lock --extra build "$@"
lock requirements-dev.lock -c requirements.lock --extra build --extra dev "$@"
