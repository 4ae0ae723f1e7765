#!/bin/sh
# 在没有网络的机器上安装或升级经验库：sh install.sh [--core] [目录，默认 /opt/lessons-kb]
# 可用 PYTHON=python3.12 指定 Python（3.11 或更新）。
set -eu
cd "$(dirname "$0")"
: "${PYTHON:=python3}"

set_of=full
if [ "${1:-}" = --core ]; then
    set_of=core
    shift
fi
target=${1:-/opt/lessons-kb}

say_no() {
    echo "没有安装：$1" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null || say_no "找不到 $PYTHON"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    say_no "$PYTHON 太旧，需要 Python 3.11 或更新的版本（可用 PYTHON=… 指定另一个）"
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
    say_no "$PYTHON 缺少 venv 模块（Debian、UOS：安装 python3-venv）"

echo "核对文件……"
sha256sum --quiet -c SHA256SUMS || say_no "文件与 SHA256SUMS 不符，请重新拷贝"

machine=$(uname -m)
python=$("$PYTHON" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
if [ "$set_of" = full ] && ! ls "wheels/$machine/"*"-$python-"*.whl >/dev/null 2>&1; then
    echo "没有适合 $machine、$python 的加速组件，改装纯 Python 的核心（不能导出 Word、PPT、Excel）。"
    set_of=core
fi

# 什么都不从网络上取。
unset PYTHONPATH PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_CONFIG_FILE || true
export PIP_NO_INDEX=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
[ -x "$target/bin/python" ] || "$PYTHON" -m venv "$target"
if [ "$set_of" = core ]; then
    "$target/bin/python" -m pip install --quiet --require-hashes --find-links wheels/common \
        -r core.txt
else
    "$target/bin/python" -m pip install --quiet --require-hashes --find-links wheels/common \
        --find-links "wheels/$machine" -r "full-$machine.txt" ||
        say_no "加速组件装不上（系统的 glibc 可能早于 2.28）；可改用 sh install.sh --core $target"
fi
"$target/bin/kb" --version
echo "已安装到 $target。下一步见 使用说明.md。"
