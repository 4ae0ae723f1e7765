"""Lines that are no part of a bulletin."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.furniture import without_furniture
from kb.text import is_imprint, is_site_furniture, without_page_numbers
from tests.builders import structured, title_block

TEXT = "客户经理每周二、周四进村，逐户登记人口、收入和资金用途，次日由支行行长抽三户打电话回访。"


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 同业动态 > 正文",
        "上一篇：协会召开年会",
        "分享到：微信 微博",
        "【打印】【关闭】",
        "点击上方蓝字关注我们",
        "阅读原文",
        "版权所有 示例网 某ICP备00000001号",
        "▼往期精彩回顾▼",
        "点击：1042次",
        "2025-10-24　[ 字体：大 中 小 ]　浏览：86",
        "来源：本站　阅读（57）",
        "2025-11-17　综合办公室　字号：T T　阅读 88",
        "═══════════",
        "▍往期精选",
        "上次修改时间 2025/12/8 14:40",
        "您收到这封邮件是因为您订阅了《学习快递》。退订 | 在浏览器中查看",
        "本期目录",
        "本邮件由系统自动发送，请勿回复",
        "首页 | 通知公告 | 学习园地 | 下载中心",
        "协同办公平台 > 知识库 > 跟班学习 > 详情",
        "【大】【中】【小】 【打印】 【关闭】",
        "长者模式　无障碍浏览　繁体",
        "收录于合集 #人才培养 12个",
        "收录于话题",
        "#乡村振兴 26个",
        "本文共1200字，阅读约需3分钟",
        "预计阅读时间：3分钟",
        "听全文",
        "功能介绍 讲农商故事，传金融知识",
        "赞 在看 分享",
        "以下文章来源于芦塘农商银行 ，作者小禾",
        "IP属地：浙江",
        "继续滑动看下一个",
        "【我要纠错】",
        "保存 打印 关闭",
        "放大+ 缩小- 默认O",
        "版面导航",
        "版面导航 标题导航",
        "您是第10086位访客",
        "今日访问：12",
        "官方微信",
        "部分图片来源于网络，侵删",
        "转载请注明出处",
        "已读 35 未读 12",
        "浏览 123 评论 4",
        "@所有人",
        "打开APP阅读",
        "举报/反馈",
        "+关注",
        "大家都在搜",
        "热评：真的假的？",
        "换一批",
        "写评论…",
        "说点什么吧...",
        "流转记录：柴进（提交）→方志强（签批）→归档",
        "附件（1）下载 预览",
        "请勿直接回复本邮件",
        "早安心语：努力的人都很美",
        "转发给更多农信人",
        "特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。",
        "农金观察 2025-08-01 19:20 · 财经创作者",
        "--",
        "声明：本号部分图片来自网络，如有侵权请联系删除。",
        "【免责声明】本文仅代表作者观点，如有侵权请及时与我们联系处理",
        "责编 小禾 校对 小田",
        "免责声明：本网转载文章仅供学习交流。",
        "------分隔线------",
        "创建人：赵七　创建时间：2026-04-02",
    ],
)
def test_furniture_of_a_site(line: str) -> None:
    assert is_site_furniture(line) or is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "（供稿：学习办）",
        "（执笔：田禾）",
        "【编审：办公室】",
        "来源：本站　作者：季风　发布日期：2023-12-19",
        "编辑｜小王",
        "本刊电子信箱：kan@example.com　印数：3000册",
        "编辑部地址：某市某路8号　邮编：000000",
        "国内统一刊号：CN00-0000　定价：8.00元",
        "报：县委、县政府、省联社",
        "—3—",
        "（通讯员 田禾）",
        "（石坝农商银行办公室）",
        "石坝农商银行工会主办",
        "（此件发至各信用社）",
        "填表人：紫藤农商银行　柏舟",
        "微信号：liuying-bank",
        "办贷热线：96688",
        "主题词：学习 网格 商户",
        "客服电话：400-000-6666",
        "内容类型: 文档",
        "本期共发120份　　责任编辑：单小鱼",
        "（本刊免费赠阅，欢迎来稿）",
        "本报编辑部：综合办公室（三楼305）",
        "原创 阳坪农商银行 阳坪农商银行 2024-05-06 09:00 贵州",
        "阳坪农商银行 2024-05-06 09:00 贵州",
        "原创 李明 阳坪农商银行 2024年5月6日 09:00",
        "阳坪农信　阳坪农信　2024/5/6 9:05 内蒙古",
        "原创 小阳 阳坪农商银行微讯 2024-05-06 21:00 发表于贵州 听全文",
        "原创：陈晨 阳坪农商银行 昨天",
        "原创 阳坪农商银行 阳坪农商银行",
        "本刊仅供内部学习，不得外传。",
        "本简报仅供各行社内部参阅",
        "本资料只供内部交流，请勿外传",
        "本刊为内部刊物，请妥善保管。",
        "本材料系学习交流材料，仅供参阅。",
    ],
)
def test_imprint(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        TEXT,
        "记者：北门支行一年走访多少户？",
        "登录手机银行的客户由网点逐户回访，登记在册。",
        "支行主任助理",
        "客户申请 > 系统初审 > 人工复核 > 放款",
        "分享经验的三位支行长",
        "扫码点单从早市做起，五点钟客户经理就在菜场等摊主。",
        "一、评议公开",
        "1",
        "客户经理 刘敏 2024-05-06 09:00 走访了三户",
        "本报告显示，该行为内部学习投入3万元。",
        "王磊 10月8日 09:12",
        "原创 整村授信三步法",
        "微信",
        "附件一看就懂，农户签得快",
        "分享三条经验",
        "如发现侵犯客户权益，当天上报",
        "关注老人",
        "办理流程：申请→初审→放款，三天办结",
        "转发给更多客户以后，名单由支行核对。",
        "本报告共印证三点",
        "编辑 话术手册",
        "目标",
    ],
)
def test_text_is_none(line: str) -> None:
    assert not is_site_furniture(line)
    assert not is_imprint(line)


def test_page_numbers_within_a_sentence() -> None:
    assert without_page_numbers("有机稻、—3— 红薯等产业") == "有机稻、红薯等产业"
    assert without_page_numbers("走访扎实，- 2 - 客户经理") == "走访扎实，客户经理"
    assert without_page_numbers("2014—2017年") == "2014—2017年"
    assert without_page_numbers("编号12 - 3 - 45") == "编号12 - 3 - 45"


def test_a_sentence_goes_on_behind_the_page_number() -> None:
    lines = ("学习小结", "逐户登记人口、", "— 3 —", "收入和资金用途。", "当天录入系统。")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == [
        "学习小结", "逐户登记人口、收入和资金用途。", "当天录入系统。",
    ]  # fmt: skip
    assert found.furniture == ("— 3 —",)


@pytest.mark.parametrize(
    "number", ["· 4 ·", "－ 3 －", "~ 7 ~", "第 2 页", "3 / 12", "Page 4 of 9", "5"]
)
def test_a_page_number_within_a_sentence_in_any_form(number: str) -> None:
    lines = ("学习小结", "逐户登记人口，问清", number, "收入和资金用途。", "当天录入系统。")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == [
        "学习小结", "逐户登记人口，问清收入和资金用途。", "当天录入系统。",
    ]  # fmt: skip


def test_a_number_behind_a_whole_sentence_is_kept() -> None:
    lines = ("学习小结", "逐户登记人口。", "3/12", "收入和资金用途当天录入系统。", "完")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert "3/12" in [block.text for block in found.blocks]


def test_imprint_is_taken_out_below_the_text_and_listed() -> None:
    lines = ("学习小结", "时间：6月3日，地点：北门支行", TEXT, "（供稿：学习办）", "来源：办公室")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == list(lines[:3])
    assert found.furniture == lines[3:]


@pytest.mark.parametrize(
    "name",
    ["　（金小铃）", " （田禾 季风）", "（记者 田禾）", "（通讯员：金小铃）", "(供稿 办公室 田禾)"],
)
def test_who_wrote_it_behind_the_last_sentence(name: str) -> None:
    kept = without_furniture([Block("标题"), Block(TEXT), Block(TEXT + name)], of_a_page=False)
    assert kept.blocks[-1].text == TEXT
    assert kept.furniture == (name.strip(),)


@pytest.mark.parametrize("words", ["（见附件）", "（详见附表）", "（下同）", "（每年一次）"])
def test_words_in_brackets_that_end_a_sentence_stay(words: str) -> None:
    kept = without_furniture([Block("标题"), Block(TEXT + words)], of_a_page=False)
    assert kept.blocks[-1].text == TEXT + words


@pytest.mark.parametrize(
    "line",
    [
        "推文阅读量：8600次",
        "每村点击率不到三成，字号太小看不清。",
        "来源于村干部的推荐，浏览后当场签字。",
    ],
)
def test_counts_and_sizes_within_a_text_are_none(line: str) -> None:
    assert not is_site_furniture(line)


@pytest.mark.parametrize(
    ("line", "is_staff"),
    [
        ("责任编辑：夏鸣 校对：吴倩", True),
        ("本期编辑：江小雨　审核：郝志强", True),
        ("（撰稿：王明、李丽　审核：赵云）", True),
        ("编辑丨小满　监制丨聂涛", True),
        ("编审：柳青　编辑：方芳　电话：025-83120066", True),
        ("审核：夏鸣", False),
        ("审核：先看流水，校对：再看合同是否一致", False),
        ("审核：先看流水和合同 校对：再看一遍", False),
    ],
)
def test_who_made_the_paper_may_stand_within_the_text(line: str, is_staff: bool) -> None:
    text = "柳湾农商银行在科技支行配了两名工科背景的客户经理，专门看专利、看订单、看团队，疑难项目由专家打分。"
    made = structured(title_block("学习动态"), text, line, text.replace("两名", "三名"))
    assert (line in made.furniture) is is_staff


@pytest.mark.parametrize(
    "line",
    [
        "文件编号：江农信办〔2026〕63号",
        "缓急：一般　密级：内部",
        "打印时间：2026-05-19 08:31:07　打印人：赵晓云",
    ],
)
def test_fields_of_a_page_printed_in_the_office(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "辛庄农商银行学习组　采写：徐洁　2026年7月6日",
        "辛庄农商银行　整理：徐洁、王明",
        "采写：徐洁",
    ],
)
def test_who_asked_and_wrote_an_interview(line: str) -> None:
    assert is_imprint(line)
    assert not is_imprint("采访：跟班学习第三小组　　时间：2025年4月16日　　地点：总行三楼")


@pytest.mark.parametrize("line", ["协同办公平台 - 公文打印", "OA系统 | 公文查看"])
def test_the_head_of_an_office_program(line: str) -> None:
    assert is_site_furniture(line)


def test_who_signs_above_the_lines_of_a_page() -> None:
    blocks = [
        *map(
            Block,
            (
                "标题",
                TEXT,
                TEXT,
                "办公室档案组",
                "2025年12月8日",
                "版本: 2.0",
                "创建时间 2025/12/8",
            ),
        )
    ]
    kept = without_furniture(blocks, of_a_page=True)
    assert [block.text for block in kept.blocks] == ["标题", TEXT, TEXT]
    assert kept.signed == ("办公室档案组", "2025年12月8日")


def test_what_follows_an_article_is_left_out_of_copied_text_too() -> None:
    lines = ("食堂门口的榜", TEXT, TEXT, "相关新闻", "·松原农商银行召开年中会", "·夏日送清凉")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == [*lines[:3]]
    assert found.furniture == lines[3:]


@pytest.mark.parametrize(
    "line",
    ["举报/反馈", "大家都在搜", "为您推荐", "相关话题", "下期预告：厅堂的一天", "— 今日荐读 —"],
)
def test_what_an_app_adds_below_an_article_is_left_out(line: str) -> None:
    lines = ("食堂门口的榜", TEXT, TEXT, line, "贷款利率最新")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.furniture == lines[3:]


@pytest.mark.parametrize(
    "row",
    [
        "带教老师意见 | 学习认真，同意鉴定。 | 签字 | 白志远",
        "所在单位意见 | 同意。 | 盖章 |",
        "人力资源部审核 | 情况属实 |",
        "分管领导签字 | ",
    ],
)
def test_rows_of_a_form_in_which_somebody_agrees_and_signs(row: str) -> None:
    found = without_furniture([Block("登记表"), Block(TEXT), Block(row)], of_a_page=False)
    assert found.furniture == (row,)


def test_an_opinion_that_tells_something_stays() -> None:
    row = f"单位意见 | {TEXT}"
    found = without_furniture([Block("登记表"), Block(TEXT), Block(row)], of_a_page=False)
    assert found.furniture == ()


@pytest.mark.parametrize("line", ["特此报告。", "特此汇报！", "专此报告"])
def test_the_last_words_of_a_report(line: str) -> None:
    found = without_furniture([Block("报告"), Block(TEXT), Block(line)], of_a_page=False)
    assert found.furniture == (line,)


def test_a_row_of_a_table_about_signatures_is_kept() -> None:
    rows = ("项目 | 看什么 | 查出", "签名 | 本人、见证人、共有人 | 37份", "审批 | 一人一岗 | 三天")
    lines = ("信贷档案也要体检", TEXT, *rows, TEXT)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert not found.furniture


def test_a_row_in_which_somebody_agrees_is_furniture() -> None:
    rows = (
        "领导意见 | 同意。",
        "带教老师意见 | 同意。 | 签字 | 白志远",
        "审核 | 同意 | 2026年3月2日",
    )
    lines = ("跟班学习的体会", TEXT, *rows)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert found.furniture == rows


def test_the_number_of_an_issue_in_brackets_stays_above_the_text() -> None:
    found = structured(
        title_block("跟班学习周报"),
        "（第3期）　农信联社人力资源部编　2026年5月18日",
        title_block("赴柳湾农商银行学习小结"),
        TEXT,
    )
    assert (found.bulletin.series, found.bulletin.issue) == ("跟班学习周报", "第3期")


@pytest.mark.parametrize(
    "line",
    [
        "2026年10月15日　记者　白露",
        "记者 白露 2026-10-15",
        "（原载《三汊金融》2025年9月18日第3版）",
        "摘自《合作金融》第7期",
        "出席：卓越成、洪伟、贾思齐",
        "列席人员：各支行行长",
        "拟稿部门：微贷事业部",
        "内部交流 请勿外传",
        "内部参考，注意保存",
        "文号：石农商办〔2026〕33号",
    ],
)
def test_who_wrote_it_where_it_stood_and_who_was_there(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "出席会议的有各支行行长。会后大家看了展厅。",
        "《取经路上》是本行的内刊。",
        "内部交流会上谈到三点",
    ],
)
def test_sentences_about_it_are_text(line: str) -> None:
    assert not is_imprint(line)


def test_who_signs_an_official_paper_above_where_it_goes() -> None:
    below = (
        "砚溪农村商业银行股份有限公司",
        "2025年4月25日",
        "抄送：本行班子成员。",
        "砚溪农村商业银行办公室　2025年4月25日印发",
    )
    lines = ("关于赴漾口农商银行考察的报告", TEXT, TEXT, *below)
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.furniture == below


def test_a_number_below_the_title_is_no_page_number() -> None:
    lines = ("跟班在柳湾，这三招真管用", "01", "进院子，报额度", TEXT, "02", "上白板", TEXT)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert found.furniture == ()


@pytest.mark.parametrize(
    "line",
    [
        "专报编辑部　电话：0000-1234567",
        "审 核：王某某",
        "签　发　人：周某",
        "编 辑：张某　　校 对：李某",
        "责任编辑／王某",
        "素材来源：石桥农商银行融媒体中心",
        "图片来源丨城关支行",
        "一审：王某 二审：张某 三审：赵某",
        "总编：王某　副总编：李某",
        "值班主任：王某",
        "剪辑：李某",
        "出品：党委宣传部",
        "导师签字：",
        "派出单位（盖章）：　　年　月　日",
        "呈送：党委班子成员",
        "呈送：行领导班子",
        "印送：各支行、总行各部室",
        "（印30份）",
        "（办公室 李某）",
        "石桥农商银行办公室　　　2025年4月21日编发",
        "联系方式：0000-1234567",
    ],
)
def test_imprint_in_other_forms(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    ["— END —", "· THE END ·", "扫描下方二维码关注", "本文系原创，转载请注明出处"],
)
def test_the_end_of_an_account_article(line: str) -> None:
    assert is_site_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "审核：由风险部复核，三个工作日内答复。",
        "联系人：每村一名，由村会计担任，每月补贴二百元。",
        "运营：尾箱由系统随机指定复核人，每天一换。",
        "视频面签：不在家的农户用视频签。",
        "一审：客户经理自查；二审：风险经理复核；三审：贷审会表决。",
        "值班主任每天六点到岗，先看监控。",
        "扫描二维码即可办理，三分钟到账。",
        "出品质：每季评一次星级客户经理。",
    ],
)
def test_fields_of_a_procedure_are_text(line: str) -> None:
    assert not is_imprint(line)
    assert not is_site_furniture(line)


def test_below_short_paragraphs_imprint_is_found_too() -> None:
    lines = [
        "网格里的门道",
        "石桥农商银行划了八十二个网格。",
        "网格员每周走完一遍，先扫商户墙上的码。",
    ]
    tail = ["撰文丨李某", "校对｜张某　终审｜陈某", "素材来源：石桥支行", "投稿邮箱：a@example.com"]
    found = without_furniture([Block(line) for line in (*lines, *tail)], of_a_page=True)
    assert [block.text for block in found.blocks] == lines
    assert found.furniture == tuple(tail)


@pytest.mark.parametrize("above", ["关注", "+ 关注"])
def test_the_name_of_an_account_between_its_button_and_its_day(above: str) -> None:
    lines = [above, "农信小站", "2025-06-30 08:00 发表于湖南"]
    text = [
        "跟班日记｜贷款超市",
        "石桥农商银行的墙上挂着二十几张卡片，一张卡片一种贷款，客户自己摘卡，摘了卡再叫人。",
    ]
    found = without_furniture([Block(line) for line in (*lines, *text)], of_a_page=False)
    assert [block.text for block in found.blocks if block.text != lines[2]] == text


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("本栏目由合规部与团委联合推出", True),
        ("上期答案：B", True),
        ("欢迎留言，优秀留言有小礼品哦！", True),
        ("本栏目由信贷部供稿，每周三刊出，支行轮流写。", False),
        ("欢迎客户投诉，查实一件奖二十元。", False),
    ],
)
def test_who_makes_a_column(line: str, *, is_one: bool) -> None:
    assert is_imprint(line) is is_one


def test_a_title_above_its_day_is_no_account() -> None:
    lines = ["贷款超市见闻", "2025-06-30 08:00 发表于湖南", "石桥农商银行的墙上挂着二十几张卡片。"]
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.blocks[0].text == lines[0]
