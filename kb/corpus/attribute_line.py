"""The line that closes an entry in the corpus, in the form of attr_list of Python-Markdown:

    {: #e1f2a3b4 kind=lesson group=临海组 bank=临海农商银行 }

`subjects` and `aspects` are an editor's corrections, one sentence each: digest, side and bank; digest
and aspect.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from kb.errors import CorpusError
from kb.model import AspectCorrection, Entry, Side, SubjectCorrection
from kb.text import title_of

_UNSAFE = '%"{};\\`*_[]<&'
ATTRIBUTES = re.compile(r"\{:(.*)\}")
_ATTRIBUTE = re.compile(
    r'#(?P<anchor>[^\s"{}]+)|(?<![a-z])(?P<key>[a-z]{1,20})=(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))'
)

_KEYS = {"kind", "group", "bank", "side", "title", "practices", "subjects", "aspects"}
_SUBJECT = re.compile(rf"([0-9a-f]{{8}}):({'|'.join(Side)}):([^;]*)")
_ASPECT = re.compile(r"([0-9a-f]{8}):([^;]*)")


def attribute_line(item: Entry) -> str:
    """The attribute line of an entry."""
    attributes = [f"#{item.anchor}", f"kind={item.kind.value}"]
    attributes += [
        f"{key}={_value(value)}"
        for key, value in (
            ("group", item.group),
            ("bank", item.bank),
            ("side", item.side.value if item.side is not Side.HOST else ""),
            ("title", item.title if item.title != title_of(item.text) else ""),
        )
        if value
    ]
    if item.practices is not None:
        attributes.append(f'practices="{";".join(map(_quoted, item.practices))}"')
    if item.subjects:
        said = (f"{s.digest}:{s.side.value}:{_quoted(s.bank)}" for s in item.subjects)
        attributes.append(f'subjects="{";".join(said)}"')
    if item.aspects:
        named = (f"{a.digest}:{_quoted(a.aspect)}" for a in item.aspects)
        attributes.append(f'aspects="{";".join(named)}"')
    return f"{{: {' '.join(attributes)} }}"


def _value(value: str) -> str:
    quoted = _quoted(value)
    return f'"{quoted}"' if re.search(r"\s|^$", quoted) else quoted


def _quoted(value: str) -> str:
    """The value; characters that would end it, be read as Markdown or be invisible become %XX."""
    return "".join(quote(c) if c in _UNSAFE or not c.isprintable() else c for c in value)


def subject(part: str, where: str) -> SubjectCorrection:
    """One correction of the value `subjects`; CorpusError when it is malformed."""
    match = _SUBJECT.fullmatch(part)
    if match is None:
        raise CorpusError(
            f"主语更正“{part[:60]}”写得不对",
            where=where,
            hint='形如 subjects="1a2b3c4d:host:临海农商银行"；第二项可用 ' + "、".join(Side),
        )
    return SubjectCorrection(match[1], Side(match[2]), unquote(match[3]))


def aspect(part: str, where: str) -> AspectCorrection:
    """One correction of the value `aspects`; CorpusError when it is malformed."""
    match = _ASPECT.fullmatch(part)
    if match is None:
        raise CorpusError(
            f"方面更正“{part[:60]}”写得不对", where=where, hint='形如 aspects="1a2b3c4d:组织考核"'
        )
    return AspectCorrection(match[1], unquote(match[2]))


def attributes(text: str, where: str) -> tuple[str, dict[str, str]]:
    """(anchor, values by key) of what stands in the braces; CorpusError when it is malformed."""
    anchor, values = "", {}
    position = 0
    for match in _ATTRIBUTE.finditer(text):
        if text[position : match.start()].strip():
            break
        position = match.end()
        if match["anchor"]:
            anchor = match["anchor"]
        else:
            values[match["key"]] = match["quoted"] if match["bare"] is None else match["bare"]
    if text[position:].strip() or set(values) - _KEYS:
        raise CorpusError(
            "属性行写得不对",
            where=where,
            hint="形如 {: #编号 kind=lesson group=临海组 bank=临海农商银行 }",
        )
    return anchor, values
