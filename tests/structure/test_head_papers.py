"""Papers in the head: mastheads, issues, columns and offices above a title."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Source
from kb.readers import read
from kb.readers.draft import Block
from kb.structure.head import read_head
from kb.structure.looks import body_look
from kb.structure.understand import structure
from tests.builders import structured, title_block
from tests.structure.heads import TEXT, head

RULE = "纸质合同一律在放款当天扫进影像库，缺页的系统不放行，档案员每旬到支行抱一次原件，交接单两头签字。"


def test_a_masthead_stands_above_the_title() -> None:
    found = head(
        "学 习 与 借 鉴",
        "第 11 期（总第 64 期）",
        "麓塘联社办公室  二〇二一年六月三十日",
        "走访要“三查”",
    )
    assert found.title == "走访要“三查”"
    assert found.masthead == ("学 习 与 借 鉴", "第 11 期（总第 64 期）")
    assert found.imprint == ("麓塘联社办公室  二〇二一年六月三十日",)
    assert head("示例日报 数字报纸", "第3版：金融", "信贷员夜访农户").title == "信贷员夜访农户"
    for paper in ("示例农村金融报", "示例导报", "示例城乡报"):
        page = "2025年9月16日 星期二 第06版：县域"
        assert head(paper, page, "老人议贷，议出好村风").title == "老人议贷，议出好村风"
    for day in ("2025年3月12日 星期三 A07版 县域", "2025-03-12 周三　第07版"):
        assert head("示例晚报", day, "柳湾：评议会开在村口").title == "柳湾：评议会开在村口"
    assert head("柳湾报", "2025年8月6日 第3版 综合", "茶园里的秤").title == "茶园里的秤"
    assert head("柳湾报", "茶园里的秤").title == "柳湾报"
    assert head("【学习园地】", "柳湾码头的一张小桌").title == "柳湾码头的一张小桌"
    source = head("茶园里的秤", "示例日报", "2025-08-06", "作者：宋婉")
    assert (source.title, source.imprint) == ("茶园里的秤", ("示例日报", "作者：宋婉"))
    assert head("柳湾农商银行公众号", "评议会开到村口").title == "评议会开到村口"
    for app in ("乡土农金APP", "掌上农金客户端"):
        assert head(app, "评议会开到村口").title == "评议会开到村口"


@pytest.mark.parametrize(
    "day",
    [
        "2025年8月27日  星期三  农历七月初五",
        "2025年6月3日  星期二  乙巳年五月初八",
        "2025年12月1日 星期一 农历乙巳年十月十二",
    ],
)
@pytest.mark.parametrize("page", ["A02 要闻", "B03版：县域金融", "今日四版  总第1822期"])
def test_the_day_of_a_newspaper_with_that_of_the_moon_is_no_title(day: str, page: str) -> None:
    found = head("河东农村金融报", day, page, "“账本”搬上村口大槐树")
    assert found.title == "“账本”搬上村口大槐树"


def test_a_page_header_is_not_the_title() -> None:
    found = head("芦汀农商银行学习动态　内部资料", "麓塘组学习供应链金融情况")
    assert found.title == "麓塘组学习供应链金融情况"


def test_a_newsletter_without_another_title_is_its_own() -> None:
    found = head("学习简报", "第12期", "办公室编　2025年9月8日")
    assert found.title == "学习简报"
    assert found.subtitle == ("第12期",)
    assert found.imprint == ("办公室编　2025年9月8日",)


@pytest.mark.parametrize(
    "organ",
    ["桑 梓 县 信 用 联 社", "石坝农商银行文件", "学习情况通报", "石坝农商银行", "县联社通报"],
)
def test_what_stands_above_the_number_of_a_document_is_no_title(organ: str) -> None:
    found = head(organ, "〔2025〕12号", "关于赴柳湾考察情况的通报", "各信用社，机关各部室：")
    assert found.title == "关于赴柳湾考察情况的通报"
    assert found.imprint[-1] == "各信用社，机关各部室："


def test_minutes_have_their_title_above_the_number() -> None:
    found = head("专题会议纪要", "〔2025〕4号", "会议听取了跟班小组的汇报，现纪要如下：")
    assert found.title == "专题会议纪要"


@pytest.mark.parametrize("column", ["一线见闻", "学习园地", "跟班日记"])
def test_the_name_of_a_column_above_a_headline_with_its_byline(column: str) -> None:
    headline, byline = "“贷款超市”里的半天", "文/双桥坞支行 黄莉"
    found = structured(column, headline, byline, TEXT, TEXT).bulletin
    assert found.title == headline
    assert found.signed == byline


def test_an_office_above_a_byline_is_no_headline() -> None:
    found = structured("学习小结", "市场部", "营业部　吴立", TEXT, TEXT).bulletin
    assert found.title == "学习小结"


@pytest.mark.parametrize("column", ["他山之石", "学习园地", "同业之窗"])
def test_the_name_of_a_column_above_one_that_says_who_learned_where(column: str) -> None:
    slides = [Block("主要做法", level=2), TEXT, Block("几点思考", level=2), TEXT]
    title = "赴麻石港农商银行学习汇报"
    blocks = [Block(column, level=1), Block(title, level=2), TEXT, *slides]
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.masthead) == (title, (column,))


def test_the_headline_below_a_paper_and_its_issue_is_the_title() -> None:
    made = structured(
        Block("学习参考", level=1),
        "2025年第9期（总第131期）　　平川县农信联社办公室　　2025年9月30日",
        Block("三家行怎么留住“走出去”的人", level=2),
        "按：联社选派三个组，于9月8日至12日分赴三家兄弟行学习，现将学习所得刊发如下。",
        Block("稻香农商银行：把网点开到务工地", level=3),
        TEXT,
        Block("麦垄农商银行：一户一名“留守管家”", level=3),
        TEXT,
        Block("编后", level=2),
        "三家做法各有侧重。",
    ).bulletin
    assert made.title == "三家行怎么留住“走出去”的人"
    assert (made.series, made.issue) == ("学习参考", "第9期")
    assert made.entries[0].text.startswith("按：")
    assert made.entries[0].heading_path == ()


def test_the_name_of_a_paper_is_not_the_title_above_issue_and_day() -> None:
    lines = ("外出学习简报", "2025年第9期", "2025年6月12日", "晒短板，亮思路，一周学到了什么")
    assert head(*lines).title == lines[3]
    title = Block("沉到村里去，把账算给农户听", centred=True, size=29.0)
    paper = Block("学习参考", centred=True, size=40.0)
    middle = Block("（2025年第2期）", centred=True, size=18.0)
    office = Block("云泽农商银行办公室编", centred=True, size=18.0)
    body = Block(TEXT.text, size=21.0)
    blocks = [paper, middle, office, title, body, body]
    assert read_head(blocks, body_look(blocks)).title == title.text


def test_the_page_states_the_name_of_the_paper_above_the_headline() -> None:
    """Papers in old layouts: name, number, who publishes, and a bold headline with a day of its own."""
    blocks = [
        Block("学习交流工作通报", level=1),
        Block("（2026年第1期　总第19期）"),
        Block("安澜市农商银行系统对标学习领导小组办公室　　2026年4月10日"),
        Block("2026年第一季度学习交流工作情况通报", bold=True),
        TEXT,
    ]
    found = read_head(blocks, body_look(blocks), "学习交流工作通报")
    assert found.title == "2026年第一季度学习交流工作情况通报"
    assert found.masthead[0] == "学习交流工作通报"


def test_a_weekly_report_that_begins_with_its_number_is_the_title() -> None:
    found = head("2025年第21周工作周报（5.19—5.23）", "填报：雁塬农商银行学习专班")
    assert found.title == "2025年第21周工作周报（5.19—5.23）"


@pytest.mark.parametrize(
    "stated", ["青岘农商银行微信公众号", "青岘农商银行", "看碧水湾农商银行的社区支行"]
)
def test_the_name_of_an_account_above_the_headline_is_no_title(stated: str) -> None:
    headline = Block("他山之石 | 看碧水湾农商银行如何“玩转”社区支行", bold=True, size=20)
    blocks = [Block("青岘农商银行", level=1), headline, TEXT]
    assert read_head(blocks, body_look(blocks), stated).title == headline.text


@pytest.mark.parametrize("kind", ["公司文件签批单", "呈批件", "发文稿纸"])
def test_the_kind_of_a_paper_for_signing_stands_above_its_form(kind: str) -> None:
    title = "关于赴花岩农商银行学习档案管理工作情况的报告"
    made = structured(
        f"石笋坪农商银行{kind}", "文号：石农商办〔2026〕33号", f"标题：{title}", "主送：总行领导",
        "起草日期：2026年4月13日", TEXT,
    )  # fmt: skip
    assert made.bulletin.title == title
    assert [entry.text for entry in made.bulletin.entries] == [TEXT.text]


def test_the_form_of_an_office_program_above_the_title() -> None:
    organ = Block("菖坪县农村信用合作联社", size=32.0, centred=True)
    label = Block("内部信息", size=24.0, centred=True)
    form = (Block("信息类别：学习考察"), Block("报送单位：信贷科"), Block("登记人：苗青"))
    title = Block("赴荠湾联社学习小额农贷批量评级的汇报", size=24.0, centred=True)
    blocks = [organ, label, *form, title, TEXT]
    assert read_head(blocks, body_look(blocks)).title == title.text


def test_what_an_issue_holds_is_no_second_half_of_its_title() -> None:
    made = structured(
        Block("柘山农商银行“大走访”跟班专刊之九"),
        Block("本期导读：陶埠农商银行“开门红”做法"),
        Block("陶埠农商银行开门红从九月就开始排名单，十月上门送对账单，每一步都有清单。"),
    )
    assert made.bulletin.title == "柘山农商银行“大走访”跟班专刊之九"
    assert made.bulletin.entries[-1].bank == "陶埠农商银行"


def test_a_masthead_that_is_called_after_its_season() -> None:
    made = structured(
        title_block("乡村金融观察"),
        Block("2025年夏季号（总第31期）", centred=True),
        title_block("梅渚农商银行怎样守住一条河"),
        TEXT,
    ).bulletin
    assert (made.title, made.series) == ("梅渚农商银行怎样守住一条河", "乡村金融观察")


def test_who_makes_a_paper_with_its_day_is_imprint() -> None:
    lines = ("学习简报", "第2期", "柳湾农商银行跟岗班编　　2026年10月19日", "退单里面有黄金")
    made = head(*lines)
    assert (made.title, lines[2] in made.imprint) == (lines[3], True)


def test_a_title_by_style_below_a_page_header() -> None:
    blocks = [
        Block("柘水农商银行赴槐序农商银行跟班学习简报", centred=True),
        Block("跟班学习第三周小结", level=1, size=34.0),
        Block(TEXT.text, size=14.0),
        Block("一、学员分工", level=1, size=18.0, bold=True),
        Block(TEXT.text, size=14.0),
    ]
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.masthead) == ("跟班学习第三周小结", (blocks[0].text,))


def test_an_issue_in_brackets_is_no_part_of_the_title() -> None:
    blocks = [
        Block("渚阳农商银行跟班学习周报", size=26.0, bold=True, centred=True),
        Block("（第7期）", size=26.0, bold=True, centred=True),
        Block(TEXT.text, size=14.0),
    ]
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.subtitle) == ("渚阳农商银行跟班学习周报", ("（第7期）",))


def test_a_line_in_brackets_is_no_headline_above_which_a_paper_stands() -> None:
    found = head("隐泉农商银行", "跟班学习旬报", "2025年第6期", "（2025年5月上旬，不含节假日）")
    assert found.title == "跟班学习旬报"


@pytest.mark.parametrize("mark", ["【】", "〔〕", "[]"])
def test_a_paper_whose_sections_stand_in_brackets_is_called_by_its_masthead(mark: str) -> None:
    paper = title_block("榆塬农商银行跟班学习双周报")
    heads = [Block(f"{mark[0]}{words}{mark[1]}", bold=True) for words in ("轮岗安排", "下一步")]
    lines = [Block("第2期"), Block("2025年10月27日"), heads[0], TEXT, heads[1], TEXT]
    made = structured(paper, *lines)
    assert made.bulletin.title == paper.text
    assert made.bulletin.issue == "第2期"


def test_the_headline_below_a_paper_that_the_page_states() -> None:
    page = (
        "<html><head><title>芝埠农商银行跟学通讯 第11期</title></head><body><table><tr>"
        "<td><font size='6'>芝埠农商银行跟学通讯</font></td><td>第11期<br>2025年10月10日</td></tr></table>"
        f"<h1>三地见闻：他们怎样把客户留住</h1><p>{TEXT.text}</p><h3>芥岭</h3><p>{TEXT.text}</p></body></html>"
    )
    source = Source("a.html", "html", "0" * 64, date(2026, 1, 1))
    made = structure(read(page.encode(), "a.html"), source, today=date(2026, 12, 1)).bulletin
    assert (made.title, made.series, made.issue) == (
        "三地见闻：他们怎样把客户留住",
        "芝埠农商银行跟学通讯",
        "第11期",
    )


@pytest.mark.parametrize("paper", ["学 习 参 考", "借　鉴", "他　山　之　石"])
def test_a_paper_with_a_spread_name_below_its_office(paper: str) -> None:
    found = head("东平洲农村商业银行股份有限公司", paper, "2026 年第 6 辑")
    assert found.title == "".join(paper.split())
    assert found.masthead == ("东平洲农村商业银行股份有限公司",)


def test_a_title_of_who_went_where_below_the_name_and_issue_of_a_paper() -> None:
    found = structured("学习专刊 第4期", "赴霞坂农商银行学习札记", TEXT, TEXT).bulletin
    assert (found.title, found.issue) == ("赴霞坂农商银行学习札记", "第4期")


LONG = (
    "关于组织全省农村商业银行系统赴云岭坪先进农村商业银行开展普惠金融整村授信与数字化转型专题跟班学习活动"
    "第三阶段阶段性情况以及后续成果转化应用工作安排的综合通报（增刊）"
)


@pytest.mark.parametrize("level", [0, 1])
def test_a_title_may_be_long(level: int) -> None:
    assert len(LONG) > 75
    made = structured(Block(LONG, level=level), TEXT, TEXT).bulletin
    assert made.title == LONG


@pytest.mark.parametrize("mark", ["■ ", "◆", "✔ "])
def test_the_first_of_several_banks_behind_a_mark_heads_a_section(mark: str) -> None:
    """It was a line of the head, and what followed was of no bank."""
    banks = ("柳湾农商银行", "竹溪农商银行")
    lines = [line for bank in banks for line in (f"{mark}{bank}", f"{bank[:2]}的规矩。{RULE}")]
    made = structured(*map(Block, ("八月跟班集锦", *lines)))
    assert [entry.bank for entry in made.bulletin.entries] == list(banks)
