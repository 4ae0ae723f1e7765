"""The review on the check screen: doubts, edits of whole entries, subjects of sentences, two editors."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.corpus import By, changes, history
from kb.knowledge_base import KnowledgeBase
from kb.model import Entry, Kind, Side
from kb.rights import COMMAND_LINE
from kb.uploads import revisions
from kb.uploads.shelf import Shelf
from tests.builders import LESSONS, UNTAGGED, weekly
from tests.intake.several import TWO
from tests.webapp.conftest import empty_site, only, words
from tests.webapp.views.test_intake import form_of, soup, uploaded
from webapp.parts.check_page import ROWS
from webapp.services.upload_reader import worker_of

DATES = "(2018年7月9日--13日)"


@pytest.fixture
def app(kb: KnowledgeBase) -> Flask:
    """The site of an empty home."""
    return empty_site(kb)


@pytest.fixture
def upload_id(client: FlaskClient, app: Flask) -> str:
    """A weekly bulletin that waits to be checked."""
    (found,) = uploaded(client, app, ("第三周.html", weekly([*LESSONS, UNTAGGED], dates=DATES)))
    return found


def entries(kb: KnowledgeBase, upload_id: str) -> tuple[Entry, ...]:
    return revisions.latest(Shelf(kb.home), upload_id).bulletin.entries


def do(client: FlaskClient, upload_id: str, what: str, **fields: str) -> TestResponse:
    """Press a button of the check screen."""
    form = form_of(client, upload_id) | fields | {"do": what}
    form.pop("pick", None) if "pick" not in fields else None
    return client.post(f"/intake/{upload_id}/edit", data=form)


def test_a_doubt_leads_to_its_field_and_is_looked_at(client: FlaskClient, upload_id: str) -> None:
    page = soup(client.get(f"/intake/{upload_id}"))
    (link,) = page.select(".doubts a")
    assert page.select_one(f"[id='{str(link['href'])[1:]}']") is not None
    button = page.select(".doubts button")[0]
    response = do(client, upload_id, str(button["value"]))
    page = soup(client.get(response.location))
    assert only(page, "#kb-notes") == "请核对 1 处，已看 1 处"
    assert not page.select(".doubts button")


def test_all_doubts_are_looked_at_at_once(client: FlaskClient, upload_id: str) -> None:
    response = do(client, upload_id, "look-all")
    assert "已看 1 处" in only(soup(client.get(response.location)), "#kb-notes")


def test_a_dropped_entry_is_listed_and_restored(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    before = entries(kb, upload_id)
    response = do(client, upload_id, f"drop:{before[0].anchor}")
    page = soup(client.get(response.location))
    assert only(page, ".done") == "已去掉，可以在页面下方取回。"
    assert before[0].text in only(page, ".left-out li")
    do(client, upload_id, "restore", left="0")
    assert {e.text for e in entries(kb, upload_id)} == {e.text for e in before}


def test_what_was_typed_is_kept_by_an_edit(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    anchor = entries(kb, upload_id)[0].anchor
    do(client, upload_id, f"drop:{anchor}", title="新的标题")
    assert form_of(client, upload_id)["title"] == "新的标题"


def test_merge_split_and_undo(client: FlaskClient, kb: KnowledgeBase, upload_id: str) -> None:
    before = entries(kb, upload_id)
    page = soup(client.get(f"/intake/{upload_id}"))
    split = page.select(".split button")[0]
    do(client, upload_id, str(split["value"]))
    assert len(entries(kb, upload_id)) == len(before) + 1
    do(client, upload_id, "undo")
    assert entries(kb, upload_id) == before
    lesson = next(e for e in before if e.text.endswith(LESSONS[1][-6:]))
    do(client, upload_id, f"merge:{lesson.anchor}")
    assert len(entries(kb, upload_id)) == len(before) - 1


@pytest.mark.parametrize(
    "what", ["", "nonsense", "drop:e0", "split:e0:1", "split:x", "merge:e0", "restore", "undo"]
)
def test_what_cannot_be_done_says_why(client: FlaskClient, upload_id: str, what: str) -> None:
    response = do(client, upload_id, what)
    assert response.status_code == 422
    assert only(soup(response), ".notice")


def test_an_editor_says_whom_a_sentence_is_about(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    fields = form_of(client, upload_id)
    side = next(name for name in fields if name.startswith("side-e"))
    about = side.replace("side-", "about-", 1)
    client.post(
        f"/intake/{upload_id}/save",
        data=fields | {side: Side.THIRD.value, about: "温岭农商银行"},
    )
    (corrected,) = [e for e in entries(kb, upload_id) if e.subjects]
    (said,) = corrected.subjects
    assert (said.side, said.bank) == (Side.THIRD, "温岭农商银行")
    assert form_of(client, upload_id)[about] == "温岭农商银行"
    published = client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    assert published.status_code == 303
    (bulletin,) = kb.corpus.bulletins()
    assert [e.subjects for e in bulletin.entries if e.subjects] == [(said,)]


def test_a_long_upload_is_checked_page_by_page(
    client: FlaskClient, app: Flask, kb: KnowledgeBase
) -> None:
    lessons = [f"{n}号网格办得好。逐户走访，三天走完 {n} 个村。" for n in range(1, ROWS + 20)]
    (upload_id,) = uploaded(client, app, ("长.html", weekly([*lessons, UNTAGGED], dates=DATES)))
    first, second = (soup(client.get(f"/intake/{upload_id}?page={n}")) for n in (1, 2))
    assert len(first.select(".side-by-side .row")) == ROWS + 1  # with the heads
    assert words(first, ".pages span")[0] == "第 1 页，共 2 页"
    assert 0 < len(second.select(".side-by-side .row")) <= ROWS
    assert [b.text for b in second.select(".pages")[0].select("button")] == ["第一页", "上一页"]

    # A doubt on another page leads there, and what was typed here is kept.
    last = entries(kb, upload_id)[-1].anchor
    (button,) = first.select(".doubts [data-go]")
    went = do(client, upload_id, str(button["value"]), series="新的系列")
    there = soup(client.get(went.location))
    place = went.location.partition("#")[2]
    assert there.select_one(f"[id='{place}']") is not None
    assert words(there, ".pages span")[0] == "第 2 页，共 2 页"
    assert form_of(client, upload_id)["series"] == "新的系列"

    # What is saved on the second page leaves the first as it is, and leads back to the second.
    form = form_of(client, f"{upload_id}?page=2") | {f"kind-{last}": "activity"}
    before = entries(kb, upload_id)
    saved = client.post(f"/intake/{upload_id}/save", data=form)
    assert saved.location.endswith("?page=2&saved=1")
    now = entries(kb, upload_id)
    assert now[:-1] == before[:-1]
    assert now[-1].kind is Kind.ACTIVITY


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9999999999"])
def test_a_page_that_is_none_is_the_nearest(client: FlaskClient, upload_id: str, page: str) -> None:
    assert client.get(f"/intake/{upload_id}?page={page}").status_code == 200


def test_two_editors_of_one_upload(client: FlaskClient, upload_id: str) -> None:
    mine, theirs = form_of(client, upload_id), form_of(client, upload_id)
    client.post(f"/intake/{upload_id}/save", data=theirs | {"series": "别人的系列"})
    saved = client.post(f"/intake/{upload_id}/save", data=mine | {"issue": "第九期"})
    assert saved.status_code == 303
    now = form_of(client, upload_id)
    assert (now["series"], now["issue"]) == ("别人的系列", "第九期")


def test_two_editors_of_one_field(client: FlaskClient, upload_id: str) -> None:
    mine, theirs = form_of(client, upload_id), form_of(client, upload_id)
    client.post(f"/intake/{upload_id}/save", data=theirs | {"title": "别人的标题"})
    refused = client.post(f"/intake/{upload_id}/save", data=mine | {"title": "我的标题"})
    assert refused.status_code == 409
    page = soup(refused)
    assert "别人已改为“别人的标题”" in words(page, "#kb-title-wrong")[0]
    again = {str(e["name"]): str(e.get("value", "")) for e in page.select("form.check input")}
    assert again["title"] == "我的标题"
    saved = client.post(f"/intake/{upload_id}/save", data=again)
    assert saved.status_code == 303
    assert form_of(client, upload_id)["title"] == "我的标题"


def test_a_conflict_about_an_entry_names_it_in_words(client: FlaskClient, upload_id: str) -> None:
    mine = form_of(client, upload_id)
    kind = next(name for name, value in mine.items() if value == "lesson")
    client.post(f"/intake/{upload_id}/save", data=mine | {kind: "overview"})
    response = client.post(f"/intake/{upload_id}/save", data=mine | {kind: "activity"})
    assert response.status_code == 409
    assert "”的类型，别人已改为“综述”" in soup(response).get_text()


def test_a_save_after_another_editor_published_says_so(client: FlaskClient, upload_id: str) -> None:
    mine = form_of(client, upload_id)
    client.post(f"/intake/{upload_id}/publish", data=mine)
    response = client.post(f"/intake/{upload_id}/save", data=mine | {"title": "迟到的标题"})
    assert response.status_code == 409
    assert "这份上传已经入库，刚才填写的没有保存" in soup(response).get_text()


def test_an_editor_says_which_side_an_entry_is_on(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    fields = form_of(client, upload_id)
    whose = next(name for name in fields if name.startswith("whose-e"))
    saved = client.post(f"/intake/{upload_id}/save", data=fields | {whose: Side.LEARNER.value})
    assert saved.status_code == 303
    found = {entry.anchor: entry.side for entry in entries(kb, upload_id)}
    assert found[whose.removeprefix("whose-")] is Side.LEARNER
    assert form_of(client, upload_id)[whose] == "learner"


def test_a_paragraph_that_was_dropped_is_not_called_a_title(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    last = entries(kb, upload_id)[-1]
    response = do(client, upload_id, "drop", pick=last.anchor)
    page = soup(client.get(response.location))
    (row,) = [row for row in page.select(".row") if last.text[:20] in row.get_text()]
    assert "没有收进条目，可以在页面下方取回" in row.get_text()


def test_pictures_that_the_file_lacks_are_told_once(client: FlaskClient, app: Flask) -> None:
    data = weekly().replace(
        b"</body>",
        b'<p><img src="https://example.invalid/1.jpg"><img src="https://example.invalid/2.jpg"></p></body>',
    )
    (found,) = uploaded(client, app, ("图.html", data))
    page = soup(client.get(f"/intake/{found}"))
    assert words(page, ".elsewhere summary") == ["有 2 幅图片只在原网页"]
    assert len(page.select(".elsewhere li a[href]")) == 2
    for link in page.select(".elsewhere li a"):
        assert page.select_one(f"[id='{str(link['href'])[1:]}']") is not None


def test_a_bulletin_whose_headings_name_the_bank(client: FlaskClient, app: Flask) -> None:
    text = (
        "# 学习简报第1期\n\n（2026年3月2日—3月6日）\n\n## 一、青枫农商银行整村授信怎样做\n\n"
        "青枫农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户，用信率18.5%。\n"
    )
    (found,) = uploaded(client, app, ("第1期.md", text.encode()))
    page = soup(client.get(f"/intake/{found}"))
    assert only(page, ".doubts a") == "机构“青枫农商银行”：小标题写有这家机构"
    listed = soup(client.get("/intake")).select_one(".upload-note")
    assert listed
    assert "有 1 处要核对" in listed.text, "the list and the page count alike"


def test_sentences_in_doubt_follow_one_decision(
    client: FlaskClient, kb: KnowledgeBase, app: Flask
) -> None:
    text = (
        "一周随记\n4月6日至10日，在漆河农商银行。梧溪农商银行一行六人。\n"
        "一、台账一本清。每户一页，谁走访谁签字，漏一次扣20元。\n"
        "二、走访写日志。客户经理打算先走访120户，月底逐户对账。\n"
    )
    (found,) = uploaded(client, app, ("随记.txt", text.encode()))
    page = soup(client.get(f"/intake/{found}"))
    (link,) = [a for a in page.select(".doubts a") if "谁向谁学习" in a.text]
    assert page.select_one(str(link["href"]))
    form = form_of(client, found)
    assert form["role-漆河农商银行"] == "host"
    assert "roles-checked" not in form, "nothing is decided unseen"
    client.post(f"/intake/{found}/save", data=form | {"roles-checked": "1"})
    page = soup(client.get(f"/intake/{found}"))
    (link,) = [a for a in page.select(".doubts a") if "拿不准" in a.text]
    assert "请先看谁向谁学习" not in link.text
    assert page.select_one("input[name=roles-checked]") is None, "it is decided"
    client.post(f"/intake/{found}/save", data=form_of(client, found) | {"doubtful": "1"})
    page = soup(client.get(f"/intake/{found}"))
    assert not [a for a in page.select(".doubts a") if "拿不准" in a.text]
    moved = {"role-漆河农商银行": "learner", "role-梧溪农商银行": "host"}
    client.post(f"/intake/{found}/save", data=form_of(client, found) | moved)
    lessons = [e for e in entries(kb, found) if e.kind is Kind.LESSON]
    assert {e.bank for e in lessons} == {"梧溪农商银行"}


def test_a_bulletin_of_two_banks_has_a_field_for_each(
    client: FlaskClient, kb: KnowledgeBase, app: Flask
) -> None:
    text = (
        "# 学习简报第1期\n\n（2026年3月2日—3月6日）\n\n## 一、石桥农商银行\n\n"
        "石桥农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户。\n\n"
        "## 二、南屏农商银行\n\n"
        "南屏农商银行组织客户经理每周两次进村走访，登记需求当天录入系统。\n"
    )
    (found,) = uploaded(client, app, ("第1期.md", text.encode()))
    before = entries(kb, found)
    page = soup(client.get(f"/intake/{found}"))
    assert page.select_one("input[name=bank]") is None
    names = [page.select_one(f"input[name=host-{n}-bank]") for n in (0, 1)]
    assert [name["value"] for name in names if name] == ["石桥农商银行", "南屏农商银行"]
    form = form_of(client, found) | {"host-0-bank": "石桥农商银行、南屏农商银行"}
    client.post(f"/intake/{found}/save", data=form)
    assert entries(kb, found) == before
    form = form_of(client, found) | {"host-1-bank": "临海农商银行"}
    client.post(f"/intake/{found}/save", data=form)
    assert [e.bank for e in entries(kb, found)] == ["石桥农商银行", "临海农商银行"]
    page = soup(client.get(f"/intake/{found}"))
    assert "原为“石桥农商银行、南屏农商银行”" in page.text
    about = page.select("[name^=about-]")
    assert {one["value"] for one in about if "南屏" in one["value"]} == set()


def test_a_merge_says_what_was_joined(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    lesson = next(e for e in entries(kb, upload_id) if e.text.endswith(LESSONS[1][-6:]))
    field = f"practices-{lesson.anchor}"
    client.post(f"/intake/{upload_id}/save", data=form_of(client, upload_id) | {field: "整村授信"})
    done = do(client, upload_id, f"merge:{lesson.anchor}")
    said = only(soup(client.get(done.location)), ".done")
    assert said.startswith("已合并：把“")
    assert "整村授信" in said


def test_what_was_published_with_doubts_is_not_called_looked_at(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    button = "button.main[formaction$=publish]"
    page = soup(client.get(f"/intake/{upload_id}"))
    assert words(page, button)[0] == "入库（还有 1 处疑问没看）"
    client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    assert "看过" not in soup(client.get("/intake/desk")).select_one("section").get_text()  # type: ignore[union-attr]
    (bulletin,) = kb.corpus.bulletins()
    assert "入库时还有 1 处疑问没看" in history.versions(kb.corpus, bulletin.id)[-1].note


def test_what_was_looked_at_is_published_without_a_remark(
    client: FlaskClient, kb: KnowledgeBase, upload_id: str
) -> None:
    do(client, upload_id, "look-all")
    page = soup(client.get(f"/intake/{upload_id}"))
    assert words(page, "button.main[formaction$=publish]")[0] == "入库"
    client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    (bulletin,) = kb.corpus.bulletins()
    assert "没看" not in history.versions(kb.corpus, bulletin.id)[-1].note


def corrected_by_hand(client: FlaskClient, kb: KnowledgeBase, upload_id: str) -> None:
    """Publish the upload, and correct the end of its first lesson afterwards."""
    client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    (stored,) = kb.corpus.bulletins()
    data = kb.corpus.read_markdown(stored.id) or b""
    text = data.decode().replace(LESSONS[0][-8:], "这里是编者改过的。", 1)
    by = By(COMMAND_LINE, datetime(2026, 11, 26))
    changes.edit(kb.corpus, stored.id, text, by, expected=history.digest(data))


def newer(client: FlaskClient, app: Flask, upload_id: str, first: str) -> str:
    """Upload a newer version with this first lesson and one more lesson; the id of the upload."""
    lessons = [first, *LESSONS[1:], UNTAGGED, "五、每周复盘。每周五汇总走访情况。"]
    found = uploaded(client, app, ("第三周更正.html", weekly(lessons, dates=DATES)))
    (again,) = (one for one in found if one != upload_id)
    return again


def test_a_correction_of_what_the_newer_file_leaves_as_it_was_stays(
    client: FlaskClient, kb: KnowledgeBase, app: Flask, upload_id: str
) -> None:
    corrected_by_hand(client, kb, upload_id)
    again = newer(client, app, upload_id, LESSONS[0])
    page = soup(client.get(f"/intake/{again}"))
    assert words(page, ".doubts li")[0].startswith("沿用了编者对上一版的 1 处修改")
    assert "会改回" not in page.get_text()
    client.post(f"/intake/{again}/publish", data=form_of(client, again))
    (stored,) = kb.corpus.bulletins()
    assert "这里是编者改过的。" in (kb.corpus.read_markdown(stored.id) or b"").decode()


def test_an_update_that_undoes_a_correction_must_be_looked_at(
    client: FlaskClient, kb: KnowledgeBase, app: Flask, upload_id: str
) -> None:
    corrected_by_hand(client, kb, upload_id)
    again = newer(client, app, upload_id, LESSONS[0].replace("公示", "公示三天"))
    page = soup(client.get(f"/intake/{again}"))
    assert words(page, ".doubts li")[0].startswith("会改回编者改过的 1 条")
    refused = client.post(f"/intake/{again}/publish", data=form_of(client, again))
    assert refused.status_code == 409
    assert "编者改过的文字" in refused.text
    do(client, again, "look-all")
    done = client.post(f"/intake/{again}/publish", data=form_of(client, again))
    assert done.status_code == 303


def test_a_wrong_split_is_undone_and_a_file_is_split_by_hand(
    client: FlaskClient, app: Flask
) -> None:
    part, *_ = uploaded(client, app, ("两期.txt", TWO))
    page = soup(client.get(f"/intake/{part}"))
    assert only(page, ".grouping summary").startswith("这是文件里的第 2 份。拆错了")
    response = do(client, part, "join")
    worker_of(app).read_all()
    whole = response.location.rpartition("/")[2]
    page = soup(client.get(response.location))
    lines = [label.get_text(strip=True) for label in page.select(".begins label")]
    assert (
        lines.count("跟班学习周报") == 1
    )  # where the second one begins; the first line is no choice
    begin = str(page.select(".begins input")[lines.index("跟班学习周报")]["value"])
    assert do(client, whole, "cut").status_code == 422
    assert do(client, whole, "cut", begin=begin).location == "/intake?queued=2"


def test_a_form_from_before_the_file_was_read_again_saves_nothing_and_is_shown_again(
    client: FlaskClient, app: Flask, kb: KnowledgeBase, upload_id: str
) -> None:
    old = form_of(client, upload_id)
    client.post(f"/intake/{upload_id}/retry")
    worker_of(app).read_all()
    client.post(f"/intake/{upload_id}/save", data=form_of(client, upload_id) | {"issue": "第八期"})
    answer = client.post(f"/intake/{upload_id}/save", data=old | {"issue": "第九期"})
    assert answer.status_code == 409
    assert "重新读取过" in only(soup(answer), ".notice")
    (typed,) = soup(answer).select("input[name=issue]")
    assert typed["value"] == "第九期"
    assert form_of(client, upload_id)["issue"] == "第八期"


IN_TURN = (
    "菖洲农商银行赴榆堰农商银行、枣坡农商银行跟班学习小结\n2026年7月6日至10日\n\n"
    "一、晨会各有讲法\n榆堰农商银行晨会讲案例，每天十分钟；枣坡农商银行晨会排名次，末位的当场说原因。"
    "榆堰农商银行把案例印成册子。\n"
    "二、贷后检查抓用途\n榆堰农商银行每季抽查60户，用途不符的收回贷款。\n"
)


def test_sentences_in_doubt_are_listed_with_the_reason_and_how_to_settle_them(
    client: FlaskClient, app: Flask
) -> None:
    (found,) = uploaded(client, app, ("小结.txt", IN_TURN.encode()))
    page = soup(client.get(f"/intake/{found}"))
    (one,) = page.select(".doubtful li")
    assert "一句先后讲了几家行" in one.text
    assert "把分号改成句号" in one.text
    link = one.select_one("a")
    assert link is not None
    assert page.select_one(f"select[id='{str(link['href'])[1:]}']") is not None
    assert [text for text in words(page, ".entry-more summary") if "1 句拿不准" in text]
    assert [text for text in words(page, ".doubts a") if text.startswith("经验里有 1 句拿不准")]


def test_only_what_states_something_is_in_doubt(client: FlaskClient, app: Flask) -> None:
    text = (
        "# 菱渡农商银行赴桐墟农商银行跟班学习专刊\n\n## 一、两行做法对比\n\n"
        "| 项目 | 桐墟农商银行 | 菱渡农商银行 |\n|---|---|---|\n"
        "| 审批 | 30万元以下由支行审批，当天办结。 | 10万元以上都要报总行，平均3.5天。 |\n"
    )
    (found,) = uploaded(client, app, ("专刊.md", text.encode()))
    page = soup(client.get(f"/intake/{found}"))
    assert page.select_one(".doubtful") is None, "the heads of a table are no sentence"
    assert words(page, ".entry-title") == ["两行做法对比"], "it is called as its heading"


def test_a_word_on_a_sentence_that_is_gone_is_told_and_taken_out(
    client: FlaskClient, kb: KnowledgeBase, app: Flask, upload_id: str
) -> None:
    lesson = next(e for e in entries(kb, upload_id) if e.text == LESSONS[0])
    form = form_of(client, upload_id)
    last = [name for name in form if name.startswith(f"side-{lesson.anchor}-")][-1]
    client.post(f"/intake/{upload_id}/save", data=form | {last: "third"})
    client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    again = newer(client, app, upload_id, LESSONS[0].replace("额度随名单走", "额度跟着名单走"))
    page = soup(client.get(f"/intake/{again}"))
    (told,) = [a for a in page.select(".doubts a") if "编者指定过的 1 句找不到了" in a.text]
    box = page.select_one(f"[id='{str(told['href'])[1:]}']")
    assert box is not None
    assert "额度随名单走" in only(page, ".unplaced li")
    assert only(page, ".unplaced li").endswith("：说的是临海农商银行（其他机构）")
    typed = form_of(client, again) | {str(box["name"]): "1"}
    client.post(f"/intake/{again}/save", data=typed)
    page = soup(client.get(f"/intake/{again}"))
    assert page.select_one(".unplaced") is None
    assert not [a for a in page.select(".doubts a") if "找不到了" in a.text]
