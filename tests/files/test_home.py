"""Where a knowledge base lives and how it is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import ConfigError
from kb.files.home import Home, Settings, find_home, init_home, load_settings


def test_a_new_home_has_settings_and_the_first_vocabulary(tmp_path: Path) -> None:
    home = init_home(tmp_path / "知识库" / "新")
    assert load_settings(home) == Settings(name="经验库", engine="whoosh")
    assert len(list((home.corpus / "practices").glob("*.md"))) >= 40
    assert (home.corpus / "organisations.yml").is_file()
    assert list((home.corpus / "bulletins").iterdir()) == []
    assert home.index.is_dir()


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    own = tmp_path / "corpus/practices/整村授信.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\nname: 整村授信\n---\n自己写的。\n", "utf-8")
    init_home(tmp_path)
    assert "自己写的" in own.read_text("utf-8")
    with pytest.raises(ConfigError, match="已经是知识库"):
        init_home(tmp_path)


def test_a_place_where_none_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(ConfigError, match="无法在"):
        init_home(tmp_path / "文件" / "库")


def test_the_home_is_the_one_named_then_kb_home_then_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, by_variable, current = (init_home(tmp_path / name) for name in "甲乙丙")
    monkeypatch.chdir(current.path)
    assert find_home(None) == find_home("") == current
    monkeypatch.setenv("KB_HOME", str(by_variable.path))
    assert find_home(None) == by_variable
    assert find_home(str(named.path)) == named
    assert find_home("../甲") == named


def test_a_machine_may_have_an_index_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = init_home(tmp_path / "库")
    assert (home.index, home.machine) == (home.path / "index", home.state)
    home.config.write_text(f'index = "{tmp_path / "甲"}"\n', "utf-8")
    named = find_home(str(home.path))
    assert named.index == named.machine == tmp_path / "甲"
    assert named.for_visitors(f"读不出 {tmp_path / '甲'}/whoosh") == "读不出 index/whoosh"
    assert load_settings(named).index == str(tmp_path / "甲")
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "乙"))
    assert find_home(str(home.path)).index == tmp_path / "乙"


@pytest.mark.parametrize("value", ['"index"', "1"])
def test_an_index_folder_is_written_from_the_root(tmp_path: Path, value: str) -> None:
    home = init_home(tmp_path / "库")
    home.config.write_text(f"index = {value}\n", "utf-8")
    assert find_home(str(home.path)) == home
    with pytest.raises(ConfigError, match="设置“index”应为各台机器自己的文件夹"):
        load_settings(home)


@pytest.mark.parametrize("given", ["", "没有", "空"])
def test_a_folder_that_is_none_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        find_home(given)
    assert "不是知识库" in caught.value.message
    assert "kb init" in caught.value.hint
    assert caught.value.exit_code == 2


def test_settings(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.write_text('name = "学习经验库"\nengine = "tantivy"\n', "utf-8")
    assert load_settings(home) == Settings("学习经验库", "tantivy")
    home.config.write_text("", "utf-8")
    assert load_settings(home) == Settings()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nmae = 'x'", "不认识的设置“nmae”"),
        ("name = ''", "应为非空文字"),
        ("name = 3", "应为非空文字"),
        ("engine = 'lucene'", "不认识的检索引擎“lucene”"),
        ("name = ", "格式有误"),
        ("name = '甲'\nname = '乙'\n", "格式有误（第 2 行）"),
        ("\udcff", "读不出"),
    ],
)
def test_a_slip_of_the_pen_is_seen(tmp_path: Path, text: str, says: str) -> None:
    home = Home(tmp_path)
    home.config.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError) as caught:
        load_settings(home)
    assert says in caught.value.message
    assert caught.value.where == str(home.config)
    assert caught.value.hint or "非空" in says


@pytest.mark.parametrize(
    ("heading", "line", "setting"),
    [
        (
            '[opensearch]\nhosts = ["https://10.1.0.1:9200"]',
            'state = "postgresql://a@b/c"',
            "state",
        ),
        ('[opensearch]\nhosts = ["https://10.1.0.1:9200"]', 'corpus.remote = "/a.git"', "corpus"),
        ("[queries]\nkeep = true", 'engine = "tantivy"', "engine"),
        ("[quotas]\nuploads = 5", "syslog = '/dev/log'", "syslog"),
        ("[corpus]\nremote = '/a.git'", "timezone = '+08:00'", "timezone"),
    ],
)
def test_a_setting_below_a_heading_is_told_where_it_belongs(
    tmp_path: Path, heading: str, line: str, setting: str
) -> None:
    home = Home(tmp_path)
    home.config.write_text(f"{heading}\n{line}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(home)
    assert f"“{setting}”如果是单独的设置，要写在第一个方括号 [ ] 之前" in caught.value.hint
    home.config.write_text(f"{heading}\nnmae = '甲'\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(home)
    assert caught.value.hint == ""
