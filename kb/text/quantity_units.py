"""The units of quantities, and how one unit becomes another."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {
    "万亿": Decimal(10) ** 12,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
}
MONEY = tuple("美元 欧元 港元 元 角".split())
RATES = tuple("个百分点 百分点 个基点 基点 个BP 个bp 个点 bps BPS bp BP % ‰ ‱".split())
PARTS = ("成", "倍")
TIMES = tuple("个工作日 工作日 个季度 个星期 个小时 小时 个月 分钟 课时 年 周 天 日 晚 秒".split())
COUNTS = tuple(
    "个行政村 个自然村 个村居 个社区 个村 个人 平方米 平方公里 公里 公斤 千克 立方米 人次 户次 家次 班次 站次 车次 人天"
    " 户 个 家 人 名 位 次 笔 件 条 项 张 份 台 套 部 辆 场 期 批 组 村 镇 亩 吨 斤 米 岁 页 篇 字 轮 级 档 类 种"
    " 步 道 处 所 座 间 块 只 头 尾 株 棵 本 册 把 根 对 双 层 栋 盏 单 票 例 起 宗 门 盒 箱 袋 瓶 支 段 遍 路 区 片"
    " 卷 桶 艘 公顷 趟 桌 格 堂 节 则 通 枚 款 分 大 题 代".split()
)
# With a small Chinese numeral these only structure a text: 三项, 四类, 两步, 三个转变.
ENUMERATORS = tuple(
    "个 个人 项 类 种 条 张 步 大 批 套 轮 级 档 块 道 层 段 遍 组 件 门 题 例 支 家 份 篇 节 则 款 期 场"
    " 次 对 处".split()
)
# 一年多, 两倍多; but 比8个多 is a comparison. 一年半, 两天半.
WITH_MORE = (*TIMES, *PARTS, "岁", "亩", "斤", "公里", "米", "吨")
WITH_HALF = ("年", "天", "倍", "周", "亩", "斤", "个月", "成")
SCALE = "|".join(SCALES)
# What must not follow a unit: 126个村民小组 are no villages, 32个个人客户 and 5个人贷 no people.
_NOT_AFTER = {
    "个村": "(?![民级干委]|党|支部)",
    "个人": "(?!客户|账|信[贷用]|经营|消费|业务|存款|住房|所得|养老|征信|授信|金融|银行|储蓄"
    "|条线|理财|网银|结算|[贷脉口行民力才]|居环|工智)",
}
UNIT = "|".join(
    re.escape(unit) + _NOT_AFTER.get(unit, "")
    for unit in sorted((*RATES, *MONEY, *TIMES, *COUNTS, *PARTS), key=len, reverse=True)
)

# Units that are written in several ways, and parts of a whole as per cent: unit → (factor, unit).
_SAME = {
    "": (Decimal(100), "%"),
    "成": (Decimal(10), "%"),
    "‰": (Decimal("0.1"), "%"),
    "‱": (Decimal("0.01"), "%"),
    "百分点": (Decimal(1), "个百分点"),
    "个点": (Decimal(1), "个百分点"),
    "个基点": (Decimal(1), "BP"),
    "基点": (Decimal(1), "BP"),
    "个BP": (Decimal(1), "BP"),
    "个bp": (Decimal(1), "BP"),
    "bp": (Decimal(1), "BP"),
    "bps": (Decimal(1), "BP"),
    "BPS": (Decimal(1), "BP"),
    "工作日": (Decimal(1), "个工作日"),
    "个小时": (Decimal(1), "小时"),
    "分钟": (Decimal(1), "分钟"),
    "角": (Decimal("0.1"), "元"),
    "位": (Decimal(1), "人"),
    "个行政村": (Decimal(1), "个"),
    "个自然村": (Decimal(1), "个"),
    "个村居": (Decimal(1), "个"),
    "个社区": (Decimal(1), "个"),
    "个村": (Decimal(1), "个"),
    "个人": (Decimal(1), "人"),
}


def scaled(unit: str) -> tuple[Decimal, str]:
    """(factor, unit without it): (10000, "元") of 万元, (1, "户") of 户."""
    for scale, factor in SCALES.items():
        if unit.startswith(scale) and unit != "百分点":
            return factor, unit.removeprefix(scale)
    return Decimal(1), unit


def in_base_unit(unit: str) -> tuple[Decimal, str]:
    """(factor, base unit): as `scaled`, and one name for what has several (基点, BP; 成, %)."""
    factor, base = scaled(unit)
    if not base and unit:
        return factor, ""  # 100万, without saying of what
    more, name = _SAME.get(base, (Decimal(1), base))
    return factor * more, name
