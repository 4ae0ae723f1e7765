"""Masthead, title, subtitle and imprint."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.head import read_head
from kb.structure.looks import body_look
from tests.builders import structured, title_block
from tests.structure.heads import TEXT, head


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


def test_publisher_and_day_without_a_year_are_no_part_of_the_title() -> None:
    for day in ("六月十二日", "6月12日", "十一月 三十 日"):
        line = f"麓塘农商银行跟班学习办公室　　{day}"
        found = head("学习简报", "第8期", line, "芦汀农商银行夜市贷款的做法")
        assert found.title == "芦汀农商银行夜市贷款的做法"
        assert found.imprint == (line,)
    assert head("麓塘联社在芦汀农商银行学习五月五日").title == "麓塘联社在芦汀农商银行学习五月五日"


def test_the_title_that_the_file_states() -> None:
    found = head("农信要闻", "信贷员夜访农户的一天", stated="信贷员夜访农户的一天_农信网")
    assert found.title == "信贷员夜访农户的一天"


def test_a_rule_of_signs_is_no_title() -> None:
    found = head("工作简报", "第 3 期", "━━━━━━━━━━", "到柏溪学什么")
    assert found.title == "到柏溪学什么"


def test_a_question_with_its_subtitle_is_a_title() -> None:
    line = "不良贷款怎么管得住？——与桑坞农商银行风险部的问与答"
    assert head(line).title == line


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


def test_a_line_in_brackets_is_no_title_where_another_may_be() -> None:
    line = "（泉水洼农商银行驻大石桥农商银行学习队 江涛）"
    found = head("学 习 日 记", line)
    assert (found.title, found.subtitle) == ("学习日记", (line,))


def test_days_with_spaces_around_their_numbers_are_those_of_the_imprint() -> None:
    imprint = "玉带河农商银行对标学习办公室　2025 年 8 月 11 日"
    found = head("对标学习简讯", "第 18 期", "（2025 年第三季度第 2 期）", imprint)
    assert found.title == "对标学习简讯"
    assert found.imprint == (imprint,)


@pytest.mark.parametrize("month", ["2025年5月", "二〇二五年五月", "（2025年11月）"])
def test_the_month_below_the_title_is_no_text(month: str) -> None:
    found = head("赴雁塬农商银行考察学习情况汇报", month)
    assert found.subtitle == (month,)


def test_a_bank_alone_is_a_kicker_and_a_weekday_no_title() -> None:
    found = head(
        "2024年04月11日", "星期四", "山乡农村金融报", "A02版：经营管理", "梧桐坳农商银行",
        "“三张清单”理清贷款审批", "本报记者 童言　通讯员 洪某",
    )  # fmt: skip
    assert found.title == "“三张清单”理清贷款审批"
    assert head("周五 农历三月初三", "三张清单理清贷款审批").title == "三张清单理清贷款审批"
    assert head("对标学习情况报告", "春柳河农商银行", "2024年8月").title == "对标学习情况报告"


def test_the_day_above_a_page_of_a_diary_is_no_title() -> None:
    title, day = "菊江农商银行“走出去”学习日记·第3天", "2026年8月19日  星期三  多云"
    found = head(title, day, "跟岗行：栗子坪农商银行", "记录人：贺子衿")
    assert (found.title, found.subtitle[0]) == (title, day)


def test_a_slogan_is_the_title_above_what_it_is_about() -> None:
    about = "沙洲尾农商银行中层干部赴浙西跟班学习成果交流会发言摘登"
    found = head("走出去  学进来  用起来", about)
    assert (found.title, found.subtitle) == ("走出去  学进来  用起来", (about,))


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


def test_the_units_above_a_table_stand_with_it() -> None:
    rows = ("（金额单位：亿元）", "项目 | 三季度末 | 比年初", "各项存款 | 152.36 | ▲9.41")
    made = structured(Block("梅渚农商银行经营简表", level=1), *map(Block, rows), TEXT).bulletin
    assert made.entries[0].text == "\n".join(rows)


def test_a_second_line_that_says_what_a_meeting_was_too() -> None:
    found = head("苔桥农商银行召开三季度工作会", "暨外出学习交流会")
    assert (found.title, found.subtitle) == ("苔桥农商银行召开三季度工作会暨外出学习交流会", ())


def test_what_a_picture_shows_is_no_title() -> None:
    found = head("图为学员在枞岭农商银行营业部合影", "两行归来话得失")
    assert found.title == "两行归来话得失"
    assert head("图为学员在枞岭农商银行营业部合影").title == ""


def test_who_talked_with_whom_is_no_title_below_one() -> None:
    found = head("向柳湾学清收", "芦汀农商银行跟班学员与柳湾农商银行资产保全部经理的对话")
    assert found.title == "向柳湾学清收"


def test_the_rows_of_a_short_table_are_the_text_below_the_title() -> None:
    """A page with nothing but a title and two rows was refused as one without a text."""
    rows = ("机构：贷款余额", "柳湾农商银行 | 28亿元", "桐口农商银行 | 41亿元")
    blocks = (Block("两行贷款余额", level=1), *map(Block, rows))
    found = read_head(blocks, body_look(blocks))
    assert (found.title, found.subtitle, found.length) == ("两行贷款余额", ("机构：贷款余额",), 2)


def test_a_bank_below_the_title_that_is_made_as_a_later_one_heads_a_section() -> None:
    blocks = [
        title_block("赴柳湾、桐口两行学习汇编"),
        Block("柳湾农商银行", centred=True),
        Block("◆ 房子不是命根子", bold=True),
        Block("放贷先看人后看房，房子只算三成分量，其余七成看流水、看口碑、看还过几回。"),
        Block("桐口农商银行", centred=True),
        Block("◆ 抽屉里不留章", bold=True),
        Block("印章改成电子的，用一次留一条记录，记录每周打印出来由合规员和经办人对一遍。"),
    ]
    made = structured(*blocks).bulletin
    assert made.subtitle == ""
    assert [entry.bank for entry in made.entries] == ["柳湾农商银行", "桐口农商银行"]


def test_the_only_heading_of_the_first_level_below_buttons_is_the_title() -> None:
    buttons = [Block(words) for words in ("首页", "文档库", "学习")]
    title = "石桥农商银行值班笔记"
    assert structured(*buttons, Block(title, level=1), TEXT, TEXT).bulletin.title == title


def test_the_number_of_a_paper_and_who_signs_it_is_no_title() -> None:
    number = "桃农商发〔2025〕44号                    签发人：白露"
    made = structured(number, "桃溪农商银行关于赴柳湾农商银行", "学习网点转型工作的考察报告", TEXT)
    assert made.bulletin.title == "桃溪农商银行关于赴柳湾农商银行学习网点转型工作的考察报告"


def test_the_time_above_the_weather_is_that_of_the_visit() -> None:
    told = (
        "上午跟着柳湾农商银行的老马去收息。老马不进屋，站在院里喊一声，喝完水人家自己把钱拿出来。"
    )
    made = structured("柳湾跟班学习日志", "时间：2025年11月19日　天气：小雨", told).bulletin
    assert made.period
    assert made.period.start.isoformat() == "2025-11-19"


def test_who_wrote_a_text_and_when_does_not_go_on_with_its_title() -> None:
    found = head("他山之石：柳湾农商银行是怎样把成本降下来的", "桐口农商银行计划财务部  2026年8月")
    assert found.title == "他山之石：柳湾农商银行是怎样把成本降下来的"
