"""What anybody has stored is text on every page, whatever it looks like: a site whose bulletin is hostile
in every field, walked through by somebody who types markup into every field of every form."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html import escape

from bs4 import BeautifulSoup
from flask import Flask

from kb.corpus import By, changes
from kb.identity import with_anchors
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Group, Heading, entry_id
from kb.rights import Actor, Role
from kb.saved import Editor, Sources, collection_changes, collections, take
from tests.builders import bulletin, entry, weekly
from tests.webapp.crawling import LONG, MOST_PAGES, SENTENCE, SHORT, Crawl, harmless
from tests.webapp.views.test_intake import uploaded
from webapp import create_app

# Some of the forms that must have been sent for the crawl to mean anything.
SENT = {
    ("/topics", ""),
    ("/collections", ""),
    ("/collections/1/edit", "note"),
    ("/collections/1/edit", "chapter"),
    ("/vocabulary/practice", "make-save"),
}
TAKEN_AWAY = {
    ("/bin/1-1-1-学习纪实/restore", ""),
    ("/bulletins/1-1-1-学习纪实/history/1/restore", ""),
    ("/bulletins/1-1-1-学习纪实/remove", ""),
    ("/collections/1/edit", "remove"),
    ("/collections/1/state", "archived"),
    ("/topics/1/delete", ""),
    ("/vocabulary/practice", "make-withdraw"),
    ("/vocabulary/undo", ""),
}
_BY = By(Actor(SHORT, Role.EDITOR), datetime(2026, 11, 23, 9, 30))


def hostile_site(kb: KnowledgeBase) -> Flask:
    """A site whose bulletin is hostile in every field."""
    one = bulletin(entry(SENTENCE), entry(f"{LONG}。考核算到每一户。"))
    texts = [item for item in one.content if not isinstance(item, Heading)]
    named = [replace(item, group=SHORT, bank=SHORT, title=LONG) for item in texts]
    made = replace(
        one,
        title=LONG,
        content=(Heading(LONG, 2), *with_anchors(named)),
        groups=(Group(SHORT, SHORT),),
        source=replace(one.source, name=f"{SHORT}.html"),
    )
    changes.store(kb.corpus, made, _BY)
    changes.store(kb.corpus, bulletin(entry(SENTENCE), id_="2018-08-06-学习纪实"), _BY)
    update_index(kb)
    excerpt = take(Sources(kb.corpus), entry_id(made.id, made.entries[0].anchor))
    noted = replace(excerpt, note=LONG, question=LONG)
    editor = Editor(Actor(SHORT, Role.TRAINER), _BY.when)
    number = collections.create(kb.home, SHORT, editor)
    collection_changes.add(kb.home, number, (noted,), editor)
    collection_changes.add_chapter(kb.home, number, SHORT, editor)
    return create_app(kb)


def test_whatever_is_stored_is_text_wherever_it_is_shown(kb: KnowledgeBase) -> None:
    app = hostile_site(kb)
    client = app.test_client()
    uploaded(
        client,
        app,
        ("<kbx onclick=x>'.html", weekly([escape(SENTENCE), escape(LONG)], title=escape(LONG))),
    )
    crawl = Crawl(client)
    crawl.run()
    for address in crawl.statuses:  # again, now that everything is stored
        harmless(address, client.get(address))
    assert len(crawl.statuses) < MOST_PAGES
    assert crawl.sent >= SENT
    names = BeautifulSoup(client.get("/vocabulary").text, "html.parser").get_text()
    assert SHORT in names
    for address in ("/topics", "/collections", "/intake"):
        shown = BeautifulSoup(client.get(address).text, "html.parser").get_text()
        assert re.search("<kbx( onclick=x|[0-9]+)>", shown), address
    removed = Crawl(client, taking_away=True, fields=crawl.fields)
    client.post("/bulletins/2018-08-06-学习纪实/remove")
    removed.waiting.append("/bin")
    removed.run()
    for address in (
        *crawl.statuses,
        *removed.statuses,
    ):  # bin, history and undo show what was there
        response = client.get(address)
        assert response.status_code < 500, address
        harmless(address, response)
    assert removed.sent >= TAKEN_AWAY, TAKEN_AWAY - removed.sent
