"""Lists of topics that two banks only talked about, which are no practice of either."""

from __future__ import annotations

import re

# Two banks sat together: what they talked about (就人员管理、风险管控等进行了深入探讨) is no practice of any.
_TOPICS = re.compile(
    "(?:就|围绕|针对|聚焦)(?P<topics>[^。!?\\n]{2,120}?)"
    "(?:(?:进行|展开|开展|作|做)了?[^。,;!?\\n]{0,8}?|(?:深入|充分|广泛|面对面|共同|一起)地?|(?<=[等题容面项]))"
    "(?:探讨|研讨|讨论|交流|座谈|沟通|切磋)"
)
# The same where somebody asks and is answered, or where the talk is named first.
_ASKED = re.compile(
    "(?:就|围绕|针对|聚焦|对)(?P<topics>[^。!?\\n,;]{2,80}?(?:,[^。!?\\n,;、]{0,16}?)?)"
    "(?:提问|提了问|提出(?:了)?(?:问题|疑问)|发问|请教|求教|咨询了?|答疑|作了?(?:解答|回答|答复|说明|介绍)|解疑释惑|交换了?(?:意见|看法))"
    "|(?:(?:座谈|交流|讨论|研讨)(?:的)?(?:内容|话题|议题|主题)?|话题|议题)(?:涉及|涵盖|包括|集中在|围绕|从)(?P<named>[^。!?\\n;]{2,80})(?=[。;!?\\n]|$)"
)


def without_topics(normal: str) -> str:
    """A text without its lists of topics that were only talked about; places stay the same."""

    def blank(found: re.Match[str]) -> str:
        name = found.lastgroup or "topics"
        whole, (start, end) = found[0], found.span(name)
        if "、" not in found[name]:
            return whole
        before, behind = whole[: start - found.start()], whole[end - found.start() :]
        return before + " " * (end - start) + behind

    return _ASKED.sub(blank, _TOPICS.sub(blank, normal))
