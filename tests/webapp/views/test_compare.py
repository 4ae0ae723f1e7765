"""Peers side by side: the matrix of a practice and of a search, and its files."""

from __future__ import annotations

import io
import sys
from copy import copy
from html import unescape
from urllib.parse import quote, unquote, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from kb.insights.comparison import compare
from kb.knowledge_base import KnowledgeBase
from tests.webapp.conftest import Search, only, words
from webapp import create_app

ASPECTS = ["组织考核", "流程做法", "营销宣传", "科技支撑", "风险防控", "成效数据"]
PRACTICE = "/practices/整村授信"


def cell(page: Tag, bank: str, aspect: str) -> Tag:
    """The cell of a bank and an aspect."""
    column = words(page, ".matrix thead th").index(aspect)
    for row in page.select(".matrix tbody[role] tr:has(th)"):
        if row.select("th")[0].get_text().split()[0] == bank:
            return row.select("td")[column - 1]
    raise AssertionError(f"no row {bank}")


def said(part: Tag) -> list[str]:
    """The sentences of a part of the page, as they read on the screen, reports that are set aside left out."""
    aside = part.select(".aside .said, .paper .said")
    return [s.select("p")[0].get_text() for s in part.select(".said") if s not in aside]


class TestMatrix:
    @pytest.fixture
    def page(self, get: Search) -> BeautifulSoup:
        return get(PRACTICE)

    def test_has_banks_down_and_aspects_across(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        assert words(page, ".matrix thead th") == ["机构", *ASPECTS]
        banks = [row.label for row in compare(sample_kb, "整村授信").rows]
        assert [text.split()[0] for text in words(page, ".matrix tbody th")] == banks

    def test_a_cell_holds_the_verbatim_sentences(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        for row in compare(sample_kb, "整村授信").rows:
            for expected in row.cells:
                texts = [s.lead + s.text for s in expected.statements]
                assert said(cell(page, row.label, expected.aspect)) == texts

    def test_sentences_of_no_aspect_can_be_read_below_their_bank(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        rows = compare(sample_kb, "整村授信").rows
        expected = {row.label: [one.text for one in row.rest] for row in rows if row.rest}
        assert expected
        found = {}
        for cell in page.select(".matrix td.unplaced"):
            assert cell.summary is not None
            label = cell.summary.text.partition("另有")[0]
            found[label] = [p.text for p in cell.select(".said > p:first-child")]
        assert found == expected

    def test_figures_are_emphasised(self, page: BeautifulSoup, sample_kb: KnowledgeBase) -> None:
        (row, *_) = compare(sample_kb, "整村授信").rows
        statement = row.cells[-1].statements[0]
        assert statement.figures
        (first, *_) = cell(page, row.label, "成效数据").select(".said")
        assert words(first, "b") == [figure.value for figure in statement.figures]

    def test_what_is_beyond_two_sentences_is_folded(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        for row in compare(sample_kb, "整村授信").rows:
            for expected in row.cells:
                found = cell(page, row.label, expected.aspect)
                assert len(found.select(":scope > .flow > ul > .said")) == min(2, expected.total)
                folded = words(found, ":scope > .flow > details > summary")
                more = [f"另外 {expected.total - 2} 句"] if expected.total > 2 else []
                aside = [f"另有 {len(expected.aside)} 句动态"] if expected.aside else []
                assert folded == more + aside

    def test_a_sentence_says_why_it_is_here(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        statement = compare(sample_kb, "整村授信").rows[0].cells[0].statements[0]
        assert words(page.select(".said")[0], ".why p")[0] == statement.why
        assert [label.get_text() for label in page.select("label[for=kb-why]")] == ["为什么在这里"]

    def test_what_learners_plan_stands_apart(self, page: BeautifulSoup) -> None:
        assert "学习方的打算" in words(page, ".others h2")
        plans = page.select(".others .said")
        assert plans
        assert not {p.get_text() for p in plans} & {
            s.get_text() for s in page.select(".matrix .said")
        }

    def test_a_small_screen_chooses_one_aspect_without_a_script(self, page: BeautifulSoup) -> None:
        radios = [str(r["id"]) for r in page.select("input[name=kb-aspect]")]
        assert [str(label["for"]) for label in page.select(".aspect-tabs label")] == radios
        assert len(radios) == len(ASPECTS)

    def test_a_sentence_leads_to_its_entry(self, page: BeautifulSoup, get: Search) -> None:
        for link in page.select(".said .where a")[:6]:
            address, _, anchor = str(link["href"]).partition("#")
            (entry,) = get(address).select(f"#{anchor}")
            sentence = link.find_parent(class_="said")
            assert sentence is not None
            text = "".join(entry.get_text().split())
            assert "".join(said_text(sentence).split()) in text

    def test_the_fullest_aspect_is_open_on_a_small_screen(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        rows = compare(sample_kb, "整村授信").rows
        counts = [sum(row.cells[n].total for row in rows) for n in range(len(ASPECTS))]
        assert words(page, ".aspect-tabs label") == [
            f"{aspect} {count} 句" for aspect, count in zip(ASPECTS, counts, strict=True)
        ]
        (chosen,) = page.select(".aspect-radio[checked]")
        assert chosen["id"] == f"kb-aspect-{counts.index(max(counts)) + 1}"
        # A bank without a sentence there is left out while the aspect is shown.
        for row, table in zip(rows, page.select(".matrix"), strict=True):
            empty = {f"no-{n + 1}" for n, one in enumerate(row.cells) if not one.statements}
            assert empty | {"matrix"} == set(table["class"]) - {"lopsided"}

    def test_paper_has_every_sentence_once(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        """It had five of a cell, and a line that said so."""
        for row in compare(sample_kb, "整村授信", shown=None).rows:
            for expected in row.cells:
                found = cell(page, row.label, expected.aspect).select(".said > p:first-child")
                texts = [s.lead + s.text for s in (*expected.statements, *expected.aside)]
                assert [one.get_text() for one in found] == texts

    def test_paper_repeats_the_bank_and_names_sources(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        rows = compare(sample_kb, "整村授信").rows
        first, *others = page.select(".matrix")
        heads = [first.select(".corner")[0]["data-bank"]]
        heads += [words(table, ".paper-head td")[0] for table in others]
        assert heads == [row.label for row in rows]
        source = words(page.select(".said")[0], ".where .paper")[0]
        document = rows[0].cells[0].statements[0].document
        assert source == f"《{document.series}{document.issue}》第 {document.number} 条，"

    def test_its_counts_are_those_of_the_list_below(
        self, page: BeautifulSoup, sample_kb: KnowledgeBase
    ) -> None:
        found = compare(sample_kb, "整村授信")
        listed = only(page, "#kb-entries .count").split()[0]
        assert only(page, ".counted").startswith(f"共 {listed} 个条目")
        below = dict(text.rsplit(" ", 2)[:2] for text in words(page, ".bank h3"))
        assert {row.bank: str(row.entries) for row in found.rows if row.bank} == {
            bank: count for bank, count in below.items() if bank in {r.bank for r in found.rows}
        }

    def test_a_choice_says_that_the_list_below_does_not_follow_it(
        self, page: BeautifulSoup, get: Search
    ) -> None:
        assert "不按上面的选择" not in page.get_text()
        chosen = get("/practices/整村授信?bank=石桥农商银行")
        assert "全部，不按上面的选择" in only(chosen, "#kb-entries .count")
        assert "全部，不按上面的选择" in only(chosen, "#kb-over-time .count")

    def test_an_empty_cell_is_seen_and_heard(self, page: BeautifulSoup) -> None:
        empty = cell(page, "石桥农商银行", "营销宣传")
        assert only(empty, "span[aria-hidden]") == "—"
        assert only(empty, ".unseen") == "未见记载"

    def test_a_sample_is_marked(self, page: BeautifulSoup) -> None:
        assert len(page.select(".matrix tbody th .sample")) == len(
            page.select(".matrix tbody[role] tr:has(th)")
        )

    def test_the_entries_stand_below(self, page: BeautifulSoup) -> None:
        assert page.select(".matrix")[0].sourceline < page.select(".bank .line")[0].sourceline  # type: ignore[operator]


def said_text(sentence: Tag) -> str:
    """A sentence without its introduction, which may be elsewhere in its entry."""
    paragraph = copy(sentence.select(":scope > p")[0])
    for lead in paragraph.select(".lead"):
        lead.extract()
    return paragraph.get_text()


class TestChoice:
    def test_banks_and_aspects(self, get: Search) -> None:
        page = get(
            f"{PRACTICE}?bank=石桥农商银行&bank=南屏农商银行&aspect=风险防控&aspect=流程做法"
        )
        assert words(page, ".matrix thead th") == ["机构", "流程做法", "风险防控"]
        banks = [text.split()[0] for text in words(page, ".matrix tbody th")]
        assert banks == ["石桥农商银行", "南屏农商银行"]
        ticked = [str(box["value"]) for box in page.select(".chooser input[checked]")]
        assert ticked == ["石桥农商银行", "南屏农商银行", "流程做法", "风险防控"]
        (back,) = [a for a in page.select(".go a") if a.get_text() == "恢复全部"]
        assert unquote(str(back["href"])) == PRACTICE

    def test_banks_stay_to_be_chosen(self, get: Search) -> None:
        all_of = [str(b["value"]) for b in get(PRACTICE).select("[name=bank]")]
        one = [str(b["value"]) for b in get(f"{PRACTICE}?bank=石桥农商银行").select("[name=bank]")]
        assert one == all_of
        assert len(all_of) > 1
        assert "（机构不详）" not in all_of

    def test_a_period(self, get: Search) -> None:
        page = get(f"{PRACTICE}?from=2025-12-01&to=2025-12-31")
        days = words(page, ".said .where a")
        assert days
        assert all("2025年12月" in day or "2025年11月" in day for day in days)
        assert len(days) < len(get(PRACTICE).select(".said"))
        assert page.select("[name=from]")[0]["value"] == "2025-12-01"

    def test_all_sentences_of_a_cell(self, get: Search, sample_kb: KnowledgeBase) -> None:
        (first, *_) = compare(sample_kb, "整村授信").rows
        (link,) = cell(get(PRACTICE), first.bank, "组织考核").select(".rest > p a")
        page = get(str(link["href"]))
        assert link.get_text() == f"列出全部 {first.cells[0].total} 句"
        found = cell(page, first.bank, "组织考核")
        assert len(said(found)) == first.cells[0].total
        assert not found.select(".rest:not(.aside)")

    def test_a_bank_that_says_nothing_is_a_row_of_gaps(self, get: Search) -> None:
        page = get("/compare?q=蓝领贷&bank=石桥农商银行")
        assert len(page.select(".matrix .gap")) == len(ASPECTS)

    def test_what_means_nothing_is_passed_over(self, get: Search) -> None:
        page = get(f"{PRACTICE}?from=昨晚")
        assert words(page, ".matrix thead th") == ["机构", *ASPECTS]
        assert "看不懂日期" in " ".join(words(page, ".notice"))

    @pytest.mark.parametrize("address", [PRACTICE, "/compare", "/compare.docx", "/compare.xlsx"])
    def test_an_aspect_that_is_none_is_not_found(self, client: FlaskClient, address: str) -> None:
        response = client.get(f"{address}?aspect=天气&aspect=风险防控")
        assert response.status_code == 404
        assert "没有“天气”这个方面" in response.text

    @pytest.mark.parametrize("address", ["/compare.md?kind=x", "/figures.csv?from=昨晚"])
    def test_a_file_of_something_unclear_is_refused(
        self, client: FlaskClient, address: str
    ) -> None:
        assert client.get(address).status_code == 400


class TestOfASearch:
    def test_the_results_lead_to_it_with_their_filters(self, search: Search, get: Search) -> None:
        results = search("考核", bank=["青枫农商银行"], kind="lesson", sort="date", page="1")
        (link,) = results.select(".summary .by-bank")
        assert link.get_text() == "按银行对比"
        page = get(str(link["href"]))
        assert only(page, "h1") == "按银行对比：考核"
        assert [text.split()[0] for text in words(page, ".matrix tbody th")] == ["青枫农商银行"]
        assert "1 家机构" in only(page, ".counted")
        hidden = {str(i["name"]): str(i["value"]) for i in page.select("[type=hidden]")}
        assert hidden == {"q": "考核", "kind": "lesson"}

    def test_nothing_found_offers_nothing_to_compare(self, search: Search) -> None:
        assert not search("火星", kind="lesson").select(".by-bank")

    def test_holds_the_sentences_with_the_words(self, get: Search) -> None:
        page = get("/compare?q=通关")
        assert any("通关" in text for text in said(page))
        for sentence in page.select(".said"):
            why = words(sentence, ".why p")[0]
            assert ("本句含“通关”" in why) == ("通关" in said_text(sentence))
            assert "“通关”" in why  # else the title of the entry holds it

    def test_the_name_of_a_practice_is_that_practice(self, get: Search) -> None:
        page = get("/compare?q=整村推进")
        assert only(page, "h1") == "按银行对比：整村授信"
        assert said(page) == said(get(PRACTICE))
        assert "做法“整村授信”" in words(page, ".ways-on a")

    def test_nothing_to_compare_says_so(self, get: Search) -> None:
        page = get("/compare?q=火星")
        assert only(page, ".empty").startswith("没有可以对照的句子")
        assert not page.select(".matrix, .exports")


class TestOnTheRealBulletin:
    @pytest.fixture
    def page(self, real_kb: KnowledgeBase) -> BeautifulSoup:
        response = create_app(real_kb).test_client().get(PRACTICE)
        return BeautifulSoup(response.text, "html.parser")

    def test_the_banks_stand_side_by_side(self, page: BeautifulSoup) -> None:
        banks = " ".join(words(page, ".matrix tbody th"))
        assert all(bank in banks for bank in ("临海", "路桥", "温岭"))
        assert not page.select(".matrix tbody th .sample")

    def test_their_sentences_stand_under_the_aspects_a_reader_would_choose(
        self, page: BeautifulSoup
    ) -> None:
        for bank, aspect, word in (
            ("临海农商银行", "流程做法", "试点"),
            ("临海农商银行", "组织考核", "考核"),
            ("温岭农商银行", "营销宣传", "村干部"),
            ("温岭农商银行", "风险防控", "拟授信额度"),
            ("温岭农商银行", "营销宣传", "30元"),
        ):
            assert any(word in text for text in said(cell(page, bank, aspect))), (bank, word)
        assert "30元" in words(cell(page, "温岭农商银行", "营销宣传"), "b")


class TestFiles:
    @pytest.mark.parametrize("address", [PRACTICE, f"{PRACTICE}?bank=石桥农商银行&aspect=风险防控"])
    def test_links_lead_to_files_of_the_same_matrix(
        self, get: Search, client: FlaskClient, address: str
    ) -> None:
        page = get(address)
        links = page.select(".across .exports a[download]")
        assert [link.get_text() for link in links] == ["Markdown", "Word", "Excel"]
        texts = []
        for link, kind in zip(links, ("md", "docx", "xlsx"), strict=True):
            response = client.get(str(link["href"]))
            assert response.status_code == 200
            named = quote(f"各行做法对照-整村授信.{kind}", safe="")
            assert response.headers["Content-Disposition"] == (
                f"attachment; filename=\"export.{kind}\"; filename*=UTF-8''{named}"
            )
            texts.append(text_of(response.data, kind))
        for sentence in said(page):
            assert [squeezed(sentence) in text for text in texts] == [True] * 3, sentence

    def test_a_missing_package_is_named(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        response = client.get(f"/compare.docx?{urlencode({'q': '整村授信'})}")
        assert response.status_code == 501
        assert "pip install" in response.text
        assert "lessons-kb[office]" in response.text
        assert client.get("/compare.md?q=整村授信").status_code == 200

    def test_other_kinds_of_files_are_not_there(self, client: FlaskClient) -> None:
        assert client.get("/compare.exe?q=整村授信").status_code == 404

    def test_a_name_is_one_that_a_disk_takes(self, client: FlaskClient) -> None:
        header = client.get(f"/compare.md?q={quote('a/b:*?<>')}").headers
        name = unquote(header["Content-Disposition"].rpartition("''")[2])
        assert name.endswith(".md")
        assert not set('/\\:*?"<>|') & set(name)


def squeezed(text: str) -> str:
    """Text without blanks and the marks of Markdown."""
    return "".join(unescape(text).replace("*", "").replace("\\", "").split())


def text_of(data: bytes, kind: str) -> str:
    """The whole text of a file."""
    if kind == "md":
        return squeezed(data.decode("utf-8"))
    if kind == "docx":
        import docx

        document = docx.Document(io.BytesIO(data))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return squeezed("\n".join([*cells, *(p.text for p in document.paragraphs)]))
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return squeezed(
        "\n".join(str(v) for row in book["句子"].iter_rows(values_only=True) for v in row)
    )
