#!/bin/sh
# Packs dist/lessons-kb-VERSION-bundle.tar.gz for machines without network, then installs it in a network
# namespace without network and uses it once. Called by `make bundle` after `make dist`; PYTHON is one that
# has the packages of requirements/build.txt.
set -eu
cd "$(dirname "$0")/.."
: "${PYTHON:=python3}"
unset PYTHONPATH KB_HOME || true

for wheel in dist/*.whl; do :; done
version=$(basename "$wheel" | cut -d- -f2)
name=lessons-kb-$version-bundle
rm -rf "build/$name" "dist/$name.tar.gz"
mkdir -p build
"$PYTHON" scripts/bundle.py "$wheel" "build/$name"
tar -C build -czf "dist/$name.tar.gz" "$name"
ls -l "dist/$name.tar.gz"

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
tar -C "$empty" -xzf "dist/$name.tar.gz"
if unshare -n true 2>/dev/null; then
    alone="unshare -n"
elif unshare -r -n true 2>/dev/null; then
    alone="unshare -r -n"
else
    alone=
    echo "no network namespace can be made here: pip --no-index alone keeps the network out"
fi
cat >"$empty/第一周.md" <<'BULLETIN'
# 青禾农商银行跟班学习简报（第一周）

2018年7月2日至2018年7月6日

## 临海组

一、整村授信要依靠村两委。客户经理逐户走访，名单由村干部评议，三个月覆盖四十二个村。
BULLETIN
base=$("$PYTHON" -c 'import sys; print(sys._base_executable)')
export PYTHONUTF8=1
for set_of in "" --core; do
    target="$empty/installed$set_of"
    home="$empty/库$set_of"
    # shellcheck disable=SC2086 # no argument where it is empty
    PYTHON=$base $alone sh "$empty/$name/install.sh" $set_of "$target"
    $alone "$target/bin/kb" init "$home"
    $alone "$target/bin/kb" --home "$home" ingest "$empty/第一周.md"
    $alone "$target/bin/kb" --home "$home" search 整村授信 | grep 村两委
done
echo "dist/$name.tar.gz is good"
