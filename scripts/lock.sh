#!/bin/sh
# Writes requirements/*.txt: the newest versions, for Python 3.11 and newer on every platform, with
# the hash of each file the registry holds. Called by `make lock`, which puts uv on the PATH.
set -eu
cd "$(dirname "$0")/.."

# Local wheel folders of this machine have no place in a lock.
unset UV_FIND_LINKS UV_NO_INDEX || true
export UV_PYTHON_DOWNLOADS=never
export UV_CUSTOM_COMPILE_COMMAND="make lock"

compile() { # NAME ARGUMENT...
    name=$1
    shift
    echo "requirements/$name.txt"
    uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --output-file "requirements/$name.txt" "$@"
}

# The widest first: the others are parts of it, so one version of a package serves them all.
compile dev pyproject.toml --all-extras --group dev
compile all pyproject.toml --extra all --constraints requirements/dev.txt
compile core pyproject.toml --constraints requirements/dev.txt
compile build --group build
compile lock --group lock

if grep -riE 'https?://|index-url|find-links|file:|/home/|/opt/' requirements; then
    echo "requirements/ names an address or a path of this machine" >&2
    exit 1
fi
