"""The nouns: ids, names of kinds, names with a number."""

from __future__ import annotations

from itertools import islice

import pytest

from kb.model import KIND_LABELS, KIND_NAMES, Kind, entry_id, numbered_names, split_entry_id


def test_an_entry_id_can_be_taken_apart() -> None:
    assert split_entry_id(entry_id("2018-07-02-简报", "e12ab34cd-2")) == (
        "2018-07-02-简报",
        "e12ab34cd-2",
    )
    assert split_entry_id("2018-07-02-简报") == ("2018-07-02-简报", "")


def test_names_with_a_number_begin_with_the_name_itself() -> None:
    assert list(islice(numbered_names("周报"), 3)) == ["周报", "周报-2", "周报-3"]
    assert list(islice(numbered_names("20180702", "."), 2)) == ["20180702", "20180702.2"]


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_goes_by_its_label_and_its_value(kind: Kind) -> None:
    assert KIND_NAMES[KIND_LABELS[kind]] is kind
    assert KIND_NAMES[kind.value] is kind
