"""Small parts that tests are built from: pages, entries, bulletins, and kinds of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from kb.identity import with_anchors
from kb.model import Bulletin, Entry, Group, Heading, Kind, Organisation, Period, Source
from kb.readers.draft import Block, Draft
from kb.readers.read import read
from kb.structure.understand import Structured, structure
from kb.text.titles import title_of

TODAY = date(2026, 11, 23)
SOURCE = Source("简报.html", "html", "0" * 64, TODAY)
ORGANISATIONS = (
    Organisation("临海农商银行", ("临海农村商业银行", "临海农商行"), ("城关支行",)),
    Organisation("温岭农商银行", ("温岭农商行",), ("城关支行", "石塘支行")),
)

# Text as bulletins have it: Chinese, Latin, digits, marks of both widths, blanks of all kinds.
MIXED = (
    "一二三四五十百整村授信贷款不良听证会客户经理行長農業銀台臺体體"
    "abcXYZéß019８９％ＡｂＣ①㎡㈠ﬁ"
    "，。、；：？！“”‘’（）《》—…·•,.;:?!\"'()-_/%&<>#*[]{}|\\~`^=+@$"
    " \t\n\u3000\xa0\u200b\ufeff\u2009"
)
mixed_text = st.text(st.sampled_from(MIXED) | st.characters(exclude_categories=["Cs"]), max_size=60)


def page(*blocks: str, charset: str = "utf-8") -> bytes:
    """A page whose body holds the blocks, as bytes that say and have the charset."""
    html = f'<html><head><meta charset="{charset}"></head><body>{"".join(blocks)}</body></html>'
    return html.encode(charset)


def heading(text: str) -> str:
    """A heading as meipian saves it: recognisable by its look only."""
    return f'<h3 style="text-align: center;">{text}</h3>'


def paragraph(text: str) -> str:
    """A paragraph as meipian saves it: an <h3> too."""
    return f"<h3>{text}</h3>"


LESSONS = (
    "一、整村授信先评议。支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单，额度随名单走。",
    "二、考核算到每一户。支行按用信户数而不是签约户数计分，月度兑现，落后的网格由行长带队补访。",
)
# A lesson that no practice of the first vocabulary has a name for.
UNTAGGED = (
    "三、食堂换了新灶。食堂把旧灶拆掉，换成新的电灶，师傅每天早晨六点开火，中午十一点半准时开饭。"
)
ACTIVITIES = ("临海组在城关支行参加晨会。", "临海组到零售部学习阳光信贷流程。")


def weekly(
    lessons: Iterable[str] = LESSONS,
    activities: Iterable[str] = ACTIVITIES,
    *,
    title: str = "跟班学习活动第三周纪实",
    dates: str = "(2018年7月9日--13日)",
    honours: Iterable[str] = ("东山农商银行信贷部副总经理",),
) -> bytes:
    """A small bulletin as meipian saves it: one group with activities, lessons and honours."""
    return page(
        heading(title),
        heading(dates),
        paragraph("本周，临海组继续跟班学习，全体学员深入支行，白天走访、晚上交流，收获不小。"),
        heading("一、临海组学习情况"),
        *map(paragraph, activities),
        heading("本周临海组学习小结"),
        *map(paragraph, lessons),
        heading("本周学习之星"),
        heading("临海组"),
        *map(paragraph, honours),
    )


def structured(
    *blocks: Block | str, name: str = "简报.html", year: int | None = None
) -> Structured:
    """What structure makes of blocks; plain strings are plain paragraphs."""
    draft = Draft(tuple(Block(b) if isinstance(b, str) else b for b in blocks))
    return structure(
        draft, replace(SOURCE, name=name), year=year, today=TODAY, organisations=ORGANISATIONS
    )


def read_text(text: str, name: str = "a.txt") -> Bulletin:
    """The bulletin that a file of this text is read as."""
    source = Source(name, name.rpartition(".")[2], "0" * 64, TODAY)
    return structure(read(text.encode(), name), source, today=TODAY).bulletin


def title_block(text: str) -> Block:
    """A block that looks like a title: centred, bold and large."""
    return Block(text, centred=True, bold=True, size=24)


def entry(text: str, *, anchor: str = "", kind: Kind = Kind.LESSON) -> Entry:
    """An entry of the group 临海组; its anchor comes from its text when none is given."""
    plain = Entry(anchor, kind, text, title_of(text), "临海组", "临海农商银行")
    return plain if anchor else with_anchors([plain])[0]


def bulletin(*content: Heading | Entry, id_: str = "2018-07-02-学习纪实") -> Bulletin:
    """A bulletin of the week of 2 July 2018 with this content."""
    return Bulletin(
        id=id_,
        title="学习纪实",
        content=under_headings(content),
        source=SOURCE,
        period=Period(date(2018, 7, 2), date(2018, 7, 6)),
        groups=(Group("临海组", "临海农商银行"),),
    )


def under_headings(items: Iterable[Heading | Entry]) -> tuple[Heading | Entry, ...]:
    """The items, each entry knowing the headings above it."""
    path: list[Heading] = []
    content: list[Heading | Entry] = []
    for item in items:
        if isinstance(item, Heading):
            path = [above for above in path if above.level < item.level] + [item]
            content.append(item)
        else:
            content.append(replace(item, heading_path=tuple(above.text for above in path)))
    return tuple(content)


def outline(bulletin: Bulletin) -> list[str]:
    """The content as short lines: "## heading", "lesson: title", "overview"."""

    def line(item: Heading | Entry) -> str:
        if isinstance(item, Heading):
            return f"{'#' * item.level} {item.text}"
        titled = item.kind in (Kind.LESSON, Kind.ACTIVITY)
        return f"{item.kind.value}: {item.title}" if titled else item.kind.value

    return list(map(line, bulletin.content))
