"""The card of a question which banks have nothing on a subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.insights import Absence
from webapp.parts.addresses import address, search_url


@dataclass(frozen=True, slots=True)
class BankLink:
    """A bank with the address of its entries, and how many they are."""

    bank: str
    url: str
    entries: int = 0


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Which banks have nothing on a subject, which only plan it, and which have something; `compare_url`
    is the matrix of the subject. `also` is the name that was typed for it, if another one."""

    label: str
    also: str
    without: tuple[BankLink, ...]
    planned: tuple[BankLink, ...]
    having: tuple[BankLink, ...]
    compare_url: str


def absence_view(absence: Absence) -> AbsenceView:
    """The card of a question who has nothing."""
    subject = absence.subject
    typed = subject.query.text
    everything = replace(subject.query, page=1, text="")
    found = compared = replace(subject.query, page=1)
    if subject.practice:
        name = subject.practice.name
        found = replace(everything, filters={**everything.filters, "practice": (name,)})
        compared = replace(compared, text=name)

    def link(bank: str, count: int = 0) -> BankLink:
        query = found if count else everything
        url = search_url(query, filters={**query.filters, "bank": (bank,)})
        return BankLink(bank, url, count)

    return AbsenceView(
        label=subject.label,
        also=typed if typed != subject.label else "",
        without=tuple(link(bank) for bank in absence.without if bank not in absence.planned),
        planned=tuple(link(bank) for bank in absence.planned),
        having=tuple(link(bank, count) for bank, count in absence.having),
        compare_url=address("compare.index", compared),
    )
