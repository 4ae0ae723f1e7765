#!/bin/sh
# Builds the sdist, and the wheel from it, into dist/; then installs the wheel with the locked core
# packages in an empty environment and uses it once. Called by `make dist`, which sets PYTHON to one
# that has the packages of requirements/build.txt.
set -eu
cd "$(dirname "$0")/.."
: "${PYTHON:=python3}"
unset PYTHONPATH KB_HOME || true # or else pip takes the checkout for the installed package

rm -rf build dist
"$PYTHON" -c 'from setuptools import build_meta; build_meta.build_sdist("dist")' >/dev/null
"$PYTHON" -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation \
    --wheel-dir dist dist/*.tar.gz
ls -l dist

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
"$PYTHON" -m venv "$empty/venv"
pip="$empty/venv/bin/python -m pip --disable-pip-version-check install --quiet"
# jieba is published as source only, hence the build tools first and no isolated build.
$pip --require-hashes --only-binary :all: -r requirements/build.txt
$pip --require-hashes --no-build-isolation --use-pep517 -r requirements/core.txt
$pip --no-deps dist/*.whl

cat >"$empty/第一周.md" <<'BULLETIN'
# 青禾农商银行跟班学习简报（第一周）

2018年7月2日至2018年7月6日

## 临海组

一、整村授信要依靠村两委。客户经理逐户走访，名单由村干部评议，三个月覆盖四十二个村。

二、不良贷款要早发现。每周核对逾期清单，逾期七天以内上门，责任落实到人。
BULLETIN
cd "$empty" # not the checkout, so that the installed package is the one that runs
kb=venv/bin/kb
export PYTHONUTF8=1
$kb --version
$kb init 库
$kb --home 库 ingest 第一周.md
$kb --home 库 search 整村授信 | grep 村两委
echo "dist/ is good"
