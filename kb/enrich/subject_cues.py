"""The words by which a sentence shows whom it is about. Each pattern is one kind of evidence."""

from __future__ import annotations

import re

# The marks at which a text falls into sentences, whatever is quoted in them.
STOPS = re.compile("[。！？\n]")
QUESTION = re.compile(
    r"\s{0,9}(?:(?:提|追)?问|(?:请教|咨询)?问题|请教|咨询|记者|Q)\s?[一二三四五六七八九十\d]{0,2}\s*[:：]"
)
ANSWER = re.compile(
    r"\s{0,9}(?:答[复疑]?|回[答复]|解答|受访者?|A)\s?[一二三四五六七八九十\d]{0,2}\s*[:：]"
)
YOU = re.compile(r"你们|贵[行社]")

# The learners' own words for themselves.
WE = re.compile(
    r"我[行社们部组]|咱(?!们?一起)|我中心|我(?=想|觉得|认为|看(?!来))|我[县市]联社|本[行社](?=的|要|将|拟|过去|也|还|现状|目前)"
)
# Behind a count of banks: 三家农商银行, 两家行.
COUNTED_BANKS = "家(?:农商银?行|农信社|联社|银行|行社|机构|行)"
# Who speaks in a conversation that is printed with the names.
SPEAKS = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,3})[：:]")
LABEL = re.compile(
    r"\s*(?P<label>[\u4e00-\u9fff 　]{2,26}?)(?:[（(](?P<bank>[^）)]{2,24})[）)])?\s*[：:]"
)
# 磐石农商银行个金部小姚：, behind the name of the bank.
OFFICER = re.compile(
    r"[^，,。：:]{0,12}(?:部|科|中心|长|经理|主任|员|师傅|席|助理|书记|负责人)[^，,。：:]{0,4}[:：]|[:：]"
)
# Guests in the text of a host that writes itself.
GUESTS = re.compile(
    r"你们|贵[行社]|对方|来访|来到我行|[考来]?(?:考察|学习|交流|参观)(?:[团组]|人员)|客人|一行(?!业)|兄弟行的"
)
# What guests do and ask, before the host continues its account.
GUEST_ACTS = re.compile(
    r"直奔|参观|走访|询问|仔细|最关心|感兴趣|提出要|提出到|问|来到|到访|最先到|一路|下车|看了|跟着|要了|拍|翻"
)
# Others compared with us: 比我们早一年.
BEFORE_US = re.compile(r"比(?:我[们行]|咱)|来我[行们]")
_QUOTED = re.compile("“[^”]{0,200}”")


def without_quotes(text: str) -> str:
    """A text with what others say in it blanked out."""
    return _QUOTED.sub(lambda match: "…" * len(match.group()), text)


