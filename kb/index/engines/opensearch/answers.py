"""What a cluster answers, and what an answer that is no use is called in Chinese.

The words of the server and of the libraries between are kept as the `original` of an error, for the log.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from kb.errors import EngineError, EngineUnavailable, IndexBusy, IndexMissing

TOO_MANY = 429
# What reading an answer raises that has another shape than those of OpenSearch.
_OTHER_SHAPE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, zlib.error)
_SETTINGS = "kb.toml 中 [opensearch] 的"


class Said(dict[str, Any]):
    """The JSON of an answer. What should be there and is not makes the answer one of another program
    than OpenSearch: EngineUnavailable."""

    def __missing__(self, key: str) -> Any:
        raise unreadable(key)


class Answer(NamedTuple):
    """What a cluster said: the status of HTTP, and the JSON."""

    status: int
    data: Said


class Problem(NamedTuple):
    """Why a host gave no answer, in Chinese and in the words of the library; was it that we do not
    trust it?"""

    what: str
    original: str = ""
    certificate: bool = False
    silent: bool = False


class _Meaning(NamedTuple):
    """What failed, and what to do about it."""

    what: str
    hint: str


_REFUSED = _Meaning("检索集群拒绝了请求", "管理员请看日志里的原文；不明白时先用 kb check 检查集群")
_DISK = _Meaning(
    "检索集群的磁盘快满了，不再接受写入", "请清理磁盘；空出以后服务器自己解除索引的只读状态"
)
_BLOCKED = _Meaning(
    "检索集群上的索引被设成了不能读写", "管理员请检查索引的设置 index.blocks，解除以后再试"
)
_USER = _Meaning(
    "检索集群不接受这个用户",
    "请核对 kb.toml 中 credentials 所指的口令文件，或环境变量 KB_OPENSEARCH_CREDENTIALS",
)
_RIGHTS = _Meaning(
    "检索集群不允许这个用户这样做", "请在集群上给它所需的权限，见 docs/scaling.md 的 Settings"
)
# By what stands in the name of the server's error or, with a space, in its reason.
_BY_NAME = {
    "index_closed": _Meaning(
        "检索集群上的索引被关闭了",
        "请管理员在集群上重新打开它（_open），或用 kb index --rebuild 重建",
    ),
    "maximum shards open": _Meaning(
        "检索集群的分片数到了上限，不能再建索引",
        "请删去不用的索引，或调大 cluster.max_shards_per_node",
    ),
    "snapshot_in_progress": _Meaning("检索集群正在做快照，暂时不能删除索引", "快照做完以后再试"),
    "circuit_breaking": _Meaning(
        "检索集群的内存不够，没有完成", "请稍后再试；常有时调大各节点的内存"
    ),
    "too_many_clauses": _Meaning(
        "检索词太多，检索集群不接受", "请写短一些，或调大 indices.query.bool.max_clause_count"
    ),
    "too_many_nested_clauses": _Meaning(
        "检索词太多，检索集群不接受", "请写短一些，或调大 indices.query.bool.max_clause_count"
    ),
    "mapper_parsing": _Meaning(
        "检索集群上的索引和这个版本的程序对不上", "用 kb index --rebuild 重建"
    ),
    "strict_dynamic_mapping": _Meaning(
        "检索集群上的索引和这个版本的程序对不上", "用 kb index --rebuild 重建"
    ),
    "invalid_index_name": _Meaning(
        "检索集群上有别的程序的同名别名，或不接受这个索引名称",
        f"请在 {_SETTINGS} index 里换一个名称",
    ),
    "auto_create_index": _Meaning("检索集群上的索引不见了", "用 kb index --rebuild 重建"),
}
# What blocks say that a server sets by itself when disks are nearly full.
_FULL = ("disk usage", "read-only-allow-delete", "read-only / allow delete", "create-index")
# By what an error of the connection is a kind of.
_BY_KIND = {
    "NameResolutionError": "找不到这个主机名",
    "ReadTimeoutError": "没有在规定的时间里应答",
    "NewConnectionError": "拒绝连接，或网络不通",
    "ConnectTimeoutError": "连接超时",
    "ProtocolError": "连接中断；它若要求加密，请写 https",
    "DecodeError": "应答解不开",
    "_TooLarge": "应答太大",
}
# Of these: a host that takes time to say nothing.
_SILENT = frozenset(("ReadTimeoutError", "ConnectTimeoutError"))


def unreachable(url: str, error: BaseException) -> Problem:
    """What an error of the connection to a host says."""
    original = f"{url}: {error}"
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "SSLError" in kinds:
        if "WRONG_VERSION_NUMBER" in str(error) or "UNEXPECTED_EOF" in str(error):
            return Problem(f"{url}：对方不是 https", original)
        return Problem(f"{url}：{_certificate(error)}", original, certificate=True)
    meanings = (meanings for kind, meanings in _BY_KIND.items() if kind in kinds)
    return Problem(
        f"{url}：{next(meanings, '连不上')}", original, silent=not _SILENT.isdisjoint(kinds)
    )


def _certificate(error: BaseException) -> str:
    text = str(error)
    cause = error.__cause__ or error.__context__ or next(iter(error.args), None)
    code = cause.verify_code if isinstance(cause, ssl.SSLCertVerificationError) else 0
    if "ingerprint" in text:
        return "证书的 fingerprint 不同"
    if code == 10 or "expired" in text:  # X509_V_ERR_CERT_HAS_EXPIRED
        return "证书已过期"
    if code in (62, 64) or "ostname mismatch" in text or "IP address mismatch" in text:
        return "证书上没有这个主机名"
    if code:
        return "证书不是 ca 签发的"
    return "证书不被接受"


def cannot(status: int, original: str = "") -> Problem:
    """The problem of a host that answers with an error of its own."""
    return Problem(f"应答 {status}：节点出错或还没有准备好", original)


def nobody(problem: Problem) -> EngineUnavailable:
    """The error when no host answers."""
    if problem.certificate:
        return EngineUnavailable(
            "检索集群的证书不对，没有连接",
            hint=f"管理员请核对 {_SETTINGS} ca、fingerprint 和 hosts（{problem.what}）",
            original=problem.original,
        )
    return EngineUnavailable(
        "检索集群没有应答",
        hint=f"请稍后再试；管理员请检查 {_SETTINGS} hosts（{problem.what}）",
        original=problem.original,
    )


def unreadable(what: str) -> EngineUnavailable:
    """The error of an answer that is JSON, but not one of OpenSearch."""
    return EngineUnavailable(
        "检索集群的应答看不懂",
        hint=f"管理员请检查 {_SETTINGS} hosts 是不是 OpenSearch",
        original=f"no {what}",
    )


@contextmanager
def understood() -> Iterator[None]:
    """Around what reads an answer: one of another shape raises EngineUnavailable."""
    try:
        yield
    except _OTHER_SHAPE as error:
        raise unreadable(f"sense: {type(error).__name__}: {error}") from error


def said(answer: Answer) -> str:
    """What an answer says went wrong, in the words of the server."""
    error = answer.data.get("error", answer.data)
    if not isinstance(error, dict):
        return f"{answer.status} {error}"
    causes = error.get("root_cause")
    root = causes[0] if isinstance(causes, list) and causes else error
    if not isinstance(root, dict):
        return f"{answer.status} {root}"
    return f"{answer.status} {root.get('type', '')} {root.get('reason', '')}"


def refused(answer: Answer) -> EngineError:
    """The error of an answer that says no."""
    problem = said(answer)
    if "index_not_found" in problem:
        return IndexMissing(
            "检索集群上的索引不见了", hint="用 kb index --rebuild 重建", original=problem
        )
    if is_disk(problem):
        return EngineError(_DISK.what, hint=_DISK.hint, original=problem)
    if "cluster_block" in problem:
        return EngineError(_BLOCKED.what, hint=_BLOCKED.hint, original=problem)
    if answer.status in (401, 403):
        who = _USER if answer.status == 401 else _RIGHTS
        return EngineUnavailable(who.what, hint=who.hint, original=problem)
    meaning = next((meaning for name, meaning in _BY_NAME.items() if name in problem), _REFUSED)
    return EngineError(meaning.what, hint=meaning.hint, original=problem)


def busy(answer: Answer) -> EngineError:
    """The error of an answer that says later."""
    problem = said(answer)
    if "cluster_block" in problem or is_disk(problem):
        return refused(answer)
    return IndexBusy("检索集群太忙", hint="请稍后再试", original=problem)


def is_disk(problem: str) -> bool:
    """Does the server take nothing because a disk is nearly full?"""
    return any(one in problem for one in _FULL)
