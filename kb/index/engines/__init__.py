"""Search engines behind one port (port.py): which entries match.

Nothing here ranks, and nothing outside reads or writes files of an index.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from kb.errors import EngineUnavailable
from kb.files import Cluster
from kb.index.engines.generations import (
    Generations,
    check_sizes,
    damaged,
    load_manifest,
    write_errors,
)
from kb.index.engines.generations import verify as verify_generation
from kb.index.engines.port import (
    KIND_WORTH,
    LOOSE,
    Candidate,
    Engine,
    Level,
    Near,
    Order,
    Packed,
    Partial,
    Request,
    Response,
    Resuming,
    Writer,
)

__all__ = [
    "KIND_WORTH",
    "LOOSE",
    "Candidate",
    "Engine",
    "Generations",
    "Level",
    "Near",
    "Order",
    "Packed",
    "Partial",
    "Request",
    "Response",
    "Resuming",
    "Writer",
    "check_sizes",
    "damaged",
    "load_manifest",
    "open_engine",
    "verify_generation",
    "write_errors",
]

# Name in kb.toml → module, class, and the extra that brings what it needs.
_ENGINES = {
    "whoosh": ("kb.index.engines.whoosh_engine", "WhooshEngine", ""),
    "tantivy": ("kb.index.engines.tantivy_engine", "TantivyEngine", "fast"),
    "opensearch": ("kb.index.engines.opensearch.engine", "OpenSearchEngine", "opensearch"),
    "memory": ("kb.index.engines.memory", "MemoryEngine", ""),
}


def open_engine(
    name: str, index: Path, cluster: Cluster | None = None, home: Path | None = None
) -> Engine:
    """The engine of this name over index/<name>/, or on a cluster, whose settings name files from the
    home, the folder above index/ if left out; EngineUnavailable when it is not installed."""
    try:
        module, class_name, extra = _ENGINES[name]
    except KeyError:
        raise EngineUnavailable(
            f"不认识的检索引擎“{name}”", hint=f"可用：{'、'.join(_ENGINES)}"
        ) from None
    try:
        factory = getattr(import_module(module), class_name)
    except ImportError as error:
        raise EngineUnavailable(
            f"检索引擎“{name}”没有安装",
            hint=f"执行 pip install 'lessons-kb[{extra}]'，或改用 whoosh",
        ) from error
    engine: Engine
    if name == "memory":
        engine = factory()
    elif name == "opensearch":
        if cluster is None:
            raise EngineUnavailable(
                "没有写明检索集群在哪里", hint="在 kb.toml 里写一节 [opensearch]"
            )
        engine = factory(cluster, home or index.parent)
    else:
        engine = factory(index / name)
    return engine
