"""From the bytes of a source file to a bulletin, storing nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from kb.errors import UnreadableSource
from kb.intake.options import IngestOptions
from kb.model import Organisation, Source
from kb.readers import FORMATS, TEXT_FORMATS, Draft, recoded
from kb.structure import Neighbours, Structured, structure


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
    structured = structure(
        _draft(data, name, options),
        source,
        year=options.year,
        today=options.today,
        organisations=organisations,
        issues=issues,
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
