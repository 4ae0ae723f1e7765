"""Is the machine fit to serve a knowledge base? What `check` does not ask: settings, names and TLS,
clock, backups, optional packages, fonts, versions. Each answer says what mends it."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from shutil import disk_usage

from kb import __version__
from kb.access import Actor, Right, Role, administration, require, second_step
from kb.errors import KbError
from kb.files import LOCAL, NONE, PROXY, Home, Settings, load_settings, reason
from kb.knowledge_base import open_knowledge_base
from kb.maintenance.check import check_contents
from kb.maintenance.disk import surroundings
from kb.maintenance.retention import last_backup
from kb.state import database, moving

# A week without a backup is a week's work that may be lost.
OLDEST_BACKUP = timedelta(days=7)
# A secret of a proxy shorter than this is refused by the site.
_SECRET = 32
# What is optional: the extra, the modules it brings, and what is missing without it.
_EXTRAS = (
    ("fast", ("tantivy", "rjieba"), "更快的检索引擎和分词"),
    ("serve", ("gunicorn",), "用几个进程提供网站"),
    ("office", ("docx", "pptx", "openpyxl"), "导出 Word、PowerPoint、Excel"),
    ("encrypt", ("cryptography",), "加密的备份"),
    ("opensearch", ("urllib3",), "在 OpenSearch 集群上检索"),
    ("postgresql", ("pg8000",), "状态库用 PostgreSQL"),
    ("semantic", ("onnxruntime", "numpy"), "按意思检索"),
)
_PACKAGES = ("Flask", "waitress", "jieba", "Whoosh", "pypdf", "tantivy", "gunicorn")


class Level(StrEnum):
    """How much an answer matters."""

    GOOD = "good"
    NOTE = "note"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question came to: `topic` and `message` in Chinese; `mend` is a command or a piece of
    advice in Chinese, "" when nothing need be done."""

    topic: str
    level: Level
    message: str
    mend: str = ""


def examine(home: Home, actor: Actor, now: datetime) -> list[Answer]:
    """All questions in a fixed order; Forbidden for who may not administer."""
    require(actor, Right.ADMINISTER)
    answers = [_versions()]
    try:
        settings = load_settings(home)
    except KbError as error:
        answers.append(Answer("设置", Level.MEND, _said(error), error.hint or "改正 kb.toml"))
    else:
        answers.append(Answer("设置", Level.GOOD, f"kb.toml 读得出，检索引擎 {settings.engine}"))
        answers += _under_topic("状态库", _state(home))
        answers += _under_topic("访问", _access(home, settings, actor))
        answers += _under_topic("运行", _running(home, settings, actor))
        answers += _under_topic("语料和索引", _contents(home))
        answers += _under_topic("时钟", _clock(home, now))  # local time is a setting
    answers += _under_topic("磁盘", _disk(home))
    answers.append(_backups(home, now))
    answers += _extras()
    answers.append(_fonts())
    return answers


def _under_topic(topic: str, answers: Iterator[Answer]) -> Iterator[Answer]:
    """Answers to one question. That the system refuses a file is an answer too, and the other
    questions are asked all the same."""
    try:
        yield from answers
    except OSError as error:
        message = f"{error.filename or '文件'}：{reason(error)}"
        yield Answer(topic, Level.MEND, message, "见“磁盘”一项的权限")


