"""What a CustomResourceDefinition says of values holds for objects of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from core.kubernetes.custom_values import value_causes
from core.kubernetes.schemas import Schema
from tests.support.cluster_api import definition

if TYPE_CHECKING:
    from tests.support.cluster_api import Api, Body

CARTS = "/apis/example.com/v1/namespaces/default/carts"


@pytest_asyncio.fixture
async def carts(api: Api) -> Api:
    """A cluster in which a cart has wheels, of which somebody made some."""
    fields: Body = {
        "wheels": {"type": "integer", "minimum": 1, "default": 4},
        "brake": {
            "type": "object",
            "default": {},
            "properties": {"kind": {"type": "string", "enum": ["disc", "drum"], "default": "drum"}},
        },
        "owner": {"type": "string", "nullable": True},
    }
    spec = {"type": "object", "required": ["wheels"], "properties": fields}
    await api.create(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
        definition(schema={"type": "object", "properties": {"spec": spec}}),
    )
    return api


async def test_defaults_are_filled_in_before_anything_is_missed(carts: Api) -> None:
    made = await carts.create(CARTS, {"metadata": {"name": "mine"}, "spec": {}})
    assert made["spec"] == {"wheels": 4, "brake": {"kind": "drum"}}


async def test_null_is_a_value_only_where_it_may_be(carts: Api) -> None:
    body = {"metadata": {"name": "mine"}, "spec": {"wheels": None, "owner": None}}
    made = await carts.create(CARTS, body)
    assert made["spec"] == {"wheels": 4, "brake": {"kind": "drum"}, "owner": None}


async def test_a_limit_that_is_not_kept_is_refused(carts: Api) -> None:
    spec = {"wheels": 0, "brake": {"kind": "foot"}}
    body = {"metadata": {"name": "mine"}, "spec": spec}
    refused = await carts.create(CARTS, body, expect=422)
    assert refused["message"] == (
        'Cart.example.com "mine" is invalid: [spec.wheels: Invalid value: 0: spec.wheels in body'
        ' should be greater than or equal to 1, spec.brake.kind: Unsupported value: "foot":'
        ' supported values: "disc", "drum"]'
    )


@pytest.mark.parametrize(
    ("rule", "value", "complaint"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, 1, "should be greater than 1"),
        ({"maximum": 3}, 4, "should be less than or equal to 3"),
        ({"maximum": 3, "exclusiveMaximum": True}, 3, "should be less than 3"),
        ({"multipleOf": 5}, 4, "should be a multiple of 5"),
        ({"minLength": 1}, "", "should be at least 1 chars long"),
        ({"maxLength": 2}, "abc", "Too long: may not be more than 2 bytes"),
        ({"pattern": "^[a-z]+$"}, "A", "should match '^[a-z]+$'"),
        ({"minItems": 1}, [], "should have at least 1 items"),
        ({"maxItems": 1}, [1, 2], "Too many: 2: must have at most 1 items"),
        ({"minProperties": 1}, {}, "should have at least 1 properties"),
        ({"maxProperties": 0}, {"a": 1}, "Too many: 1: must have at most 0 items"),
        ({"items": {"enum": [1, 2]}}, [1, 3], "[1]: Unsupported value: 3"),
    ],
)
def test_each_limit_is_told_in_the_words_of_a_real_server(
    rule: Body, value: Any, complaint: str
) -> None:
    (cause,) = value_causes({"size": value}, Schema({"properties": {"size": rule}}, {}))
    assert str(cause).startswith("size")
    assert complaint in str(cause)


@pytest.mark.parametrize("value", [1, 3, True, "x", ["x"], {"a": 1}, None])
def test_a_limit_concerns_its_own_type_alone(value: Any) -> None:
    rule = {"minimum": 1, "maximum": 3, "minLength": 1, "minItems": 1, "minProperties": 1}
    assert not list(value_causes(value, Schema(rule, {})))
