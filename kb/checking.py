"""Reading everything a knowledge base holds and saying what is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kb.errors import KbError
from kb.indexing import check_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin


def check(kb: KnowledgeBase) -> list[str]:
    """What is wrong, in Chinese, each with what to do; an empty list means all is well."""
    findings = []
    try:
        practices = {practice.name for practice in kb.vocabulary.practices}
    except KbError as error:
        return [str(error)]
    for bulletin_id in kb.corpus.bulletin_ids():
        try:
            bulletin = kb.corpus.load_bulletin(bulletin_id)
        except KbError as error:
            findings.append(str(error))
            continue
        findings += _check_bulletin(kb, bulletin, practices)
    # The index can be compared only with a corpus that can be read.
    return findings or check_index(kb)


def _check_bulletin(kb: KnowledgeBase, bulletin: Bulletin, practices: set[str]) -> list[str]:
    findings = []
    source = bulletin.source
    kept = kb.corpus.source_path(source.sha256, Path(source.name).suffix)
    if not kept.is_file():
        findings.append(f"{bulletin.id}：来源文件 {kept.name} 不见了，请重新导入“{source.name}”")
    elif hashlib.sha256(kept.read_bytes()).hexdigest() != source.sha256:
        findings.append(f"{bulletin.id}：来源文件 {kept.name} 已损坏，请重新导入“{source.name}”")
    groups = {group.name for group in bulletin.groups}
    for entry in bulletin.entries:
        if entry.group and entry.group not in groups:
            findings.append(f"{bulletin.id}#{entry.anchor}：小组“{entry.group}”不在简报的小组之列")
        for name in set(entry.practices or ()) - practices:
            findings.append(f"{bulletin.id}#{entry.anchor}：做法“{name}”不在词表里")
    return findings
