"""Where a knowledge base is and how it is configured: the home folder and its kb.toml."""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kb.errors import ConfigError
from kb.files import access_settings, operation_settings, outside_settings
from kb.files.access_settings import LOCAL, NONE, OIDC, PROXY, Identity
from kb.files.cluster_settings import Cluster, cluster
from kb.files.corpus_settings import Remote, corpus
from kb.files.durable import reason
from kb.files.operation_settings import QueryLog, Quotas, index_folder
from kb.files.outside_settings import Syslog
from kb.files.provider_settings import Provider, provider
from kb.files.state_settings import Server, server

CONFIG_NAME = "kb.toml"
# The file in state/ with the mark by which an index on a cluster is known to be this home's.
OWNER = "knowledge-base"
# What a Chinese keyboard writes in place of = " ' [ ] , .
_FULL_WIDTH = re.compile("[＝“”‘’［］，＂]")
OPENSEARCH = "opensearch"
_EVERYTHING_KEPT, _USUAL_QUOTAS = QueryLog(), Quotas()
ENGINES = ("whoosh", "tantivy", OPENSEARCH)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of kb.toml: `name` is shown on the pages, `engine` is the search engine.

    `access` is how the site knows who asks: "none" (it does not, and listens on this machine only),
    "local" (accounts of its own) "proxy" (a proxy says so, as `identity` describes) or "oidc" (a
    provider of identities does, as `oidc` describes). `hosts` are
    the names that browsers may use, `proxies` the addresses whose X-Forwarded headers are believed,
    `hops` how many of them stand in a row. `opensearch` says where the cluster is that
    the engine of this name uses. `state` is the PostgreSQL database with the state, None for a file of
    the home. `corpus` is the git repository that the corpus follows. `metrics_token_file` is a file
    in the home with the token by which a program on another machine may read /metrics. `timezone` is
    local time, "" for that of the system. `second_factor` are the roles that must log in with a second
    step. `queries` is about the log of queries, `quotas` about how much one person may do in a day.
    `index` is a folder of each machine for its own index, "" for the folder of the home. `scanner` is a
    program that looks for viruses in uploads, () for none; `syslog` is where lines of the log are sent,
    too.
    """

    name: str = "经验库"
    engine: str = "whoosh"
    access: str = NONE
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    hops: int = 1
    identity: Identity | None = None
    oidc: Provider | None = None
    opensearch: Cluster | None = None
    state: Server | None = None
    corpus: Remote | None = None
    metrics_token_file: str = ""
    timezone: str = ""
    second_factor: tuple[str, ...] = ()
    queries: QueryLog = _EVERYTHING_KEPT
    quotas: Quotas = _USUAL_QUOTAS
    index: str = ""
    scanner: tuple[str, ...] = ()
    syslog: Syslog | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A knowledge base is a folder with four folders in it.

    corpus/ is the truth. index/ can be rebuilt from it. state/ cannot: it holds the history, the
    bin, uploads and what people saved, so `kb backup` takes it too. model/ is the embedding model
    that the administrator installed, if any. Of several machines that serve one home on a shared
    folder, each may have an index folder of its own.
    """

    path: Path
    own_index: Path | None = None

    @property
    def config(self) -> Path:
        return self.path / CONFIG_NAME

    def config_text(self) -> str:
        """The text of kb.toml, without the mark that editors on Windows put before it; OSError,
        UnicodeDecodeError."""
        return self.config.read_text("utf-8-sig")

    @property
    def corpus(self) -> Path:
        return self.path / "corpus"

    @property
    def index(self) -> Path:
        return self.own_index or self.path / "index"

    @property
    def machine(self) -> Path:
        """The folder for what the processes of one machine share: notes about the index, who is on
        duty."""
        return self.own_index or self.state

    @property
    def state(self) -> Path:
        return self.path / "state"

    @property
    def model(self) -> Path:
        return self.path / "model"

    def for_visitors(self, text: str) -> str:
        """A message for visitors: files of this home are named from it, and the folder it lies in
        is not shown."""
        if self.own_index:
            text = text.replace(str(self.own_index), "index")
        for path in {str(self.path), str(self.path.absolute())} - {"."}:
            text = text.replace(f"{path}/", "").replace(path, "知识库目录")
        return text


def home_folder(given: str | None) -> Path:
    """The folder named on the command line, else by KB_HOME, else the current one, whether or not
    there is a knowledge base in it."""
    named = given or os.environ.get("KB_HOME") or ""
    return Path(named) if named else Path.cwd()


def find_home(given: str | None) -> Home:
    """The home named on the command line, else by KB_HOME, else the current folder if it is one.

    Raises ConfigError when the folder is not a knowledge base.
    """
    named = given or os.environ.get("KB_HOME") or ""
    path = home_folder(given)
    home = Home(path.resolve())
    if not home.config.is_file():
        raise ConfigError(
            f"{path} 不是知识库（没有 {CONFIG_NAME}）",
            hint=f"用 kb init {path if named else '目录'} 新建，或用 --home、KB_HOME 指明知识库目录",
        )
    return Home(home.path, _own_index(home))


def _own_index(home: Home) -> Path | None:
    """The folder that KB_INDEX names, or else `index` in kb.toml. A kb.toml that cannot be read names
    none: load_settings says what is wrong with it."""
    if named := os.environ.get("KB_INDEX"):
        return Path(named).absolute()
    try:
        return Path(index_folder(tomllib.loads(home.config_text())["index"]))
    except (OSError, KeyError, ValueError):
        return None


