"""A source as a reference: what is known about an entry and its bulletin, and how it is written.

Full form: GB/T 7714—2015, 4.2.2 (析出文献) for the entry in its bulletin, [R] for reports, /OL for
web pages. What is not known is shown as not known (GB/T 7714—2015, 8.4.1 and 8.4.2: 出版地不详,
出版者不详) or, for the author, left out as 8.1.4 allows for numbered references. An inferred year
is in brackets (8.4.3.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kb.exports.citation import day_span
from kb.model import KIND_LABELS, NO_BANK, Bulletin, Entry, entry_id

NO_ACCESS = "引用日期不详"
_WEB = frozenset({"html", "mhtml", "htm", "mht"})


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry as a source. `number` is its place in the bulletin, from 1; `link` its address, ""
    when there is none to give; `accessed` the day of access (see `reference`), None when it is not known
    or the source is not online."""

    id: str
    title: str
    kind: str
    bank: str
    group: str
    headings: tuple[str, ...]
    number: int
    bulletin: str
    series: str
    issue: str
    start: date | None
    end: date | None
    year_inferred: bool
    file: str
    accessed: date | None
    sample: bool
    link: str = ""

    @property
    def year(self) -> str:
        """The year of the period's end; in brackets when it was inferred, "" when unknown."""
        if self.end is None:
            return ""
        return f"[{self.end.year}]" if self.year_inferred else str(self.end.year)

    @property
    def location(self) -> str:
        """Its place in its bulletin: headings and number."""
        return "／".join((*self.headings, f"第 {self.number} 条"))

    @property
    def online(self) -> bool:
        """Whether it is cited as an online source: by an address, or as a web page."""
        return bool(self.link or self.accessed)


def reference(
    bulletin: Bulletin,
    entry: Entry,
    base: str = "",
    taken: date | None = None,
    *,
    bank: str | None = None,
) -> Reference:
    """The reference of an entry; `base` is the address of the site, "" when it has none. `bank` is
    whose practice it tells (kb.insights.Whose), None for the bank of its section.

    The day of access belongs to what is cited: with an address on the site, it is `taken`, the day
    the excerpt was taken there (None: not known); without one, the day a web page was read into
    the knowledge base, and none for other files.
    """
    position = next(n for n, e in enumerate(bulletin.entries, 1) if e.anchor == entry.anchor)
    period = bulletin.period
    id_ = entry_id(bulletin.id, entry.anchor)
    web = bulletin.source.format.lower().lstrip(".") in _WEB
    return Reference(
        id=id_,
        title=entry.title,
        kind=KIND_LABELS[entry.kind],
        bank=entry.bank if bank is None else bank,
        group=entry.group,
        headings=entry.heading_path,
        number=position,
        bulletin=bulletin.title,
        series=bulletin.series,
        issue=bulletin.issue,
        start=period.start if period else None,
        end=period.end if period else None,
        year_inferred=bool(period and period.year_inferred),
        file=bulletin.source.name,
        accessed=taken if base else (bulletin.source.ingested if web else None),
        sample=bulletin.sample,
        link=f"{base.rstrip('/')}/bulletins/{id_}" if base else "",
    )


def short_citation(bank: str, title: str, start: date | None, end: date | None) -> str:
    """The form for running text: （石桥农商银行，《…第五周纪实》，2025年12月1日至5日）."""
    return f"（{bank or NO_BANK}，《{title}》，{day_span(start, end)}）"


def short(ref: Reference) -> str:
    """The short form of a reference; an example says that it is one."""
    title = f"{ref.bulletin}（示例）" if ref.sample else ref.bulletin
    return short_citation(ref.bank, title, ref.start, ref.end)


def gb7714(ref: Reference) -> str:
    """The full form, without its number and with all that is known of the source."""
    medium = "/OL" if ref.online else ""
    whole = ref.bulletin + ("（示例）" if ref.sample else "")
    # A series or an issue that the title has already is not repeated.
    further = [part for part in (ref.series, ref.issue) if part and part not in whole]
    title = ": ".join([whole, *further])
    dated = ref.year or "[出版年不详]"
    period = f"报道期间: {day_span(ref.start, ref.end)}"
    year = f"（{period}{'，年份为推断' if ref.year_inferred else ''}）"
    parts = [
        f"{ref.title}[R{medium}]//{title}. [出版地不详]: [出版者不详], {dated}{year}: "
        f"{ref.location}",
    ]
    if ref.online:
        parts[0] += f"[{ref.accessed.isoformat() if ref.accessed else NO_ACCESS}]"
    host = f"被学习机构: {ref.bank or NO_BANK}"
    parts += [f"{host}（{ref.group}）" if ref.group else host]
    parts += [ref.link or f"经验库条目 {ref.id}"]
    return ". ".join(parts) + "."
