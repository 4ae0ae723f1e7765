"""Handouts and slides against the schemas of Office Open XML, by a validator that shares no code with
what writes them."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pptx
import pytest

from kb.exports.collection import Handout, Options, handout
from kb.exports.powerpoint import handout_pptx
from kb.exports.quote_report import checked_docx
from kb.exports.word_handout import handout_docx
from kb.knowledge_base import KnowledgeBase
from kb.quotes import check_quotations, paragraphs_of, quotations
from tests.exports.handouts import DAY, example

openxml_audit = pytest.importorskip(
    "openxml_audit", reason="没有安装 openxml-audit，不能按规范校验 Word 和 PowerPoint 文件"
)


@pytest.fixture
def made(kb: KnowledgeBase) -> Handout:
    """With a picture, figures for a table and a chart, notes, and two banks to compare."""
    made = handout(kb, example(kb), Options(teacher=True), DAY)
    first, second = made.parts
    figures = tuple(
        replace(made.figures[0], about=f"签约{n}户", unit="户", source=n, amount=Decimal(n))
        for n in (1, 2)
    )
    other = replace(first.items[1], bank="西河农商银行", source=2)
    items = (replace(first.items[0], figures=figures), other)
    return replace(made, parts=(replace(first, items=items), second))


def faults(data: bytes, path: Path) -> list[str]:
    """What the validator objects to."""
    path.write_bytes(data)
    found = openxml_audit.OpenXmlValidator(max_errors=0).validate(path)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in found.errors]


@pytest.mark.parametrize("endnotes", [False, True])
def test_a_handout_is_valid(made: Handout, tmp_path: Path, *, endnotes: bool) -> None:
    data = handout_docx(made, Options(teacher=True, endnotes=endnotes))
    assert faults(data, tmp_path / "made.docx") == []


def test_slides_are_valid(made: Handout, tmp_path: Path) -> None:
    assert faults(handout_pptx(made, Options(teacher=True)), tmp_path / "made.pptx") == []


def test_a_template_that_is_valid_gives_valid_slides(made: Handout, tmp_path: Path) -> None:
    template = pptx.Presentation()
    template.slides.add_slide(template.slide_layouts[0])
    file = io.BytesIO()
    template.save(file)
    assert faults(handout_pptx(made, Options(), file.getvalue()), tmp_path / "made.pptx") == []


def test_a_template_that_is_valid_gives_a_valid_handout(made: Handout, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{标题}}")
    template.add_paragraph("{{正文}}")
    file = io.BytesIO()
    template.save(file)
    found = faults(handout_docx(made, Options(), file.getvalue()), tmp_path / "made.docx")
    # The template of python-docx has a second copy of its styles, which is not ours to mend.
    assert [fault for fault in found if "stylesWithEffects" not in fault] == []


def test_a_report_of_quotations_is_valid(kb: KnowledgeBase, made: Handout, tmp_path: Path) -> None:
    paragraphs = paragraphs_of(f"他说“{made.items[0].text}”，又说“谁也没有说过的一句话”。")
    found = check_quotations(kb, quotations(paragraphs))
    assert faults(checked_docx(paragraphs, found), tmp_path / "made.docx") == []
