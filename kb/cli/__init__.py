"""The command line: what a person types, one file per family of verbs.

This module imports no verb; verbs.py says where each one is.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

import click

from kb import __version__
from kb.cli.chinese import Formatter, complaint
from kb.cli.verbs import Verbs
from kb.errors import KbError

click.Context.formatter_class = Formatter


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="经验库：把兄弟行的学习简报读进来，找得到、用得上。",
)
@click.option("--home", metavar="目录", help="知识库目录（默认：环境变量 KB_HOME，或当前目录）")
@click.version_option(__version__, message="经验库 %(version)s", help="显示版本")
@click.pass_context
def cli(context: click.Context, home: str | None) -> None:
    """Remember the home, which is looked for when a verb needs it; reckon in its local time."""
    context.obj = home
    _keep_local_time(home)


def _keep_local_time(named: str | None) -> None:
    """The time zone of kb.toml; what is wrong with the file is said by the verb that reads it."""
    from kb.files import find_home, keep_local_time, load_settings  # not for --version and --help

    try:
        zone = load_settings(find_home(named)).timezone
    except KbError:
        return
    keep_local_time(zone)


def _report(error: KbError) -> None:
    """Show a person what went wrong."""
    place = f"{error.where}：" if error.where else ""
    click.echo(click.style("错误：", fg="red") + place + error.message, err=True)
    for line in (error.hint, error.quoted):
        if line:
            click.echo(f"　　　{line}", err=True)


def _give_up_output() -> None:
    """Python flushes once more when it ends, and would fail once more (Python documentation,
    signal, "Note on SIGPIPE")."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run `kb`; errors a person can act on become a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows "?"
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(prog_name="kb", standalone_mode=False)
    except KbError as error:
        _report(error)
        code = error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = 2
    except click.ClickException as error:
        _report(KbError(complaint(error), hint="用 kb --help 查看用法"))
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        code = 130
    except BrokenPipeError:
        _give_up_output()
        code = 0
    except OSError as error:  # one that no verb expects: output that cannot be written
        from kb.files import reason  # here, because --version and --help need no files

        _give_up_output()
        _report(KbError(reason(error), where=str(error.filename or "")))
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
