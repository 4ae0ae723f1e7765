"""References as other programs read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kb.exports.bibliography import bibtex, csl_json, key, ris
from kb.exports.reference import Reference, reference
from tests.peers import EAST, first_week


@pytest.fixture
def refs() -> list[Reference]:
    bulletin = first_week()
    return [reference(bulletin, entry) for entry in bulletin.entries[1:3]]


def test_ris_has_a_record_each(refs: list[Reference]) -> None:
    lines = ris(refs).split("\r\n")
    assert lines.count("TY  - CHAP") == lines.count("ER  - ") == 2
    assert all(re.fullmatch("[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
    assert f"A3  - {EAST}" in lines
    assert "DA  - 2018/07/06" in lines


def test_bibtex_escapes_what_latex_reads(refs: list[Reference]) -> None:
    text = bibtex([replace(refs[0], title="不良率_2% & {A}\\")])
    assert r"title = {不良率\_2\% \& \{A\}\textbackslash{}}," in text
    assert text.count("@incollection{kb") == 1


def test_csl_has_the_period_and_the_day_of_access(refs: list[Reference]) -> None:
    first, second = json.loads(csl_json([refs[0], replace(refs[1], start=None, end=None)]))
    assert first["issued"] == {"date-parts": [[2018, 7, 2], [2018, 7, 6]]}
    assert "accessed" in first
    assert "issued" not in second
    assert first["id"] != second["id"]


def test_a_key_stays(refs: list[Reference]) -> None:
    assert key(refs[0]) == key(replace(refs[0], title="改了"))


def test_what_is_not_known_is_left_out(refs: list[Reference]) -> None:
    bare = replace(refs[0], bank="", series="", issue="", start=None, end=None, accessed=None)
    assert "A3  - " not in ris([bare])
    assert "year" not in bibtex([bare])
    assert "authority" not in json.loads(csl_json([bare]))[0]
