"""From the bytes of a source file to a bulletin, storing nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from kb.errors import TooLargeSource, UnreadableSource
from kb.intake.options import IngestOptions
from kb.model import Organisation, Source
from kb.readers import FORMATS, TEXT_FORMATS, Draft, recoded
from kb.structure import Neighbours, Structured, structure

# More than any bulletin has: some 30 entries are usual, and a yearbook has some hundreds. What is
# larger would keep the check screen, the index and everybody who waits for them busy.
MAX_ENTRIES = 3000
MAX_PARAGRAPHS = 15_000


def understand(
    data: bytes,
    name: str,
    options: IngestOptions,
    organisations: tuple[Organisation, ...],
    issues: Callable[[str], Neighbours] = lambda series: (),
) -> Structured:
    """Read and structure the bytes of a source file; SourceError says why that is not possible.

    `issues` is that of kb.structure.structure.
    """
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
            hint="一份文件放一期简报；合订的请按期拆开，再分别上传",
        )
    structured = structure(
        draft,
        source,
        year=options.year,
        today=options.today,
        organisations=organisations,
        issues=issues,
    )
    if (count := len(structured.bulletin.entries)) > MAX_ENTRIES:
        raise TooLargeSource(
            f"这份文件里读出 {count} 条，超过一期简报的上限（{MAX_ENTRIES} 条）",
            where=name,
            hint="一份文件放一期简报；合订的请按期拆开，再分别上传",
        )
    if not structured.bulletin.entries:
        raise UnreadableSource("只有标题，没有正文", where=name, hint="请检查原文是否完整")
    return structured


def _draft(data: bytes, name: str, options: IngestOptions) -> Draft:
    """What the file holds, a text file in the encoding that a person named."""
    is_text = FORMATS[Path(name).suffix.lower()][0] in TEXT_FORMATS
    if options.encoding and is_text:
        data = recoded(data, name, options.encoding)
    return options.reader(data, name)
