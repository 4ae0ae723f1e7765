"""Lines that are no part of a bulletin."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.furniture import without_furniture
from kb.text import is_imprint, is_site_furniture
from tests.builders import read_text, structured, title_block
from tests.structure.visiting import TEXT


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
    "line",
    [
        "文件编号：江农信办〔2026〕63号",
        "缓急：一般　密级：内部",
        "打印时间：2026-05-19 08:31:07　打印人：赵晓云",
    ],
)
def test_fields_of_a_page_printed_in_the_office(line: str) -> None:
    assert is_imprint(line)


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


@pytest.mark.parametrize("line", ["特此报告。", "特此汇报！", "专此报告"])
def test_the_last_words_of_a_report(line: str) -> None:
    found = without_furniture([Block("报告"), Block(TEXT), Block(line)], of_a_page=False)
    assert found.furniture == (line,)


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
    ["— END —", "· THE END ·", "扫描下方二维码关注", "本文系原创，转载请注明出处"],
)
def test_the_end_of_an_account_article(line: str) -> None:
    assert is_site_furniture(line)


@pytest.mark.parametrize("above", ["关注", "+ 关注"])
def test_the_name_of_an_account_between_its_button_and_its_day(above: str) -> None:
    lines = [above, "农信小站", "2025-06-30 08:00 发表于湖南"]
    text = [
        "跟班日记｜贷款超市",
        "石桥农商银行的墙上挂着二十几张卡片，一张卡片一种贷款，客户自己摘卡，摘了卡再叫人。",
    ]
    found = without_furniture([Block(line) for line in (*lines, *text)], of_a_page=False)
    assert [block.text for block in found.blocks if block.text != lines[2]] == text


def test_the_name_of_an_account_below_the_title_with_its_button_below_its_day() -> None:
    lines = ["贷款超市见闻", "乡土观察", "2025-05-20 09:12 · 优质财经领域创作者", "已关注"]
    text = "石桥农商银行的墙上挂着二十几张卡片，一张卡片一种贷款，客户自己摘卡，摘了卡再叫人。"
    made = read_text("\n\n".join((*lines, text)))
    assert made.title == lines[0]
    assert [entry.text for entry in made.entries] == [text]


def test_a_title_above_its_day_is_no_account() -> None:
    lines = ["贷款超市见闻", "2025-06-30 08:00 发表于湖南", "石桥农商银行的墙上挂着二十几张卡片。"]
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.blocks[0].text == lines[0]


@pytest.mark.parametrize(
    "signer", ["雨山坞农商银行党委", "雨山坞农商银行工会委员会", "雨山坞农商银行第三党支部"]
)
def test_a_committee_signs_above_the_day(signer: str) -> None:
    text = "三江滩农商银行对500万元以上的贷款实行“独立审批人”制度，审批人不受行长领导。"
    found = structured("关于表彰“跟班学习之星”的决定", text, text, signer, "2025年12月1日")
    assert signer not in "".join(entry.text for entry in found.bulletin.entries)
    assert found.bulletin.signed == signer


def test_who_wrote_it_in_brackets_behind_others() -> None:
    made = structured(
        "赴瓦桥农商银行跟班学习对比报告",
        "瓦桥农商银行要求每笔三十万元以上的经营贷款附三张图，图由客户经理手画，审查岗看图不看字。",
        "（跟班学习组组长：蒯志远　执笔：阮青禾）",
    )
    assert len(made.bulletin.entries) == 1
    assert "（跟班学习组组长：蒯志远　执笔：阮青禾）" in made.furniture


NIGHTS = (
    "石桥农商银行的支行夜里十点关门，门口留一排充电口，司机充电的二十分钟里，柜员把条件讲三遍。"
)


@pytest.mark.parametrize(
    "line",
    [
        "楼主：麦田   发表于 2025-4-2 21:33",
        "只看该作者 | 倒序浏览",
        "【字体：大 中 小】  【收藏】  【打印】",
        "文责自负，转载请联系作者。",
        "[内部学习资料]",
        "（此表一式两份，学员、带教行各执一份）",
        "（图片说明：学堂一角。苇子摄）",
        "中国某某网 >> 地方 >> 示例省",
        "用微信扫码二维码",
        "跟贴 7  参与 112",
        "你“在看”我吗？",
        "这篇文档对你有帮助吗？ 是 / 否",
        "（情况来源：第二学习组　整理人：小寒）",
        "（本文为石桥农商银行2025年“走出去”征文二等奖作品）",
        "（全文约三百字）",
        "（转引自《石桥农信通讯》第3期，张页供稿）",
        "值班编委 | 老槐　责编 | 小柳",
        "印：35份　　承印：文印室",
        "本文首发于“县域柜台”公众号",
        "责任编辑 童话　　电子信箱 djb@example.com　　印数 200册",
        "主办：示例市农商银行党校　　出刊日期：2025年6月30日　　内部交流　免费赠阅",
    ],
)
def test_what_forums_sites_and_papers_put_between_title_and_text(line: str) -> None:
    made = read_text(f"夜里的灯\n\n{line}\n\n{NIGHTS}\n\n{line}\n\n{NIGHTS}\n")
    assert made.title == "夜里的灯"
    assert {entry.text for entry in made.entries} == {NIGHTS}


def test_what_follows_a_thread_is_no_text() -> None:
    thread = "沙发   小河弯弯 发表于 2025-4-2 22:01\n\n学习了，谢谢分享！"
    made = read_text(f"夜里的灯\n\n{NIGHTS}\n\n{NIGHTS}\n\n{thread}\n")
    assert made.title == "夜里的灯"
    assert {entry.text for entry in made.entries} == {NIGHTS}


@pytest.mark.parametrize("name", ["示例农信学习平台", "夜里的灯亮着"])
def test_the_name_of_a_site_stands_above_a_path(name: str) -> None:
    lines = [name, "首页  >  学习园地  >  正文", "“半张纸”合同", "发布人：信息科", NIGHTS, NIGHTS]
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert (name in found.furniture) is ("平台" in name)


def test_a_group_that_signs_with_its_names_above_an_attachment() -> None:
    signed = ["学习小组：阮溪、柏林、辛夷", "二〇二五年七月二十八日", "附：学习日程表（略）"]
    made = read_text(
        "\n\n".join(("关于赴石桥农商银行学习的汇报", "总行领导：", NIGHTS, NIGHTS, *signed))
    )
    assert {entry.text for entry in made.entries} == {NIGHTS}


@pytest.mark.parametrize(
    "lines",
    [
        ["写于2025年11月3日夜，改于11月5日"],
        ["打印：小雪　校对：小寒　　　　2025年9月9日印　（共60份）"],
        ["2025年第3季度刊　总第41期　P28"],
        ["汇报人：跟班学员", "组　长：惊蛰", "组　员：谷雨　小暑", "二○二五年九月十五日"],
        ["网易推荐", "男子江边钓起百斤大鱼"],
        ["评论（1）", "白霜：学到了"],
        ["微信编辑：稻香", "写下你的留言", "精选", "老槐树", "我们也想这么开"],
    ],
)
def test_what_stands_below_the_text(lines: list[str]) -> None:
    made = read_text("\n\n".join(("夜里的灯", NIGHTS, NIGHTS, *lines)))
    assert {entry.text for entry in made.entries} == {NIGHTS}


def test_the_name_of_an_account_above_what_it_is_called_is_no_title() -> None:
    account = ["石桥农信微报", "微信号 shiqiao-rcb", "功能介绍 传递农信声音", "2025-10-10"]
    made = read_text("\n\n".join((*account, "把会开成“赶集”", NIGHTS, NIGHTS)))
    assert made.title == "把会开成“赶集”"
    assert {entry.text for entry in made.entries} == {NIGHTS}


def test_where_an_article_goes_on_in_a_newspaper_is_no_text() -> None:
    made = read_text(f"夜里的灯\n\n{NIGHTS} （下转第4版）\n\n（上接第1版）{NIGHTS}\n")
    assert {entry.text for entry in made.entries} == {NIGHTS}
