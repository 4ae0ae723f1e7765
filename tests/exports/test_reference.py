"""References: what is known is said, what is not known is shown as not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.exports.reference import Reference, gb7714, reference, short
from kb.model import Period
from tests.peers import EAST, first_week


@pytest.fixture
def ref() -> Reference:
    bulletin = replace(first_week(), series="跟班学习纪实", issue="第1期")
    return reference(bulletin, bulletin.entries[1])


def test_the_short_form(ref: Reference) -> None:
    assert short(ref) == f"（{EAST}，《跟班学习纪实第1期》，2018年7月2日至6日）"


def test_the_full_form(ref: Reference) -> None:
    assert gb7714(ref) == (
        f"{ref.title}[R/OL]//跟班学习纪实第1期. [出版地不详]: [出版者不详], "
        f"2018（报道期间: 2018年7月2日至6日）: {ref.location}[{ref.accessed}]. "
        f"被学习机构: {EAST}（东山组）. 经验库条目 {ref.id}."
    )


def test_what_is_not_known_is_shown_as_not_known(ref: Reference) -> None:
    bare = replace(ref, bank="", group="", start=None, end=None, accessed=None)
    assert short(bare) == "（机构不详，《跟班学习纪实第1期》，日期不详）"
    full = gb7714(bare)
    assert "[R]//" in full
    assert "[出版年不详]（报道期间: 日期不详）" in full
    assert "被学习机构: 机构不详." in full


def test_an_inferred_year_stands_in_brackets() -> None:
    bulletin = first_week()
    period = Period(date(2018, 7, 2), date(2018, 7, 6), year_inferred=True, evidence="正文")
    found = gb7714(reference(replace(bulletin, period=period), bulletin.entries[1]))
    assert "[2018]（报道期间: 2018年7月2日至6日，年份为推断）" in found


def test_series_and_issue_are_said_where_the_title_does_not(ref: Reference) -> None:
    assert "//别的题目: 跟班学习纪实: 第1期. " in gb7714(replace(ref, bulletin="别的题目"))


def test_a_link_leads_to_the_entry() -> None:
    bulletin = first_week()
    found = reference(bulletin, bulletin.entries[1], "http://kb.local/")
    assert found.link == f"http://kb.local/bulletins/{found.id}"
    assert gb7714(found).endswith(f". {found.link}.")


def test_the_day_of_access_belongs_to_the_address_that_is_cited() -> None:
    page = first_week()
    file = replace(page, source=replace(page.source, format="docx"))
    taken, site = date(2026, 11, 20), "http://kb.local"
    for bulletin in (page, file):
        entry = bulletin.entries[1]
        assert "条[2026-11-20]. " in gb7714(reference(bulletin, entry, site, taken))
        assert "条[引用日期不详]. " in gb7714(reference(bulletin, entry, site))
    read = f"条[{page.source.ingested}]. "
    assert read in gb7714(reference(page, page.entries[1], taken=taken))
    plain = gb7714(reference(file, file.entries[1], taken=taken))
    assert "[R]//" in plain
    assert f"{plain[:-1].split('条', 1)[0]}条. 被" in plain


def test_an_example_says_that_it_is_one(ref: Reference) -> None:
    example = replace(ref, sample=True)
    assert "（示例）" in short(example)
    assert "（示例）" in gb7714(example)
