"""How the cost of each public text function grows with its input: processor time at n and at 2n.

Ten shapes of text that make careless patterns slow. A linear function has a ratio of about 2, a
quadratic one of 4. Run: python -m bench.growth_of_input [n]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from kb.text import (
    find_new_words,
    highlights,
    normalize,
    numbering,
    plain_address,
    quantities,
    sentences,
    syllables,
    title_of,
    tokens,
)

LINEAR = 2.6
# Below this many seconds a measurement says nothing.
LEAST = 0.02
REPEATS = 3
SHAPES: dict[str, str] = {
    "digits": "1",
    "numerals": "一",
    "blanks": " ",
    "brackets": "（",
    "quotes": "“",
    "round": "(",
    "commas": "1,",
    "points": "1.",
    "letters": "a",
    "text": "全年完成授信12个村，签约1,524户。",
}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "normalize": normalize,
    "quantities": quantities,
    "sentences": sentences,
    "title_of": title_of,
    "numbering": numbering,
    "tokens": tokens,
    "syllables": syllables,
    "plain_address": plain_address,
    "highlights": lambda text: highlights(text, ["授信"]),
    "new words": lambda text: find_new_words([text] * 3, cut=list, is_known=lambda _: False),
}


def cost(function: Callable[[str], object], text: str) -> float:
    """The least processor time of a few calls, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
        if times[-1] > 1:
            break
    return min(times)


def ratio(function: Callable[[str], object], unit: str, size: int) -> tuple[float, float]:
    """(how many times longer twice the input takes, seconds for the longer); a ratio of 2 where
    both take too little to be measured."""
    text = unit * (size // len(unit))
    one, two = cost(function, text), cost(function, text * 2)
    return (two / one if two > LEAST and one > 0 else 2.0), two


def main() -> None:
    """Print a line a function and shape that is slow or grows faster than its input."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for name, function in FUNCTIONS.items():
        for shape, unit in SHAPES.items():
            grown, seconds = ratio(function, unit, size)
            mark = "  ← grows faster than its input" if grown > LINEAR else ""
            print(f"{name:14} {shape:10} {grown:5.1f} {seconds:8.3f} s{mark}", flush=True)


if __name__ == "__main__":
    main()
