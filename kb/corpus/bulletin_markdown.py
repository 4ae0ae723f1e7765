"""A bulletin as Markdown, and back.

The front matter says what the bulletin is; the body mirrors it: headings, and each entry a block
of lines (its paragraphs) closed by an `attr_list` line of Python-Markdown:

    四、整村授信工作需要……
    ![签约现场](../../pictures/<SHA-256>.png)
    {: #e1f2a3b4 kind=lesson group=临海组 bank=临海农商银行 }

A block without that line was added by hand, and is an overview. A picture that the corpus does not
hold is a link, which no viewer fetches: [图片：签约现场](https://…).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from kb.corpus.attribute_line import ATTRIBUTES, aspect, attribute_line, attributes, subject
from kb.corpus.head_values import (
    groups_of,
    period_of,
    role_data,
    roles_of,
    source_of,
    text_of,
    visible_to,
)
from kb.errors import CorpusError
from kb.files import front_matter
from kb.identity import with_anchors
from kb.model import (
    PICTURE_FILE,
    Bulletin,
    Entry,
    Heading,
    Kind,
    Picture,
    Side,
)
from kb.text import plain_address, title_of

_ALWAYS = re.compile(r"[\\`*_\[\]{}]")
_LINE_START = re.compile(r"[#>+-]|\d{1,9}[.)]")
# A backslash before these would be shown: only some dialects of Markdown let them be escaped.
_ENTITY_AT_START = re.compile(r"[=|~:]")
_ENTITY = re.compile(r"&#(58|61|124|126);")
_HEADING_END = re.compile(r"#(?=#*$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{2,6}) (.*)")
_PICTURES = "../../pictures/"
_PICTURE = re.compile(
    r"(?:!\[|\[图片(?:：|(?=\])))(?P<caption>(?:\\.|[^\]\\])*)\]\((?P<target>.*)\)"
)


def dumps(bulletin: Bulletin) -> str:
    """The Markdown text of a bulletin."""
    data: dict[str, Any] = {"title": bulletin.title}
    if bulletin.sample:
        data["sample"] = True
    if bulletin.visible_to:
        data["visible_to"] = list(bulletin.visible_to)
    for key in ("subtitle", "signed", "series", "issue"):
        if value := getattr(bulletin, key):
            data[key] = value
    if period := bulletin.period:
        data["period"] = {"start": period.start, "end": period.end}
        if period.year_inferred:
            data["period"] |= {"year_inferred": True, "evidence": period.evidence}
    if bulletin.groups:
        data["groups"] = [{"name": g.name, "bank": g.bank} for g in bulletin.groups]
    if bulletin.roles:
        data["roles"] = [role_data(role) for role in bulletin.roles]
    source = bulletin.source
    data["source"] = {
        "name": source.name,
        "format": source.format,
        "sha256": source.sha256,
        "ingested": source.ingested,
        **({"part": source.part} if source.part else {}),
    }
    return front_matter.join(data, "\n\n".join(map(_dump_item, bulletin.content)))


def _dump_item(item: Heading | Entry) -> str:
    if isinstance(item, Heading):
        text = _HEADING_END.sub(r"\#", _escape(item.text, at_start=False))
        return f"{'#' * item.level} {text}"
    lines = "\n".join(_escape(line) for line in item.text.split("\n"))
    pictures = "".join(f"{_dump_picture(picture)}\n" for picture in item.pictures)
    return f"{lines}\n{pictures}{attribute_line(item)}"


def _dump_picture(picture: Picture) -> str:
    caption = _escape(picture.caption, at_start=False)
    if picture.file:
        return f"![{caption}]({_PICTURES}{picture.file})"
    return f"[图片{'：' * bool(caption)}{caption}]({picture.address})"


def _escape(line: str, *, at_start: bool = True) -> str:
    line = _ALWAYS.sub(r"\\\g<0>", line.replace("&", "&amp;").replace("<", "&lt;"))
    if at_start and (match := _LINE_START.match(line)):
        return f"{line[: match.end() - 1]}\\{line[match.end() - 1 :]}"
    if at_start and _ENTITY_AT_START.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line


def _unescape(line: str) -> str:
    line = _ENTITY.sub(lambda m: chr(int(m[1])), line.replace("&lt;", "<")).replace("&amp;", "&")
    return _ESCAPED.sub(r"\1", line)


def loads(text: str, bulletin_id: str, where: str) -> Bulletin:
    """The bulletin of a Markdown text; CorpusError names the line that is wrong."""
    data, body, first_line = front_matter.split(text, where)
    content: list[Heading | Entry] = []
    path: list[Heading] = []
    unnamed: list[Entry] = []
    anchors: set[str] = set()
    for line, block in _blocks(body, first_line):
        heading = _HEADING.fullmatch(block[0]) if len(block) == 1 else None
        if heading:
            item = Heading(_unescape(heading.group(2)), len(heading.group(1)))
            path = [h for h in path if h.level < item.level] + [item]
            content.append(item)
            continue
        place = f"{where} 第 {line + len(block) - 1} 行"
        pictures = [_picture(text, f"{where} 第 {n} 行") for n, text in enumerate(block, line)]
        lines = [text for text, shown in zip(block, pictures, strict=True) if shown is None]
        entry = _entry(lines, tuple(h.text for h in path), place)
        entry = replace(entry, pictures=tuple(filter(None, pictures)))
        if entry.anchor in anchors:
            raise CorpusError(f"条目编号“{entry.anchor}”重复", where=place)
        if entry.anchor:
            anchors.add(entry.anchor)
        else:
            unnamed.append(entry)
        content.append(entry)
    named = iter(with_anchors(unnamed, taken=anchors))

    def at(key: str) -> str:
        return f"{where} 第 {front_matter.line_of(text, key)} 行"

    known = {
        "title",
        "sample",
        "subtitle",
        "signed",
        "series",
        "issue",
        "period",
        "groups",
        "source",
        "visible_to",
        "roles",
    }
    for key in data:
        if key not in known:
            raise CorpusError(f"不认识的项“{key}”", where=at(key))
    return Bulletin(
        id=bulletin_id,
        title=text_of(data, "title", at("title"), required=True),
        content=tuple(
            next(named) if isinstance(item, Entry) and not item.anchor else item for item in content
        ),
        source=source_of(data.get("source"), at("source")),
        subtitle=text_of(data, "subtitle", at("subtitle")),
        signed=text_of(data, "signed", at("signed")),
        series=text_of(data, "series", at("series")),
        issue=text_of(data, "issue", at("issue")),
        period=period_of(data.get("period"), at("period")),
        groups=groups_of(data.get("groups"), at("groups")),
        sample=data.get("sample") is True,
        visible_to=visible_to(data, at("visible_to")),
        roles=roles_of(data.get("roles"), at("roles")),
    )


def _blocks(body: str, first_line: int) -> list[tuple[int, list[str]]]:
    """(line number, lines) of each stretch of lines that are not blank. An attribute line ends it,
    even where the blank line after it was forgotten."""
    blocks: list[tuple[int, list[str]]] = []
    open_block = False
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip():
            open_block = False
        elif open_block and not _HEADING.fullmatch(line):
            blocks[-1][1].append(line.strip())
            open_block = ATTRIBUTES.fullmatch(line.strip()) is None
        else:
            blocks.append((number, [line.strip()]))
            open_block = _HEADING.fullmatch(line) is None
    return blocks


def _picture(line: str, where: str) -> Picture | None:
    """The picture of a line of a block, None when the line is text."""
    match = _PICTURE.fullmatch(line)
    if match is None:
        return None
    caption, target = _unescape(match["caption"]), match["target"]
    file = target.removeprefix(_PICTURES)
    if line.startswith("!") and file != target and PICTURE_FILE.fullmatch(file):
        return Picture(file=file, caption=caption)
    if not line.startswith("!") and target and target == plain_address(target):
        return Picture(address=target, caption=caption)
    raise CorpusError(
        "图片行写得不对",
        where=where,
        hint=f"形如 ![说明]({_PICTURES}….png)；语料里没有的图片写作 [图片：说明](地址)，地址不含空格和括号",
    )


def _entry(block: list[str], path: tuple[str, ...], where: str) -> Entry:
    last = ATTRIBUTES.fullmatch(block[-1]) if block else None
    lines = block[:-1] if last else block
    if not lines:
        raise CorpusError(
            "这一段没有文字", where=where, hint="图片行和属性行应紧跟在所说的段落之后"
        )
    anchor, values = attributes(last.group(1), where) if last else ("", {})
    text = "\n".join(map(_unescape, lines))
    kind = values.get("kind", Kind.OVERVIEW)
    if kind not in list(Kind):
        raise CorpusError(f"不认识的类型“{kind}”", where=where, hint="可用：" + "、".join(Kind))
    side = values.get("side", Side.HOST)
    if side not in list(Side):
        raise CorpusError(f"不认识的一方“{side}”", where=where, hint="可用：" + "、".join(Side))
    practices = values.get("practices")
    return Entry(
        anchor=anchor,
        kind=Kind(kind),
        text=text,
        title=unquote(values.get("title", "")) or title_of(text),
        group=unquote(values.get("group", "")),
        bank=unquote(values.get("bank", "")),
        heading_path=path,
        practices=None
        if practices is None
        else tuple(unquote(p) for p in practices.split(";") if p),
        side=Side(side),
        subjects=tuple(
            subject(part, where) for part in values.get("subjects", "").split(";") if part
        ),
        aspects=tuple(aspect(part, where) for part in values.get("aspects", "").split(";") if part),
    )
