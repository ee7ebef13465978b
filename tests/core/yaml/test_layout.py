from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from core.delivery.ros_template import read_template, ref
from core.yaml.layout import LooksLikeFunction, NotInYaml, lay_out, survives_as_block
from tests.support.texts import NASTY

texts = st.text(st.characters(exclude_categories=("Cs",)))
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
documents = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
).filter(lambda document: "Ref" not in str(document) and "Fn::" not in str(document))


def read_by_ros(value: object) -> object:
    return read_template(f"key:\n  {lay_out({'inner': value}, 2)}\nnext: 1\n")["key"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("reader", ["yaml 1.1", "yaml 1.2"])
def test_nasty_text_reads_back_exactly(text: str, reader: str) -> None:
    document = f"key:\n  {lay_out({'inner': [text, {'deeper': text}]}, 2)}\nnext: 1\n"
    loaded = (
        yaml.safe_load(document)
        if reader == "yaml 1.1"
        else YAML(typ="safe", pure=True).load(document)
    )
    assert loaded == {"key": {"inner": [text, {"deeper": text}]}, "next": 1}


@given(documents)
@settings(deadline=None)
@example([[], {}, "", [[1, "a"]], {"a": {"b": ["x\ny", 1e22, 1e-7]}}])
def test_any_document_reads_back_exactly(document: object) -> None:
    assert read_by_ros(document) == {"inner": document}


@settings(deadline=None)
@given(st.text("ab \t\n#:-'\"", max_size=30))
@example("\n \t\n a")
def test_text_of_blanks_and_breaks_reads_back_exactly(text: str) -> None:
    assert read_by_ros(text) == {"inner": text}


def test_text_of_several_lines_is_a_block_people_can_read() -> None:
    assert lay_out({"values": "a: 1\nb: {{ x }}\n"}, 4) == (
        "values: |\n      a: 1\n      b: {{ x }}"
    )


def test_text_that_no_block_carries_is_told_apart() -> None:
    assert survives_as_block("a: 1\n\tb 中文 🚀\n")
    assert not any(map(survives_as_block, ("a\r\n", "\u2028", "\ufeff", "\x00", "\x7f")))


@pytest.mark.parametrize("mapping", [{"Ref": "ALIYUN::AccountId"}, {"Fn::GetAtt": ["a", "b"]}])
def test_a_mapping_of_a_person_never_becomes_a_function(mapping: dict[str, object]) -> None:
    with pytest.raises(LooksLikeFunction):
        lay_out({"nodeSelector": mapping})


def test_a_function_of_ours_stays_one() -> None:
    assert lay_out({"ClusterId": ref("ClusterId")}) == "ClusterId:\n  Ref: ClusterId"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", {1, 2}])
def test_what_yaml_readers_disagree_about_is_refused(value: object) -> None:
    with pytest.raises(NotInYaml):
        lay_out([value])
