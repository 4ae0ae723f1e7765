"""An index on a real cluster for tests, and an administrator who does something to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.files import Cluster
from kb.index.engines.port import Partial, Request
from kb.query.conditions import AllOf, Contains, Everything
from tests.index.engines.samples import document

if TYPE_CHECKING:
    from kb.index.engines.opensearch.client import Client

CORPUS = [document(f"d{n}", f"整村授信第{n}户，评议通过。", position=n) for n in range(9)]
NEW = document("new", "后来的一条。")
# A search that asks twice.
LOOSE = Request(
    Contains("text", "授信整村"),
    scattered=AllOf((Contains("text", "授信"), Contains("text", "没有"))),
    weights=(("授信", 1),),
    partial=Partial(Everything(), below=5, minimum=1, size=20),
)


def requested(cluster: Cluster, method: str, path: str, body: object = None) -> dict[str, Any]:
    """What an administrator does to the cluster; `{index}` is the index that serves."""
    from kb.index.engines.opensearch import client

    some = client.Client(cluster, Path())
    index = served_by(some) if "{index}" in path else ""
    return some.call(method, path.format(index=index), body).data


def served_by(asked: Client) -> str:
    """The index that the last commit names."""
    index = asked.call("GET", f"/{asked.cluster.index}-state/_doc/state").data["_source"]["index"]
    return str(index)
