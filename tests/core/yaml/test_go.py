"""YAML as Go reads it: what cannot be read is an error of YAML, whatever PyYAML makes of it."""

from __future__ import annotations

import pytest
import yaml

from core.yaml import go as go_yaml


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize(
    "value",
    [
        "!!bool maybe",
        '!!bool ""',
        '!!int ""',
        "!!int x",
        '!!float ""',
        "!!float x",
        "!!timestamp x",
        "!!timestamp 2001-99-99",
        "!!binary x",
        "!!binary [a]",
        "!!int [1]",
        "!!set 5",
        "!!unknown x",
    ],
)
def test_a_value_that_is_not_what_its_tag_says_is_no_yaml(value: str, first: bool) -> None:
    with pytest.raises(yaml.YAMLError):
        go_yaml.load(f"name: {value}\n", first=first)


def test_a_value_that_is_what_its_tag_says_is_read() -> None:
    text = "a: !!bool yes\nb: !!int 7\nc: !!str 1.0\n"
    assert go_yaml.load(text) == {"a": True, "b": 7, "c": "1.0"}
