"""The table [opensearch] of kb.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import ConfigError
from kb.files.cluster_settings import Cluster
from kb.files.home import Home, load_settings

HOSTS = 'hosts = ["https://10.1.0.1:9200"]'


def settings_of(folder: Path, table: str) -> Cluster | None:
    home = Home(folder)
    home.config.write_text(f'engine = "opensearch"\n{table}', "utf-8")
    return load_settings(home).opensearch


def test_a_cluster_has_hosts_and_the_rest_as_usual(tmp_path: Path) -> None:
    assert settings_of(tmp_path, f"[opensearch]\n{HOSTS}") == Cluster(("https://10.1.0.1:9200",))


def test_all_that_can_be_said(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path,
        f'[opensearch]\n{HOSTS}\nindex = "kb-2"\ncredentials = "secret.txt"\nca = "ca.pem"\n'
        f'fingerprint = "{":".join(["AB"] * 32)}"\nshards = 3\nreplicas = 0\ntimeout = 30\n',
    )
    assert found == Cluster(
        hosts=("https://10.1.0.1:9200",),
        index="kb-2",
        credentials="secret.txt",
        ca="ca.pem",
        fingerprint="ab" * 32,
        shards=3,
        replicas=0,
        timeout=30.0,
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "[opensearch]"),
        ("opensearch = 1", "应写成一节"),
        ("[opensearch]", "hosts"),
        ("[opensearch]\nhosts = []", "hosts"),
        ('[opensearch]\nhosts = ["10.1.0.1:9200"]', "hosts"),
        ('[opensearch]\nhosts = ["https://u:p@10.1.0.1:9200"]', "hosts"),
        ('[opensearch]\nhosts = ["http://10.1.0.1:9200"]\ncredentials = "a"', "https"),
        ('[opensearch]\nhosts = ["HTTP://10.1.0.1:9200"]\ncredentials = "a"', "https"),
        (f'[opensearch]\n{HOSTS[:-1]}, "http://10.1.0.2:9200"]\ncredentials = "a"', "https"),
        (f"[opensearch]\n{HOSTS}\nshard = 3", "“shard”不认识"),
        (f"[opensearch]\n{HOSTS}\nshards = 0", "shards"),
        (f"[opensearch]\n{HOSTS}\nreplicas = true", "replicas"),
        (f'[opensearch]\n{HOSTS}\nindex = "A*"', "index"),
        (f'[opensearch]\n{HOSTS}\nindex = "/var/lib/kb/index"', "第一个方括号"),
        (f'[opensearch]\n{HOSTS}\nfingerprint = "ab"', "fingerprint"),
        (f"[opensearch]\n{HOSTS}\nca = 1", "ca"),
    ],
)
def test_a_slip_of_the_pen_is_seen(tmp_path: Path, table: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings_of(tmp_path, table)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://kb:secret@10.1.0.1:9200", "http://:secret@h:1", "kb:secret@h"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="credentials") as caught:
        settings_of(tmp_path, f'[opensearch]\nhosts = ["{address}"]')
    assert "secret" not in str(caught.value)


def test_the_scheme_may_be_written_large(tmp_path: Path) -> None:
    table = '[opensearch]\nhosts = ["HTTPS://10.1.0.1:9200/"]\ncredentials = "a"'
    found = settings_of(tmp_path, table)
    assert found
    assert found.hosts == ("https://10.1.0.1:9200",)
