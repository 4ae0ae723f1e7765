"""Text of a page that nobody sees, or that is struck out, is listed and not read."""

from __future__ import annotations

import pytest

from tests.readers.web import read_html, texts, warnings_of


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>隐</script>",
        "<style>隐</style>",
        "<template>隐</template>",
        "<noscript>隐</noscript>",
        "<video>隐</video>",
        "<title>隐</title>",
        "<!-- 隐 -->",
        "<![if !x]><?xml 隐?>",
        '<p style="display: none">隐</p>',
        '<span style="color:red;VISIBILITY:hidden">隐</span>',
        '<div style="mso-hide:all"><p>隐</p></div>',
        "<p hidden>隐</p>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert texts(f"<p>前{hidden}后</p>") in (["前后"], ["前", "后"])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("上限<del>30</del><ins>50</ins>万元", "上限50万元"),
        ("上限<s>30</s>50万元", "上限50万元"),
        ("上限<strike>30</strike>50万元", "上限50万元"),
        ("上限<span style='text-decoration: line-through'>30</span>50万元", "上限50万元"),
        (
            "上限<span style='text-decoration-line:underline line-through'>30</span>50万元",
            "上限50万元",
        ),
        ("上限<u>50</u>万元", "上限50万元"),
    ],
)
def test_text_that_was_struck_out_is_told_not_read(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]
    expected = ("没有读入：用删除线划去的文字 1 处（“30”）",) if "30" in html else ()
    assert warnings_of(f"<p>{html}</p>") == expected


@pytest.mark.parametrize(
    "hiding",
    [
        "hidden",
        'style="display: none"',
        'style="color:red;visibility:hidden"',
        'style="mso-hide:all"',
        'style="opacity:0"',
        'style="font-size:0px"',
    ],
)
def test_hidden_text_is_told_not_read(hiding: str) -> None:
    assert texts(f"<p>看得见<span {hiding}>看不见</span></p>") == ["看得见"]
    assert warnings_of(f"<p>看得见<span {hiding}>看不见</span></p>") == (
        "没有读入：隐藏的文字 1 处（“看不见”）",
    )
    assert warnings_of(f"<p>看得见<span {hiding}> </span></p>") == ()


def test_what_is_no_text_is_told() -> None:
    html = "<p>正文<iframe src=x></iframe><video></video><video></video></p>"
    assert texts(html) == ["正文"]
    assert warnings_of(html) == ("没有读入：嵌入的网页或视频 1 处", "没有读入：视频 2 处")


SHEET = (
    "<style>/* x */ @media print {.a {display:none}} .b, p.c {display: none !important}"
    " .c.on {display:block} #d {visibility:hidden}</style>"
)


@pytest.mark.parametrize(
    ("element", "seen"),
    [
        ("<p class=a>甲</p>", True),
        ("<p class='b x'>甲</p>", False),
        ("<p class=c>甲</p>", False),
        ("<div class=c>甲</div>", True),
        ("<p class='c on'>甲</p>", True),
        ("<p class=b style='display:block'>甲</p>", True),
        ("<div id=d><p>甲</p></div>", False),
    ],
)
def test_what_a_style_sheet_hides_is_told_not_read(element: str, seen: bool) -> None:
    draft = read_html(f"{SHEET}<p>整村授信先评议。</p>{element}")
    assert [block.text for block in draft.blocks] == ["整村授信先评议。", *(["甲"] if seen else [])]
    assert draft.warnings == (() if seen else ("没有读入：隐藏的文字 1 处（“甲”）",))


def test_a_page_that_hides_itself_is_read() -> None:
    assert texts("<style>.page {display:none}</style><div class=page><p>整村授信。</p></div>") == [
        "整村授信。"
    ]


def test_what_a_browser_shows_only_on_request() -> None:
    draft = read_html(
        "<p>可见。</p><dialog>未打开</dialog><dialog open>已打开</dialog><noembed>装插件</noembed>"
        "<datalist><option>候选项</option></datalist>"
    )
    assert [block.text for block in draft.blocks] == ["可见。", "已打开"]
    assert draft.warnings == ("没有读入：隐藏的文字 1 处（“未打开”）",)
