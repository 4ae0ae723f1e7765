"""Reports of errors in entries, for the editor, until they are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kb.errors import ConflictError, KbError, NotFoundError
from kb.files import Home
from kb.state.database import connection, reading

LONGEST = 500
# Reports that are open at once: of one person, and of all.
MOST_OF_ONE, MOST = 20, 500


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says is wrong with an entry: its bulletin, anchor and title then."""

    bulletin: str
    anchor: str
    title: str
    text: str
    who: str
    made: datetime
    id: int = 0


def add(home: Home, report: Report) -> None:
    """Keep a report; KbError when it is empty or too long, ConflictError when too many are open."""
    text = report.text.strip()
    if not 0 < len(text) <= LONGEST:
        raise KbError(f"请用 1 到 {LONGEST} 个字说明哪里有误")
    with connection(home) as database:
        of_one, of_all = database.execute(
            "SELECT count(*) FILTER (WHERE who = ?), count(*) FROM report", (report.who,)
        ).one()
        if of_one >= MOST_OF_ONE or of_all >= MOST:
            raise ConflictError("还没有处理的报告太多，没有收下", hint="请等编辑处理一些以后再试")
        database.execute(
            "INSERT INTO report (bulletin, anchor, title, text, who, made) VALUES (?, ?, ?, ?, ?, ?)",
            (report.bulletin, report.anchor, report.title, text, report.who, _kept(report.made)),
        )


def open_reports(home: Home, limit: int) -> list[Report]:
    """The reports that are not settled, the oldest first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT bulletin, anchor, title, text, who, made, id FROM report ORDER BY id LIMIT ?",
            (limit,),
        ).fetchall()
    return [
        Report(bulletin, anchor, title, text, who, datetime.fromisoformat(made), number)
        for bulletin, anchor, title, text, who, made, number in rows
    ]


def settle(home: Home, report_id: int) -> None:
    """Forget a report; NotFoundError when there is none."""
    with connection(home) as database:
        if not database.execute("DELETE FROM report WHERE id = ?", (report_id,)).rowcount:
            raise NotFoundError("没有这份报告", hint="可能已经处理过了")


def _kept(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
