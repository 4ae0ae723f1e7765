"""The rows of the check page: what the file says, next to what was understood."""

from __future__ import annotations

import pytest

from kb.uploads import Line
from webapp.parts.check_rows import RowView


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([], []),
        ([Line("甲 | 乙"), Line("1 | 2")], [Line("甲 | 乙\n1 | 2")]),
        ([Line("前", 1), Line("甲 | 乙"), Line("后", 2)], [Line("前\n甲 | 乙", 1), Line("后", 2)]),
    ],
)
def test_rows_of_cells_stand_together_unless_a_picture_is_between(
    lines: list[Line], joined: list[Line]
) -> None:
    assert list(RowView(tuple(lines)).source) == joined
