"""The aspect of each sentence as a field of the check form, and the corrections it makes.

A sentence has the field aspect-<anchor>-<digest>: "" leaves the aspect to the program, NO_ASPECT says
that it speaks of none, else it is the name of an aspect. The digest is kb.identity.sentence_digest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kb.enrich import SentenceSubject
from kb.identity import sentence_digest
from kb.model import AspectCorrection, Entry

NO_ASPECT = "-"


def aspect_field(anchor: str, sentence: str) -> str:
    """The name of the field of a sentence."""
    return f"aspect-{anchor}-{sentence_digest(sentence)}"


def aspect_fields(entry: Entry, said: Sequence[SentenceSubject]) -> dict[str, str]:
    """The fields of the sentences of an entry, as they are before anything is typed."""
    known = {one.digest: one.aspect or NO_ASPECT for one in entry.aspects}
    digests = (sentence_digest(one.sentence.text) for one in said)
    return {f"aspect-{entry.anchor}-{digest}": known.get(digest, "") for digest in digests}


def corrected_aspects(
    entry: Entry,
    said: Sequence[SentenceSubject],
    typed: Mapping[str, str],
    names: Collection[str],
    wrong: dict[str, str],
) -> tuple[AspectCorrection, ...]:
    """The corrections of an entry after its fields were typed; `said` are its sentences, `names` the
    aspects there are. `wrong` is called with a name that is none of them."""
    kept = {correction.digest: correction for correction in entry.aspects}
    for name, before in aspect_fields(entry, said).items():
        value = typed.get(name, before).strip()
        if value == before:
            continue
        digest = name.rpartition("-")[2]
        if not value:
            kept.pop(digest, None)
        elif value == NO_ASPECT or value in names:
            kept[digest] = AspectCorrection(digest, "" if value == NO_ASPECT else value)
        else:
            wrong[name] = f"没有“{value[:40]}”这个方面"
    return tuple(kept.values())