def _versions() -> Answer:
    found = [f"经验库 {__version__}", f"Python {platform.python_version()}"]
    found += [f"SQLite {sqlite3.sqlite_version}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return Answer("版本", Level.GOOD, "，".join([*found, platform.machine()]))


def _state(home: Home) -> Iterator[Answer]:
    """Where the state is, and whether it can be reached."""
    try:
        taken, steps = database.steps_taken(home), database.steps()
    except KbError as error:
        yield Answer("状态库", Level.MEND, _said(error), error.hint or "kb state status")
        return
    place = f"{moving.place_of(home)}，第 {taken} 步"
    if taken < steps:
        yield Answer("状态库", Level.MEND, f"{place}，现在的版本是第 {steps} 步", "kb upgrade")
    else:
        yield Answer("状态库", Level.GOOD, place)


def _access(home: Home, settings: Settings, actor: Actor) -> Iterator[Answer]:
    """The mode of access, the names of the site, and whether passwords travel in the clear."""
    if settings.access == NONE:
        yield Answer(
            "访问",
            Level.NOTE,
            "没有账号，网站只能在本机使用",
            '要让同事访问，在 kb.toml 里写 access = "local" 和 hosts，见 docs/deployment.md',
        )
        return
    yield Answer("访问", Level.GOOD, f'access = "{settings.access}"')
    if not settings.hosts:
        yield Answer(
            "主机名",
            Level.MEND,
            "没有写明同事用什么名称访问，别的名称一律拒绝",
            '在 kb.toml 里写 hosts = ["kb.example.cn"]',
        )
    else:
        yield Answer("主机名", Level.GOOD, "、".join(settings.hosts))
    if not settings.proxies:
        yield Answer(
            "HTTPS",
            Level.MEND,
            "没有写明 HTTPS 代理，密码和内容在网络上是明文",
            '用 deploy/ 里的 nginx 或 Caddy 样例提供 HTTPS，在 kb.toml 里写 proxies = ["127.0.0.1"]',
        )
    else:
        yield Answer("HTTPS", Level.GOOD, f"由代理提供：{'、'.join(settings.proxies)}")
    if settings.access == LOCAL:
        yield _accounts(home, actor)
    if settings.access == PROXY and settings.identity:
        yield _secret(home, "代理密钥", settings.identity.secret_file)


def _running(home: Home, settings: Settings, actor: Actor) -> Iterator[Answer]:
    """Second steps, the log of queries, quotas."""
    if settings.access == LOCAL:
        yield _second_steps(home, settings, actor)
    if settings.metrics_token_file:
        yield _secret(home, "指标令牌", settings.metrics_token_file)
    log = settings.queries
    kept = f"保留 {log.days} 天，{'写明' if log.names else '不写'}姓名" if log.keep else "不保留"
    yield Answer("检索记录", Level.GOOD, kept)
    if settings.access != NONE:
        most = settings.quotas
        limits = (("上传", most.uploads), ("导出", most.exports), ("核对引文", most.checks))
        shown = "，".join(f"{what} {number or '不限'}" for what, number in limits)
        yield Answer("每人每天", Level.GOOD, shown)


def _second_steps(home: Home, settings: Settings, actor: Actor) -> Answer:
    """Do those log in with a second step who should?"""
    if not settings.second_factor:
        mend = '在 kb.toml 里写 second_factor = ["admin", "editor"]'
        return Answer("两步登录", Level.NOTE, "各人自愿", mend)
    try:
        found = administration.all_accounts(home, actor)
        lacking = [
            one.name
            for one in found
            if one.role in settings.second_factor
            and not one.disabled
            and not second_step.is_on(home, one)
        ]
    except KbError as error:
        return Answer("两步登录", Level.MEND, _said(error), error.hint)
    if lacking:
        message = f"还没有开启的有 {len(lacking)} 人，如：{lacking[0]}"
        return Answer("两步登录", Level.NOTE, message, "他们下次登录时会先被要求开启")
    return Answer("两步登录", Level.GOOD, f"必须：{'、'.join(settings.second_factor)}，都已开启")


def _accounts(home: Home, actor: Actor) -> Answer:
    try:
        found = administration.all_accounts(home, actor)
    except KbError as error:
        return Answer("账号", Level.MEND, _said(error), error.hint)
    able = [one for one in found if not one.disabled and one.has_password]
    if not any(one.role is Role.ADMIN for one in able):
        message = "没有能登录的管理员"
        return Answer("账号", Level.MEND, message, "kb user add 名字 --role 管理员")
    return Answer("账号", Level.GOOD, f"{len(found)} 个，能登录的 {len(able)} 个")


def _secret(home: Home, topic: str, name: str) -> Answer:
    """A file with a secret that another program sends: the proxy, or what reads the metrics."""
    path = home.path / name
    make = f"openssl rand -hex 32 > {path} && chmod 600 {path}"
    try:
        text, mode = path.read_text("utf-8").strip(), path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        return Answer(topic, Level.MEND, f"读不出 {path}", make)
    if len(text) < _SECRET:
        return Answer(topic, Level.MEND, f"不足 {_SECRET} 个字符", make)
    if mode & 0o077:
        return Answer(topic, Level.MEND, "别的用户也能读", f"chmod 600 {path}")
    return Answer(topic, Level.GOOD, "已设置，只有本用户能读")


def _contents(home: Home) -> Iterator[Answer]:
    """Corpus and index, as `kb check` finds them."""
    try:
        kb = open_knowledge_base(home)
        try:
            findings = check_contents(kb)
        finally:
            kb.engine.close()
    except KbError as error:
        yield Answer("语料和索引", Level.MEND, _said(error), error.hint or "kb check")
        return
    if findings:
        message = f"{len(findings)} 个问题，如：{findings[0]}"
        yield Answer("语料和索引", Level.MEND, message, "kb check")
    else:
        yield Answer("语料和索引", Level.GOOD, f"一切正常，{len(kb.corpus.bulletin_ids())} 期简报")


def _disk(home: Home) -> Iterator[Answer]:
    findings = list(surroundings(home))
    for finding in findings:
        yield Answer("磁盘", Level.MEND, str(finding), finding.command)
    if not findings:
        free = disk_usage(home.path).free / 1024**3
        yield Answer("磁盘", Level.GOOD, f"还有 {free:.1f} GB")


def _clock(home: Home, now: datetime) -> Iterator[Answer]:
    """A clock that was put back is before what was written already."""
    last = last_backup(home)
    known = [datetime.fromtimestamp(home.config.stat().st_mtime), *([last.made] if last else [])]
    if max(known) > now + timedelta(minutes=5):
        yield Answer(
            "时钟",
            Level.MEND,
            f"现在是 {now:%Y-%m-%d %H:%M}，比已有文件的时间还早",
            "校准系统时间：timedatectl set-ntp true",
        )
        return
    yield Answer("时钟", Level.GOOD, f"{now:%Y-%m-%d %H:%M}")
    if not now.astimezone().utcoffset():
        mend = (
            '在 kb.toml 里写 timezone = "Asia/Shanghai"，或 timedatectl set-timezone Asia/Shanghai'
        )
        yield Answer("时区", Level.NOTE, "是 UTC，页面上的时间比北京时间少 8 小时", mend)
    else:
        yield Answer("时区", Level.GOOD, f"UTC{now.astimezone().isoformat()[-6:]}")


def _backups(home: Home, now: datetime) -> Answer:
    last, mend = last_backup(home), "kb backup --keep 14 文件夹"
    if last is None:
        return Answer("备份", Level.MEND, "还没有备份过", mend)
    if not last.file.is_file():
        return Answer("备份", Level.MEND, f"上次的备份不在了：{last.file}", mend)
    latest = f"上次 {last.made:%Y-%m-%d %H:%M}，{last.file}"
    if now - last.made > OLDEST_BACKUP:
        return Answer("备份", Level.MEND, f"超过 {OLDEST_BACKUP.days} 天没有备份：{latest}", mend)
    if last.file.stat().st_dev == home.path.stat().st_dev:
        hint = "备份到另一块磁盘或另一台机器"
        return Answer("备份", Level.NOTE, f"{latest}；与知识库在同一块磁盘上", hint)
    return Answer("备份", Level.GOOD, latest)


def _extras() -> Iterator[Answer]:
    for extra, modules, brings in _EXTRAS:
        if all(find_spec(module) for module in modules):
            yield Answer("组件", Level.GOOD, f"{extra}：{brings}")
        else:
            mend = f'pip install "lessons-kb[{extra}]"'
            yield Answer("组件", Level.NOTE, f"没有安装 {extra}（{brings}）", mend)


def _fonts() -> Answer:
    """Exports name fonts and hold none; nothing is drawn on the server."""
    return Answer("字体", Level.GOOD, "导出的文件用打开它的电脑上的字体，服务器上不需要字体")


def _said(error: KbError) -> str:
    return f"{error.where}：{error.message}" if error.where else error.message
