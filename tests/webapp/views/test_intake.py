"""Intake on the site: upload, progress, check, publish."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.access import Right
from kb.corpus.history import versions
from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.state import uploads
from kb.state.uploads import UploadState
from tests.builders import LESSONS, heading, page, paragraph, weekly
from tests.readers.making import FORMATS, zipped
from tests.webapp.conftest import empty_site, only, patient, words
from webapp.access import permissions
from webapp.services.open_site import SiteHolder
from webapp.services.upload_reader import worker_of

pytestmark = pytest.mark.usefixtures("patient_sandbox")

SUFFIXES = (".html", ".mhtml", ".docx", ".pdf", ".md", ".txt")
UNDATED = page(
    heading("学习交流材料"), paragraph("交流了几项工作，话不多，都是实情，大家听得认真。" * 3)
)


@pytest.fixture
def app(kb: KnowledgeBase) -> Flask:
    """The site of an empty home."""
    return empty_site(kb)


def post(client: FlaskClient, *files: tuple[str, bytes], **form: str) -> TestResponse:
    """Upload files, or a text."""
    data = {"files": [(io.BytesIO(data), name) for name, data in files], **form}
    return client.post("/intake", data=data, content_type="multipart/form-data")


def uploaded(client: FlaskClient, app: Flask, *files: tuple[str, bytes], **form: str) -> list[str]:
    """Upload, and wait until all is read; the ids of the uploads, last first."""
    assert post(client, *files, **form).status_code == 303
    with pytest.MonkeyPatch.context() as patch:
        patient(patch)
        worker_of(app).read_all()
    return [upload.id for upload in uploads.in_state(home_of(app), *UploadState)[::-1]]


def home_of(app: Flask) -> Home:
    holder: SiteHolder = app.extensions["site"]
    return holder.current().kb.home


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def form_of(client: FlaskClient, upload_id: str) -> dict[str, str]:
    """The fields of the check screen as a browser would send them."""
    form = soup(client.get(f"/intake/{upload_id}")).select_one("form.check")
    assert form is not None
    inputs = form.select("input[name]:not([type=checkbox])")
    fields = {str(e["name"]): str(e.get("value", "")) for e in inputs}
    fields |= {str(e["name"]): e.get_text() for e in form.select("textarea")}
    for select in form.select("select"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        assert chosen is not None
        fields[str(select["name"])] = str(chosen["value"])
    return fields


def test_nothing_is_there_yet(client: FlaskClient) -> None:
    page = soup(client.get("/intake"))
    assert only(page, "h1") == "入库"
    assert "没有待处理的文件" in page.get_text()
    accepted = str(page.select("input[type=file]")[0]["accept"]).split(",")
    assert {".html", ".docx", ".pdf", ".md", ".txt", ".zip"} <= set(accepted)


def test_from_the_upload_to_the_search(client: FlaskClient, app: Flask, kb: KnowledgeBase) -> None:
    response = post(client, ("第三周.html", weekly()))
    assert (response.status_code, response.location) == (303, "/intake?received=1")
    page = soup(client.get(response.location))
    assert words(page, ".done") == ["已收到 1 份文件，正在后台读取。"]
    assert words(page, ".uploads .badge") == ["排队"]
    assert "还有 1 份" in only(page, "#kb-progress")
    worker_of(app).read_all()
    page = soup(client.get("/intake"))
    assert only(page, "#kb-progress") == ""
    assert words(page, ".uploads .badge") == ["待核对"]
    (link,) = page.select(".uploads h3 a")
    assert link.get_text(strip=True) == "跟班学习活动第三周纪实"

    shown = client.get(str(link["href"]))
    assert "正文开头的标题" in shown.text
    assert words(soup(shown), "#kb-status") == ["这是新的一期"]
    assert words(soup(shown), "#kb-notes") == ["没有发现疑问"]
    assert kb.corpus.bulletin_ids() == []
    assert "没有找到" in client.get("/search?q=先评议").text

    upload_id = str(link["href"]).rpartition("/")[2]
    fields = form_of(client, upload_id) | {"title": "第三周学习纪实"}
    published = client.post(f"/intake/{upload_id}/publish", data=fields)
    assert published.status_code == 303
    bulletin = client.get(published.location)
    assert "已入库，现在可以检索到" in bulletin.text
    assert only(soup(bulletin), "h1") == "第三周学习纪实"
    assert "第三周学习纪实" in client.get("/search?q=先评议").text
    (version,) = versions(kb.corpus, "2018-07-09-第三周学习纪实")
    assert version.who == "网站"
    page = soup(client.get("/intake"))
    assert words(page, ".finished .badge") == ["已入库"]
    assert "已入库为" in client.get(f"/intake/{upload_id}").text


def sample(name: str) -> tuple[str, bytes]:
    """A file of tests/data/formats."""
    return name, (FORMATS / name).read_bytes()


def test_every_format(client: FlaskClient, app: Flask) -> None:
    files = [sample(f"bulletin{suffix}") for suffix in SUFFIXES]
    for upload_id in uploaded(client, app, *files):
        page = soup(client.get(f"/intake/{upload_id}"))
        assert words(page, ".kinds li") == ["经验 12", "综述 7", "动态 19", "荣誉 5", "数据 126"]
        assert only(page, "#kb-period-sure") == "起止日期：确定 标题下写明“2025年11月10日至14日”"
        assert len(page.select(".side-by-side .entry-kind")) == 43
        assert words(page, ".row .source p")[0] == "云州农商银行系统跟班学习活动第二周纪实"


def test_an_archive_and_what_cannot_be_read(client: FlaskClient, app: Flask) -> None:
    packed = zipped({"青枫组/第三周.html": weekly(), "说明.doc": b"x"})
    response = post(client, ("一批.zip", packed), ("图.jpg", b"x"))
    assert response.location == "/intake?received=1&refused=1"
    page = soup(client.get(response.location))
    assert "1 份文件，正在后台读取；1 份不能读取" in only(page, ".done")
    worker_of(app).read_all()
    page = soup(client.get("/intake"))
    wrong = words(page, ".wrong")
    assert any("不支持的格式“.doc”。请用 Word" in text for text in wrong)
    assert any("不支持的格式“.jpg”" in text for text in wrong)
    assert not page.select('form[action$="/retry"]'), "there is nothing to read again"


def test_a_bad_file_can_be_tried_again_or_given_up(client: FlaskClient, app: Flask) -> None:
    (upload_id,) = uploaded(client, app, ("坏.pdf", b"%PDF-1.4 broken"))
    page = soup(client.get("/intake"))
    assert words(page, ".uploads .badge") == ["失败"]
    assert "PDF" in only(page, ".wrong")
    assert client.get(f"/intake/{upload_id}").status_code == 200
    again = client.post(f"/intake/{upload_id}/retry")
    assert again.location == "/intake?queued=1"
    assert words(soup(client.get("/intake")), ".uploads .badge") == ["排队"]
    worker_of(app).read_all()
    gone = client.post(f"/intake/{upload_id}/discard")
    assert "已放弃 1 份" in client.get(gone.location).text
    assert words(soup(client.get("/intake")), ".finished .badge") == ["已放弃"]


def test_a_pasted_text(client: FlaskClient, app: Flask) -> None:
    text = "跟班学习活动第三周纪实\r\n(2018年7月9日--13日)\r\n一、临海组学习情况\r\n本周临海组学习小结\r\n"
    (upload_id,) = uploaded(client, app, text=text + "\r\n".join(LESSONS), title="第三周")
    page = soup(client.get(f"/intake/{upload_id}"))
    assert only(page, "h1") == "核对：跟班学习活动第三周纪实"
    assert "第三周.txt" in only(page, ".page-head .meta")


def test_a_long_text_may_be_pasted(client: FlaskClient, app: Flask) -> None:
    """Flask takes half a megabyte of typed text by itself."""
    # In long sentences: the page to check has a row of controls for each.
    text = "\n".join(f"第 {n} 段，" + "写了许多话，" * 1000 + "完。" for n in range(10))
    assert len(quote(text)) > 500_000
    assert client.post("/intake", data={"text": text, "title": "长文"}).status_code == 303
    worker_of(app).read_all()
    (upload_id,) = uploads.ids(home_of(app))
    assert client.get(f"/intake/{upload_id}").status_code == 200
    fields = form_of(client, upload_id)
    assert client.post(f"/intake/{upload_id}/save", data=fields).status_code == 303


def test_nothing_chosen(client: FlaskClient) -> None:
    response = post(client, title="第三周")
    assert response.status_code == 422
    assert "请选择文件，或者粘贴文字" in response.text
    assert 'value="第三周"' in response.text


def test_more_than_one_request_may_bring(client: FlaskClient, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    response = post(client, ("大.txt", b"x" * 2000))
    assert response.status_code == 413
    assert "超过了上限" in response.text


def test_what_cannot_be_saved_is_said_beside_its_field_and_kept(
    client: FlaskClient, app: Flask
) -> None:
    (upload_id,) = uploaded(client, app, ("第三周.html", weekly()))
    fields = form_of(client, upload_id) | {"title": "", "end": "2018-07-01", "issue": "第叁周"}
    for verb in ("save", "publish"):
        response = client.post(f"/intake/{upload_id}/{verb}", data=fields)
        assert response.status_code == 422
        page = soup(response)
        assert only(page, "#kb-title-wrong") == "请填写标题"
        assert only(page, "#kb-end-wrong") == "结束日期早于开始日期"
        for name in ("title", "end"):
            (element,) = page.select(f"#kb-{name}")
            assert element["aria-invalid"] == "true"
            described = str(element["aria-describedby"]).split()
            assert all(page.find(id=name) for name in described)
        assert [page.select(f"#kb-{n}")[0]["value"] for n in ("end", "issue")] == [
            "2018-07-01",
            "第叁周",
        ]
        assert [a["href"] for a in page.select("[role=alert] a")] == ["#kb-title", "#kb-end"]
    assert form_of(client, upload_id)["issue"] == "第三周"


def test_corrections_are_saved_and_shown_as_such(client: FlaskClient, app: Flask) -> None:
    (upload_id,) = uploaded(client, app, ("第三周.html", weekly(dates="(7月9日--13日)")))
    page = soup(client.get(f"/intake/{upload_id}"))
    assert "推断" in words(page, ".check-notes li")[0]
    assert page.select("#kb-period-sure .sure-medium, #kb-period-sure .sure-low")
    fields = form_of(client, upload_id) | {
        "title": "新的标题",
        "start": "2018-07-09",
        "end": "2018-07-13",
        "year-checked": "1",
        "group-0-bank": "东山农商银行",
    }
    response = client.post(f"/intake/{upload_id}/save", data=fields)
    assert response.status_code == 303
    page = soup(client.get(response.location))
    assert only(page, ".done") == "已保存修改。"
    assert only(page, "#kb-title-sure") == "已改 原为“跟班学习活动第三周纪实”"
    assert only(page, "#kb-group-0-bank-sure") == "已改 原为“临海农商银行”"
    assert only(page, "#kb-notes") == "没有发现疑问"
    assert not page.select("input[name=year-checked]")
    assert form_of(client, upload_id)["title"] == "新的标题"


def test_a_bulletin_without_days_says_what_that_means(client: FlaskClient, app: Flask) -> None:
    (upload_id,) = uploaded(client, app, ("材料.html", UNDATED))
    page = client.get(f"/intake/{upload_id}")
    assert "undated" in page.text
    assert "请核对 4 处" in only(soup(page), "#kb-notes")
    published = client.post(f"/intake/{upload_id}/publish", data=form_of(client, upload_id))
    assert "日期不详" in client.get(published.location).text


def test_an_update_shows_its_difference(client: FlaskClient, app: Flask) -> None:
    (first,) = uploaded(client, app, ("第三周.html", weekly()))
    client.post(f"/intake/{first}/publish", data=form_of(client, first))
    corrected = weekly([LESSONS[0], LESSONS[1].replace("按用信户数", "按当季用信户数")])
    second = uploaded(client, app, ("更正.html", corrected))[0]
    assert "语料库里已有这一期" in client.get("/intake").text
    page = soup(client.get(f"/intake/{second}"))
    assert only(page, "#kb-status") == "这会更新已有的一期"
    assert words(page, ".diff-text ins") == ["当季"]
    assert words(page, ".diff-fields del") == ["第三周.html"]
    assert "入库（更新）" in words(page, ".decisions button")


def test_somebody_changed_it_meanwhile(client: FlaskClient, app: Flask, kb: KnowledgeBase) -> None:
    (first,) = uploaded(client, app, ("第三周.html", weekly()))
    client.post(f"/intake/{first}/publish", data=form_of(client, first))
    corrected = weekly([LESSONS[0], LESSONS[1].replace("按用信户数", "按当季用信户数")])
    second = uploaded(client, app, ("更正.html", corrected))[0]
    fields = form_of(client, second) | {"issue": "第三周（更正）"}
    (bulletin_id,) = kb.corpus.bulletin_ids()
    path = kb.corpus.bulletin_path(bulletin_id)
    path.write_text(path.read_text("utf-8").replace("落后的网格", "垫底的网格"), "utf-8")
    response = client.post(f"/intake/{second}/publish", data=fields)
    assert response.status_code == 409
    page = soup(response)
    assert "关系有了变化" in only(page, ".notice[role=alert]")
    assert "垫底" in "".join(words(page, ".diff-text del"))
    assert page.select("#kb-issue")[0]["value"] == "第三周（更正）", "what was typed is saved"
    assert "垫底的网格" in path.read_text("utf-8")
    assert client.post(
        f"/intake/{second}/publish", data=form_of(client, second)
    ).location.startswith("/bulletins/")


def test_the_same_text_in_another_format(
    client: FlaskClient, app: Flask, kb: KnowledgeBase
) -> None:
    (first,) = uploaded(client, app, sample("bulletin.html"))
    client.post(f"/intake/{first}/publish", data=form_of(client, first))
    (bulletin_id,) = kb.corpus.bulletin_ids()
    same = uploaded(client, app, sample("bulletin.html"))[0]
    assert "没有重复入库" in client.get(f"/intake/{same}").text
    other = uploaded(client, app, sample("bulletin.docx"))[0]
    page = soup(client.get(f"/intake/{other}"))
    assert only(page, "#kb-status") == "语料库里已有这一期"
    assert "各项都相同" in only(page, ".check-status > p")
    assert "用这份替换" not in words(page, ".decisions button")
    # An editor who corrects it is asked whose fields are to stay.
    client.post(f"/intake/{other}/save", data=form_of(client, other) | {"issue": "第 2 周"})
    page = soup(client.get(f"/intake/{other}"))
    assert words(page, ".diff-fields dt") == ["期号", "来源文件"]
    assert {"保留已有的", "用这份替换"} <= set(words(page, ".decisions button"))
    fields = form_of(client, other)
    kept = client.post(f"/intake/{other}/publish", data=fields | {"take": "old"})
    assert kept.location == "/intake?kept=1"
    assert kb.corpus.load_bulletin(bulletin_id).issue == "第二周"
    client.post(f"/intake/{other}/retry")
    worker_of(app).read_all()
    fields = form_of(client, other) | {"issue": "第 2 周", "take": "new"}
    client.post(f"/intake/{other}/publish", data=fields)
    stored = kb.corpus.load_bulletin(bulletin_id)
    assert (stored.issue, stored.source.format) == ("第 2 周", "docx")


def test_all_without_doubts_at_once(client: FlaskClient, app: Flask, kb: KnowledgeBase) -> None:
    other = weekly(
        [LESSONS[1] * 2],
        ["西水组参加夕会。"],
        title="交流活动第一期",
        dates="(2019年3月4日--8日)",
        honours=["西水农商银行行长"],
    )
    uploaded(client, app, ("一.html", weekly()), ("二.html", other), ("三.html", UNDATED))
    assert "把没有疑问的 2 份都入库" in client.get("/intake").text
    response = client.post("/intake/publish-clear")
    assert "已入库 2 期" in client.get(response.location).text
    assert len(kb.corpus.bulletin_ids()) == 2


def test_the_script_that_follows_the_progress_is_on_its_pages(
    client: FlaskClient, app: Flask
) -> None:
    post(client, ("第三周.html", weekly()))
    (upload_id,) = uploads.ids(home_of(app))
    for address in ("/intake", f"/intake/{upload_id}"):
        page = soup(client.get(address))
        assert page.select_one('script[src^="/static/progress.js"]')
        assert page.select_one("[data-progress]")


def test_progress_for_the_script(client: FlaskClient, app: Flask) -> None:
    before = client.get("/intake/progress").json
    post(client, ("第三周.html", weekly()))
    queued = client.get("/intake/progress").json
    worker_of(app).read_all()
    after = client.get("/intake/progress").json
    assert before is not None
    assert queued is not None
    assert after is not None
    assert [state["under_way"] for state in (before, queued, after)] == [0, 1, 0]
    assert len({state["stamp"] for state in (before, queued, after)}) == 3
    assert client.get("/intake/progress").json == after


def test_what_was_read_and_is_damaged_can_be_read_again(
    client: FlaskClient, app: Flask, kb: KnowledgeBase
) -> None:
    (upload_id,) = uploaded(client, app, ("第三周.html", weekly()))
    (kb.home.state / "uploads" / upload_id / "reading.json").write_bytes(b"{")
    page = client.get(f"/intake/{upload_id}")
    assert "已损坏" in page.text
    client.post(f"/intake/{upload_id}/retry")
    worker_of(app).read_all()
    assert soup(client.get(f"/intake/{upload_id}")).select("form.check")


def test_what_is_not_there(client: FlaskClient) -> None:
    for address in ("/intake/0123456789ab", "/intake/..", "/intake/%2e%2e"):
        assert client.get(address).status_code == 404
    for verb in ("save", "publish", "discard", "retry"):
        assert client.post(f"/intake/nirgends/{verb}").status_code in (404, 409)


def test_a_waiting_upload_is_given_up_in_the_list(client: FlaskClient, app: Flask) -> None:
    (upload_id,) = uploaded(client, app, ("第三周.html", weekly()))
    form = soup(client.get("/intake")).select_one(".uploads details.give-up form")
    assert form is not None
    client.post(str(form["action"]))
    assert uploads.find(home_of(app), upload_id).state is UploadState.DISCARDED


def test_a_settled_upload_is_not_changed(client: FlaskClient, app: Flask) -> None:
    (upload_id,) = uploaded(client, app, ("第三周.html", weekly()))
    fields = form_of(client, upload_id)
    client.post(f"/intake/{upload_id}/discard")
    for verb in ("save", "publish", "discard"):
        assert client.post(f"/intake/{upload_id}/{verb}", data=fields).status_code == 409
    assert uploads.find(home_of(app), upload_id).state is UploadState.DISCARDED


def test_hostile_names_and_texts_are_text(client: FlaskClient, app: Flask) -> None:
    text = page(heading("<script>alert(1)</script>"), paragraph("<img src=x onerror=alert(2)>" * 5))
    uploaded(client, app, ("<b>&.html", text), ('"><script>.jpg', b"x"))
    for address in [
        "/intake",
        *(f"/intake/{u.id}" for u in uploads.in_state(home_of(app), *UploadState)),
    ]:
        found = soup(client.get(address))
        assert not found.select("main script, main img, main b")


class TestWithoutTheRight:
    @pytest.fixture(autouse=True)
    def _nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(permissions.Visitor, "may", lambda self, right: right is Right.TOPICS)

    @pytest.mark.parametrize("address", ["/intake", "/intake/progress", "/intake/x"])
    def test_nothing_is_shown(self, client: FlaskClient, address: str) -> None:
        assert client.get(address).status_code == 403

    @pytest.mark.parametrize("verb", ["", "/publish-clear", "/x/save", "/x/publish", "/x/retry"])
    def test_nothing_is_done(self, client: FlaskClient, verb: str) -> None:
        assert client.post(f"/intake{verb}").status_code == 403


def test_no_other_site_uploads(client: FlaskClient, kb: KnowledgeBase) -> None:
    response = client.post(
        "/intake", data={"text": "外来的文字。"}, headers={"Origin": "http://evil.example"}
    )
    assert response.status_code == 403
    assert uploads.in_state(kb.home, *UploadState) == []


def test_the_real_bulletin(client: FlaskClient, app: Flask, real_source: Path) -> None:
    (upload_id,) = uploaded(client, app, (real_source.name, real_source.read_bytes()))
    page = soup(client.get(f"/intake/{upload_id}"))
    assert words(page, ".kinds li")[:4] == ["经验 12", "综述 7", "动态 30", "荣誉 6"]
    assert len(page.select(".check-notes li")) == 1


def test_pictures_are_shown_before_they_are_published(client: FlaskClient, app: Flask) -> None:
    (upload,) = uploaded(client, app, ("b.html", (FORMATS / "bulletin.html").read_bytes()))
    shown = BeautifulSoup(client.get(f"/intake/{upload}").text, "html.parser")
    address = str(shown.select(".thumbs img")[0]["src"])
    assert address.startswith(f"/intake/{upload}/pictures/")
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "image/png")
    assert response.headers["Cache-Control"] == "no-cache", "not published: not for others' caches"
    file = address.rpartition("/")[2]
    assert client.get(f"/pictures/{file}").status_code == 404
    assert client.get(f"/intake/{upload}/pictures/{'0' * 64}.png").status_code == 404
    assert client.get(f"/intake/{upload}/pictures/reading.json").status_code == 404


@pytest.mark.parametrize(
    "address", ["https://mp.example.invalid/s/abc", " www.example.invalid/a \n"]
)
def test_the_address_of_a_page_is_refused_with_how_to_save_it(
    client: FlaskClient, address: str
) -> None:
    answer = post(client, text=address)
    assert answer.status_code == 422
    assert "另存为" in only(soup(answer), ".notice")
    assert only(soup(answer), "textarea").strip() == address.strip()


def test_a_paste_keeps_its_format(client: FlaskClient, app: Flask) -> None:
    html = weekly().decode()
    (upload_id,) = uploaded(client, app, text="跟班学习活动第三周纪实", html=html)
    assert "这是新的一期" in client.get(f"/intake/{upload_id}").text
    assert "lesson" in str(soup(client.get(f"/intake/{upload_id}")).select(".kinds li"))


def test_the_list_says_what_each_upload_lacks(client: FlaskClient, app: Flask) -> None:
    uploaded(client, app, ("材料.html", UNDATED))
    assert "缺日期" in words(soup(client.get("/intake")), ".upload-note")[0]
