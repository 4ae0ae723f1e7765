"""Lists of topics that people only talked about (就人员管理、风险管控等进行了深入探讨): no practice of any bank."""

from __future__ import annotations

import re

_TOPICS = re.compile(
    "(?:就|围绕|针对|聚焦)(?P<topics>[^。!?\\n]{2,120}?)"
    "(?:(?:进行|展开|开展|作|做)了?[^。,;!?\\n]{0,8}?|(?:深入|充分|广泛|面对面|共同|一起)地?|(?<=[等题容面项]))"
    "(?:探讨|研讨|讨论|交流|座谈|沟通|切磋)"
)
# The same where somebody asks and is answered, or where the talk is named first.
_ASKED = re.compile(
    "(?:就|围绕|针对|聚焦|对)(?P<topics>[^。!?\\n,;]{2,80}?(?:,[^。!?\\n,;、]{0,16}?)?)"
    "(?:提问|提了问|提出(?:了)?(?:问题|疑问)|发问|请教|求教|咨询了?|答疑|作了?(?:解答|回答|答复|说明|介绍)|解疑释惑|交换了?(?:意见|看法))"
    "|(?:(?:座谈|交流|讨论|研讨)(?:的)?(?:内容|话题|议题|主题)?|话题|话头|议题)(?:涉及|涵盖|包括|集中在|围绕|从)(?P<named>[^。!?\\n;]{2,80})(?=[。;!?\\n]|$)"
)
# A list of two or more ends in a word for what one talks about: A、B几个题目, A、B等方面.
_SENTENCE = re.compile(r"[^。!?\n]{8,400}")
_THING = "(?:题目|话题|议题|课题|专题|主题|问题|方面|内容|领域|情况|工作|课程|难题|困惑|经验|做法)"
_LISTED = re.compile(
    rf"(?:等|[、,]?(?:这|那)?(?:几|两|三|四|五|六|七|八|多|若干|诸多|一系列))(?:有关|相关|重点|核心|关键|热点|难点|具体|共性|业务)?"
    rf"(?:个|项|大|类)?(?:方面)?的?{_THING}"
)
_OPENER = re.compile("就|围绕|围着|针对|聚焦|关于|对|从|带着|[谈取习察绍论聊教]了?|解了|在")
_LIST = re.compile(r"[^,:;。!?\n]{2,100}$")
# What people do with topics, in the words behind the list or, with 了, before it.
_TALKED = re.compile(
    "探讨|研讨|讨论|交流|座谈|沟通|切磋|畅谈|聊|请教|求教|分享|互换|互鉴|碰撞|体会|心得|取经|介绍"
    "|问答|[你一有]问[我一有必]?答|[发提追]问|问得|答得|[作解]答|答疑|一对一对接|逐一对接"
)
_TALKS = re.compile(
    "(?:(?:畅谈|聊|谈|讨论|交流|探讨|听取|请教|分享)了?|(?:了解|学习|考察|调研|观摩)了)[^,;:]{0,4}$"
)
# What somebody still wants to be told of: 拟派员来我行，重点了解A、B等方面情况.
_WANTS = re.compile(
    "(?:拟|将|计划|希望|打算|准备|想|来函|来电)[^。;!?\\n]{0,40}(?:了解|学习|考察|调研|观摩|参观|请教)[^,;:、]{0,12}$"
)
# A bank's own practice may list things too; then it says what is done with them, or to customers.
_DONE = re.compile(
    "建立|制定|出台|实行|推行|印发|印成|明确|规定|落实|办法|制度|清单|每[月周季年日天]|定期|客户|农户|村民|商户|企业|员工"
)
# The topics stand behind their number: 座谈的题目有四个：A、B.
_COUNTED = re.compile(
    "(?:座谈|交流|讨论|研讨|提问|请教)[^。!?\\n,;:、]{0,4}(?:题目|话题|议题|主题|课题|内容|问题)[^。!?\\n,;:、]{0,6}:(?P<topics>[^。!?\\n]{2,80})"
)
# What a visit was to be about: 参观的提纲里列了A、B四块.
_PLANNED = re.compile(
    "(?:(?:学习|考察|参观|调研|座谈|跟班|跟岗|培训)[^。!?\\n,;:、]{0,4}(?:清单|计划|日程|方案|问卷|任务)|提纲|题纲|课程?表?|科目|讲题|议程)[^。!?\\n,;:、]{0,3}"
    "(?:列了|列有|列出|列着|写着|排了|排着|安排了|包括|涉及|涵盖|有)(?P<topics>[^。!?\\n,;:]{2,80})"
)
# What is taught at which hour: 上午讲A、B，下午讲C.
_LESSONS = re.compile(
    "(?:上午|下午|晚上|晚间|第[一二三四五六七八][节课天讲])(?:主要)?(?:讲解?|讲授|授课|学习?|听课?|辅导)了?(?P<topics>[^。!?\\n,;:]{2,80}(?:、[^。!?\\n,;:]{2,40}))(?=[。,;!?\\n]|$)"
)
# In what two banks will work together: 在A、B等领域加强合作.
_TOGETHER = re.compile(
    "在(?P<topics>[^。!?\\n,;:]{2,80})(?:加强|深化|拓展|开展|寻求|推进|扩大)[^。!?\\n,;:、]{0,6}(?:合作|协作)"
)
# On what papers are to be handed in: 报送A、B三项工作的书面材料.
_REPORTED = re.compile(
    "(?:报送|上报|提交|报来|填报|起草|撰写)(?P<topics>[^。!?\\n,;:]{2,80}?)(?:等|[两三四五六七八九几]项|的)[^。!?\\n,;:、]{0,8}"
    "(?:材料|总结|汇报|报表|小结|自查报告|情况表)"
)
# Questions to ask on a visit, in a list (学习的重点有：如何做好A、如何推进B); nobody answers them there.
_QUESTIONS = re.compile(
    "(?:学习|考察|跟班|跟岗|调研|座谈|交流|讨论|研讨|请教|探讨|思考)[^。!?\\n;、]{0,16}?"
    "(?P<topics>(?:如何|怎样|怎么)[^、,:;。!?\\n]{2,24}(?:、(?:如何|怎样|怎么)[^、,:;。!?\\n]{2,24})+)"
)


