"""Writes ROS templates from `templates/ros` and reads ROS templates, short tags included.

In the files, blanks are `[[ … ]]` and statements `[% … %]`, so that Helm's and Compute Nest's
braces stay plain text. Every blank goes through the filter `yaml`; what was written is read again
and compared with what was meant before anybody sees it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol, cast

import jinja2
import yaml

from core.errors import ChartNestError, say
from core.paths import TEMPLATES
from core.yaml.layout import RosFunction, lay_out, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context

TEMPLATE_LIMIT: Final = 524_288
"""Bytes of a template body that ROS accepts."""


class UnquotedBlank(ChartNestError):
    """A template file of ours puts text in that no filter has quoted."""

    code = "unquoted-blank"
    what = "A blank of the template lets text in unquoted."
    remedy = "Report this: it is a fault in ChartNest."


class TemplateDiffers(ChartNestError):
    """What was written does not read back as what was meant."""

    code = "template-differs"
    what = "The template {name} does not read back as it was meant."
    remedy = "Report this together with the plan: it is a fault in ChartNest."


class UnreadableTemplate(ChartNestError):
    """Text that is no ROS template."""

    code = "unreadable-template"
    what = "This is no ROS template: {reason}"
    remedy = "Mend the template at that place."


def ref(name: str) -> RosFunction:
    """Return the call that gives a parameter's value or a resource's id."""
    return RosFunction({"Ref": name})


def attribute(resource: str, name: str) -> RosFunction:
    """Return the call that gives an attribute of a resource."""
    return RosFunction({"Fn::GetAtt": [resource, name]})


def base64_of(text: object) -> RosFunction:
    """Return the call that encodes `text`, without the line breaks ROS may put in."""
    encoded = RosFunction({"Fn::Base64Encode": text})
    return RosFunction({"Fn::Replace": [{"\n": ""}, encoded]})


class _Quoted(str):
    """Finished YAML."""

    __slots__ = ()


class _Pen(Protocol):
    def write(self, value: object, indent: int) -> _Quoted: ...


class _YamlPen:
    """Writes values as YAML: on the rest of the line, or laid out from `indent` on."""

    def write(self, value: object, indent: int) -> _Quoted:
        text = lay_out(value, indent) if indent else scalar(value)
        if text.endswith("\n"):
            # A block that keeps its blank lines would take those of the template, too.
            text += f"\n{' ' * (indent - 2)}# The blank lines above belong to the text."
        return _Quoted(text)


class _TokenPen:
    """Writes a token for each value, so that the template's own shape can be read."""

    def __init__(self) -> None:
        self._meant: dict[str, object] = {}

    def write(self, value: object, indent: int) -> _Quoted:  # noqa: ARG002 - a token is one line
        token = f"meant-{len(self._meant)}"
        self._meant[token] = value
        return _Quoted(token)

    def fill(self, shape: object) -> object:
        """Return `shape` with every token replaced by the value it stands for."""
        if isinstance(shape, dict):
            return {self.fill(key): self.fill(value) for key, value in shape.items()}
        if isinstance(shape, list):
            return [self.fill(item) for item in shape]
        return self._meant.get(shape, shape) if isinstance(shape, str) else shape


@jinja2.pass_context
def _yaml(context: Context, value: object, indent: int = 0) -> _Quoted:
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises, naming what is undefined
    return cast("_Pen", context["pen"]).write(value, indent)


def _finished(value: object) -> object:
    if not isinstance(value, _Quoted):
        raise UnquotedBlank
    return value


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "ros"),
        undefined=jinja2.StrictUndefined,
        finalize=_finished,
        autoescape=False,  # noqa: S701 - YAML, not HTML: the filter quotes
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
    )
    environment.filters["yaml"] = _yaml
    return environment


def write_template(name: str, **blanks: object) -> tuple[str, Mapping[str, object]]:
    """Fill `templates/ros/NAME`; return its text and what ROS reads in it.

    Raises `TemplateDiffers` when the two could be taken for different things.
    """
    template = _environment().get_template(name)
    text = template.render(blanks, pen=_YamlPen())
    read = read_template(text)
    tokens = _TokenPen()
    meant = tokens.fill(read_template(template.render(blanks, pen=tokens)))
    if json.dumps(read) != json.dumps(meant):
        raise TemplateDiffers(name=name)
    return text, read


class _RosLoader(yaml.CSafeLoader):
    """YAML as ROS reads it: short tags are functions, dates stay text, no key comes twice."""


def short_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, object]:
    """Return the function that a tag such as `!GetAtt A.B` stands for."""
    name = suffix if suffix == "Ref" else f"Fn::{suffix}"
    argument: object = None
    match node:
        case yaml.MappingNode():
            argument = loader.construct_mapping(node, deep=True)
        case yaml.SequenceNode():
            argument = loader.construct_sequence(node, deep=True)
        case yaml.ScalarNode():
            argument = loader.construct_scalar(node)
    if suffix == "GetAtt" and isinstance(argument, str):
        argument = argument.split(".", 1)
    return {name: argument}


def _text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    return loader.construct_scalar(node)


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    keys = [key.value for key, _ in node.value]
    if len(set(map(str, keys))) != len(keys):
        raise yaml.constructor.ConstructorError(None, None, "a key comes twice", node.start_mark)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_RosLoader.add_multi_constructor("!", short_tag)
_RosLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
_RosLoader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def read_template(untrusted_text: str) -> Mapping[str, object]:
    """Return what ROS reads in a template; raise `UnreadableTemplate` with the place."""
    try:
        template = yaml.load(untrusted_text, Loader=_RosLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise UnreadableTemplate(reason=" ".join(str(error).split())) from None
    if not isinstance(template, dict):
        raise UnreadableTemplate(reason=say("it is not a mapping."))
    return template
