from __future__ import annotations

import pytest

from core.rehearsal.cloud.fields import Fields
from core.rehearsal.stack.refusals import Refusal

FIELDS = Fields(
    {
        "Yes": "True",
        "Empty": "",
        "Size": "20",
        "Names.2": "b",
        "Names.10": "c",
        "Names.1": "a",
        "Parameters.1.ParameterKey": "A",
        "Parameters.1.ParameterValue": "1",
        "Parameters.2.ParameterKey": "B",
    }
)


def test_lists_come_back_in_their_order() -> None:
    assert FIELDS.texts("Names") == ("a", "b", "c")
    assert FIELDS.parameters() == {"A": "1", "B": ""}
    assert FIELDS.rows("Tags") == []


def test_scalars_are_read_in_their_kinds() -> None:
    assert FIELDS.flag("Yes")
    assert not FIELDS.flag("No")
    assert FIELDS.integer("Size", 10, 1, 50) == 20
    assert FIELDS.integer("Page", 1, 1, 9) == 1
    assert FIELDS.choice("Mode", "Safe", "Quick") == "Safe"
    assert FIELDS.optional("Empty") is None


def test_wrong_ones_are_refused_by_name() -> None:
    for read in (
        lambda: FIELDS.flag("Size"),
        lambda: FIELDS.integer("Size", 1, 1, 19),
        lambda: FIELDS.integer("Yes", 1, 1, 19),
        lambda: FIELDS.choice("Size", "Safe", "Quick"),
    ):
        with pytest.raises(Refusal, match=r"Size|Yes") as refused:
            read()
        assert refused.value.code == "InvalidParameter"
    with pytest.raises(Refusal) as missing:
        FIELDS.text("Empty")
    assert missing.value.code == "MissingEmpty"
