"""Makes the samples in this folder, with the programs that editors use; see README.md."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ADDRESS = "https://mp.example.invalid/s/week-2"
FONT = "<style>* { font-family: 'WenQuanYi Zen Hei' !important }</style>"


def article() -> str:
    """The article of the sample page: what an editor copies into a word processor."""
    soup = BeautifulSoup((HERE / "bulletin.html").read_text("utf-8"), "html.parser")
    title, content = soup.select_one("#activity-name"), soup.select_one("#js_content")
    assert title
    assert content
    title["style"] = "font-size: 22px; text-align: center"
    head = f'<meta charset="utf-8"><title>{title.get_text().strip()}</title>'
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{title}{content}</body></html>'
    )


def browse(browser: Browser, html: str, *, pictures: bool = False) -> tuple[bytes, str]:
    """A page, served from a web address, printed to PDF and saved as MHTML."""
    page = browser.new_page()
    files = re.findall(r'src="(data:image/png;base64,[^"]*)"', html)
    if pictures:  # as the editor saves them: files of their own
        for number, source in enumerate(files):
            html = html.replace(source, f"{ADDRESS}/{number}.png", 1)
    page.route(f"{ADDRESS}/*.png", lambda route: route.fulfill(body=_png(files, route.request.url)))
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(ADDRESS)
    saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
    return page.pdf(format="A4", display_header_footer=True), saved["data"]


def _png(files: list[str], url: str) -> bytes:
    return base64.b64decode(files[int(Path(url).stem)].partition(",")[2])


def convert(source: Path, target: str) -> None:
    """Have LibreOffice write a file in another format next to it."""
    reader = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    command = ["soffice", "--headless", "--convert-to", target, *reader, source.name]
    subprocess.run(command, cwd=source.parent, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Make them all."""
    work = HERE / "work"
    work.mkdir()
    (work / "bulletin.html").write_text(article(), "utf-8")
    shutil.copy(HERE / "word.fodt", work)
    convert(work / "bulletin.html", "docx:MS Word 2007 XML")
    convert(work / "bulletin.docx", "txt:Text (encoded):UTF8")
    convert(work / "word.fodt", "docx:MS Word 2007 XML")
    convert(work / "word.fodt", "doc")
    for name in ("bulletin.docx", "word.docx", "word.doc"):
        shutil.copy(work / name, HERE)
    text = (work / "bulletin.txt").read_text("utf-8-sig")
    (HERE / "bulletin.txt").write_bytes(text.encode("gbk"))
    password = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":'
    convert(
        work / "word.docx", f'pdf:writer_pdf_Export:{password}{{"type":"string","value":"x"}}}}'
    )
    shutil.copy(work / "word.pdf", HERE / "password.pdf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        pdf, _ = browse(browser, FONT + article())
        (HERE / "bulletin.pdf").write_bytes(pdf)
        _, saved = browse(browser, (HERE / "bulletin.html").read_text("utf-8"), pictures=True)
        (HERE / "bulletin.mhtml").write_text(saved, "utf-8", newline="")
        pdf, _ = browse(browser, FONT + (HERE / "columns.html").read_text("utf-8"))
        (HERE / "columns.pdf").write_bytes(pdf)
        browser.close()
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
