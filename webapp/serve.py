"""`kb serve`: the site on this machine, by waitress."""

from __future__ import annotations

import click
from waitress.server import create_server

from kb.cli.common import opened
from kb.cli.verbs import command
from kb.errors import ConfigError
from webapp import create_app
from webapp.access import is_loopback
from webapp.services import Upkeep, builder_of, worker_of
from webapp.views.intake import MAX_REQUEST

THREADS = 8


def require_loopback(host: str) -> None:
    """ConfigError unless the address reaches this machine only: there are no accounts yet."""
    if not is_loopback(host):
        raise ConfigError(
            f"不能在 {host} 上提供服务：目前没有账号和权限，任何连得上的人都能看到内容",
            hint="只能用本机地址，如 127.0.0.1（默认）",
        )


@command("serve")
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听地址，只能是本机")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="端口")
@click.pass_context
def serve(context: click.Context, host: str, port: int) -> None:
    """Serve the site until interrupted."""
    require_loopback(host)
    kb = opened(context)
    app = create_app(kb)
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            # Beyond this the server itself refuses; below it, the site answers with a page.
            max_request_body_size=2 * MAX_REQUEST,
        )
    except OSError as error:
        raise ConfigError(
            f"不能使用 {host}:{port}：{error.strerror or error}", hint="用 --port 换一个端口"
        ) from error
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    click.echo(f"经验库已启动：http://{address}（按 Ctrl-C 停止）")
    upkeep: Upkeep = app.extensions["upkeep"]
    upkeep.start()
    builder_of(app).start()
    try:
        with worker_of(app).running():
            server.run()
    finally:
        builder_of(app).stop()
        upkeep.stop()
