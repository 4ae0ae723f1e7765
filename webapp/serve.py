"""`kb serve`: the site on this machine, in one process or several."""

from __future__ import annotations

import errno
import gc
import socket
import sys
import time

import click

from kb.access import logging_in, syslog
from kb.cli.common import opened
from kb.cli.verbs import command
from kb.errors import ConfigError
from kb.files import (
    LOCAL,
    NONE,
    Home,
    Settings,
    find_home,
    keep_local_time,
    load_settings,
    reason,
)
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from webapp import create_app
from webapp.access import is_loopback
from webapp.monitoring import log_as_json
from webapp.server import Limits, Serving, can_fork, run_alone, run_workers
from webapp.services import background, preload
from webapp.views.intake import MAX_REQUEST

MOST_WORKERS = 32
# Seconds that a thread may keep the interpreter while another one waits for it.
TURN_SECONDS = 0.001
# Larger requests are refused by the server itself; smaller ones get a page of the site.
LARGEST = 2 * MAX_REQUEST


def require_loopback(host: str, settings: Settings | None = None) -> None:
    """ConfigError when this address may not be listened on: without accounts only one that reaches
    this machine alone, with them any, provided that the names of the site are known."""
    if is_loopback(host):
        return
    if settings is None or settings.access == NONE:
        raise ConfigError(
            f"不能在 {host} 上提供服务：没有账号和权限，任何连得上的人都能看到、改动内容",
            hint='只能用本机地址，如 127.0.0.1（默认）；要让同事访问，在 kb.toml 里写 access = "local"',
        )
    if not settings.hosts:
        raise ConfigError(
            f"不能在 {host} 上提供服务：不知道同事用什么名称访问",
            hint='在 kb.toml 里写明，如 hosts = ["kb.example.cn", "10.1.2.3"]',
        )


@command("serve")
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听地址；没有账号时只能是本机")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="端口")
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    metavar="个数",
    help="进程个数；多于 1 个要安装 lessons-kb[serve]",
)
@click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    help="日志：text 只写出错，json 每个请求一行 JSON（不含检索词和密钥）",
)
@click.pass_context
def serve(context: click.Context, host: str, port: int, workers: int, log: str) -> None:
    """Serve the site until it is stopped."""
    if log == "json":
        log_as_json()
    require_loopback(host, _settings(context))
    if workers > 1 and not can_fork():
        raise ConfigError(
            "不能用几个进程提供服务：没有安装 gunicorn", hint="安装 lessons-kb[serve]"
        )
    # A thread that reads a file gives the interpreter away, and gets it back when the thread that
    # took it has had its turn. Five milliseconds for each of 700 looks at files are seconds.
    sys.setswitchinterval(TURN_SECONDS)
    listening = _listening(host, port)
    kb = opened(context)
    serving = _serving(kb, several=workers > 1)
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    click.echo(f"经验库已启动：http://{shown}（按 Ctrl-C 停止）")
    _say_how_to_log_in(kb.home, kb.settings, host, shown)
    if workers > 1:
        gc.collect()
        gc.freeze()  # what all processes share is not copied by the search for garbage
        run_workers(serving, listening, workers)
    else:
        run_alone(serving, listening)


def _serving(kb: KnowledgeBase, *, several: bool) -> Serving:
    syslog.send_to(kb.settings.syslog)
    app = create_app(kb)
    if several:
        preload(app)

    def again() -> Serving:
        """From the files as they are now. What may be listened on stays as it was."""
        other = open_knowledge_base(kb.home)
        if kb.settings.access != NONE and other.settings.access == NONE:
            raise ConfigError("取消账号要停止网站再启动", where=str(kb.home.config))
        keep_local_time(other.settings.timezone)
        return _serving(other, several=several)

    limits = Limits(proxies=kb.settings.proxies)
    return Serving(app, limits, LARGEST, lambda: background(app), again)


def _settings(context: click.Context) -> Settings | None:
    """The settings of the home, None where there is none; opening it says so later."""
    try:
        home = find_home(context.obj)
    except ConfigError:
        return None
    return load_settings(home)


def _say_how_to_log_in(home: Home, settings: Settings, host: str, shown: str) -> None:
    """The one-time code for the first account; a warning where passwords travel in the clear."""
    if settings.access != LOCAL:
        return
    if logging_in.needs_setup(home):
        code = logging_in.new_setup_code(home, time.time())
        click.echo(
            f"还没有账号。请在浏览器里打开 {_address(settings, shown)}，点“建立第一个管理员账号”，"
            f"设置代码：{code}（24 小时内有效，只能用一次）"
        )
    if not settings.proxies and not is_loopback(host):
        click.echo("注意：没有设置 HTTPS 代理（proxies），密码和内容在网络上是明文", err=True)


def _address(settings: Settings, listening: str) -> str:
    """Where colleagues open the site. The path below which a proxy puts it is known to the proxy only."""
    if settings.proxies and settings.hosts:
        return f"https://{settings.hosts[0]}（放在子路径下的，加上子路径）"
    return (
        f"http://{settings.hosts[0]}:{listening.rpartition(':')[2]}"
        if settings.hosts
        else f"http://{listening}"
    )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(
            host or None, port, family
        )  # create_server hides what kind of error it is
        return socket.create_server((host, port), family=family, backlog=1024)
    except socket.gaierror as error:
        raise ConfigError(
            f"不能使用 {host}：不是本机的地址",
            hint="--host 写本机的一个 IP 地址，如 127.0.0.1、0.0.0.0",
        ) from error
    except OSError as error:
        other = error.errno == errno.EADDRNOTAVAIL
        hint = "--host 写本机的一个 IP 地址，如 127.0.0.1" if other else "用 --port 换一个端口"
        raise ConfigError(f"不能使用 {host}:{port}：{reason(error)}", hint=hint) from error
