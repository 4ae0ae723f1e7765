"""Markdown as HTML, whatever somebody wrote."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.parts.markdown import LONGEST, MOST_BRACKETS, render, safe_address

ALLOWED = set("p br hr em strong code pre blockquote ul ol li h3 h4 h5 h6 a span".split())


class Seen(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def is_harmless(html: str) -> bool:
    """Is there only text, its markup, and links to web addresses or within the site?"""
    for tag, attributes in Seen(html).elements:
        if tag not in ALLOWED or set(attributes) - {"href", "rel", "start"}:
            return False
        address = attributes.get("href")
        if address is not None and safe_address(address) != address:
            return False
    return True


def test_markdown_is_rendered() -> None:
    assert render("以**村**为界。\n\n- 甲\n- 乙") == (
        "<p>以<strong>村</strong>为界。</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"
    )


def test_headings_stand_below_those_of_the_page() -> None:
    assert render("# 一\n\n##### 五") == "<h3>一</h3>\n<h6>五</h6>"


def test_html_is_text() -> None:
    assert render("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert render('<b onclick="x">粗</b>') == '<p>&lt;b onclick="x"&gt;粗&lt;/b&gt;</p>'
    assert "<div" not in render("<div>\n\n**x**\n\n</div>")


def test_an_image_is_its_alternative_text() -> None:
    assert render("![流程图](https://example.com/x.png)") == "<p><span>流程图</span></p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a?b=c",
        "http://example.com",
        "/practices/整村授信",
        "#kb-keys",
        "整村授信",
        "../a.html",
        "/a:b",
        "?q=a:b",
    ],
)
def test_links_lead_to_web_addresses_and_within_the_site(address: str) -> None:
    assert f'href="{address}"' in render(f"[这里]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "java&amp;#115;cript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "javascript&colon;alert(1)",
        "&#x6A;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "\u00a0javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\\\\\evil.example",
        "http:evil",
        "ftp://example.com",
        "mailto:a@example.com",
    ],
)
def test_links_lead_nowhere_else(address: str) -> None:
    for text in (f"[这里]({address})", f"[这里](<{address}>)", f"[这里][1]\n\n[1]: {address}"):
        html = render(text)
        assert "<a" not in html
        assert "这里" in html
    assert "<a" not in render(f"<{address}>")


_PIECES = (
    "[a](", ")", "<", ">", "javascript:", "&#106;", "&amp;", "&", "#", "![", "](", "`", "*", "_",
    "\n", "\n\n", "    ", "\\", '"', "'", "<script>", "</p>", "<!--", "-->", "<?", "]]>", "\x02",
    "\x03", "amp", "wzxhzdk:0", "klzzwxh:0000", "[1]: ", "http://", "//", "x", "贷", "- ", "> ",
    "1. ", "onclick=", "style=", ":", "\t", "&colon;", "{: onclick=x }",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_nothing_harmful_comes_out_of_anything(text: str) -> None:
    assert is_harmless(render(text))


@pytest.mark.parametrize("piece", ["> ", "- ", "[", "*", "![a](", "(", "`", "<"])
def test_nesting_without_end_is_endured(piece: str) -> None:
    assert is_harmless(render(piece * 1500 + "完"))


@pytest.mark.parametrize("text", ["[" * (MOST_BRACKETS + 1), "*a* " * LONGEST, "<b>[" * 2000])
def test_what_would_take_long_is_shown_as_it_was_typed(text: str) -> None:
    """Python-Markdown took half a minute for 24,000 characters, while all other pages waited."""
    assert render(text) == f"<p>{html.escape(text.strip())}</p>"
