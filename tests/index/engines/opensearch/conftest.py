"""Indexes on a real cluster, and a host that proves itself."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.files import Cluster
from tests.index.engines.cluster import cluster_of, drop
from tests.index.engines.opensearch.filled import CORPUS
from tests.index.engines.opensearch.hosts import certificate
from tests.index.engines.samples import Preparer

if TYPE_CHECKING:
    from kb.index.engines.opensearch.engine import OpenSearchEngine


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """How a host proves itself, with certificate.pem of this folder."""
    made = certificate(tmp_path)
    if made is None:
        pytest.skip("需要 openssl 来做一张证书")
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(*made)
    return found


@pytest.fixture
def cluster(run_folder: Path, tmp_path: Path) -> Iterator[Cluster]:
    """A real cluster, where this test has indexes of its own."""
    made = cluster_of(run_folder, str(tmp_path))
    yield made
    drop(made)


@pytest.fixture
def filled(cluster: Cluster, preparer: Preparer, tmp_path: Path) -> Iterator[OpenSearchEngine]:
    """An engine with an index there."""
    from kb.index.engines.opensearch.engine import OpenSearchEngine

    made = OpenSearchEngine(cluster, tmp_path)
    preparer.fill(made, CORPUS)
    yield made
    made.close()


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for between two attempts."""
    from kb.index.engines.opensearch import client, reading, sending

    for module in (client, reading, sending):
        monkeypatch.setattr(module, "PAUSE", 0.01)
