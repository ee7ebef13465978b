"""ROS templates: YAML with short tags, or JSON, parsed into definitions and checked for form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.delivery.ros_template import short_tag
from core.rehearsal.stack.refusals import invalid_template
from core.yaml import safe as safe_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TEMPLATE_BYTES: Final = 524_288
MAX_RESOURCES: Final = 300
MAX_PARAMETERS: Final = 200
LOGICAL_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,254}")
SECTIONS: Final = frozenset(
    {
        "ROSTemplateFormatVersion",
        "Transform",
        "Description",
        "Metadata",
        "Workspace",
        "Parameters",
        "Mappings",
        "Conditions",
        "Locals",
        "Rules",
        "Resources",
        "Outputs",
    }
)
RESOURCE_KEYS: Final = frozenset(
    {
        "Type",
        "Properties",
        "DependsOn",
        "Condition",
        "DeletionPolicy",
        "UpdatePolicy",
        "Metadata",
        "Description",
        "Count",
        "Version",
    }
)


@dataclass(frozen=True)
class ResourceDefinition:
    """One entry of Resources; `properties` still hold functions."""

    logical_id: str
    type: str
    properties: Mapping[str, Any] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()
    condition: str | None = None
    retain: bool = False
    description: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OutputDefinition:
    """One entry of Outputs; `value` still holds functions."""

    key: str
    value: Any
    description: str = ""
    label: Any = None
    condition: str | None = None


@dataclass(frozen=True)
class Template:
    """A template whose form is right; whether its references hold is checked elsewhere."""

    body: str
    description: Any
    metadata: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    locals: Mapping[str, Any]
    rules: Mapping[str, Any]
    resources: Mapping[str, ResourceDefinition]
    outputs: Mapping[str, OutputDefinition]


@lru_cache(maxsize=64)
def parse_template(untrusted_body: str) -> Template:
    """Parse `untrusted_body`; raise the refusal `InvalidTemplate` when its form is wrong.

    A stack that is watched has its template asked for again and again, hence the cache.
    """
    if len(untrusted_body.encode()) > MAX_TEMPLATE_BYTES:
        raise invalid_template(f"The template body is longer than {MAX_TEMPLATE_BYTES} bytes.")
    document = _load(untrusted_body)
    if not isinstance(document, dict):
        raise invalid_template("The template is not a JSON object or YAML mapping.")
    unknown = sorted(str(key) for key in document if key not in SECTIONS)
    if unknown:
        raise invalid_template(f"The template section is invalid: {', '.join(unknown)}")
    _check_version(document)
    return Template(
        body=untrusted_body,
        description=document.get("Description") or "",
        metadata=_section(document, "Metadata"),
        parameters=_parameters(_section(document, "Parameters")),
        mappings=_section(document, "Mappings"),
        conditions=_section(document, "Conditions"),
        locals=_section(document, "Locals"),
        rules=_rules(_section(document, "Rules")),
        resources=_resources(_section(document, "Resources")),
        outputs=_outputs(_section(document, "Outputs")),
    )


def _load(untrusted_body: str) -> object:
    try:
        return safe_yaml.load(untrusted_body, _TemplateLoader)
    except yaml.YAMLError as error:
        raise invalid_template(f"Error parsing template: {error}") from error


def _check_version(document: Mapping[str, object]) -> None:
    version = document.get("ROSTemplateFormatVersion")
    if version is None:
        raise invalid_template("ROSTemplateFormatVersion is missing.")
    if str(version) != "2015-09-01":
        raise invalid_template(f'"{version}" is not a valid ROSTemplateFormatVersion: 2015-09-01')
    if document.get("Transform"):
        raise invalid_template(f"Transform {document['Transform']} is not done in a rehearsal.")


def _section(document: Mapping[str, object], name: str) -> Mapping[str, Any]:
    section = document.get(name)
    if section is None:
        return {}
    if not isinstance(section, dict) or not all(isinstance(key, str) for key in section):
        raise invalid_template(f"{name} must be a mapping.")
    return section


def _parameters(section: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    if len(section) > MAX_PARAMETERS:
        raise invalid_template(f"A template has at most {MAX_PARAMETERS} parameters.")
    for name, definition in section.items():
        if not isinstance(definition, dict) or not isinstance(definition.get("Type"), str):
            raise invalid_template(f"Parameters.{name} must have a Type.")
        for key, value in definition.items():
            if not _is_constraint(key, value):
                raise invalid_template(f"Parameters.{name}.{key} is invalid: {value!r}")
    return section


def _is_constraint(key: str, value: object) -> bool:
    """Return False for what cannot be the constraint that its key says."""
    try:
        if key in {"MinLength", "MaxLength", "MinValue", "MaxValue"}:
            float(str(value))
        elif key == "AllowedPattern":
            re.compile(str(value))
        return key != "AllowedValues" or isinstance(value, list)
    except (ValueError, re.error):
        return False


def _rules(section: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, rule in section.items():
        assertions = rule.get("Assertions") or [] if isinstance(rule, dict) else None
        if not isinstance(assertions, list) or not all(
            isinstance(each, dict) and "Assert" in each for each in assertions
        ):
            raise invalid_template(f"Rules.{name} must be a mapping with a list of Assertions.")
    return section


def _resources(section: Mapping[str, Any]) -> Mapping[str, ResourceDefinition]:
    if not section:
        raise invalid_template("The template has no resources.")
    if len(section) > MAX_RESOURCES:
        raise invalid_template(f"A template has at most {MAX_RESOURCES} resources.")
    return {name: _resource(name, body) for name, body in section.items()}


def _resource(name: str, body: object) -> ResourceDefinition:
    if not LOGICAL_ID.fullmatch(name):
        raise invalid_template(f"The resource name {name} is invalid.")
    if not isinstance(body, dict) or not isinstance(body.get("Type"), str):
        raise invalid_template(f"Resources.{name} must have a Type.")
    unknown = sorted(str(key) for key in body if key not in RESOURCE_KEYS)
    if unknown:
        raise invalid_template(f"Resources.{name} has invalid keys: {', '.join(unknown)}")
    if "Count" in body:
        raise invalid_template(f"Resources.{name}: Count is not done in a rehearsal.")
    depends_on = body.get("DependsOn") or []
    if isinstance(depends_on, str):
        depends_on = [depends_on]
    if not isinstance(depends_on, list) or not all(isinstance(one, str) for one in depends_on):
        raise invalid_template(f"Resources.{name}.DependsOn must be a name or a list of names.")
    return ResourceDefinition(
        logical_id=name,
        type=body["Type"],
        properties=_section(body, "Properties"),
        depends_on=tuple(depends_on),
        condition=_condition(f"Resources.{name}", body),
        retain=body.get("DeletionPolicy") == "Retain",
        description=str(body.get("Description") or ""),
        metadata=_section(body, "Metadata"),
    )


def _outputs(section: Mapping[str, Any]) -> Mapping[str, OutputDefinition]:
    outputs = {}
    for key, body in section.items():
        if not isinstance(body, dict) or "Value" not in body:
            raise invalid_template(f"Outputs.{key} must have a Value.")
        outputs[key] = OutputDefinition(
            key=key,
            value=body["Value"],
            description=body.get("Description") or "",
            label=body.get("Label"),
            condition=_condition(f"Outputs.{key}", body),
        )
    return outputs


def _condition(place: str, body: Mapping[str, Any]) -> str | None:
    condition = body.get("Condition")
    if condition is not None and not isinstance(condition, str):
        raise invalid_template(f"{place}.Condition must be the name of a condition.")
    return condition


class _TemplateLoader(yaml.CSafeLoader):
    """YAML with `!Ref X`, `!GetAtt A.B`, `!Sub …`; dates stay text."""


_TemplateLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_TemplateLoader.add_multi_constructor("!", short_tag)
