"""What is wrong with a cluster, in Chinese, for `kb check`.

The files themselves are checked by the server: Lucene keeps a checksum of each.
"""

from __future__ import annotations

from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.conditions import EVERYTHING, all_of, visible
from kb.index.engines.opensearch.state import NOT_FOUND, State

# The versions that this engine was tested with.
OLDEST, NEWEST = 2, 3
# Per cent of a disk in use, above which the server soon takes nothing more.
FULL = 85


def findings(client: Client, state: State) -> list[str]:
    """The problems of a cluster and of the index of a commit; an empty list means all is well."""
    warnings = [*_version(client), *_disks(client)]
    if client.call("HEAD", f"/{state.index}", accept=(NOT_FOUND,)).status == NOT_FOUND:
        return [*warnings, "检索集群上的索引不见了，需要重建：kb index --rebuild"]
    return [*warnings, *(_shards(client, state) or _rows(client, state))]


def _version(client: Client) -> list[str]:
    version = client.call("GET", "/").data.get("version", {})
    number = str(version.get("number", ""))
    major = int(number.split(".")[0]) if number[:1].isdigit() else 0
    if version.get("distribution") != "opensearch" or not OLDEST <= major <= NEWEST:
        return [f"检索集群不是 OpenSearch {OLDEST}.x 或 {NEWEST}.x，而是 {number or '别的程序'}"]
    return []


def _disks(client: Client) -> list[str]:
    nodes = client.call("GET", "/_nodes/stats/fs?filter_path=nodes.*.name,nodes.*.fs.total").data
    full = []
    for node in nodes.get("nodes", {}).values():
        total = node["fs"]["total"]
        used = 100 - 100 * total["available_in_bytes"] // max(1, total["total_in_bytes"])
        if used >= FULL:
            full.append(f"检索集群的节点 {node['name']} 的磁盘已用 {used}%，快要不接受写入")
    return full


def _shards(client: Client, state: State) -> list[str]:
    health = client.call("GET", f"/_cluster/health/{state.index}?level=shards").data
    if health["status"] == "red":
        return ["检索集群里有的分片不可用，检索不完整：请检查各节点，或重建索引 kb index --rebuild"]
    if health["unassigned_shards"]:
        return [
            f"检索集群里有 {health['unassigned_shards']} 个副本没有节点可放：再坏一个节点就会丢失索引"
        ]
    return []


def _rows(client: Client, state: State) -> list[str]:
    body = {"query": all_of(EVERYTHING, without=visible(state.commit))}
    found = client.call("POST", f"/{state.index}/_count", body).data["count"]
    if found != state.documents:
        return [f"索引应有 {state.documents} 条，实有 {found} 条，需要重建：kb index --rebuild"]
    return []
