"""Where the state is, as kb.toml says it."""

from __future__ import annotations

import pytest

from kb.errors import ConfigError
from kb.files.home import Home, load_settings
from kb.files.state_settings import Server, server, with_state


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://kb@/kb?host=/run/pg", Server("kb", "/run/pg", 5432, "kb", "disable")),
        ("postgresql://kb@localhost:5433/kb", Server("kb", "localhost", 5433, "kb", "disable")),
        (
            "postgresql://kb@10.1.0.9/kb?password_file=pw.txt&sslrootcert=ca.pem",
            Server("kb", "10.1.0.9", 5432, "kb", "verify-full", "ca.pem", "pw.txt"),
        ),
        (
            "postgres://k%40b@db/kb?sslmode=disable",
            Server("k@b", "db", 5432, "kb", "disable"),
        ),
    ],
)
def test_an_address_says_where(address: str, expected: Server) -> None:
    assert server(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "mysql://kb@db/kb",
        "postgresql://kb:geheim-7@db/kb",
        "postgresql://db/kb",
        "postgresql://kb@db",
        "postgresql://kb@db:port/kb",
        "postgresql://kb@db:99999/kb",
        "postgresql://kb@[::1/kb",
        "postgresql://kb@db/kb?sslmode=prefer",
        "postgresql://kb@db/kb?what=1",
        "postgresql://kb@db/kb?what",
        7,
    ],
)
def test_what_is_no_address_is_refused_and_no_password_is_repeated(
    home: Home, address: object
) -> None:
    home.config.write_text(f"state = {address!r}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(home)
    assert "state" in caught.value.message
    assert "geheim" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "甲"', 'name = "甲"\nstate = "postgresql://kb@db/kb"\n'),
        ("", 'state = "postgresql://kb@db/kb"\n'),
        (
            'state = "postgresql://kb@x/y"  # old\n# kept\n[opensearch]\nstate = 1\n',
            None,
        ),
        (
            "# kept\n[opensearch]\nhosts = []\n",
            '# kept\nstate = "postgresql://kb@db/kb"\n[opensearch]\nhosts = []\n',
        ),
        ('name = """\nstate = 1\n"""\n', None),
    ],
)
def test_the_setting_is_written_where_a_person_would(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(ConfigError, match="改不了"):
            with_state(before, "postgresql://kb@db/kb")
        return
    assert with_state(before, "postgresql://kb@db/kb") == after
    assert "state" not in with_state(after, None)
