"""Articles that a page holds apart: in frames, shadows and templates."""

from __future__ import annotations

import html
from datetime import date

import pytest

from tests.readers.web import PARAGRAPHS, TEXT, read_html

INNER = f"<h1>柳湾归来话清收</h1><p>（2026年5月8日）</p>{PARAGRAPHS}"
BAR = "<div><span>文档中心</span><a>下载</a><span>上传于 2026-06-01</span></div>"


@pytest.mark.parametrize(
    "body",
    [
        f'{BAR}<iframe srcdoc="{html.escape(f"<html><body>{INNER}</body></html>")}"></iframe>',
        f'<my-app><template shadowrootmode="open"><nav><a>首页</a></nav><div>{INNER}</div></template></my-app>',
        f'<div id="page"></div><template id="t"><div>{INNER}</div></template>',
    ],
)
def test_an_article_that_a_page_holds_apart(body: str) -> None:
    found = read_html(f"<html><body>{body}</body></html>")
    texts = [block.text for block in found.blocks]
    assert texts[-len(TEXT) :] == list(TEXT)
    assert "柳湾归来话清收" in texts
    assert found.published == date(2026, 5, 8)


def test_templates_of_scripts_and_small_frames_are_no_text() -> None:
    small = '<iframe srcdoc="&lt;p&gt;广告一则。&lt;/p&gt;"></iframe>'
    template = "<template><p>加载失败。请重试。</p></template>"
    found = read_html(f"<html><body>{small}{PARAGRAPHS}{template}</body></html>")
    assert [block.text for block in found.blocks] == list(TEXT)
