"""For any selection, each excerpt in each format equals the range of its source, as a reader that
shares no code with the writer reads it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pptx
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from kb.exports import Options, export_collection
from kb.knowledge_base import KnowledgeBase
from kb.saved import Collection, Contents, Sources, take
from kb.saved.excerpts import with_excerpt
from tests.builders import bulletin, entry
from tests.exports.handouts import DAY, example
from tests.peers import stored

# What spreadsheets, Markdown, XML and HTML read something into.
ODD = (
    "=一、*要点*：a_b_c <b>粗</b> & |竖|，“引号”与'撇号'。\n# 二、第二段 1. 不是列表\n+3%，约10~20户"
    "[链接](x)；`码`，\\反斜杠\\，https://a.example/x?y=1&z=2。😀结束！\n- 末段　全角空格"
) + "".join(
    f"\n长段第{n}句，说的是评议会怎样打分、怎样公示，共{n}户。随后{'再议、' * n}定下来。"
    for n in range(30)
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def shelf(kb: KnowledgeBase) -> tuple[KnowledgeBase, str, Collection]:
    collection = example(kb)
    odd = bulletin(entry(ODD))
    stored(kb, odd)
    return kb, f"{odd.id}#{odd.entries[0].anchor}", collection


def from_docx(data: bytes) -> list[str]:
    """Quotations, by the style of their paragraphs; those next to each other are one."""
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found: list[str] = []
    before = False
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        quote = style is not None and style.get(f"{W}val") == "Quote"
        if quote:
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            found = [*found[:-1], f"{found[-1]}\n{text}"] if before else [*found, text]
        before = quote
    return found


def from_pptx(data: bytes) -> list[str]:
    """Quotations, by the bodies of the slides whose notes begin with them. One that goes on over
    several slides is the whole that the notes have, when the slides have it but for white space."""
    found: dict[str, list[str]] = {}
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        notes = slide.notes_slide.notes_text_frame
        if notes is not None and notes.text.startswith("原文："):
            whole = notes.text.removeprefix("原文：").split("\n\n出处：")[0]
            body = next(s for s in slide.placeholders if s.placeholder_format.idx == 1)
            found.setdefault(whole, []).append(body.text_frame.text)
    return [_of_slides(whole, pieces) for whole, pieces in found.items()]


def _of_slides(whole: str, pieces: list[str]) -> str:
    joined = "".join(pieces)
    same = "".join(joined.split()) == "".join(whole.split())
    return whole if len(pieces) > 1 and same else joined


def from_html(text: str) -> list[str]:
    return [p.get_text() for p in BeautifulSoup(text, "html.parser").select("blockquote p")]


def from_markdown(text: str) -> list[str]:
    page = BeautifulSoup(Markdown(extensions=["footnotes"]).convert(text), "html.parser")
    found = []
    for quote in page.select("blockquote p"):
        for mark in quote.select("sup"):
            mark.decompose()
        found.append(re.sub(r"\n+", "\n", quote.get_text(separator="")))
    return found


def from_csv(text: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return [re.sub(r"^'(?=[=+\-@\t])", "", row["摘录"]) for row in rows]


def from_xlsx(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["摘录"]
    return [str(row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]


READERS = {
    "docx": from_docx, "pptx": from_pptx, "html": from_html, "md": from_markdown, "csv": from_csv,
    "xlsx": from_xlsx,
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, len(ODD) - 1), st.integers(1, len(ODD))), min_size=1, max_size=3
    )
)
def test_each_excerpt_is_the_range_of_its_source(
    shelf: tuple[KnowledgeBase, str, Collection], form: str, spans: list[tuple[int, int]]
) -> None:
    kb, id_, collection = shelf
    contents = Contents()
    wanted = []
    for start, length in spans:
        end = min(len(ODD), start + length)
        if ODD[start:end].strip() and ODD[start:end].strip() not in wanted:
            wanted.append(ODD[start:end].strip())
            contents = with_excerpt(contents, take(Sources(kb.corpus), id_, start, end))
    collection = replace(collection, contents=contents)
    data = export_collection(kb, collection, form, Options(teacher=True), DAY)
    assert READERS[form](data) == wanted  # type: ignore[operator]


@pytest.mark.parametrize("form", READERS)
def test_a_whole_collection_is_read_back(
    shelf: tuple[KnowledgeBase, str, Collection], form: str
) -> None:
    kb, _, collection = shelf
    data = export_collection(kb, collection, form, Options(), DAY)
    assert READERS[form](data) == [e.text for e in collection.contents.excerpts]  # type: ignore[operator]
