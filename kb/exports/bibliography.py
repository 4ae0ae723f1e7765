"""References for other programs: BibTeX, RIS and CSL-JSON (Zotero, NoteExpress, EndNote).

A field that is not known is left out; the sources of these formats are BibTeX's btxdoc, the RIS
specification of Research Information Systems, and the CSL 1.0.2 input schema.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from kb.exports.citation import day_span
from kb.exports.reference import Reference

_BIBTEX = str.maketrans(
    {char: "\\" + char for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_LINE_ENDS = re.compile(r"\s+")


def bibtex(references: Iterable[Reference]) -> str:
    """A .bib file in UTF-8, an @incollection each."""
    return "\n".join(map(_bibtex, references))


def _bibtex(ref: Reference) -> str:
    fields = {
        "title": ref.title,
        "booktitle": ref.bulletin,
        "series": ref.series,
        "number": ref.issue,
        "organization": ref.bank,
        "year": str(ref.end.year) if ref.end else "",
        "note": _note(ref),
        "url": ref.link,
        "urldate": ref.accessed.isoformat() if ref.accessed else "",
        "langid": "chinese",
    }
    lines = [
        f"  {name} = {{{_flat(value).translate(_BIBTEX)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@incollection{{{key(ref)},", *lines, "}", ""])


def ris(references: Iterable[Reference]) -> str:
    """A .ris file, a chapter (CHAP) each; lines end with carriage return and line feed."""
    lines: list[str] = []
    for ref in references:
        fields = [
            ("TY", "CHAP"),
            ("TI", ref.title),
            ("T2", ref.bulletin),
            ("T3", ref.series),
            ("IS", ref.issue),
            ("A3", ref.bank),
            ("PY", str(ref.end.year) if ref.end else ""),
            ("DA", f"{ref.end:%Y/%m/%d}" if ref.end else ""),
            ("SE", ref.location),
            ("N1", _note(ref)),
            ("UR", ref.link),
            ("Y2", f"{ref.accessed:%Y/%m/%d}" if ref.accessed else ""),
            ("LA", "zh-CN"),
            ("ID", key(ref)),
        ]
        lines += [f"{tag}  - {_flat(value)}" for tag, value in fields if value]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


def csl_json(references: Iterable[Reference]) -> str:
    """A CSL-JSON file, a chapter each."""
    return json.dumps([_csl(ref) for ref in references], ensure_ascii=False, indent=2) + "\n"


def _csl(ref: Reference) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": key(ref),
        "type": "chapter",
        "title": ref.title,
        "container-title": ref.bulletin,
        "collection-title": ref.series,
        "issue": ref.issue,
        "authority": ref.bank,
        "section": ref.location,
        "note": _note(ref),
        "URL": ref.link,
        "language": "zh-CN",
    }
    if ref.start and ref.end:
        days = [[d.year, d.month, d.day] for d in (ref.start, ref.end)]
        data["issued"] = {"date-parts": days if days[0] != days[1] else days[:1]}
        if ref.year_inferred:
            data["issued"]["circa"] = True
    if ref.accessed:
        day = ref.accessed
        data["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {name: value for name, value in data.items() if value}


def key(ref: Reference) -> str:
    """A key that stays the same as long as the entry's id does, in ASCII, as BibTeX requires."""
    return "kb" + hashlib.sha256(ref.id.encode()).hexdigest()[:12]


def _note(ref: Reference) -> str:
    parts = [
        f"报道期间：{day_span(ref.start, ref.end)}" + ("（年份为推断）" * ref.year_inferred),
        f"位置：{ref.location}",
        *([f"小组：{ref.group}"] if ref.group else []),
        f"条目：{ref.id}",
        *(["示例"] if ref.sample else []),
    ]
    return "；".join(parts)


def _flat(text: str) -> str:
    return _LINE_ENDS.sub(" ", text).strip()
