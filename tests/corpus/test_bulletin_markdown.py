"""A bulletin as Markdown and back, without a character of difference."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import markdown

from kb.corpus.bulletin_markdown import dumps, loads
from kb.errors import CorpusError
from kb.identity import with_anchors
from kb.model import (
    BANK_SIDES,
    MEDIA_TYPES,
    BankRole,
    Bulletin,
    Entry,
    Group,
    Heading,
    Kind,
    Period,
    Picture,
    Side,
    Source,
    SubjectCorrection,
)
from kb.text.titles import title_of
from kb.text.web_address import plain_address
from tests.builders import bulletin, entry, under_headings

HOSTILE = "一二授信，。：；（）“”%\"'{}\\`*_[]()<>#+-.!|~=:&;$^@/?0123 \u3000\xa0\x85\u2028\x1f\ufeff\u200b😀é"
PIECES = (
    "---",
    "title: x",
    "{: #a kind=lesson }",
    "{:",
    "# ",
    "1. ",
    "===",
    "```",
    "<b>",
    "&amp;",
    "&lt;",
    "&#61;",
    "\\\\",
    "%7B",
    "```",
    "> ",
    "* * *",
    "[a](b)",
    "***",
    "|-|",
    "![a](../../pictures/",
    "[图片](",
    "[图片：",
)
_line = (
    st.lists(st.text(HOSTILE, max_size=8) | st.sampled_from(PIECES), min_size=1, max_size=4)
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
_name = st.text(HOSTILE, max_size=10)
_role = st.builds(BankRole, _name.filter(bool), st.sampled_from(list(BANK_SIDES)))
_text = st.lists(_line, min_size=1, max_size=3).map("\n".join)
_file = st.builds("{:064x}{}".format, st.integers(0, 2**256 - 1), st.sampled_from([*MEDIA_TYPES]))
_address = st.builds("https://{}".format, st.text(HOSTILE)).map(plain_address)
_picture = st.builds(Picture, file=_file, caption=_name) | st.builds(
    Picture, address=_address, caption=_name
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    text = draw(_text)
    return Entry(
        anchor="",
        kind=draw(st.sampled_from(Kind)),
        text=text,
        title=draw(st.just(title_of(text)) | _name.filter(bool)),
        group=draw(_name),
        bank=draw(_name),
        practices=draw(st.none() | st.lists(_name.filter(bool), max_size=3).map(tuple)),
        pictures=tuple(draw(st.lists(_picture, max_size=3))),
        side=draw(st.sampled_from(Side)),
    )


@st.composite
def bulletins(draw: st.DrawFn) -> Bulletin:
    items = draw(
        st.lists(entries() | st.builds(Heading, _line, st.integers(2, 6)), min_size=1, max_size=6)
    )
    anchored = iter(with_anchors([item for item in items if isinstance(item, Entry)]))
    start, end = sorted([draw(st.dates()), draw(st.dates())])
    inferred = draw(st.booleans())
    period = Period(start, end, inferred, draw(_name) if inferred else "")
    return Bulletin(
        id="2018-07-02-x",
        title=draw(_name.filter(bool)),
        content=under_headings(
            item if isinstance(item, Heading) else next(anchored) for item in items
        ),
        source=Source(draw(_name.filter(bool)), "html", "0" * 64, draw(st.dates())),
        subtitle=draw(_text | st.just("")),
        signed=draw(_text | st.just("")),
        series=draw(_name),
        issue=draw(_name),
        period=draw(st.sampled_from([None, period])),
        groups=tuple(draw(st.lists(st.builds(Group, _name.filter(bool), _name), max_size=2))),
        roles=tuple(draw(st.lists(_role, max_size=3, unique_by=lambda role: role.bank))),
        sample=draw(st.booleans()),
    )


@given(bulletins())
def test_what_was_written_is_read_again(bulletin: Bulletin) -> None:
    assert loads(dumps(bulletin), bulletin.id, "简报.md") == bulletin


@given(bulletins())
def test_what_was_read_is_written_again(bulletin: Bulletin) -> None:
    text = dumps(bulletin)
    assert dumps(loads(text, bulletin.id, "简报.md")) == text


# Characters that Markdown leaves as they are; it may fold spaces.
_shown = st.text(
    "一二授信，。：（）“”%\"'{}\\`*_[]()<>#+-.!|~=:&;$^0123ab", min_size=1, max_size=12
).map(lambda line: line.strip() or "字")


@given(st.lists(_shown, min_size=1, max_size=3), _shown)
@example(["=== 甲", "===", "~~~"], "题 ##")
@example(["1. 甲", "2) 乙", "+ 丙", "- 丁", "> 戊", "| 己 |", ": 庚"], "1. 题")
@example(["- 丁"], "- 题")
@example(["+ 丙"], "> 题")
@example(["# 甲"], "# 题")
@example(["> 戊"], "~~~")
@example(["12. 甲"], "12. 题")
@example(["<b>甲</b> a<b", "<script>"], "<i>题</i>")
def test_any_markdown_program_shows_the_same_text(lines: list[str], title: str) -> None:
    made = replace(entry("\n".join(lines)), kind=Kind.ACTIVITY)
    body = dumps(bulletin(Heading(title, 2), made)).split("---\n", 2)[2]
    html = markdown(body, extensions=["attr_list"])
    heading, paragraph = re.findall(r"<(?:h2|p)\b[^>]*>(.*?)</(?:h2|p)>", html, re.DOTALL)
    assert "<" not in heading + paragraph
    assert unescape(heading) == title
    assert unescape(paragraph) == made.text
    assert f'id="{made.anchor}"' in html
    assert 'kind="activity"' in html


def test_it_reads_like_an_article() -> None:
    lesson = entry("四、整村授信工作需要考核机制。", anchor="linhai-4")
    text = dumps(bulletin(Heading("一、临海组学习情况", 2), lesson))
    assert text.endswith(
        "\n## 一、临海组学习情况\n\n"
        "四、整村授信工作需要考核机制。\n"
        "{: #linhai-4 kind=lesson group=临海组 bank=临海农商银行"
        " }\n"
    )
    assert "period:\n  start: 2018-07-02\n  end: 2018-07-06\n" in text


def test_practices_set_by_hand_stay_readable() -> None:
    tagged = replace(entry("文"), practices=("整村授信", "一站式办贷（小微）"))
    text = dumps(bulletin(tagged))
    assert 'practices="整村授信;一站式办贷（小微）"' in text
    none = replace(entry("文"), practices=())
    assert loads(dumps(bulletin(none)), "x", "简报.md").entries[0].practices == ()


def test_the_side_of_the_learners_is_said() -> None:
    plan = replace(entry("我行拟先选两个村试点。", anchor="a"), bank="", side=Side.LEARNER)
    text = dumps(bulletin(plan))
    assert "{: #a kind=lesson group=临海组 side=learner }" in text
    assert loads(text, "x", "简报.md").entries[0].side is Side.LEARNER


KEPT = Picture(file=f"{'0a' * 32}.png", caption="签约*现场*")
ELSEWHERE = Picture(address="https://mp.example.invalid/a_(1).jpg?x=1&y=2", caption="评议")


def test_pictures_are_images_and_links_below_the_text() -> None:
    elsewhere = replace(ELSEWHERE, address=plain_address(ELSEWHERE.address))
    shown = replace(entry("集中签约。", anchor="a"), pictures=(KEPT, elsewhere))
    text = dumps(bulletin(shown))
    assert text.endswith(
        "\n集中签约。\n"
        f"![签约\\*现场\\*](../../pictures/{'0a' * 32}.png)\n"
        "[图片：评议](https://mp.example.invalid/a_%281%29.jpg?x=1&y=2)\n"
        "{: #a kind=lesson group=临海组 bank=临海农商银行 }\n"
    )
    html = markdown(text.split("---\n", 2)[2], extensions=["attr_list"])
    assert re.findall(r'src="(.*?)"', html) == [f"../../pictures/{'0a' * 32}.png"]
    assert 'alt="签约*现场*"' in html
    assert 'id="a"' in html


def test_pictures_may_stand_above_the_text_and_without_a_caption() -> None:
    block = f"![](../../pictures/{'0a' * 32}.png)\n甲\n[图片](1.png)\n[图片来源]\n"
    (read,) = loads(f"{FRONT}\n{block}", "x", "简报.md").entries
    assert read.text == "甲\n[图片来源]"
    assert read.pictures == (Picture(file=KEPT.file), Picture(address="1.png"))


@pytest.mark.parametrize("text", ["![a](../../pictures/x.png)", "[图片](a(1).png)", "[图片]( )"])
def test_text_that_looks_like_a_picture_stays_text(text: str) -> None:
    made = bulletin(entry(text), entry("![a]"))
    assert loads(dumps(made), made.id, "简报.md") == made


FRONT = """---
title: 学习纪实
source:
  name: 简报.html
  format: html
  sha256: abc
  ingested: 2026-11-23
