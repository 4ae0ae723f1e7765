"""The settings about programs next to the site."""

from __future__ import annotations

import pytest

from kb.files.outside_settings import Syslog, scanner, syslog


def test_a_scanner_is_a_program_with_its_arguments() -> None:
    assert scanner(["clamdscan", "--no-summary", "-"]) == ("clamdscan", "--no-summary", "-")


@pytest.mark.parametrize("value", ["clamdscan -", [], [""], [1], ["a\0b"], None, {}])
def test_what_is_none(value: object) -> None:
    with pytest.raises(ValueError, match="应为一个程序"):
        scanner(value)


def test_where_lines_are_sent() -> None:
    assert syslog("/dev/log") == Syslog(path="/dev/log")
    assert syslog("udp://10.0.0.5") == Syslog(host="10.0.0.5", port=514)
    assert syslog("tcp://log.example.cn:6514") == Syslog(host="log.example.cn", port=6514, tcp=True)
    assert syslog("udp://[::1]:514") == Syslog(host="::1", port=514)


@pytest.mark.parametrize(
    "value", ["", "log", "http://x", "udp://", "udp://x:y", "udp://x:99999", "udp://x/a", 1, ["/a"]]
)
def test_where_none_are(value: object) -> None:
    with pytest.raises(ValueError, match="udp://"):
        syslog(value)
