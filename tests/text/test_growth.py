"""No public text function grows faster than its input, whatever the input is.

Processor time at n and at 2n: a linear function takes about twice as long, a quadratic one four
times.
"""

from __future__ import annotations

import re

import pytest

from bench.growth_of_input import ATTEMPTS, FUNCTIONS, LINEAR, SHAPES, is_linear, ratio

pytestmark = pytest.mark.usefixtures("untraced")

# Enough for most quadratic functions to take a time that can be measured. One of very light steps takes
# too little on a fast machine: the last test, which shows that such are noticed, doubles it.
SIZE = 4_000
# A text has one to four readings (who learns from whom), each of linear cost: this one has one at 8,000
# characters, but two at 12,000 and at 24,000.
OTHER_SIZES = {("subjects of entries", "names"): 12_000}


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_input_takes_twice_as_long(function: str, shape: str) -> None:
    size = OTHER_SIZES.get((function, shape), SIZE)
    assert is_linear(FUNCTIONS[function], SHAPES[shape], size)


@pytest.mark.parametrize(("pattern", "shape"), [("“[^”]*”", "“"), ("(?:[0-9]+,)*[0-9]+家", "1")])
def test_a_careless_pattern_is_noticed(pattern: str, shape: str) -> None:
    find = re.compile(pattern).findall
    assert any(ratio(find, shape, 2 * SIZE)[0] > LINEAR for _ in range(ATTEMPTS))