REPORTS = re.compile(
    r"现将.{0,20}(?:报告|汇报|编发|通报|汇总|整理)|(?:报告|汇报|比较|汇总)如下|^以上(?:意见|报告|建议|情况|做法)"
    r"|^上述(?:做法|建议|意见)|^妥否|请批示|以下是[^，。]{0,4}比较"
)
SENDERS = re.compile(r"(?<!与)派出行|选派行|送培行|(?:有的|有些|个别)(?:学员)?行(?!业|长|为|政)")
BACK_HOME = re.compile(
    r"回来(?:以后|之?后)|回去(?:以?后|要|就|我)|回行(?:以?后)?|返回(?:后|以后)|学成归来|学习归来"
    r"|返程(?:路上|途中|后)?|返岗|回到(?:单位|本行|行里|岗位)|(?:跟班|学习|考察)结束后"
)
# "I" as the subject of a clause, unless a host says so (他说，我…).
MYSELF = re.compile(r"(?:^|[，,。；：、\s]|[天里后上时中来])我(?![国省市县区州镇村家看])")
SAYS = re.compile(r"(?:说|讲|介绍|告诉我|坦言|笑道|解释|回答)(?:道)?[，,：:“]")
# What learners saw is the host's: 我看到他们把…, 我原以为…结果人家….
WE_SEE = re.compile(
    r"(?:看到|见到|发现|注意到|了解到|得知|才知道|结果|原来|告诉我们?)[^。]{0,12}(?:他们|人家|对方)"
    r"|^(?:他们|人家|对方)[^，。]{1,12}我(?:们)?(?:看了|算了|数了|问了|查了)"
    r"|^我们?(?:看了|翻了|抽看了?|查了|算了)(?![一半整几])[^，。]{2,20}[，,](?!我)"
)
# What learners call the host they write to, and how their masters at the host speak.
YOUR_BANK = re.compile("(?<!请)贵[行社]")
MASTER_SAYS = re.compile(
    r"[^，,。]{0,2}(?:导师|带教师傅|师傅)[^，,。：]{0,4}(?:批语|讲|说|答|告诉|介绍|提醒)"
)
FORM_PLAN = re.compile(r"\s{0,9}(?:整改|改进|落实|下一?步|借鉴)(?:措施|打算|计划|思路|意见)[:：]")
HOME = re.compile(r"(?:^|[，。；：])(?:回家先|在家我|家里的(?![老孩人田地])|接到家里)")
# What only visitors do or think, at the beginning of a sentence without a name.
_VISITS_CORE = (
    r"(?:(?:跟着?|随着?)[^，,。]{1,5}(?:去|进|下|跑|出)|坐了?[^，,。]{1,5}(?:火车|大巴|车)"
    r"|听取了?|参观了?|观摩了?|观看了?|查阅了?|旁听了?|实地(?:走访|查看|察看|考察|参观|观摩)了?)"
)
VISITS_CORE = re.compile(_VISITS_CORE)
VISITS = re.compile(
    r"\s*(?:[^，,。；]{0,8}[，,]|期间|其间|随后|并)?(?:先后|还|又|分别|现场|集中)?" + _VISITS_CORE
)
THINKS = re.compile(
    r"^(?:总之，|总的来看，)?(?:通过|经过)(?:这次|此次|本次|几天的?|\S天的?|一周的?)?(?:学习|考察|跟班|对照|对比|交流|座谈)"
    r"|^(?:此行|这次(?:学习|跟班|考察)|此次(?:学习|跟班|考察)|一?周的(?:学习|跟班))"
    r"|(?:深感|受益匪浅|收获颇丰|深受启发|很受启发|深受触动|感触(?:很|颇)?深|值得(?:我|借鉴|学习|思考))"
    r"|^(?:[^，,。]{1,4}是|[^，,。]{1,4}[，,])?(?:可以?考虑|不妨|建议|拟|打算|准备|可先|可以先|可参照|可借鉴)"
    r"|(?:^|[，,。；])(?:自己|自家)(?:行里|行|所在|的(?:支行|网点|客户))"
)
ALL = re.compile(
    r"(?:^|[，,。；])大家(?:一致|纷纷|都|普遍|也|还|深)*(?:认为|表示|感到|觉得|感|议论|讨论|谈到|说)"
)
# When only learners can be the actors, words about the future are theirs.
PLANS = re.compile(
    r"下一步|(?:联社|中心|行里|党委)(?:要求|决定|拟|将|计划)|学员建议|建议(?:我|各)|结合.{0,4}实际|不宜照搬|暂不"
    r"|谈评优|向中心报"
)
# A host, too, says when its rules begin: this counts only where no branch or host is the subject.
PLANNED_FOR = re.compile(
    r"下个?月起|今年[一二三四]季度起|从[一二三四五六七八九十\d]{1,3}月(?:份)?起"
    r"|[一二三四五六七八九十\d]{1,3}月底前|年底前|明年起?|下半年(?:先|起)"
)
# Of a short heading over what learners thought; longer ones may be the title of the whole text.
REFLECTS_HEADING = re.compile(
    r"思考|差距|反思|感悟|感想|启[示发]|努力方向|下步|(?<!学习)(?<!跟班)体会|建议$|整改"
)
# Of a heading over the learners' own part. 学习收获 and 学习体会 tell what the host does.
PLANS_HEADING = re.compile(
    r"打算|下一步|(?:对|给)我[行社]|[几点条]建议|工作建议|启示(?:与建议)?$|我[行社](?:差距|整改|落实)|回来以后|学习成果(?:运用|落地)"
)
_PARTY = "(?:跟班学习|参训|考察)人员"
_PARTIES = (
    r"学员|客人|来访者|全体学员|学习人员|跟班(?:人员|学员|干部|同志)|首批学员|考察[团组队]|学习[团组]"
    r"|(?:参会|与会|参加学习|观摩|挂职|跟岗)(?:人员|代表|干部|同志)|一行\w{1,4}人|带队的?|各组"
    r"|(?:第?[一二三四五六七八]|[甲乙丙丁戊己]|[两三四五六七八]个)组"
)
LEARNERS_CORE = re.compile(f"{_PARTY}|{_PARTIES}")
LEARNERS = re.compile(
    r"(?:[^，,。；]{0,16}[，,]){0,2}(?:(?:本周|当天|当晚|周[一二三四五六日]|晚间|会后|参观途中|学习期间|座谈会?上|其中)[，,]?)?"
    rf"(?P<who>[^，,。；]{{0,12}}{_PARTY}|{_PARTIES})"
)
LEARNERS_SEE = re.compile(
    r"(?:学员们?|学习组|考察[团组]|[\u4e00-\u9fff]{1,2}组)(?:[^，。；]{0,4})"
    r"(?:注意到|看到|了解到|发现|抽看|观察到|记下|算过|听到|获悉|问到|翻看)"
    r"|(?:学员们?|学习组|考察[团组]|组)[^，。；]{0,14}(?:注意到|看到|了解到|观察到|获悉|得知|见到)"
)
ADVICE = re.compile(r"建议|认为|拟(?!授信|定)|打算|计划(?!财务)|准备(?!工作)|提出|派出行")
# A bank of the learners' party tries something at home.
TRIES = re.compile(
    r"准备|打算|拟|决定|计划|试用|试行|先[在拿配租用]|选定|启动|首场|首批|照此|移植|借鉴|参照|起步|落地|已与|办法初稿|待"
)
CONTRAST = re.compile(
    r"相比之下|相比|与之?不同|不同的是|相反|邻近|邻县|邻行|谈到|听说|据说|请来|同类|反观|而[^，。]{2,8}则|也有|另一家"
)
# After a bank that another is only compared with: 与柏溪农商银行靠抽查不同，…
COMPARED = re.compile(r"[^，。；]{0,16}(?:不同|不一样|相比|比起来|相反)(?:的是)?[，,]")
BORROWED = re.compile("借鉴|参照|照搬|学[着习](?!期间|时)|仿照|引进|复制|移植")
# Before a mention that is not what the clause is about.
OBJECT = re.compile(
    r"(?:[与和跟同向到赴去在对把被请给从比学像至来按照]|照着|跟着|随着|看到|同去的|来到|走进|前往|不如|参照|借鉴|旁听|听取|听|看了?|邀请|组织|带领|参观|学习|对标"
    r"|离开|经|于|关于|围绕|就|看了|转给|帮)$"
)

