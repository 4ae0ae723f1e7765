"""What LibreOffice makes of a handout and of slides: another program lays them out, and the pages
are read back."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pptx
import pypdf
import pytest

from kb.exports.collection import Handout, Options
from kb.exports.powerpoint import handout_pptx
from kb.exports.word_handout import handout_docx

OFFICE = shutil.which("soffice") or ""
SECONDS = 120  # the first start makes a profile

pytestmark = pytest.mark.skipif(
    not OFFICE, reason="没有 LibreOffice（soffice），看不到它怎样排出导出的文件"
)


def pages(data: bytes, suffix: str, folder: Path) -> list[str]:
    """The text of each page of the file as LibreOffice prints it, without white space."""
    source = folder / f"made.{suffix}"
    source.write_bytes(data)
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    read = pypdf.PdfReader(folder / "made.pdf")
    return [re.sub(r"\s", "", page.extract_text()) for page in read.pages]


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_pages_of_a_handout(made: Handout, tmp_path: Path) -> None:
    found = pages(handout_docx(made, Options()), "docx", tmp_path)
    assert plain(made.title) in found[0]
    assert "目录" in found[1]
    for item in made.items:
        # Where it is quoted its source stands at the foot of the same page.
        assert any(
            plain(item.text) in page and f"见“出处”[{item.source}]" in page for page in found
        )
    for number, page in enumerate(found[1:], 2):
        assert f"第{number}页，共{len(found)}页" in page


def test_pages_of_slides(made: Handout, tmp_path: Path) -> None:
    data = handout_pptx(made, Options())
    found = pages(data, "pptx", tmp_path)
    assert len(found) == len(pptx.Presentation(io.BytesIO(data)).slides)
    for item in made.items:
        source = plain(made.source(item).short)
        assert any(plain(item.text) in page and source in page for page in found)
