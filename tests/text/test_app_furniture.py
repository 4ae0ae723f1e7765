"""Lines that programs for sites add, and sentences that are like them."""

from __future__ import annotations

import pytest

from kb.text import is_site_furniture


@pytest.mark.parametrize(
    "line",
    [
        "广告",
        "【广告】",
        "雁浦农商银行办公室 2025-06-05 15:11:09 已阅 203 人",
        "综合部　2025年6月5日　阅读：88",
        "附件：1.走访剧本样例.docx　2.林权贷流程图.pdf",
        "转发　收藏　打印　返回",
        "关闭 | 编辑 | 转存档案 | 查看审批记录",
        "« 返回 回复 回复全部 转发 删除 彻底删除 举报",
        "推广 | 梓坑楼市周周看",
        "[正文] [办理单] [附件] [流程] [退出]",
        "↑ 上滑查看",
        "共享此文章：",
        "赞过：",
        "正在加载……",
        "在 X 上共享（在新窗口中打开） X",
        "您的邮箱地址不会被公开。 必填项已用 * 标注",
        "在此浏览器中保存我的显示名称、邮箱地址和网站地址，以便下次评论时使用。",
        "首页 上一页 1 2 3",
        "1 2 下一页 尾页",
        "打开“荷塘融媒”APP 查看更多精彩内容",
        "昨天修改",
        "9月3日修改",
        "5 min read",
        "Read more",
        "Subscribe",
        "最近修改：10月15日 17:20",
        ">> 首页 >> 信合动态",
        "如果觉得有用，欢迎打赏一杯豆浆",
        "登录后可查看更多内容",
        "请先登录后评论",
        "赞 23",
        "在看 9",
        "收藏120",
        "扫描二维码，关注“凤滩青年”",
    ],
)
def test_lines_of_sites(line: str) -> None:
    assert is_site_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "广告投放由总行统一管理，支行不得自行刊登。",
        "附件：跟班学习日程表",
        "城北支行 2025年6月5日 阅读室开放",
        "9月3日修改了授信办法，当天起执行",
        "打开手机银行，点“惠农贷”即可申请。",
        "1 2 3 4 5",
        "喜欢听真话的行长",
        "赞 23 次的员工上墙",
        "登录后可查看每户额度，客户经理当天打电话。",
        "修改信贷系统",
        "[流程] 三天办结",
        "上滑查看余额即可",
        "编辑、审核两道关",
        "昨天，我们走访了三个村。",
    ],
)
def test_what_is_text(line: str) -> None:
    assert not is_site_furniture(line)
