"""Search engines behind one port (base.py)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from kb.engines.base import Engine
from kb.errors import EngineUnavailable

# Name in kb.toml → module, class, and the extra that brings what it needs.
_ENGINES = {
    "whoosh": ("kb.engines.whoosh_engine", "WhooshEngine", ""),
    "tantivy": ("kb.engines.tantivy_engine", "TantivyEngine", "fast"),
    "memory": ("kb.engines.memory", "MemoryEngine", ""),
}


def open_engine(name: str, index: Path) -> Engine:
    """The engine of this name over index/<name>/; EngineUnavailable when it is not installed."""
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
    engine: Engine = factory() if name == "memory" else factory(index / name)
    return engine