def without_topics(normal: str) -> str:
    """A text without its lists of topics that were only talked about; places stay the same."""
    if "、" not in normal:
        return normal
    text = normal
    for pattern in (
        _TOPICS,
        _ASKED,
        _COUNTED,
        _PLANNED,
        _QUESTIONS,
        _LESSONS,
        _TOGETHER,
        _REPORTED,
    ):
        text = pattern.sub(_blank, text)
    return _SENTENCE.sub(lambda found: _without_list(found[0]), text)


def _blank(found: re.Match[str]) -> str:
    name = found.lastgroup or "topics"
    whole, (start, end) = found[0], found.span(name)
    if "、" not in found[name]:
        return whole
    before, behind = whole[: start - found.start()], whole[end - found.start() :]
    return before + " " * (end - start) + behind


def _without_list(sentence: str) -> str:
    """A sentence without a list that ends in a word for topics, where people only talk about them."""
    if "、" not in sentence:
        return sentence
    for end in _LISTED.finditer(sentence):
        listed = _LIST.search(sentence, max(0, end.start() - 100), end.start())
        if listed is None or "、" not in listed[0]:
            continue
        behind = sentence[end.end() :]
        first = listed.start() + listed[0].index("、")
        openers = [found.end() for found in _OPENER.finditer(sentence, listed.start(), first)]
        start = openers[-1] if openers else listed.start()
        talked = (
            _TALKED.search(behind)
            or _TALKS.search(sentence, listed.start(), start)
            or _WANTS.search(sentence, max(0, first - 80), first)
        )
        if talked and not _DONE.search(behind):
            return sentence[:start] + " " * (end.start() - start) + sentence[end.start() :]
    return sentence
