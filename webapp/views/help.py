"""Help: how to search, and what this site is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from kb import __version__
from kb.search import Query
from webapp.access import Right, takes
from webapp.parts import search_url

blueprint = Blueprint("help", __name__, url_prefix="/help")


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what it finds."""

    text: str
    meaning: str

    @property
    def url(self) -> str:
        """The address of its search."""
        return search_url(Query(text=self.text))


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the query language."""

    title: str
    text: str
    examples: tuple[Example, ...]


TOPICS = (
    Topic(
        "几个词一起找",
        "用空格隔开，表示都要有。原样含有所输文字的条目算找到、排在最前；只含有其中词语的排在其后，并加标记。",
        (
            Example("整村授信 考核", "同时谈到整村授信和考核"),
            Example("客户经理怎么考核", "直接写一个问题也可以，疑问词和虚词不参与匹配"),
        ),
    ),
    Topic(
        "一字不差",
        "加引号（中英文引号都行），只找原文里连续出现这段文字的条目，一个字也可以；哪里都没有时会说明，并去掉引号再找。",
        (
            Example('"一站式"', "原文有“一站式”"),
            Example('"50万元"', "数是完整的数：1,200.50万元排在后面并加标记"),
        ),
    ),
    Topic(
        "二选一与排除",
        "“或”（OR）表示有一个就行，词前加减号表示不要；括号把几个词括成一组。",
        (
            Example("话术 或 通关", "谈到话术，或者通关"),
            Example("听证 -石桥", "谈到听证，但与石桥无关"),
            Example("(话术 或 演练) 整村授信", "先在括号里选，再与外面的词同时满足"),
        ),
    ),
    Topic(
        "指定范围",
        "“机构:”“参与方:”“提到:”“做法:”“小组:”“类型:”“标题:”“时间:”后面紧跟要找的内容，冒号中英文都行。",
        (
            Example("机构:青枫 联络员", "讲青枫农商银行自己做法的条目，与左侧勾选机构相同"),
            Example("参与方:北安", "北安农商银行是学习方，或被拿来对比的条目"),
            Example("提到:青枫", "讲的是别家、文中提到青枫的条目"),
            Example("类型:经验 贷后", "只看经验"),
            Example("标题:考核", "标题或所在栏目里有“考核”"),
            Example("做法:蓝领贷 时间:2025-12", "2025 年 12 月谈到蓝领贷的条目"),
            Example("时间:2025-11..2025-12 听证", "一段时间之内"),
        ),
    ),
)
KEYS = (
    ("/", "光标移到检索框"),
    ("j", "下一条"),
    ("k", "上一条"),
    ("Enter", "打开选中的一条"),
    ("?", "打开这里"),
)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The query language, the keys of the keyboard, and the version of the program."""

    topics: tuple[Topic, ...]
    keys: tuple[tuple[str, str], ...]
    version: str


@blueprint.get("")
@takes(Right.READ)
def index() -> str:
    """Help."""
    return render_template("help.html", page=HelpPage(TOPICS, KEYS, __version__))
