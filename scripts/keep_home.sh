#!/bin/sh
# Makes the home of a release for tests/data/homes/: sh scripts/keep_home.sh COMMIT. Runs the code of that
# commit, as its users did, with the Python of .venv. tests/maintenance/test_upgrade.py brings every such
# home to the present version and back.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
python=$root/.venv/bin/python
work=$(mktemp -d)
trap 'cd "$root"; git worktree remove --force "$work/code" 2>/dev/null || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/code" "$1"
unset KB_HOME || true
cd "$work" # not the checkout: Python looks for kb where it runs first
export PYTHONPATH="$work/code" PYTHONUTF8=1 TZ=Asia/Shanghai
version=$("$python" -c 'import kb; print(kb.__version__)')
cat >"$work/第一周.md" <<'BULLETIN'
# 青禾农商银行跟班学习简报（第一周）

2018年7月2日至2018年7月6日

## 临海组

一、整村授信要依靠村两委。临海农商银行客户经理逐户走访，名单由村干部评议，三个月覆盖四十二个村。

二、不良贷款要早发现。每周核对逾期清单，逾期七天以内上门，责任落实到人，不良率降至1.2%。
BULLETIN
kb() { "$python" -c 'from kb.cli import main; main()' --home "$work/home" "$@"; }
"$python" -c 'from kb.cli import main; main()' init "$work/home"
kb ingest "$work/第一周.md"
bulletin=$(basename "$work"/home/corpus/bulletins/*/*.md .md)
entry=$("$python" - "$work/home" "$bulletin" <<'CODE'
import sys
from datetime import UTC, datetime
from pathlib import Path

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from kb.saved.topics import save_topic
from kb.search import Query, search
from kb.uploads import receive_text

kb = open_knowledge_base(Home(Path(sys.argv[1])))
save_topic(kb, "整村授信怎么做", Query("整村授信"), datetime(2026, 11, 26, tzinfo=UTC))
receive_text(kb.home, "# 第二周\n\n一、走访要细。", "第二周", "张三", datetime(2026, 11, 26))
print(search(kb, Query("整村授信")).hits[0].document.id)
CODE
)
kb collection new 跟班讲义
kb collection add 跟班讲义 "$entry"
kb remove "$bulletin"
kb undo-remove "$bulletin"
kb search 整村授信 | grep -q 村两委
# What can be made again stays out, but for the index.
rm -rf "$work/home/state/cache"
mkdir -p "$root/tests/data/homes"
tar -C "$work/home" --sort=name --owner=0 --group=0 --numeric-owner -czf "$root/tests/data/homes/$version.tar.gz" .
ls -l "$root/tests/data/homes/$version.tar.gz"
