"""No public text function grows faster than its input, whatever the input is.

Processor time at n and at 2n: a linear function takes about twice as long, a quadratic one four
times. A ratio is measured again a few times before it counts, because the machine is shared.
"""

from __future__ import annotations

import pytest

from bench.growth_of_input import FUNCTIONS, LINEAR, SHAPES, ratio

SIZE = 6_000
# The parser of the standard library (repaired in 3.11.14 and 3.13.6); files are read in a process
# of their own with a time limit.
LEFT_ALONE = {("read html", "angles")}
ATTEMPTS = 4


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_input_takes_twice_as_long(function: str, shape: str) -> None:
    if (function, shape) in LEFT_ALONE:
        pytest.skip("the parser of the standard library is quadratic; the reader has a time limit")
    ratios = (ratio(FUNCTIONS[function], SHAPES[shape], SIZE)[0] for _ in range(ATTEMPTS))
    assert any(found <= LINEAR for found in ratios)