_PARSERS = (
    access_settings.PARSERS
    | operation_settings.PARSERS
    | outside_settings.PARSERS
    | {OPENSEARCH: cluster, OIDC: provider, "state": server, "index": index_folder}
    | {"corpus": corpus}
)


def load_settings(home: Home) -> Settings:
    """Read kb.toml; an unknown key or value is an error, so that typing errors are noticed."""
    where = str(home.config)
    try:
        text = home.config_text()
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError("读不出配置文件", where=where, hint=reason(error)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("读不出配置文件", where=where, hint="请另存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise _malformed(text, error, where) from error
    known = [field.name for field in fields(Settings)]
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise ConfigError(
                f"不认识的设置“{key}”", where=where, hint=f"可用的设置：{'、'.join(known)}"
            )
        try:
            values[key] = _PARSERS[key](value)
        except ValueError as error:
            hint = _misplaced(value, known, str(error))
            raise ConfigError(f"设置“{key}”{error}", where=where, hint=hint) from error
    settings = Settings(**values)
    if settings.opensearch and (followed := settings.corpus):
        shared = replace(settings.opensearch, corpus=f"{followed.remote} {followed.branch}")
        settings = replace(settings, opensearch=shared)
    if settings.engine not in ENGINES:
        raise ConfigError(
            f"不认识的检索引擎“{settings.engine}”",
            where=where,
            hint=f"可用：{'、'.join(ENGINES)}",
        )
    if settings.engine == OPENSEARCH and settings.opensearch is None:
        raise ConfigError(
            'engine = "opensearch" 要写明集群在哪里：一节 [opensearch]',
            where=where,
            hint="见 docs/scaling.md",
        )
    if settings.access == NONE and (settings.hosts or settings.proxies):
        raise ConfigError(
            "没有账号的网站只能在本机使用，不能设置 hosts 和 proxies：经过代理，任何人都能改动内容",
            where=where,
            hint='写上 access = "local"，或删去这两项',
        )
    if settings.second_factor and settings.access != LOCAL:
        raise ConfigError(
            'second_factor 只用于网站自己的账号（access = "local"）',
            where=where,
            hint="由别处登录的，请在那里要求两步登录",
        )
    if settings.access == OIDC and settings.oidc is None:
        raise ConfigError(
            'access = "oidc" 要写明身份提供方：一节 [oidc]', where=where, hint="见 docs/security.md"
        )
    if settings.access == PROXY and not (settings.identity and settings.proxies):
        raise ConfigError(
            'access = "proxy" 要写明谁可以代人登录：proxies 和 [identity]',
            where=where,
            hint="见 docs/security.md",
        )
    return settings


def _misplaced(table: object, known: list[str], problem: str) -> str:
    """The hint for a setting that was written below a heading, such as [opensearch], and so belongs to
    it: who adds a line adds it at the end of the file."""
    inside = table if isinstance(table, dict) else {}
    wrong = [key for key in inside if key in known and f"“{key}”不认识" in problem]
    return f"“{wrong[0]}”如果是单独的设置，要写在第一个方括号 [ ] 之前" if wrong else ""


def _malformed(text: str, error: tomllib.TOMLDecodeError, where: str) -> ConfigError:
    # tomllib says the line only in its English message, or that it met the end of the file.
    line = re.search(r"\bline (\d+)", str(error))
    number = int(line[1]) if line else len(text.splitlines())
    full = _FULL_WIDTH.search("".join(text.splitlines()[number - 1 : number]))
    hint = '每行写成 name = "经验库"，每个设置只写一次'
    return ConfigError(
        f"配置文件格式有误（{f'第 {number} 行' if line else '最后一行'}）",
        where=where,
        hint=f"这一行有全角的“{full[0]}”，请改成半角" if full else hint,
    )


def starter_vocabulary() -> Path:
    """The folder with the first vocabulary: installed with the package, or in the checkout."""
    # Debian's Python installs below /usr/local though its prefix is /usr.
    prefixes = (sys.prefix, sysconfig.get_path("data"))
    folders = (Path(prefix) / "share" / "lessons-kb" for prefix in prefixes)
    checkout = Path(__file__).parents[2] / "corpus"
    return next((folder for folder in folders if folder.is_dir()), checkout)


def _copy_vocabulary(home: Home) -> None:
    """Copy practices, organisations and lexicons into a new home; existing files stay as they are."""
    starter = starter_vocabulary()
    names = ("organisations.yml", "aspects.yml", "indicators.yml", "everyday.yml")
    files = tuple(starter / name for name in names)
    for source in (*files, *(starter / "practices").glob("*.md")):
        target = home.corpus / source.relative_to(starter)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def init_home(path: Path) -> Home:
    """Make a knowledge base in `path`, with the first vocabulary; ConfigError when there is one
    already."""
    home = Home(path.resolve())
    if home.config.exists():
        raise ConfigError(f"{path} 已经是知识库")
    try:
        for folder in (home.corpus / "bulletins", home.corpus / "practices", home.index):
            folder.mkdir(parents=True, exist_ok=True)
        _copy_vocabulary(home)
        default = Settings()
        home.config.write_text(f'name = "{default.name}"\nengine = "{default.engine}"\n', "utf-8")
    except OSError as error:
        raise ConfigError(f"无法在 {path} 新建知识库", hint=reason(error)) from error
    return home
