"""What is read of a row: all of a document, packed into one short field.

The server keeps it next to the columns it sorts by and hands it out as it is. Its own copy of what it
was sent would have to be unpacked with that of the neighbouring rows: for a hundred rows this took more
than the search. So that copy is not kept, and a row that is written again is made from its card.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kb.index.documents import IndexDocument, Prepared
from kb.index.engines.port import KIND_WORTH
from kb.index.fields import VALUE_FIELDS
from kb.model import Kind

# Between the parts; no text, id or JSON contains it.
_BETWEEN = "\x1f"
_LEVEL = 1


@dataclass(frozen=True)
class Card:
    """A document as a search needs it. `end` is the day's number or 0; `text` and `title` are normal
    forms; `packed` are the values of the value fields, `words` the tokens, `json` the document."""

    id: str
    digest: str
    place: str
    kind: Kind
    end: int
    text: str
    title: str
    packed: str
    words: str
    json: str

    @property
    def worth(self) -> int:
        """The place of its kind in the order of results."""
        return KIND_WORTH[self.kind]

    @property
    def last_day(self) -> date | None:
        """The last day of its period."""
        return date.fromordinal(self.end) if self.end else None

    @cached_property
    def _values(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(values) for name, values in json.loads(self.packed).items()}

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a value field."""
        return self._values.get(field, ())

    def document(self) -> IndexDocument:
        """The document itself."""
        return IndexDocument.loads(self.json)

    def prepared(self) -> Prepared:
        """The document with the tokens that are not made by the server."""
        return Prepared(self.document(), {"words": frozenset(filter(None, self.words.split("\n")))})


def dump_card(prepared: Prepared) -> str:
    """A document packed."""
    document = prepared.document
    values = {name: found for name in VALUE_FIELDS if (found := document.values(name))}
    parts = (
        document.id,
        document.digest,
        document.place,
        document.kind,
        str(document.end.toordinal() if document.end else 0),
        document.normal_text,
        document.normal_title,
        json.dumps(values, ensure_ascii=False),
        "\n".join(sorted(prepared.tokens["words"])),
        document.dumps(),
    )
    return b64encode(zlib.compress(_BETWEEN.join(parts).encode(), _LEVEL)).decode()


def load_card(packed: str) -> Card:
    """The card of `dump_card`."""
    # The server leaves the padding out.
    parts = zlib.decompress(b64decode(packed + "==")).decode().split(_BETWEEN)
    id_, digest, place, kind, end, *rest = parts
    return Card(id_, digest, place, Kind(kind), int(end), *rest)
