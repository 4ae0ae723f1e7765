"""What a section is for, by the words of its heading."""

from __future__ import annotations

import re
from enum import Enum, auto


class Role(Enum):
    """What the paragraphs under a heading are."""

    HONOUR = auto()
    OVERVIEW = auto()
    LESSON = auto()
    ACTIVITY = auto()


# The first that matches decides.
_WORDS = (
    (
        Role.HONOUR,
        re.compile(
            r"之星|标兵|光荣榜|荣誉榜|先进个人|优秀学员|先锋榜|表扬|^(?:所获|获得|主要)?荣誉(?:表彰|奖项)?$"
        ),
    ),
    (
        Role.OVERVIEW,
        re.compile(
            r"学习内容|去了哪|行程|日程|议程|学员名单|学习安排|工作安排|基本情况|总体情况|概况|编者按|前言|导语|温馨提示|预告|征稿|通知|结语|结束语|写在最后|后记|尾声|编后|(?:采访|记者|采写|编辑)手记|背景"
            r"|下一?步|下周|下阶段|工作要求|学习要求|转化计划|存在(?:的)?(?:问题|不足|困难)|差距"
            r"|痛点|推广条件|点评|评语|寄语|^[【\s]*(?:主要|取得的?|工作|实施|应用)?(?:成效|效果|成绩)[】\s]*$"
        ),
    ),
    (
        Role.LESSON,
        re.compile(
            r"小结|收获|学到|所学|学了(?:什么|些)|[看听见]到?了?(?:什么|哪些|些什么)\W*$|所得|所获|心得|笔记|手记|感言|体会|经验|做法|启示|感悟|借鉴|亮点|思考|成果|建议|措施|举措"
        ),
    ),
    (
        Role.ACTIVITY,
        re.compile(
            r"学习情况|要闻|动态|活动|剪影|掠影|花絮|风采|瞬间|图片|学习纪实|跟班情况|日志|进展"
        ),
    ),
)
# Sections of what the learners plan, advise or lack at home. 启示 and 心得 tell what they learned.
_LEARNERS = re.compile(
    r"下一?步|下阶段|今后|打算|努力方向|改进(?:措施|方向|建议)|转化(?:计划|落实|运用|情况|成效|进展|应用)|成果转化|拟(?:采取|落实|推[进行]|开展|借鉴|实施)|^\W*学(?:以致|有所|为所)用\W*$|贯彻落实|工作(?:建议|打算|计划|要求|设想|安排)"
    r"|(?:几点|意见|对策|我行|我社|我联社|本行).{0,4}建议|^建议|建议$|(?:我行|我社|我联社|本行)(?:的)?(?:差距|不足|现状|情况|问题|打算|计划|措施|落实|设想|整改|对策|行动|任务)"
    r"|(?:整改|任务|落地|转化|行动)(?:清单|台账|安排|分解|方案)|(?:我行|我社|本行)[^，。]{0,8}(?:转化|落地|整改)"
    r"|我们[行社].{0,4}(?:差|缺|不足|怎么|做什么)|(?:我[行社]|本[行社])(?:还|的)?差在"
    r"|^(?:回来|回去|回行|归来)(?:以后|之?后)?(?:怎么|干什么|做什么|的打算|想|说|怎样|要做)"
    r"|^回[一-鿿]{2,5}(?:农商银?行|联社)?(?:之后|以后|后)\W*$|^(?:几点|一点|我的|我们的|一些)想法\W*$"
    r"|^\W*(?:想到|想了|反思)了?(?:什么|哪些|些什么)\W*$|我们(?:想(?:了|到)?(?:什么|些|怎)|怎么[办做干学]|要做什么|的打算|的差距|差在哪)|^我的(?:思考|想法|打算|计划|反思|差距|建议)|^(?:自我)?反思|^\W*(?:所思|所想|所感|所行|所为|我?的?所思所[想行悟])\W*$|^回看自己|^对照自[己身]"
    r"|^\W*(?:找差距|定措施|补短板|谋打算|找不足|添措施)(?:[：:\s　].*)?$"
    r"|^(?:不足|短板|打算)之?[一二三四五六七八九十\d]{1,2}\s*[：:、]"
    r"|^\W*(?:我[行社]|我县?联社|本行)(?:该|应该|应当)?(?:怎么|如何|怎样)(?:选|学|办|看|走|落地|借鉴)"
    r"|^\W*(?:(?:去|到那[里边儿]?)?(?:怎么|怎样|如何)学|(?:这次|此行)?去学(?:什么|些?啥))\W*$"
    r"|^\W*我(?:[行社]|们)(?:能|可以?|该|应该|还能)(?:学|借鉴|做|干|改)(?:些|到)?(?:什么|哪些|点啥|些啥)\W*$"
    r"|^\W*(?:我(?:[行社]|们)|本行)(?:拟|准备|打算|计划|想|能|可以|该|应该|将|可)先?[做办抓干改学推][^，。]{0,4}[一二三四五六七八九十几两\d]{1,3}(?:件|步|项|点|条|个)"
    r"|[对给]我(?:[行社]|们)|学习要求|贯彻要求|学员(?:体会|感言|感悟|心得|手记|建议|打算|反响)|^\W*学员[们]?(?:说|的话|有话说|这样说)\W*$|结合我行|对照我行|存在差距|差距(?:与|和)"
)

# A point that its own label counts and calls one: 经验一：…, 亮点2：…, 第三招：….
_LABELLED_POINT = re.compile(
    r"(?:(?:经验|做法|要点|亮点|举措|妙招|高招|实招|绝招|招数|秘诀|法宝)之?|第?(?=[一二三四五六七八九十\d]{1,2}招))"
    r"[一二三四五六七八九十\d]{1,2}招?\s*[：:、，]"
)


def is_labelled_point(text: str) -> bool:
    """Does a line or paragraph call itself a point and count it (经验一：一张网格图)?"""
    return _LABELLED_POINT.match(text) is not None


def is_learners(heading: str) -> bool:
    """Is a section of this heading about the learners' own plans, advice or shortcomings?"""
    return _LEARNERS.search(heading) is not None


def role_of(heading: str) -> Role | None:
    """The role a heading's words state, or None."""
    return next((role for role, words in _WORDS if words.search(heading)), None)
