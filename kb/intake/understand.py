"""From the bytes of a source file to a bulletin, storing nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kb.enrich import corrected_by_sentences
from kb.errors import TooLargeSource, UnreadableSource
from kb.intake.options import IngestOptions
from kb.model import Bulletin, Organisation, Source
from kb.readers import FORMATS, TEXT_FORMATS, Draft, recoded
from kb.structure import Neighbours, Structured, issues_at, issues_in, structure

# More than any bulletin has: some 30 entries are usual, and a yearbook has some hundreds. What is
# larger would keep the check screen, the index and everybody who waits for them busy.
MAX_ENTRIES = 3000
MAX_PARAGRAPHS = 15_000
# To weigh what the sentences of so many characters are about takes a minute.
MAX_CHARACTERS = 500_000
_ONE_ISSUE = "一份文件放一期简报；合订的请按期拆开，再分别上传"


def understand(
    data: bytes,
    name: str,
    options: IngestOptions,
    organisations: tuple[Organisation, ...],
    issues: Callable[[str], Neighbours] = lambda series: (),
    *,
    part: int = 0,
) -> Structured:
    """Read and structure the bytes of a source file, or one of the issues in it (`part`, from 1);
    SourceError says why that is not possible.

    `issues` is that of kb.structure.structure.
    """
    found = understand_issues(data, name, options, organisations, issues, cuts=None if part else ())
    if part > len(found):
        raise UnreadableSource(f"文件里没有第 {part} 期", where=name)
    return found[max(part, 1) - 1]


def understand_issues(
    data: bytes,
    name: str,
    options: IngestOptions,
    organisations: tuple[Organisation, ...],
    issues: Callable[[str], Neighbours] = lambda series: (),
    *,
    cuts: tuple[int, ...] | None = None,
) -> tuple[Structured, ...]:
    """Read the bytes of a source file, and structure each of the issues in it; usually it is one.
    `cuts` are the numbers of the paragraphs with which the second and later ones begin, where a
    person has said so; () reads the file as one. Otherwise as `understand`."""
    source = Source(
        name=name,
        format=FORMATS[Path(name).suffix.lower()][0],
        sha256=hashlib.sha256(data).hexdigest(),
        ingested=options.today,
    )
    draft = _draft(data, name, options)
    if len(draft.blocks) > MAX_PARAGRAPHS:
        raise TooLargeSource(
            f"这份文件有 {len(draft.blocks)} 段，超过一期简报的上限（{MAX_PARAGRAPHS} 段）",
            where=name,
            hint=_ONE_ISSUE,
        )

    def corrected(bulletin: Bulletin) -> Bulletin:
        # What is too large is refused, or holds several issues, which are corrected one by one.
        return bulletin if _excess(bulletin) else corrected_by_sentences(bulletin, organisations)

    def structured(draft: Draft, source: Source) -> Structured:
        return structure(
            draft,
            source,
            year=options.year,
            today=options.today,
            organisations=organisations,
            issues=issues,
            correct=corrected,
        )

    one = structured(draft, source)
    drafts = issues_in(draft, one.bulletin) if cuts is None else issues_at(draft, cuts)
    if len(drafts) == 1:
        return (_checked(one),)
    found = []
    for part, each in enumerate(drafts, start=1):
        how = "已经按期拆开" if cuts is None else "编者把它们拆开"
        note = f"这个文件里有 {len(drafts)} 期简报，{how}；这是其中的第 {part} 份"
        issue = replace(each, warnings=(note, *each.warnings))
        found.append(_checked(structured(issue, replace(source, part=part))))
    return tuple(found)


def _checked(structured: Structured) -> Structured:
    """What was understood, unless it is too large, or has no entries."""
    name = structured.bulletin.source.name
    if excess := _excess(structured.bulletin):
        raise TooLargeSource(excess, where=name, hint=_ONE_ISSUE)
    if not structured.bulletin.entries:
        raise UnreadableSource("只有标题，没有正文", where=name, hint="请检查原文是否完整")
    return structured


def _excess(bulletin: Bulletin) -> str:
    """In what a bulletin is larger than any can be, "" where it is not."""
    if (count := len(bulletin.entries)) > MAX_ENTRIES:
        return f"这份文件里读出 {count} 条，超过一期简报的上限（{MAX_ENTRIES} 条）"
    if sum(len(entry.text) for entry in bulletin.entries) > MAX_CHARACTERS:
        return f"这份文件超过 {MAX_CHARACTERS // 10000} 万字，是一期简报的上限"
    return ""


def _draft(data: bytes, name: str, options: IngestOptions) -> Draft:
    """What the file holds, a text file in the encoding that a person named."""
    is_text = FORMATS[Path(name).suffix.lower()][0] in TEXT_FORMATS
    if options.encoding and is_text:
        data = recoded(data, name, options.encoding)
    return options.reader(data, name)
