"""Masthead, title, subtitle and imprint."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Source
from kb.readers import read
from kb.readers.draft import Block
from kb.structure.head import Head, read_head
from kb.structure.looks import body_look
from kb.structure.page_title import without_site
from kb.structure.understand import structure
from tests.builders import structured, title_block

TEXT = Block(
    "6月3日至7日，我行组织15名客户经理赴柳湾农商银行跟班学习，现将学习情况编发如下，供各支行参考。"
)


def head(*lines: str, stated: str = "") -> Head:
    blocks = [*map(Block, lines), TEXT]
    return read_head(blocks, body_look(blocks), stated)


def test_two_lines() -> None:
    assert head("关于赴柳湾农商银行学习整村授信情况的", "报告").title == (
        "关于赴柳湾农商银行学习整村授信情况的报告"
    )
    assert head("麓塘联社赴芦汀农商银行学习", "农户小额信用贷款有关做法的情况").title == (
        "麓塘联社赴芦汀农商银行学习农户小额信用贷款有关做法的情况"
    )


def test_the_full_name_of_a_bank_above_the_title_is_not_the_title() -> None:
    found = head("石坝农村商业银行股份有限公司", "关于选派员工赴竹溪农商银行跟班学习的", "情况汇报")
    assert found.title == "关于选派员工赴竹溪农商银行跟班学习的情况汇报"


def test_a_daily_of_learners_is_a_title_and_no_newspaper() -> None:
    found = head("第三组跟班学习日报", "总第18期")
    assert (found.title, found.subtitle) == ("第三组跟班学习日报", ("总第18期",))


def test_a_subtitle_is_no_part_of_the_title() -> None:
    found = head("学两家之长 补自身之短", "——陶渚农商银行赴外地考察的报告", "陶渚农商银行 王五")
    assert found.title == "学两家之长 补自身之短"
    assert found.subtitle == ("——陶渚农商银行赴外地考察的报告", "陶渚农商银行 王五")


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


def test_publisher_and_day_without_a_year_are_no_part_of_the_title() -> None:
    for day in ("六月十二日", "6月12日", "十一月 三十 日"):
        line = f"麓塘农商银行跟班学习办公室　　{day}"
        found = head("学习简报", "第8期", line, "芦汀农商银行夜市贷款的做法")
        assert found.title == "芦汀农商银行夜市贷款的做法"
        assert found.imprint == (line,)
    assert head("麓塘联社在芦汀农商银行学习五月五日").title == "麓塘联社在芦汀农商银行学习五月五日"


def test_a_page_header_is_not_the_title() -> None:
    found = head("芦汀农商银行学习动态　内部资料", "麓塘组学习供应链金融情况")
    assert found.title == "麓塘组学习供应链金融情况"


def test_a_newsletter_without_another_title_is_its_own() -> None:
    found = head("学习简报", "第12期", "办公室编　2025年9月8日")
    assert found.title == "学习简报"
    assert found.subtitle == ("第12期",)
    assert found.imprint == ("办公室编　2025年9月8日",)


def test_the_title_that_the_file_states() -> None:
    found = head("农信要闻", "信贷员夜访农户的一天", stated="信贷员夜访农户的一天_农信网")
    assert found.title == "信贷员夜访农户的一天"


def test_a_salutation_is_no_subtitle() -> None:
    assert head("在学习总结会上的讲话", "同志们：").imprint == ("同志们：",)


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("信贷员夜访农户_农信网", "信贷员夜访农户"),
        ("信贷员夜访农户 - 基层 - 农信网", "信贷员夜访农户"),
        ("信贷员夜访农户", "信贷员夜访农户"),
    ],
)
def test_the_name_of_the_site_comes_off(stated: str, title: str) -> None:
    assert without_site(stated) == title


def test_a_rule_of_signs_is_no_title() -> None:
    found = head("工作简报", "第 3 期", "━━━━━━━━━━", "到柏溪学什么")
    assert found.title == "到柏溪学什么"


def test_a_question_with_its_subtitle_is_a_title() -> None:
    line = "不良贷款怎么管得住？——与桑坞农商银行风险部的问与答"
    assert head(line).title == line


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


@pytest.mark.parametrize(
    "title",
    [
        "第7周学习周报（2025.6.9—6.13）",
        "第三期跟班简报",
        "第8周 跟班小结",
        "第2期外学札记",
        "第9周跟班日志",
    ],
)
def test_a_heading_of_the_first_level_with_its_number_is_the_title(title: str) -> None:
    made = structured(
        Block(title, level=1),
        Block("本周日程", level=2),
        Block("一行三人到柳湾农商银行跟班，看了两个网点。"),
    )
    assert made.bulletin.title == title


@pytest.mark.parametrize("mark", ["——", " ——", "—— "])
def test_the_file_states_title_and_subtitle_in_one(mark: str) -> None:
    stated = f"一盏茶的工夫{mark}云梦农商银行赴柳湾农商银行学习见闻-新闻中心"
    found = head("一盏茶的工夫", "云梦农商银行赴柳湾农商银行学习见闻", stated=stated)
    assert found.title == "一盏茶的工夫"


def test_a_heading_with_siblings_is_no_title_where_another_line_may_be() -> None:
    made = structured(
        Block("工　作　简　报"),
        Block("带队赴柳湾考察", level=2),
        Block(
            "客户经理每周二、周四进村，逐户登记人口、收入和资金用途，次日由支行行长抽三户打电话回访。"
        ),
        Block("三季度经营情况", level=2),
        Block(
            "各项存款一百六十三亿元，比年初增加十四亿元，各项贷款一百二十一亿元，不良率百分之一点二。"
        ),
    )
    assert made.bulletin.title == "工作简报"


@pytest.mark.parametrize(
    "line",
    [
        "部里各位同事：",
        "各位兰皋的同仁：",
        "行领导并各位同志：",
        "各位老师们：",
        "各位来宾、各位朋友：",
    ],
)
def test_to_whom_a_letter_is_written(line: str) -> None:
    assert head("咸宁湾来信", line).imprint == (line,)


@pytest.mark.parametrize("verb", ["印发", "转发", "下发"])
def test_a_title_that_begins_one_line_earlier(verb: str) -> None:
    found = head(
        "月湖县信用联社", f"关于{verb}", "《赴柳湾农商银行学习考察报告》的通知", "各网点："
    )
    assert found.title == f"关于{verb}《赴柳湾农商银行学习考察报告》的通知"


@pytest.mark.parametrize(
    "site", ["某某农商银行 内网门户", "月湖市人民政府门户网站", "首页 | 公告 | 下载"]
)
def test_the_name_of_a_site_is_no_title(site: str) -> None:
    assert head(site, "怎样让老人办得了卡").title == "怎样让老人办得了卡"


def test_day_and_bank_under_the_title_are_no_title() -> None:
    found = head("村口来了“移动柜台”", "2026年1月9日　槐荫农商银行")
    assert found.title == "村口来了“移动柜台”"
    assert found.subtitle == ("2026年1月9日　槐荫农商银行",)


def test_headings_that_are_only_names_of_banks_open_sections() -> None:
    banks = [Block("哈日苏木农村商业银行", level=2), TEXT, Block("等驾坡村镇银行", level=2), TEXT]
    blocks = [Block("西北片区学习专报", level=1), *banks]
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.subtitle, found.length) == ("西北片区学习专报", (), 1)


def test_lines_behind_marks_are_headings() -> None:
    found = head("青溪农商银行典型经验材料", "■ 进村有账", "■ 名单有评")
    assert found.title == "青溪农商银行典型经验材料"


def test_the_heads_of_a_form_are_no_title() -> None:
    found = head("第二季度外出学习情况通报", "项目 | 内容", "学习单位：鹤鸣山农商银行")
    assert found.title == "第二季度外出学习情况通报"
    assert found.subtitle == ("项目 | 内容", "学习单位：鹤鸣山农商银行")


@pytest.mark.parametrize(
    "line",
    [
        "周主任：",
        "尊敬的方行长：",
        "刘科长、郑经理：",
        "温总：",
        "吕老师，您好：",
        "联社理事会：",
        "孙姐：",
        "小贺：",
    ],
)
def test_to_whom_a_letter_is_written_is_no_title(line: str) -> None:
    found = head(line, stated="龙须沟农商行学习第一周情况汇报")
    assert (found.title, found.imprint) == ("", (line,))


@pytest.mark.parametrize("column", ["他山之石", "学习园地", "同业之窗"])
def test_the_name_of_a_column_above_one_that_says_who_learned_where(column: str) -> None:
    slides = [Block("主要做法", level=2), TEXT, Block("几点思考", level=2), TEXT]
    title = "赴麻石港农商银行学习汇报"
    blocks = [Block(column, level=1), Block(title, level=2), TEXT, *slides]
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.masthead) == (title, (column,))


def test_a_headline_that_goes_on_after_a_colon_is_no_addressee() -> None:
    found = structured(
        title_block("对标学习快报"),
        Block("第 12 期（总第 57 期）", centred=True),
        Block("古城门农商银行对标办　　二〇二五年九月十五日"),
        Block("走进凤鸣农商银行：", centred=True, bold=True, size=18),
        Block("看一家小行怎样做大中间业务", centred=True, bold=True, size=18),
        Block(TEXT.text, size=12),
        Block(TEXT.text, size=12),
    ).bulletin
    assert found.title == "走进凤鸣农商银行：看一家小行怎样做大中间业务"
    assert (found.series, found.issue) == ("对标学习快报", "第12期")


def test_a_line_in_brackets_is_no_title_where_another_may_be() -> None:
    line = "（泉水洼农商银行驻大石桥农商银行学习队 江涛）"
    found = head("学 习 日 记", line)
    assert (found.title, found.subtitle) == ("学习日记", (line,))


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


def test_days_with_spaces_around_their_numbers_are_those_of_the_imprint() -> None:
    imprint = "玉带河农商银行对标学习办公室　2025 年 8 月 11 日"
    found = head("对标学习简讯", "第 18 期", "（2025 年第三季度第 2 期）", imprint)
    assert found.title == "对标学习简讯"
    assert found.imprint == (imprint,)


@pytest.mark.parametrize("month", ["2025年5月", "二〇二五年五月", "（2025年11月）"])
def test_the_month_below_the_title_is_no_text(month: str) -> None:
    found = head("赴雁塬农商银行考察学习情况汇报", month)
    assert found.subtitle == (month,)


def test_a_report_to_the_union_of_the_city() -> None:
    found = head("关于赴雁塬农商银行考察的报告", "市联社：")
    assert (found.title, found.subtitle) == ("关于赴雁塬农商银行考察的报告", ())
    assert found.imprint == ("市联社：",)


def test_a_bank_alone_is_a_kicker_and_a_weekday_no_title() -> None:
    found = head(
        "2024年04月11日", "星期四", "山乡农村金融报", "A02版：经营管理", "梧桐坳农商银行",
        "“三张清单”理清贷款审批", "本报记者 童言　通讯员 洪某",
    )  # fmt: skip
    assert found.title == "“三张清单”理清贷款审批"
    assert head("周五 农历三月初三", "三张清单理清贷款审批").title == "三张清单理清贷款审批"
    assert head("对标学习情况报告", "春柳河农商银行", "2024年8月").title == "对标学习情况报告"


@pytest.mark.parametrize(
    "stated", ["青岘农商银行微信公众号", "青岘农商银行", "看碧水湾农商银行的社区支行"]
)
def test_the_name_of_an_account_above_the_headline_is_no_title(stated: str) -> None:
    headline = Block("他山之石 | 看碧水湾农商银行如何“玩转”社区支行", bold=True, size=20)
    blocks = [Block("青岘农商银行", level=1), headline, TEXT]
    assert read_head(blocks, body_look(blocks), stated).title == headline.text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("学习小组：白鹭滩农商银行赴金银潭农商银行驻点学习组", "本周时间：2025年5月12日—5月16日"),
        ("学习成员：蓝圩农商银行信贷部五人", "跟班单位：石碛农商银行"),
        ("述职人：游子安（下梅农商银行派驻）", "挂职时间：2023.9—2024.8"),
        ("谈话人：洄溪农商银行纪委书记", "谈话对象：屈曼"),
    ],
)
def test_a_field_next_to_another_is_no_title(first: str, second: str) -> None:
    found = head("驻点学习情况", first, second)
    assert found.title == "驻点学习情况"
    assert set(found.subtitle) >= {first}


@pytest.mark.parametrize(
    "line", ["内部交流 请勿外传", "内部参考", "【内部传阅】", "内部学习资料　严禁外传"]
)
def test_who_may_read_it_is_no_title(line: str) -> None:
    blocks = [Block(line, bold=True), Block("看桐花寨农商银行怎样管好“钱袋子”", level=1), TEXT]
    assert read_head(blocks, body_look(blocks)).title == "看桐花寨农商银行怎样管好“钱袋子”"


def test_the_day_above_a_page_of_a_diary_is_no_title() -> None:
    title, day = "菊江农商银行“走出去”学习日记·第3天", "2026年8月19日  星期三  多云"
    found = head(title, day, "跟岗行：栗子坪农商银行", "记录人：贺子衿")
    assert (found.title, found.subtitle[0]) == (title, day)


@pytest.mark.parametrize("kind", ["公司文件签批单", "呈批件", "发文稿纸"])
def test_the_kind_of_a_paper_for_signing_stands_above_its_form(kind: str) -> None:
    title = "关于赴花岩农商银行学习档案管理工作情况的报告"
    made = structured(
        f"石笋坪农商银行{kind}", "文号：石农商办〔2026〕33号", f"标题：{title}", "主送：总行领导",
        "起草日期：2026年4月13日", TEXT,
    )  # fmt: skip
    assert made.bulletin.title == title
    assert [entry.text for entry in made.bulletin.entries] == [TEXT.text]


@pytest.mark.parametrize("title", ["清风岭：把信用变成钱", "龙埠经验：慢功夫里见真章"])
def test_a_title_with_a_colon_is_no_field(title: str) -> None:
    assert head(title, "学习时间：2025年5月12日—5月16日").title == title


@pytest.mark.parametrize(
    "line",
    [
        "清河口支行  莫晓岚",
        "南汊农商银行第二期青年干部跟岗学习班学员 盛小满",
        "公司业务部总经理　丁一帆",
        "城东支行客户经理　袁　野",
    ],
)
def test_who_wrote_it_is_told_below_the_title(line: str) -> None:
    found = head("赴云岫农商银行学习心得体会", line)
    assert found.title == "赴云岫农商银行学习心得体会"
    assert found.subtitle == (line,)


def test_a_slogan_is_the_title_above_what_it_is_about() -> None:
    about = "沙洲尾农商银行中层干部赴浙西跟班学习成果交流会发言摘登"
    found = head("走出去  学进来  用起来", about)
    assert (found.title, found.subtitle) == ("走出去  学进来  用起来", (about,))


@pytest.mark.parametrize("line", ["省农信联社淮南办事处：", "市农商银行审计中心："])
def test_an_office_of_the_union_that_a_report_goes_to(line: str) -> None:
    assert head("关于赴雁塬农商银行考察的报告", line).imprint == (line,)


def test_the_form_of_an_office_program_above_the_title() -> None:
    organ = Block("菖坪县农村信用合作联社", size=32.0, centred=True)
    label = Block("内部信息", size=24.0, centred=True)
    form = (Block("信息类别：学习考察"), Block("报送单位：信贷科"), Block("登记人：苗青"))
    title = Block("赴荠湾联社学习小额农贷批量评级的汇报", size=24.0, centred=True)
    blocks = [organ, label, *form, title, TEXT]
    assert read_head(blocks, body_look(blocks)).title == title.text


def test_the_units_of_a_table_are_no_subtitle() -> None:
    assert head("柳湾农商银行主要指标", "单位：亿元、%").subtitle == ()


def test_a_table_of_figures_is_no_title() -> None:
    made = structured(
        Block("数读瓦窑农商银行", level=1),
        Block("2025-07-18"),
        Block("指标（单位：亿元） | 2024年末 | 2025年6月末"),
        Block("贷款余额 | 96.35 | ▲103.72"),
        Block("瓦窑农商银行近3年累计减费让利8,600余万元，惠及客户5.2万人。"),
    )
    assert made.bulletin.title == "数读瓦窑农商银行"


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


def test_the_units_above_a_table_stand_with_it() -> None:
    rows = ("（金额单位：亿元）", "项目 | 三季度末 | 比年初", "各项存款 | 152.36 | ▲9.41")
    made = structured(Block("梅渚农商银行经营简表", level=1), *map(Block, rows), TEXT).bulletin
    assert made.entries[0].text == "\n".join(rows)


def test_a_second_line_that_says_what_a_meeting_was_too() -> None:
    found = head("苔桥农商银行召开三季度工作会", "暨外出学习交流会")
    assert (found.title, found.subtitle) == ("苔桥农商银行召开三季度工作会暨外出学习交流会", ())


@pytest.mark.parametrize(
    "line", ["苔桥农商银行办公室 | 2023年10月27日", "苔桥农商银行团委　　2023年10月27日"]
)
def test_office_and_day_in_two_cells_are_no_title(line: str) -> None:
    above = (Block(t, centred=True, size=15) for t in ("学习考察情况通报", "2023年第5期", line))
    title = title_block("苔桥农商银行学习考察情况通报")
    text = "苔桥农商银行到槿湾农商银行学习考察，现通报如下。" * 3
    assert structured(*above, title, text).bulletin.title == title.text


@pytest.mark.parametrize(
    "title",
    [
        "柳湾农商银行“小微快贷”为什么快？",
        "贷款怎么放，不良怎么收？",
        "向柳湾学什么！",
        "柳湾农商银行“开门红”为何提前了？",
    ],
)
def test_a_question_alone_on_the_first_line_is_the_title(title: str) -> None:
    assert head(title, "桐口农商银行小微部").title == title


@pytest.mark.parametrize(
    "line", ["问：贷款怎么放？", "各位同事，大家好吗？", "你们的贷款怎么放？", "1.贷款怎么放？"]
)
def test_a_question_that_is_put_to_somebody_is_no_title(line: str) -> None:
    assert head(line).title == ""


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


def test_what_a_picture_shows_is_no_title() -> None:
    found = head("图为学员在枞岭农商银行营业部合影", "两行归来话得失")
    assert found.title == "两行归来话得失"
    assert head("图为学员在枞岭农商银行营业部合影").title == ""


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
