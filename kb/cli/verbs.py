"""Every verb of `kb`: where its command is, and what its help says.

A verb's module is imported when the verb runs: `kb --help` and `kb list` need not wait for the
segmenter, the engines or the web server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from kb.errors import ConfigError


@dataclass(frozen=True)
class Verb:
    """`place` is "module:attribute" of the click command; `summary` stands in the list of verbs,
    and in front of `more` in the verb's own help."""

    place: str
    summary: str
    more: str = ""

    def load(self) -> click.Command:
        """Import the command; ConfigError on a system without fcntl, which the writer lock needs."""
        if find_spec("fcntl") is None:
            raise ConfigError(
                "经验库只能在 Linux 和 macOS 上运行",
                hint="在 Windows 上请用 WSL（适用于 Linux 的 Windows 子系统）",
            )
        module, _, attribute = self.place.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


# In the order in which a newcomer needs them.
VERBS: dict[str, Verb] = {
    "init": Verb("kb.cli.ingest:init", "新建知识库目录，带上基础词表。"),
    "ingest": Verb("kb.cli.ingest:ingest", "读入简报（文件或文件夹），存为 Markdown 并建立索引。"),
    "watch": Verb(
        "kb.cli.watch:watch",
        "监视一个文件夹：放进去的简报自动入库，",
        "成功的移到 done/，失败的移到 failed/ 并附原因。",
    ),
    "serve": Verb("webapp.serve:serve", "在本机启动网站。"),
    "search": Verb(
        "kb.cli.search:search_command",
        "检索条目。",
        '空格表示“并且”；支持 "原文"、-排除、或、括号、机构: 提到: 做法: 小组: 类型: 标题: 时间:。'
        "以 - 开头的检索词前面加 --。",
    ),
    "show": Verb("kb.cli.corpus:show", "显示一期简报或一个条目。"),
    "list": Verb("kb.cli.corpus:list_command", "列出全部简报，新的在前。"),
    "practices": Verb("kb.cli.corpus:practices", "列出做法，或显示一个做法和谈到它的条目。"),
    "compare": Verb(
        "kb.cli.compare:compare_command",
        "按机构和方面对照：各行怎样做一个做法，或一次检索的结果。",
    ),
    "figures": Verb(
        "kb.cli.compare:figures_command",
        "列出一个做法或一次检索的数据；不写检索词则列出全部。",
    ),
    "trends": Verb(
        "kb.cli.compare:trends_command",
        "各做法在各时期、各机构被谈到的条目数；可只看一个做法。",
    ),
    "collection": Verb(
        "kb.cli.collection:collection",
        "讲义：收集原文摘录，排序，加批注，导出为 Word、PowerPoint 等。",
    ),
    "cite": Verb(
        "kb.cli.cite:cite",
        "写出条目的出处：国标格式、文中短注，或供文献管理软件导入的格式。",
    ),
    "quotecheck": Verb(
        "kb.cli.quotecheck:quotecheck",
        "引文核对：文件里引用的话是否与简报原文一致，",
        "可读 .docx、.pptx、.md、.txt，可存成带批注的 Word。",
    ),
    "new": Verb(
        "kb.cli.novelty:new_command",
        "一期简报带来了什么新的：做法、机构、说法、数据（默认：最新一期）。",
    ),
    "terms": Verb("kb.cli.terms:terms_command", "列出语料里常用、词典里没有的新词；采纳或拒绝。"),
    "history": Verb("kb.cli.history:history_command", "显示一期简报的历史：谁、何时、改了什么。"),
    "restore-version": Verb(
        "kb.cli.history:restore_version",
        "把一期简报恢复到从前的一版（用 kb history 查看有哪些）。",
    ),
    "visible": Verb("kb.cli.visible:visible", "谁可以看一期简报：显示，或只给一些机构和组的人看。"),
    "remove": Verb("kb.cli.corpus:remove", "移除一期简报：移到回收站，用 kb undo-remove 恢复。"),
    "bin": Verb("kb.cli.history:bin_command", "列出回收站里的简报，最近移除的在前。"),
    "undo-remove": Verb("kb.cli.history:undo_remove", "把最近一次移除的简报从回收站恢复。"),
    "user": Verb("kb.cli.user:user", "账号：增加、邀请、改密码、改角色、停用、查看登录。"),
    "audit": Verb("kb.cli.user:audit_command", "操作记录：谁、何时、从哪里、做了什么。"),
    "queries": Verb(
        "kb.cli.queries:queries_command", "检索记录：问过什么、有没有结果；--forget 清空。"
    ),
    "index": Verb("kb.cli.ingest:index", "使索引与语料一致；--rebuild 重建。"),
    "sync": Verb(
        "kb.cli.sync:sync",
        "与远端的语料仓库同步：取来别处发布的，推送这里发布的（kb.toml 里的 corpus.remote）。",
    ),
    "model": Verb("kb.cli.model:model", "按意思检索用的语义模型：安装、查看。"),
    "check": Verb(
        "kb.cli.check:check_command", "检查语料、词表、历史、索引和磁盘，说明每个问题怎样解决。"
    ),
    "doctor": Verb(
        "kb.cli.doctor:doctor",
        "诊断：设置、主机名、HTTPS、磁盘、时钟、备份、索引、组件、版本，逐条说明怎样解决。",
    ),
    "backup": Verb(
        "kb.cli.backup:backup_command",
        "把语料、词表、历史和状态备份成一个 .tar.gz 文件（不含索引）。",
        "定时备份：kb backup --keep 14 文件夹；加密：--encrypt 口令文件。",
    ),
    "restore": Verb(
        "kb.cli.backup:restore",
        "从备份恢复；现有的语料和状态先移到 state/before-restore-…。",
        "--verify 只演练，不恢复。",
    ),
    "notice": Verb(
        "kb.cli.notice:notice_command",
        "网站每一页上的通知；只读方式。不写通知则显示现在的。",
    ),
    "state": Verb(
        "kb.cli.state:state", "状态库（账号、讲义、上传等）在哪里；移到 PostgreSQL 或移回来。"
    ),
    "upgrade": Verb(
        "kb.cli.upgrade:upgrade_command",
        "升级旧版本的知识库：先备份，再更新状态库和索引。",
        "--undo 退回升级前的样子，--list 只列出要做的事。",
    ),
    "evaluate": Verb(
        "kb.cli.evaluate:evaluate_command",
        "用一套问题评测检索：",
        "目录里有 corpus.jsonl、queries.jsonl、qrels/test.tsv（BEIR 格式）。"
        "在临时目录里建索引，不动知识库，也不用它的词表。",
    ),
}


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function the command of a verb in the table, with the help that stands there."""
    verb = VERBS[name]
    return click.command(name, help=verb.summary + verb.more)


class Verbs(click.Group):
    """The group of all verbs in the table; it imports the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return VERBS[cmd_name].load() if cmd_name in VERBS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, verb.summary.rstrip("：，")) for name, verb in VERBS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
