"""Where the corpus comes from, as kb.toml says it."""

from __future__ import annotations

import pytest

from kb.errors import ConfigError
from kb.files.corpus_settings import Remote, corpus
from kb.files.home import Home, load_settings


@pytest.mark.parametrize(
    "address",
    [
        "git@10.1.0.9:corpus.git",
        "ssh://git@10.1.0.9:2222/srv/corpus.git",
        "https://git.example.cn/kb/corpus.git",
        "https://kb@git.example.cn/kb/corpus.git",
        "file:///srv/corpus.git",
        "/srv/git/经验库.git",
    ],
)
def test_an_address_is_taken_as_it_is(address: str) -> None:
    assert corpus({"remote": address}) == Remote(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "corpus.git",
        "../corpus.git",
        "ext::sh -c touch% /tmp/x",
        "--upload-pack=touch /tmp/x",
        "-u@host:x",
        "ssh://-oProxyCommand=x/y",
        "https://kb:geheim-7@git.example.cn/corpus.git",
        "https://git.example.cn:port/[",
        "git@host:a\nb",
        7,
        None,
    ],
)
def test_what_is_no_address_is_told_without_repeating_it(address: object) -> None:
    with pytest.raises(ValueError, match="其中的 remote") as raised:
        corpus({"remote": address})
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    "table",
    [
        {"branch": "-x"},
        {"branch": "a..b"},
        {"branch": 1},
        {"push": "no"},
        {"timeout": 0},
        {"timeout": True},
        {"timeout": 601},
        {"remot": "x"},
    ],
)
def test_wrong_values_are_told(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="其中的"):
        corpus({"remote": "/srv/corpus.git"} | table)


def test_the_setting_is_one_line(home: Home) -> None:
    home.config.write_text('corpus.remote = "/srv/corpus.git"\ncorpus.push = false\n', "utf-8")
    assert load_settings(home).corpus == Remote("/srv/corpus.git", push=False)
    home.config.write_text('corpus = "/srv/corpus.git"\n', "utf-8")
    with pytest.raises(ConfigError, match="应写成一节"):
        load_settings(home)
