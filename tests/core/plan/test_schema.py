from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from core.plan.file import new_plan_text
from core.plan.schema import plan_schema


def test_good_plans_fit_the_schema(good_text: str) -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())
    for text in (good_text, new_plan_text("shop")):
        jsonschema.validate(yaml.safe_load(text), plan_schema())


@pytest.mark.parametrize(
    "change",
    [
        {"name": "1shop"},
        {"nmae": "shop"},
        {"account": {"region": "moon"}},
        {"release": {"name": "Shop"}},
        {"cluster": {"id": "c1", "parameter": True}},
        {"release": {"name": "shop", "timeout": "soon"}},
    ],
)
def test_an_editor_marks_what_the_checks_refuse(good_text: str, change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(good_text) | change, plan_schema())
