"""Formats by name, and templates of the home by name."""

from __future__ import annotations

import docx
import pytest

from kb.errors import NotFoundError, QueryError
from kb.exports.collection import Options
from kb.exports.handout_files import FORMATS, export_collection, templates
from kb.knowledge_base import KnowledgeBase
from tests.exports.handouts import DAY, example


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(kb: KnowledgeBase, form: str) -> None:
    assert export_collection(kb, example(kb), form, Options(), DAY)


def test_a_template_is_chosen_by_its_name(kb: KnowledgeBase) -> None:
    collection = example(kb)
    folder = kb.home.corpus / "templates"
    folder.mkdir()
    document = docx.Document()
    document.add_paragraph("{{正文}}")
    document.save(str(folder / "本行.docx"))
    assert templates(kb.home, "docx") == ("本行.docx",)
    assert templates(kb.home, "pptx") == ()
    assert export_collection(kb, collection, "docx", Options(template="本行.docx"), DAY)
    for name in ("别的.docx", "../../kb.toml"):
        with pytest.raises(NotFoundError):
            export_collection(kb, collection, "docx", Options(template=name), DAY)


def test_another_format_is_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(QueryError):
        export_collection(kb, example(kb), "exe", Options(), DAY)
