"""What a quantity is: a number with its unit in a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number with its unit at [start, end) of a text, both as written (50 and 万元).

    `upper` is the other end of a range (3至5天); `more` is 多, 余 or 来 where the number is not
    exact. A plain fraction (三分之一) has the unit "".
    """

    start: int
    end: int
    number: Decimal
    unit: str
    upper: Decimal | None = None
    more: str = ""
