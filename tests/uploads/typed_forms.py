"""A bulletin with the form in which an editor corrects it."""

from __future__ import annotations

from dataclasses import replace

from kb.enrich.vocabulary import Vocabulary
from kb.model import Bulletin, Entry, Group, Heading, Kind, Practice, Side
from kb.uploads.corrections import corrected
from tests.builders import LESSONS, ORGANISATIONS, bulletin, entry

VOCABULARY = Vocabulary(
    (Practice("整村授信", ("整村批量授信",)), Practice("阳光信贷"), Practice("CRM 系统")),
    ORGANISATIONS,
)
BULLETIN = replace(
    bulletin(
        Heading("一、学习小结", 2),
        entry(LESSONS[0]),
        replace(
            entry("温岭组到零售部学习。", kind=Kind.ACTIVITY), group="温岭组", bank="温岭农商银行"
        ),
        replace(entry("东山农商银行信贷部副总经理", kind=Kind.HONOUR), group="", bank=""),
    ),
    groups=(Group("临海组", "临海农商银行"), Group("温岭组", "温岭农商银行")),
)
LESSON, OTHER = BULLETIN.entries[:2]


def typed(**fields: str) -> tuple[Bulletin, dict[str, str]]:
    """The bulletin and what was wrong, when this is typed; `_` stands for `-` in names."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    made = corrected(BULLETIN, named, VOCABULARY)
    return made.bulletin, made.wrong


def of(made: Bulletin, anchor: str) -> Entry:
    return next(e for e in made.entries if e.anchor == anchor)


def field(name: str, entry: Entry) -> str:
    return f"{name}_{entry.anchor}"


TWO_HOSTS = replace(
    bulletin(
        Heading("一、石桥农商银行", 2),
        replace(
            entry(LESSONS[0]), group="", bank="石桥农商银行", heading_path=("一、石桥农商银行",)
        ),
        replace(
            entry(LESSONS[1]), group="", bank="石桥农商银行", heading_path=("一、石桥农商银行",)
        ),
        Heading("二、南屏农商银行", 2),
        replace(
            entry("走访每周两次，当天录入。"),
            group="",
            bank="南屏农商银行",
            heading_path=("二、南屏农商银行",),
        ),
        replace(
            entry("我们也要这样做。"),
            side=Side.LEARNER,
            group="",
            bank="",
            heading_path=("二、南屏农商银行",),
        ),
    ),
    groups=(),
)