# 总行 and its like are the bank of the section; 该行 is the one named last.
HOST_WORDS = re.compile(r"总行|全行|行里|驻在行|承办行|各支行|总社")
THAT_BANK = re.compile(r"该[行社]|(?<![尤与极])其(?!他|它|中|次|实|余|间|后|[一二三])")
# What learners call their hosts.
THOSE = re.compile(r"他们|人家|对方")
_OFFICES = "(?:办事处|省联社|协会)"
_MEETING = "(?:会议|会上)(?:确定|明确|要求|强调|指出|决定)"
ORGANISER_CORE = re.compile(f"{_OFFICES}|{_MEETING}")
ORGANISER = re.compile(
    r"(?:[^，,。；|]{0,12}[日周月年初旬来后间上][，,])?(?:(?![需报向经由])[^，,。；|]){0,12}?"
    rf"{_OFFICES}|{_MEETING}"
)
_TRUISM = r"[^，。；\d]{%s}(?:讲究|若|贵在|重在|关键在|要先|如果)|没有[^，。；]{2,8}的行[，,]"
TRUISM_CORE, TRUISM = re.compile(_TRUISM % "2"), re.compile(_TRUISM % "2,10")
# Characters that no heading contains.
RUNS_ON = re.compile(r"[。！？，,；;|]")
