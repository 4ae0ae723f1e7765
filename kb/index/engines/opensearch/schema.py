"""What is stored of a document, and how a cluster indexes it.

A string is found by its pairs of neighbouring characters, punctuation included, with their places: a
phrase of pairs is the string itself. A row is one version of a document: it is valid from the commit
`since` until the commit `until`, so that a search sees one commit, whatever is being written.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from kb.files import Cluster
from kb.index.documents import Prepared
from kb.index.engines.opensearch.cards import dump_card
from kb.index.engines.port import KIND_WORTH, Packed
from kb.index.fields import NAME_FIELDS, TEXT_FIELDS, VALUE_FIELDS
from kb.model import Kind
from kb.text import NO_EDGE, edges, normalize, singles

# Stands before a text, so that its beginning has an edge too; no normal form contains it.
BEFORE = "\x02"
# The longest value that is indexed as one term, in characters; Lucene takes 32766 bytes.
LONGEST_VALUE = 8000

Row = dict[str, Any]
# Banks, practices and titles are those of many rows.
_normal = lru_cache(maxsize=4096)(normalize)

_VALUE = {"type": "keyword", "ignore_above": LONGEST_VALUE}
_PAIRS = {"type": "text", "analyzer": "pairs", "norms": False}
_SINGLE = {"type": "text", "analyzer": "characters", "norms": False, "index_options": "docs"}
# Strings: by pairs, and by characters where only one is asked for.
_STRING = {**_PAIRS, "fields": {"one": _SINGLE}}
_EDGES = {"type": "text", "analyzer": "edges", "norms": False}
_SET = {"type": "keyword", "doc_values": False}
_SORTED = {"type": "keyword", "index": False}
_DAY = {"type": "integer"}

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        "id": _SET,
        "card": {"type": "binary", "doc_values": True},
        "place": _SORTED,
        "worth": {"type": "byte", "index": False},
        "start": _DAY,
        "end": _DAY,
        **dict.fromkeys(VALUE_FIELDS, _VALUE),
        # The normal forms of names, to look for a piece of one.
        **{f"{name}_normal": _STRING for name in NAME_FIELDS},
        **dict.fromkeys(TEXT_FIELDS, _STRING),
        **{f"{name}_edges": _EDGES for name in TEXT_FIELDS},
        **{f"{name}_singles": _SET for name in TEXT_FIELDS},
        "words": _VALUE,
        "since": {"type": "long"},
        "until": {"type": "long"},
    },
}

_ANALYSIS = {
    "tokenizer": {
        "pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2},
        "characters": {"type": "ngram", "min_gram": 1, "max_gram": 1},
    },
    "filter": {"without_gaps": {"type": "stop", "stopwords": [NO_EDGE]}},
    "analyzer": {
        "pairs": {"type": "custom", "tokenizer": "pairs"},
        "characters": {"type": "custom", "tokenizer": "characters"},
        "edges": {"type": "custom", "tokenizer": "characters", "filter": ["without_gaps"]},
    },
}


def replicas(cluster: Cluster) -> dict[str, Any]:
    """The setting of copies."""
    if cluster.replicas is None:
        return {"auto_expand_replicas": "0-1"}
    return {"auto_expand_replicas": False, "number_of_replicas": cluster.replicas}


def settings(cluster: Cluster) -> dict[str, Any]:
    """The settings of a new index while it is built: without copies, without refreshing."""
    return {
        "number_of_shards": cluster.shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "translog.durability": "async",
        "analysis": _ANALYSIS,
    }


def built(cluster: Cluster) -> dict[str, Any]:
    """The settings of an index that serves."""
    return {**replicas(cluster), "translog.durability": "request"}


def made_with(fingerprint: str, cluster: Cluster) -> str:
    """A digest of everything that decides what a new index is like."""
    made = (fingerprint, MAPPINGS, settings(cluster))
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()


def is_ours(described: dict[str, Any]) -> bool:
    """Was an index with these mappings made by this program, of whatever version?"""
    fields: dict[str, Any] = described.get("mappings", {}).get("properties", {})
    return {"card", "since", "until"} <= fields.keys()


def row_id(document_id: str, since: int) -> str:
    """The name of a version of a document. An id may be longer than a cluster allows."""
    return f"{hashlib.sha256(document_id.encode()).hexdigest()[:32]}-{since}"


def row(prepared: Prepared, since: int, until: int | None = None) -> Row:
    """A document as a row."""
    document = prepared.document
    made: Row = {
        "id": document.id,
        "card": dump_card(prepared),
        "place": document.place,
        "worth": KIND_WORTH[Kind(document.kind)],
        "text": BEFORE + document.normal_text,
        "title": BEFORE + document.normal_title,
        "words": sorted(prepared.tokens["words"]),
        "since": since,
    }
    if until is not None:
        made["until"] = until
    for name in ("start", "end"):
        day = getattr(document, name)
        if day is not None:
            made[name] = day.toordinal()
    for name in VALUE_FIELDS:
        if values := document.values(name):
            made[name] = values
            if name in NAME_FIELDS:
                made[f"{name}_normal"] = [_normal(value) for value in values]
    for name, text in (("text", document.normal_text), ("title", document.normal_title)):
        if marks := edges(text):
            made[f"{name}_edges"] = marks
            if alone := singles(text, marks):
                made[f"{name}_singles"] = alone
    return made


def line(value: object) -> bytes:
    """A line of a request of many lines."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def pack(since: int, prepared: Prepared) -> Packed:
    """A document as it is sent, valid from a commit on."""
    name = row_id(prepared.document.id, since)
    lines = (line({"index": {"_id": name}}), line(row(prepared, since)))
    return Packed(prepared.document.id, lines)
