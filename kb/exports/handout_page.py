"""A collection as one HTML file that needs nothing else: for the screen, the phone, and A4 paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from kb.exports.citation import CAUTION, day_span
from kb.exports.collection import Handout, Item, Options
from kb.exports.office import clean
from kb.model import MEDIA_TYPES
from kb.text import Line, lines_and_tables

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2423; --soft: #55605d; --line: #dde3e0; --paper: #fff; --accent: #0a6c5f; --tint: #eef6f4; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e3e8e6; --soft: #a4b0ad; --line: #323c3c; --paper: #161c1d; --accent: #70d1be; --tint: #1b2b29; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.75 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 2rem 0 0.25rem; font-size: 1.9rem; line-height: 1.35; }
h2 { margin: 3rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 2px solid var(--accent); font-size: 1.35rem; }
h3 { margin: 1.5rem 0 0.25rem; font-size: 1rem; }
a { color: var(--accent); }
.soft, footer, figcaption, .sources { color: var(--soft); font-size: 0.875rem; }
.lines { white-space: pre-line; }
blockquote { margin: 0.25rem 0; padding-left: 1rem; border-left: 3px solid var(--accent); }
blockquote p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
.remark { margin: 0.5rem 0; padding: 0.4rem 0.8rem; background: var(--tint); white-space: pre-line; }
.remark b { margin-right: 0.6em; }
figure { margin: 0.75rem 0; text-align: center; }
img { max-width: 100%; max-height: 24rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
td a { white-space: nowrap; }
th, td { padding: 0.3rem 0.5rem; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.sources li { overflow-wrap: anywhere; }
@page { size: A4; margin: 20mm 18mm; @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; font-size: 9pt; } }
@media print { main { max-width: none; padding: 0; } body { font-size: 11pt; } h2 { break-before: page; } h2, h3 { break-after: avoid; } article, blockquote, .remark, figure, tr, .sources li { break-inside: avoid; } .sources a { display: none; } nav { display: none; } thead { display: table-header-group; } }
"""  # noqa: E501


def handout_html(handout: Handout, options: Options, template: bytes | None = None) -> str:
    """The text of an .html file."""
    return clean("\n".join(_lines(handout))) + "\n"


def _lines(handout: Handout) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(handout.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(handout.title)}</h1>"
    if handout.subtitle:
        yield f"<p>{escape(handout.subtitle)}</p>"
    about = (handout.author, handout.edition, day_span(handout.day, handout.day))
    yield f'<p class="soft">{escape("　".join(filter(None, about)))}</p>'
    if handout.foreword:
        yield f'<p class="lines">{escape(handout.foreword)}</p>'
    yield '<nav aria-label="目录"><ol>'
    for number, part in enumerate(handout.parts, 1):
        yield f'<li><a href="#part-{number}">{escape(part.title)}</a></li>'
    yield "</ol></nav>"
    for number, part in enumerate(handout.parts, 1):
        yield f'<section>\n<h2 id="part-{number}">{escape(part.title)}</h2>'
        if part.note:
            yield f'<p class="lines">{escape(part.note)}</p>'
        for item in part.items:
            yield from _item(handout, item)
        yield "</section>"
    yield from _figures(handout)
    if handout.sources:
        yield '<section>\n<h2 id="sources">出处</h2>\n<ol class="sources">'
        for source in handout.sources:
            link = source.ref.link if source.ref else ""
            more = f' <a href="{escape(link)}">原文</a>' if link else ""
            yield f'<li id="source-{source.number}">{escape(source.full)}{more}</li>'
        yield "</ol>\n</section>"
    yield "</main>\n</body>\n</html>"


def _quoted(text: str) -> Iterator[str]:
    """The lines of an excerpt, its tables as tables."""
    lines: list[str] = []
    for part in lines_and_tables(text):
        if isinstance(part, Line):
            lines.append(text[slice(*part.span)])
            continue
        if lines:
            yield _paragraph(lines)
        lines = []
        yield "<table>"
        for number, row in enumerate(part.rows):
            cell = "th" if part.has_head and not number else "td"
            cells = (f"<{cell}>{escape(text[start:end])}</{cell}>" for start, end in row)
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</table>"
    if lines:
        yield _paragraph(lines)


def _paragraph(lines: list[str]) -> str:
    return f"<p>{escape(chr(10).join(lines))}</p>"


def _item(handout: Handout, item: Item) -> Iterator[str]:
    source = handout.source(item)
    yield f"<article>\n<h3>{escape('　'.join((f'{item.number}.', *item.label)))}</h3>"
    yield f'<blockquote id="excerpt-{item.number}">'
    yield from _quoted(item.text)
    yield f'<footer>{escape(item.short)}<a href="#source-{source.number}">[{source.number}]</a>'
    yield "</footer></blockquote>"
    if item.doubt:
        yield f'<p class="remark"><b>注意</b>{escape(item.doubt)}</p>'
    for picture in item.pictures:
        address = f"data:{MEDIA_TYPES[picture.suffix]};base64,{b64encode(picture.data).decode()}"
        caption = escape(picture.caption)
        yield f'<figure><img src="{address}" alt="{caption}"><figcaption>{caption}</figcaption>'
        yield "</figure>"
    for label, text in (("讨论", item.question), ("批注", item.note)):
        if text:
            yield f'<p class="remark"><b>{label}</b>{escape(text)}</p>'
    yield "</article>"


def _figures(handout: Handout) -> Iterator[str]:
    if not handout.figures:
        return
    yield f'<section>\n<h2>数据一览</h2>\n<p class="soft">{CAUTION}</p>\n<table>\n<thead><tr>'
    yield "".join(f'<th scope="col">{n}</th>' for n in ("数据", "说的是什么", "机构", "出处"))
    yield "</tr></thead>\n<tbody>"
    for figure in handout.figures:
        cells = (figure.phrase, figure.about, figure.bank or "—")
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f'<tr>{row}<td><a href="#source-{figure.source}">[{figure.source}]</a></td></tr>'
    yield "</tbody>\n</table>\n</section>"
