"""kb collection: the trainer's excerpts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from kb.cli.common import FilePath, echo_json, opened
from kb.cli.verbs import VERBS
from kb.errors import ConfigError, QueryError
from kb.exports import FORMATS, Options, export_collection, template_problems
from kb.files import write_durably
from kb.rights import COMMAND_LINE
from kb.saved import (
    Collection,
    Editor,
    Sources,
    Standing,
    checked,
    collection_changes,
    collections,
    course,
    numbered,
    take,
    warnings,
)

_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
_STANDING = {
    Standing.CHANGED: "原文已更正",
    Standing.MOVED: "原文已移到别处",
    Standing.GONE: "原文已不在库里",
    Standing.HIDDEN: "不能查看",
}


@click.group("collection", help=VERBS["collection"].summary)
def collection() -> None:
    """The family of verbs."""


def editor() -> Editor:
    """Who changes a collection from the command line."""
    return Editor(COMMAND_LINE, datetime.now().astimezone())


@collection.command("list", help="列出全部讲义。")
@_JSON
@click.pass_context
def list_command(context: click.Context, as_json: bool) -> None:
    """List collections, the last changed first."""
    found = collections.collections(opened(context).home, COMMAND_LINE)
    if as_json:
        echo_json([_summary(item) for item in found])
        return
    for item in found:
        count = len(item.contents.excerpts)
        archived = "  （已归档）" if item.archived else ""
        click.echo(f"{item.id:>4}  {item.name}  {count} 条摘录{archived}")
    click.echo(f"共 {len(found)} 份讲义。")


def _summary(item: Collection) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "chapters": len(item.contents.chapters),
        "excerpts": len(item.contents.excerpts),
        "changed": item.changed.isoformat(),
        "archived": item.archived,
    }


@collection.command(help="显示一份讲义：各章、摘录、批注，以及原文有没有变。")
@click.argument("name", metavar="讲义")
@_JSON
@click.pass_context
def show(context: click.Context, name: str, as_json: bool) -> None:
    """Show a collection."""
    kb = opened(context)
    item = collections.named_collection(kb.home, name, COMMAND_LINE)
    if as_json:
        echo_json({**_summary(item), **asdict(item.contents)})
        return
    standing = checked(kb, item.contents.excerpts)
    doubts = warnings(item.contents)
    click.echo(click.style(item.name, bold=True))
    chapter_id = ""
    for chapter, number, excerpt in numbered(item.contents):
        if chapter.id != chapter_id:
            chapter_id = chapter.id
            click.echo(f"\n{click.style(chapter.title, bold=True)}（{chapter.id}）")
        click.echo(f"  {number}. [{excerpt.id}] {excerpt.text}")
        click.echo(click.style(f"     {excerpt.entry}", dim=True))
        notes = [*(("批注：" + excerpt.note,) if excerpt.note else ())]
        notes += [*(("讨论：" + excerpt.question,) if excerpt.question else ())]
        for line in (*notes, *doubts.get(excerpt.id, ())):
            click.echo(f"     {line}")
        if said := _STANDING.get(standing[excerpt.id].standing):
            click.echo(click.style(f"     {said}", fg="yellow"))


@collection.command(help="新建一份讲义；可由一个做法或检索词一步生成。")
@click.argument("name", metavar="名字")
@click.option(
    "--from", "practice", metavar="做法", default="", help="按做法生成：方面分章，机构排列"
)
@click.pass_context
def new(context: click.Context, name: str, practice: str) -> None:
    """Make a collection."""
    kb = opened(context)
    contents = course(kb, practice) if practice else None
    number = collections.create(kb.home, name, editor(), contents)
    count = len(contents.excerpts) if contents else 0
    click.echo(f"已新建讲义“{name}”（编号 {number}），{count} 条摘录。")


@collection.command(help="加入条目的摘录：整条，或用 --quote 指明其中的原文。")
@click.argument("name", metavar="讲义")
@click.argument("entries", metavar="条目编号", nargs=-1, required=True)
@click.option("--quote", metavar="原文", default="", help="只摘这一段（须与原文一致）")
@click.option("--chapter", metavar="章", default="", help="加入哪一章（章号或章名，没有就新建）")
@click.pass_context
def add(
    context: click.Context, name: str, entries: tuple[str, ...], quote: str, chapter: str
) -> None:
    """Add excerpts."""
    kb = opened(context)
    item = collections.named_collection(kb.home, name, COMMAND_LINE)
    sources = Sources(kb.corpus)
    taken = tuple(take(sources, entry, quoted=quote) for entry in entries)
    to = _chapter(item, chapter)
    if chapter and not to:
        collection_changes.add_chapter(kb.home, item.id, chapter, editor())
        to = _chapter(collections.collection(kb.home, item.id, COMMAND_LINE), chapter)
    count = collection_changes.add(kb.home, item.id, taken, editor(), to)
    click.echo(f"已加入“{item.name}”，现有 {count} 条摘录。")


def _chapter(item: Collection, wanted: str) -> str:
    """The id of a chapter named by its id or title, "" when there is none."""
    found = (c.id for c in item.contents.chapters if wanted and wanted in (c.id, c.title))
    return next(found, "")


def _excerpt(item: Collection, typed: str) -> str:
    """The id of an excerpt that was named by it, or by the number that `show` prints in front."""
    found = (one.id for _, number, one in numbered(item.contents) if str(number) == typed)
    return next(found, typed)


@collection.command(help="移动一条摘录到某一章的某个位置。")
@click.argument("name", metavar="讲义")
@click.argument("excerpt", metavar="摘录号")
@click.option("--chapter", metavar="章", default="", help="移到哪一章（默认：原来那章）")
@click.option("--position", type=click.IntRange(1), default=1, help="第几条", show_default=True)
@click.pass_context
def move(context: click.Context, name: str, excerpt: str, chapter: str, position: int) -> None:
    """Move an excerpt."""
    home = opened(context).home
    item = collections.named_collection(home, name, COMMAND_LINE)
    excerpt = _excerpt(item, excerpt)
    to = _chapter(item, chapter) or chapter or item.contents.chapter_of(excerpt).id
    collection_changes.place(home, item.id, excerpt, to, position - 1, editor())
    click.echo("已移动。")


@collection.command(help="给一条摘录写批注和讨论题；不写的保持原样。")
@click.argument("name", metavar="讲义")
@click.argument("excerpt", metavar="摘录号")
@click.option("--text", metavar="文字", help="给讲师看的批注")
@click.option("--question", metavar="文字", help="讨论题")
@click.pass_context
def note(
    context: click.Context, name: str, excerpt: str, text: str | None, question: str | None
) -> None:
    """Write notes."""
    home = opened(context).home
    item = collections.named_collection(home, name, COMMAND_LINE)
    excerpt = _excerpt(item, excerpt)
    old = item.contents.excerpt(excerpt)
    texts = (old.note if text is None else text, old.question if question is None else question)
    collection_changes.note(home, item.id, excerpt, texts, editor())
    click.echo("已保存。")


@collection.command(help="导出一份讲义。")
@click.argument("name", metavar="讲义")
@click.option("--to", "form", type=click.Choice(list(FORMATS)), help="格式（默认：看文件名）")
@click.option(
    "-o", "--output", type=FilePath(path_type=Path, dir_okay=False), required=True, metavar="文件"
)
@click.option("--teacher", is_flag=True, help="讲师版：带上批注（默认：学员版）")
@click.option("--endnotes", is_flag=True, help="Word 里出处用尾注（默认：脚注）")
@click.option("--base", metavar="网址", default="", help="网站的地址，用来写条目的链接")
@click.option("--template", metavar="模板", default="", help="corpus/templates 文件夹里的模板")
@click.pass_context
def export(
    context: click.Context,
    name: str,
    form: str | None,
    output: Path,
    teacher: bool,
    endnotes: bool,
    base: str,
    template: str,
) -> None:
    """Write a file."""
    kb = opened(context)
    form = form or output.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise QueryError("看不出要导出成什么格式", hint=f"用 --to 指明：{'、'.join(FORMATS)}")
    item = collections.named_collection(kb.home, name, COMMAND_LINE)
    options = Options(teacher, endnotes, base, template)
    content = export_collection(kb, item, form, options, date.today())
    write_durably(output, content.encode() if isinstance(content, str) else content)
    click.echo(f"已存为 {output}")


@collection.group(help="本行自己的 Word、PowerPoint 模板，放在知识库的 corpus/templates 文件夹里。")
def template() -> None:
    """The family of verbs about templates."""


@template.command("check", help="检查一个模板，缺什么说明什么。")
@click.argument("file", metavar="文件", type=FilePath(path_type=Path, dir_okay=False))
def check_template(file: Path) -> None:
    """Say what a template lacks."""
    if missing := template_problems(file):
        raise ConfigError(f"模板缺少：{'；'.join(missing)}", where=str(file))
    click.echo("模板可用。")