---
"""


def test_a_paragraph_added_by_hand_is_an_overview() -> None:
    read = loads(f"{FRONT}\n## 题\n手写一段\n接着写\n\n又一段\n\n又一段\n", "x", "简报.md")
    first, second, third = read.entries
    assert (first.text, first.kind, first.title) == ("手写一段\n接着写", Kind.OVERVIEW, "手写一段")
    assert first.heading_path == ("题",)
    assert len({first.anchor, second.anchor, third.anchor}) == 3


def test_a_paragraph_copied_by_hand_gets_an_anchor_of_its_own() -> None:
    made = entry("整村授信先评议。")
    text = dumps(bulletin(made)) + "\n整村授信先评议。\n"
    one, two = loads(text, "x", "简报.md").entries
    assert one.anchor == made.anchor != two.anchor


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    made = bulletin(Heading("题", 2), entry("甲。"), entry("乙。"))
    assert loads("\ufeff" + dumps(made).replace("\n", "\r\n"), made.id, "x") == made


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("正文", 1, "---"),
        ("---\ntitle: x\n正文", 1, "结束"),
        ("---\ntitle: [\n---\n", 3, "YAML"),
        ("---\n- a\n---\n", 2, "名称: 值"),
        (FRONT.replace("学习纪实", "2018"), 2, "title"),
        (FRONT.replace("title: 学习纪实", "标题: 学习纪实"), 2, "标题"),
        (FRONT.replace("abc", "[a]"), 3, "sha256"),
        (FRONT.replace("2026-11-23", "昨天"), 3, "ingested"),
        (FRONT.replace("source:", "period: 七月\nsource:"), 3, "period"),
        (
            FRONT.replace("source:", "period: {start: 2018-07-06, end: 2018-07-02}\nsource:"),
            3,
            "早于",
        ),
        (FRONT.replace("source:", "groups: 临海组\nsource:"), 3, "groups"),
        (FRONT.replace("source:", "groups: [{bank: x}]\nsource:"), 3, "name"),
        (FRONT.replace("source:", "roles: 临海农商银行\nsource:"), 3, "roles"),
        (FRONT.replace("source:", "roles: [{side: host}]\nsource:"), 3, "bank"),
        (FRONT.replace("source:", "roles: [{bank: 甲, side: 客人}]\nsource:"), 3, "roles"),
        (f"{FRONT}\n甲\n{{: #a kind=课程 }}\n", 11, "课程"),
        (f"{FRONT}\n甲\n{{: #a side=客人 }}\n", 11, "客人"),
        (f"{FRONT}\n甲\n乙\n{{: #a kind }}\n", 12, "属性行"),
        (f"{FRONT}\n甲\n{{: #a colour=red }}\n", 11, "属性行"),
        (f"{FRONT}\n{{: #a kind=lesson }}\n", 10, "没有文字"),
        (f"{FRONT}\n甲\n{{: #a }}\n\n乙\n{{: #a }}\n", 14, "重复"),
        (f"{FRONT}\n甲\n![乙](https://x.invalid/1.png)\n{{: #a }}\n", 11, "图片"),
        (f"{FRONT}\n甲\n![乙](../../pictures/../sources/{'0' * 64}.png)\n", 11, "图片"),
        (f"{FRONT}\n甲\n![乙](../../pictures/{'0' * 64}.svg)\n", 11, "图片"),
        (f"{FRONT}\n甲\n[图片](a b)\n", 11, "图片"),
        (f"{FRONT}\n甲\n\n![乙](../../pictures/{'0' * 64}.png)\n", 12, "没有文字"),
    ],
)
def test_errors_name_the_line(text: str, line: int, says: str) -> None:
    with pytest.raises(CorpusError) as caught:
        loads(text, "x", "简报.md")
    assert says in f"{caught.value.message}{caught.value.hint}"
    assert caught.value.where == f"简报.md 第 {line} 行"


def test_a_source_is_needed() -> None:
    with pytest.raises(CorpusError, match="source"):
        loads("---\ntitle: 学习纪实\n---\n甲\n", "x", "简报.md")


def test_dates_are_dates() -> None:
    made = bulletin(entry("甲"))
    assert loads(dumps(made), made.id, "x").period == Period(date(2018, 7, 2), date(2018, 7, 6))


def test_corrected_subjects_stand_in_the_attribute_line() -> None:
    said = (
        SubjectCorrection("1a2b3c4d", Side.THIRD, "竹溪 农商银行;"),
        SubjectCorrection("5e6f7a8b", Side.NONE),
    )
    made = bulletin(*with_anchors([replace(entry("先评议。后授信。"), subjects=said)]))
    text = dumps(made)
    assert 'subjects="1a2b3c4d:third:' in text
    assert loads(text, made.id, "x.md") == made
    wrong = text.replace("1a2b3c4d:third", "1a2b3c4d:nobody")
    with pytest.raises(CorpusError, match="主语更正"):
        loads(wrong, made.id, "x.md")
