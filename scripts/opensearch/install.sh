#!/bin/sh
# Fetches the OpenSearch server that the tests of the engine use into build/opensearch, with Maven;
# installs Java and Maven where that can be done. With --if-possible it is no failure when it cannot:
# the tests that need the server are then skipped and say so.
set -eu
cd "$(dirname "$0")/../.."

DIST=build/opensearch
[ ! -f "$DIST/complete" ] || exit 0

give_up() {
    echo "取不到 OpenSearch：$1。用到它的测试将跳过。" >&2
    echo "OpenSearch cannot be had: $1. Tests that need it will be skipped." >&2
    [ "${2:-}" = --if-possible ] && exit 0
    exit 1
}

missing() {
    ! command -v mvn >/dev/null || ! command -v java >/dev/null
}

if missing; then
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
        { apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
            --no-install-recommends maven default-jre-headless; } </dev/null >&2 ||
            give_up "no Java or Maven" "${1:-}"
    else
        give_up "no Java or Maven (Debian: apt-get install maven default-jre-headless)" "${1:-}"
    fi
fi
"${PYTHON:-python3}" scripts/opensearch/server.py fetch "$DIST" </dev/null >&2 ||
    give_up "mvn failed, or another file than expected came" "${1:-}"
