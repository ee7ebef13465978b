"""The JSON Schema of the plan file, for editors that complete and check it."""

from __future__ import annotations

from core.plan import names
from core.plan.model import Account, Plan, Release
from core.plan.regions import REGIONS


def plan_schema() -> dict[str, object]:
    """Return a JSON Schema (2020-12) that every good plan file fits."""
    schema = Plan.model_json_schema(by_alias=True)
    parts = schema["$defs"]
    _narrow(schema, "name", names.STACK_NAME)
    _narrow(parts[Release.__name__], "name", names.RELEASE_NAME)
    _narrow(parts[Release.__name__], "namespace", names.NAMESPACE)
    parts[Account.__name__]["properties"]["region"]["enum"] = list(REGIONS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ChartNest plan",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _narrow(part: dict[str, dict[str, dict[str, object]]], field: str, rule: names.Rule) -> None:
    part["properties"][field].update(pattern=f"^{rule.pattern}$", maxLength=rule.length)
