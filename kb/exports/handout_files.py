"""A collection as a file: which formats there are, and the templates of the home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from kb.errors import ConfigError, NotFoundError, QueryError
from kb.exports.bibliography import bibtex, csl_json, ris
from kb.exports.collection import Handout, Options, handout
from kb.exports.handout_page import handout_html
from kb.exports.handout_text import handout_csv, handout_markdown, handout_xlsx
from kb.exports.powerpoint import handout_pptx
from kb.exports.slide_template import template_problems as pptx_problems
from kb.exports.word_handout import handout_docx
from kb.exports.word_template import template_problems as docx_problems
from kb.files import Home, reason
from kb.knowledge_base import KnowledgeBase
from kb.saved import Collection

FORMATS = {
    "docx": "Word",
    "pptx": "PowerPoint",
    "html": "网页",
    "md": "Markdown",
    "xlsx": "Excel",
    "csv": "CSV",
    "ris": "RIS",
    "bib": "BibTeX",
    "json": "CSL-JSON",
}
# Formats a template can be given for.
TEMPLATED = ("docx", "pptx")
FOLDER = "corpus/templates"
_Writer = Callable[[Handout, Options, bytes | None], str | bytes]


def export_collection(
    kb: KnowledgeBase, collection: Collection, form: str, options: Options, day: date
) -> str | bytes:
    """A collection in one of `FORMATS`; QueryError for another, KbError when the extra for it is
    not installed, ConfigError when the template is not usable."""
    write = _WRITERS.get(form)
    if write is None:
        raise QueryError(f"不能导出为“{form}”", hint=f"可用：{'、'.join(FORMATS)}")
    template = None
    if options.template and form in TEMPLATED:
        template = read_template(kb.home, options.template)
    return write(handout(kb, collection, options, day), options, template)


def templates(home: Home, form: str) -> tuple[str, ...]:
    """The names of the home's templates for a format."""
    return tuple(sorted(path.name for path in (home.path / FOLDER).glob(f"*.{form}")))


def read_template(home: Home, name: str) -> bytes:
    """The bytes of a template of the home; NotFoundError when there is none of this name."""
    if name not in (*templates(home, "docx"), *templates(home, "pptx")):
        raise NotFoundError(
            f"没有叫“{name[:60]}”的模板", hint=f"模板放在知识库的 {FOLDER} 文件夹里"
        )
    return template_bytes(home.path / FOLDER / name)


def template_bytes(path: Path) -> bytes:
    """The bytes of a template; ConfigError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"读不出模板：{reason(error)}", where=str(path)) from error


def template_problems(path: Path) -> list[str]:
    """What a template lacks, in Chinese, an empty list when it is complete; ConfigError when it is
    not a .docx or .pptx file."""
    data, form = template_bytes(path), path.suffix.lower().lstrip(".")
    if form not in TEMPLATED:
        raise ConfigError("模板应是 .docx 或 .pptx 文件", where=str(path))
    return docx_problems(data) if form == "docx" else pptx_problems(data)


def _references(write: Callable[..., str]) -> _Writer:
    return lambda made, options, template: write([s.ref for s in made.sources if s.ref])


_WRITERS: dict[str, _Writer] = {
    "docx": handout_docx,
    "pptx": handout_pptx,
    "html": handout_html,
    "md": handout_markdown,
    "csv": handout_csv,
    "xlsx": handout_xlsx,
    "ris": _references(ris),
    "bib": _references(bibtex),
    "json": _references(csl_json),
}
