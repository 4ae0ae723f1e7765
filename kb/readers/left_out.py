"""What a reader could not read: counted, with its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

# Places that are named of each kind, and characters that show what stood there.
MAX_PLACES = 3
MAX_SHOWN = 20


@dataclass(slots=True)
class LeftOut:
    """Counts what is left out of a file, by kind, in the order in which the kinds were met."""

    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _hints: dict[tuple[str, str], str] = field(default_factory=dict)
    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, what: str, where: str = "", *, unit: str = "处", hint: str = "") -> None:
        """One more of a kind (批注, 图表); `where` is how a person finds it, `hint` what they can
        do."""
        key = (what, unit)
        self._hints[key] = f"，{hint}" if hint else ""
        self._counts[key] = self._counts.get(key, 0) + 1
        places = self._places.setdefault(key, [])
        if where and where not in places and len(places) < MAX_PLACES:
            places.append(where)

    def warnings(self) -> list[str]:
        """A sentence in Chinese for each kind."""
        return [
            f"没有读入：{what} {count} {unit}{_places(self._places[what, unit])}{self._hints[what, unit]}"
            for (what, unit), count in self._counts.items()
        ]


def _places(places: list[str]) -> str:
    return f"（{'；'.join(places)}）" if places else ""


def listed(names: Sequence[str]) -> str:
    """The first of some names, as a message lists them."""
    return "、".join(map(shown, names[:MAX_PLACES])) + ("等" if len(names) > MAX_PLACES else "")


def shown(text: str) -> str:
    """A piece of text as a message quotes it."""
    text = " ".join(text.split())
    return f"“{text[:MAX_SHOWN]}{'…' if len(text) > MAX_SHOWN else ''}”"
