"""Names of files to download."""

from __future__ import annotations

import pytest

from webapp.parts.downloads import download


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("一\r\nX: y", "%E4%B8%80%20X%20%20y.csv"),
        ('a";filename="b', "a%20%3Bfilename%3D%20b.csv"),
        ("对照\u202efdp", "%E5%AF%B9%E7%85%A7fdp.csv"),  # it would be shown as 对照vsc.pdf
        ("\ud800", "export.csv"),
        ("../..", "export.csv"),
    ],
)
def test_what_a_name_holds_stays_in_the_name(name: str, said: str) -> None:
    header = download("", name, "csv").headers["Content-Disposition"]
    assert header == f"attachment; filename=\"export.csv\"; filename*=UTF-8''{said}"
