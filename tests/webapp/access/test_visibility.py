"""A bulletin for the people of one bank: nobody else finds any trace of it, on any route."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit
from zipfile import ZipFile

import pytest
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, Details, Role, Wanted, administration
from kb.corpus import By, changes
from kb.index import update_index
from kb.knowledge_base import open_knowledge_base
from kb.model import Picture, entry_id
from kb.rights import Actor
from kb.saved import Editor, Sources, collection_changes, collections, take, topics
from kb.search import Query
from kb.state import remember_query
from tests.builders import bulletin, entry
from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.elements import links_of

OWN, OTHER = "青枫农商银行", "白石农商银行"
SECRET = "砗磲机密"
TITLE = "砗磲标题"
ID = f"2018-09-03-{TITLE}"
PICTURE = "0" * 64 + ".png"
# More addresses than the site of three bulletins has.
MOST_PAGES = 600


@pytest.fixture
def guarded(built: Callable[..., House]) -> House:
    """A site with a third bulletin, for one bank, which everything that people save mentions."""
    house = built(access="local", hosts=(), proxies=())
    kb = open_knowledge_base(house.home)
    first = entry(f"一、整村授信{SECRET}先评议，{SECRET}授信面达到 97.31%。评议以后再公示。")
    picture = Picture(file=PICTURE, caption=f"{SECRET}的照片")
    second = entry(f"二、{SECRET}考核算到每一户。按月兑现{SECRET}。")
    hidden = replace(
        bulletin(
            replace(first, bank=OWN, group="", pictures=(picture,)),
            replace(second, bank=OWN, group=""),
            id_=ID,
        ),
        title=TITLE,
        groups=(),
        visible_to=(OWN, "风险条线"),
    )
    changes.store(kb.corpus, hidden, By(COMMAND_LINE, datetime(2026, 11, 23, 9, 30)))
    kb.corpus.save_picture(PICTURE, b"not looked at")
    gone = entry(f"一、{SECRET}早已移除。")
    removed = replace(bulletin(gone, id_=f"2017-01-02-{TITLE}二"), visible_to=(OWN,))
    changes.store(kb.corpus, removed, By(COMMAND_LINE, datetime(2026, 11, 23, 9, 31)))
    changes.remove(kb.corpus, removed.id, By(COMMAND_LINE, datetime(2026, 11, 23, 9, 32)))
    update_index(kb)
    topics.save_topic(kb, "评议", Query("评议"), datetime.now(UTC))
    by = Editor(COMMAND_LINE, datetime.now(UTC))
    number = collections.create(kb.home, "讲义一", by)
    excerpt = take(Sources(kb.corpus), entry_id(ID, hidden.entries[0].anchor))
    collection_changes.add(kb.home, number, (excerpt,), by)
    for asker in "甲乙丙":
        remember_query(kb.home, f"{SECRET}评议", asker, datetime.now(), found=1)
    people = (("own", Role.TRAINER, OWN, ()), ("other", Role.TRAINER, OTHER, ("零售条线",)))
    for name, role, bank, groups in (*people, ("group", Role.READER, OTHER, ("风险条线",))):
        wanted = Wanted(name, role, Details(bank, groups))
        administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, time.time())
    administration.add(house.home, COMMAND_LINE, Wanted("editor", Role.EDITOR), PASSWORD, 0.0)
    return house


def addresses(extra: str) -> list[str]:
    """Where a crawl begins: every area of the site, searches for what is hidden, and addresses that
    only those could know who have seen it."""
    asked = urlencode({"q": extra})
    return [
        *("/", "/bulletins", "/practices", "/figures", "/trends", "/compare", "/topics", "/help"),
        *("/collections", "/bulletins/feed.atom", "/collections/1", "/collections/1.md"),
        *(f"/collections/1.{format}" for format in ("csv", "html")),
        *("/topics/1", "/topics/1/feed.atom", "/practices/整村授信", "/quotecheck"),
        *(f"/search?{asked}", f"/figures?{asked}", f"/figures.csv?{asked}", f"/compare?{asked}"),
        *(f"/search?{urlencode({'q': q})}" for q in ("评议", "砗磲机蜜", "砗磲", f"机构:{OWN}")),
        *(f"/search?{urlencode({'q': '', 'bank': OWN})}", "/compare.md?practice=整村授信"),
        *(f"/suggest?{urlencode({'q': q})}" for q in ("砗", "评议", "2018", TITLE)),
        *(f"/bulletins/{ID}", f"/bulletins/{ID}/history", f"/bulletins/{ID}/history/1"),
        *(f"/bulletins/{ID}/new", f"/bulletins/2017-01-02-{TITLE}二/history/1"),
        *(f"/bulletins/2017-01-02-{TITLE}二", f"/pictures/{PICTURE}"),
    ]


def text_of(response: TestResponse) -> str:
    """The text of an answer and its headers; of an Office file, that of all its parts."""
    data = response.get_data()
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as parts:
            data = b"".join(map(parts.read, parts.namelist()))
    return data.decode("utf-8", "replace") + str(response.headers)


def crawl(person: Person, start: list[str]) -> dict[str, tuple[int, str]]:
    """Status and text of every page that can be reached by links; forms that only ask are followed
    too, since they are links with parameters here."""
    found: dict[str, tuple[int, str]] = {}
    waiting = deque(start)
    while waiting and len(found) < MOST_PAGES:
        address = waiting.popleft()
        if address in found:
            continue
        response = person.get(quote(address, safe="/?=&%:+,"))
        found[address] = (
            response.status_code,
            text_of(response),
        )
        if response.mimetype != "text/html":
            continue
        for link in links_of(response.text):
            to = urlsplit(urljoin(f"http://localhost{address}", link))
            if to.netloc == "localhost" and "sort=" not in to.query and "by=" not in to.query:
                waiting.append(to.path + (f"?{to.query}" if to.query else ""))
    return found


def test_a_reader_of_another_bank_finds_no_trace_anywhere(guarded: House) -> None:
    person = guarded.person("other")
    pages = crawl(person, addresses("评议"))
    assert len(pages) > 60
    leaks = {a for a, (_, text) in pages.items() if SECRET in text and "q=" not in a}
    assert leaks == set()
    for quoted, (status, text) in pages.items():
        address = unquote(quoted)
        if PICTURE in address or ID in address or "2017" in address:
            assert status == 404, address
        elif "q=" not in address:
            assert TITLE not in text, address
            assert "97.31" not in text, address


def test_what_is_typed_finds_nothing_and_suggests_nothing(guarded: House) -> None:
    other, own = guarded.person("other"), guarded.person("own")
    assert other.page("/search?q=" + quote(SECRET)).select(".hit") == []
    assert own.page("/search?q=" + quote(SECRET)).select(".hit") != []
    for typed in ("砗", "che", TITLE):
        offered = other.get("/suggest?q=" + quote(typed)).get_json()["suggestions"]
        assert [s for s in offered if "砗磲" in s["text"]] == [], typed
        offered = own.get("/suggest?q=" + quote(typed)).get_json()["suggestions"]
        assert [s for s in offered if "砗磲" in s["text"]] != [], typed
    corrected = other.get("/search?q=" + quote("砗磲机蜜")).text
    assert SECRET not in corrected, "not even as a correction of a misspelling"


def test_counts_and_facets_leave_it_out(guarded: House) -> None:
    def seen(name: str) -> list[str]:
        page = guarded.person(name).page("/search?q=" + quote("评议"))
        return [" ".join(e.get_text().split()) for e in page.select("main")]

    assert seen("other") != seen("own")
    assert not any(OWN in text for text in seen("other"))
    assert any(OWN in text for text in seen("own"))


@pytest.mark.parametrize("name", ["own", "group", "editor"])
def test_those_for_whom_it_is_see_it(guarded: House, name: str) -> None:
    person = guarded.person(name)
    assert SECRET in person.get(quote(f"/bulletins/{ID}")).text
    assert person.get(quote(f"/bulletins/{ID}/history")).status_code == 200
    assert person.get(f"/pictures/{PICTURE}").status_code == 200
    assert SECRET in person.get("/collections/1").text
    assert TITLE in person.get("/bulletins/feed.atom").text


def test_an_excerpt_of_it_in_a_collection_is_not_shown(guarded: House) -> None:
    other = guarded.person("other")
    for address in ("/collections/1", "/collections/1.md", "/collections/1.html"):
        text = other.get(address).get_data(as_text=True)
        assert "您不能查看的简报" in text, address
        assert SECRET not in text
        assert TITLE not in text


def test_it_is_hidden_at_once_even_before_the_index_follows(guarded: House) -> None:
    kb = open_knowledge_base(guarded.home)
    other = guarded.person("other")
    assert other.page("/search?q=" + quote("听证会")).select(".hit") != []
    august = next(i for i in kb.corpus.bulletin_ids() if i.startswith("2018-08"))
    changes.set_audience(kb.corpus, august, (OWN,), By(COMMAND_LINE, datetime.now()))
    assert other.page("/search?q=" + quote("听证会")).select(".hit:not(.partial)") == []
    assert other.get(quote(f"/bulletins/{august}")).status_code == 404


def test_an_editor_says_who_may_see_it(guarded: House) -> None:
    editor, other = guarded.person("editor"), guarded.person("other")
    at = quote(f"/bulletins/{ID}/audience")
    assert OWN in editor.get(at).text
    assert editor.post(at, at, who="some", names="").status_code == 400
    assert editor.post(at, at, who="some", names="*").status_code == 400
    assert "零售条线" in editor.get(at).text, "a group of an account"
    unknown = editor.post(at, at, who="some", names=f"{OTHER}、零售线")
    assert unknown.status_code == 422
    assert "没有“零售线”" in unknown.text
    assert editor.post(at, at, who="some", names="零售线", sure="零售线").status_code == 303
    assert editor.post(at, at, who="some", names="青枫").status_code == 303
    assert SECRET in guarded.person("own").get(quote(f"/bulletins/{ID}")).text, "by a short name"
    assert editor.post(at, at, who="some", names=f"{OTHER}、零售条线").status_code == 303
    assert SECRET in other.get(quote(f"/bulletins/{ID}")).text
    assert guarded.person("own").get(quote(f"/bulletins/{ID}")).status_code == 404
    assert editor.post(at, at, who="all").status_code == 303
    assert SECRET in guarded.person("own").get(quote(f"/bulletins/{ID}")).text


def test_what_was_taken_out_before_it_was_opened_stays_hidden(guarded: House) -> None:
    kb = open_knowledge_base(guarded.home)
    by = By(COMMAND_LINE, datetime(2026, 11, 23, 9, 35))
    found = kb.corpus.load_bulletin(ID)
    without = replace(found, content=(entry("一、按月兑现。"),))
    changes.store(kb.corpus, without, by)
    changes.store(kb.corpus, replace(without, visible_to=()), by)
    update_index(kb)
    person, own = guarded.person("other"), guarded.person("own")
    at = f"/bulletins/{ID}/history"
    assert person.get(f"/bulletins/{ID}").status_code == 200
    assert SECRET in own.get(f"{at}/1").text
    for address in (at, *(f"{at}/{number}" for number in range(4))):
        assert SECRET not in person.get(address).text, address
    assert person.get(f"{at}/1").status_code == 404
    assert person.get(f"{at}/3").status_code == 200


def test_a_new_version_keeps_who_may_see_it(guarded: House) -> None:
    from kb.intake.known_bulletins import Known
    from kb.intake.proposal import recognise

    kb = open_knowledge_base(guarded.home)
    known = kb.corpus.load_bulletin(ID).entries
    again = replace(bulletin(*known, entry("三、新的一条。"), id_=ID), title=TITLE)
    proposal = recognise(kb.corpus, Known(kb.corpus), again)
    assert proposal.bulletin.visible_to == (OWN, "风险条线")


def test_nobody_reads_without_the_right(guarded: House) -> None:
    from kb.rights import Forbidden

    with pytest.raises(Forbidden):
        open_knowledge_base(guarded.home).seen_by(Actor("谁", None))
