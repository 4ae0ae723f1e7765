"""Words that come before the name of a bank and are not part of it."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

# Of one character: only where at least two characters remain for the name (和埔 stays 和埔).
_SINGLE = (
    "系任到在赴往与和及由为对从是组期给跟经向同以如于被让请把就据因比像按至抵访来去说问看见靠学听讲称叫"
    "使令随携带陪将已正曾仍均都也还又并或即若的了着受获用自替像似凭借依照每各某该使将先再又兼进"
    "写记谈驻完当原除连凡仅可单行有咱回供们入"
)
_WORDS = """
近日 日前 今年 去年 前年 本周 上周 本月 上月 昨天 今天 当天 次日 目前 随后 期间 其间 以来 近年来 年来 近期 最近
同样 同样是 例如 譬如 比如 诸如 尤其 特别 其中 包括 即便 相比 相较 不同于 鉴于 来自 辖内 辖区 辖下 下辖 所辖
借鉴 学习 参照 仿照 对照 对标 走进 走近 参观 考察 前往 拜访 走访 访问 寻访 了解 介绍 交流 调研 观摩 邀请 组织 联合
指导 感谢 欢迎 迎来 接待 协助 支持 关于 有关 推广 复制 引进 引入 采用 沿用 根据 按照 通过 经过 得知 获悉 发现 认为
看到 听取 听说 听了 看了 去了 问了 学了 看过 去过 邻近 附近 相邻 毗邻 邻县 周边 当地 本地 外地 异地 兄弟 友邻
同行 同业 标杆 先进 其他 其它 另外 另一 单位 对象 来源 作者 记者 通讯员 机构 现任 担任 调任 挂职 任职 就职
供职 隶属 属于 成为 作为 成立 位于 本行 我行 该行 他行 贵行 银行 总结 笔者 领导 员工 同志 团队 部门 代表 负责
负责人 经理 行长 主任 董事长 书记 总经理 支行 专访 探访 再访 夜访 访谈 全市 全省 我市 我省 全县 我县 本市 本省
分别 先后 陆续 依次 继续 首次 再次 来到 抵达 奔赴 到访 派往 派到 分赴 远赴 赶赴 进驻 入驻 跟随 跟着 跟班 取经
唯有 只有 刚才 方才 适才 早先
还有 又如 再如 正如 好比 无论 不论 不管 无论是 不论是 尽管 虽然 而且 并且 以及 但是 但 而 因为 由于 所以 因此 于是
县域 省内 市内 省外 市外 县内 国内 全国 拿 比起 不像 反观 反而 至于 对于 关乎 截至 截止 为了 为此 为何
年 月 日 周 我们 他们 大家 学员 客户 农户 成员 人员 小组 一行 专班 我 你 他 她 由 等 地 所
提起 说起 谈起 想起 记起 如今 而今 现今 当今 至今 迄今 昔日 往日 一如 恰如 犹如 宛如 正是 便是 就是 却是 不是 还是
已是 都是 也是 又是 仍是
昨晚 昨夜 今晨 当晚 今晚 清晨 上午 下午 晚上 傍晚 午后 去冬 今春 年初 年末 年底 月初 月末 月底 入冬 入夏 开春
抽调 召集 带领 率领 陪同 会同 协同 联手 携手 牵手 委托 委派 安排 部署 通知 要求 建议 希望 盼望 期待 祝贺 恭喜
围绕 聚焦 瞄准 盯住 盯着 紧盯 结合 立足 依托 借助 运用 应用 使用 参考 参阅 查阅 翻阅 阅读 摘录 摘编 整理 编写
原来 据悉 倒是 首站 末站 一站 一家 二家 两家 三家 四家 五家 一提 初到 地处 坐落 东道主
此前 眼下 发端 脱胎 改制成 改制为 更名为 组建成
对话 连线 直击 采访 走笔 印象 揭秘 解码 探秘 带回 回到 返回 离开
推荐 印发 转发 编发 摘自 转自 选自 出自 来看 来学 来访 回访 带队 组团 率队 率团 派员 选派 选送 派出 送往 前去 自从
入职 加入 考入 考进 调入 调到 出发前
致 致电 隔壁 一趟 一次 一回 一点 近年 接收行 派出行 受援行 送培行 驻在行 承办行 对口行 结对行 标杆行 我部
正逢 恰逢 适逢 时候 来了个 有个 那个 这个 了个
抄送 函告 函询 呈报 承蒙 多谢 有劳 拜托 求教 拜师 效仿 复刻 略逊 比肩 履新 借调 亲历 挥别 告别 夜宿 听闻 风闻
请示 一律 一律报 转交 致函 直奔 路过 到达 辞别 驻点 并入 对接 请教 问计 取道 偏偏 多亏 鸣谢 周五回
这回 刊发 推动 查看 下设 惊闻 欣闻 喜闻 纪念 点赞 到过 见过 用过 走过 赶回 调回 转回 飞回 撤回 又回 再回 何选 期推
别干 不干 爱干 干好 别来 快来 想来 就来
"""
WORDS = frozenset(_SINGLE) | frozenset(_WORDS.split())
PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川"
    " 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆"
).split()
# Places of three characters that begin with one of the words above.
_WHOLE = frozenset("连云港 驻马店 和浩特 连浩特 和林格尔 日喀则".split())
# The same, of any length: 回龙场, 同心桥.
_BEGINNINGS = frozenset(
    "回龙 回雁 回水 回澜 回民 回头 回马 同心 同德 学堂 连心 连环 行唐 行宫 单县 原平 原阳".split()
)


def begins_name(words: str) -> bool:
    """Does a name begin with the word that these begin with? `words` are without 县, 市 at their end."""
    return words in _WHOLE or words[:2] in _BEGINNINGS


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Frequent words of two characters that are no places: verbs, adverbs, words of time. They are
    looked up before names too long to be one. Chosen from the dictionary of jieba (MIT) by part of
    speech and frequency."""
    text = files("kb.structure").joinpath("data", "common_words.txt").read_text("utf-8")
    return frozenset(text.split())


# 三家农商银行, 各农商银行: several, none by name.
COUNTED = re.compile(
    r"[一二三四五六七八九十几各两多数\d]家?$|[家个名位批]$|(?:^.?|派出|信用|事务|研究|办事|会议|营业|分理|[一二三四五六七八九十几两各多数]|[各本该])所$|^(?:[一二三四五六七八九十几两多]+[家个](?![渠店]))"
    r"|[等的了外内有由被让是报送在到给将与写着该某片]$|[的由随原]县$|由.{0,2}[市区]$|随市$|行和$|^[省市县]|全体|全省|全市|系统|部分|其他|兄弟|当地|地区|所有|我[行社县省市]|本[行社县省市]|贵行|该[行社]"
)
NO_PLACE = frozenset(
    "自治 一家 这家 那家 某家 各家 我县 我省 我市 本县 县级 市级 省级 县域 省内 市内 省外 全国 国内 中国 辖内 所辖"
    " 我国 近年 跟班 同业 异地 人家 基层 中小 地方 城区 农村 先进 标杆 省市 各县 各市 县市 农商 信用"
    " 上述 这些 那些 两地 三地 四地 以上 同类 相关 有关 各地 多数 少数 个别 结对 受访 参训 优秀 一流"
    " 天下 改制 过去 从前 以前 往年 众多 不少 许多 多家 大型 小型".split()
)
