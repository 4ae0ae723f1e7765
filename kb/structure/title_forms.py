"""Words with which a title goes on or ends: a visit, and the form of the text (考察报告, 学习小结)."""

from __future__ import annotations

import re

# A title cut after the bank that was visited, and its second line.
WENT = re.compile(r"(?:赴|到|走进|前往)[^，。]{2,20}(?:银行|农商行|联社)$")
FORM = re.compile(
    r"^(?:调研|考察|学习|工作|专题|情况)*(?:报告|汇报|总结|小结|通知|函|纪要|简报|情况|体会|启示|方案|请示|通报|讲话|纪实)$"
)
FORM_END = re.compile(
    r"(?:报告|汇报|总结|小结|情况|做法|体会|启示|经验|纪实|思考|简报|见闻|侧记|调查|探索|实践|建议|讲话|材料|纪要|综述|通报)$"
)


def ends_title(text: str) -> bool:
    """Could this line be the second half of a title, and not a heading (经验做法)?"""
    return bool(FORM.match(text)) or (len(text) >= 10 and FORM_END.search(text) is not None)
