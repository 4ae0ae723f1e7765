"""What ingesting a file with one issue would do."""

from __future__ import annotations

from kb.intake.ingest import proposals
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import Proposal
from kb.knowledge_base import KnowledgeBase


def propose(
    kb: KnowledgeBase, known: Known, data: bytes, name: str, options: IngestOptions
) -> Proposal:
    """The one proposal for a file."""
    (found,) = proposals(kb, known, data, name, options)
    return found
