"""The kinds of output, each one object that says all about itself but what the plan writes of it.

A new one is a part of the plan's model with its rules, its object in this list, and what the script
of the hook chart does for its `settings`; everything else asks the object.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from core.delivery.lookup import (
    INGRESS,
    Lookup,
    answer_of,
    decoded_answer,
    first_address,
    ros_path,
)
from core.delivery.parameters import Label
from core.errors import Sentence, say
from core.plan.model import (
    CommandOutput,
    NamedOutput,
    NotesOutput,
    ObjectOutput,
    SecretOutput,
    ServiceOutput,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.plan.model import Output

Kind = TypeVar("Kind", bound=NamedOutput)
_NO_HINT: Final = say("")


@dataclass(frozen=True)
class Asked:
    """One field a person fills in: `path` are the names of the model's parts down to the text."""

    path: tuple[str, ...]
    title: Sentence
    hint: Sentence = _NO_HINT
    example: str = ""
    default: str = ""


@dataclass(frozen=True)
class OutputKind(Generic[Kind]):
    """One kind of output.

    `label` is for the consoles, `settings` are what the hook chart is told, `lookup` is how ROS
    alone finds it, None where only a Job can. `secret` outputs are covered on the screen.
    """

    model: type[Kind]
    title: Sentence
    label: Callable[[Kind], Label]
    settings: Callable[[Kind], dict[str, object]]
    lookup: Callable[[Kind, str], Lookup] | None = None
    asked: tuple[Asked, ...] = ()
    fixed: Mapping[str, object] | None = None
    secret: bool = False

    def made(self, name: str, texts: Mapping[tuple[str, ...], str]) -> Kind:
        """Return the output of this name with what was typed into its fields."""
        content: dict[str, Any] = {"name": name, **(self.fixed or {})}
        for asked in self.asked:
            *parents, last = asked.path
            part = reduce(lambda inner, each: inner.setdefault(each, {}), parents, content)
            part[last] = texts[asked.path]
        return self.model.model_validate(content)


def text_at(output: Output, asked: Asked) -> str:
    """Return what an output says in one of its kind's fields."""
    return str(reduce(getattr, asked.path, output))


KINDS: Final[tuple[OutputKind[Any], ...]] = (
    OutputKind(
        NotesOutput,
        title=say("The chart's notes"),
        label=lambda _: Label("The notes of the chart.", "Chart 的说明。"),
        settings=lambda _: {"kind": "notes"},
        fixed={"notes": True},
    ),
    OutputKind(
        CommandOutput,
        title=say("What a command prints"),
        label=lambda _: Label("What the output command printed.", "输出命令的结果。"),
        settings=lambda output: {"kind": "command", "command": output.command},
        asked=(
            Asked(
                ("command",),
                say("Command"),
                say("Run by a POSIX shell in the Job once the chart is installed."),
                example='helm get notes "$RELEASE"',
            ),
        ),
    ),
    OutputKind(
        ServiceOutput,
        title=say("The address of a Service"),
        label=lambda output: Label(
            f"The address of the Service {output.service}.", f"服务 {output.service} 的地址。"
        ),
        settings=lambda output: {"kind": "service", "name": output.service},
        lookup=lambda output, resource: Lookup(
            "Service", output.service, INGRESS, first_address(resource)
        ),
        asked=(Asked(("service",), say("Service")),),
    ),
    OutputKind(
        SecretOutput,
        title=say("A value from a Secret"),
        label=lambda output: Label(
            f"The Secret's value {output.secret.name}/{output.secret.key}.",
            f"保密字典的值 {output.secret.name}/{output.secret.key}。",
        ),
        settings=lambda output: {
            "kind": "secret",
            "name": output.secret.name,
            "key": output.secret.key,
        },
        lookup=lambda output, resource: Lookup(
            "Secret",
            output.secret.name,
            f"$.data['{output.secret.key}']",
            decoded_answer(resource),
        ),
        asked=(Asked(("secret", "name"), say("Secret")), Asked(("secret", "key"), say("Key"))),
        secret=True,
    ),
    OutputKind(
        ObjectOutput,
        title=say("A field of any object"),
        label=lambda output: Label(
            f"{output.object.json_path} of {output.object.kind}/{output.object.name}.",
            f"{output.object.kind}/{output.object.name} 的字段。",
        ),
        settings=lambda output: {
            "kind": "object",
            "name": output.object.name,
            "apiVersion": output.object.api_version,
            "objectKind": output.object.kind,
            "jsonPath": output.object.json_path,
        },
        lookup=lambda output, resource: Lookup(
            output.object.kind,
            output.object.name,
            ros_path(output.object.json_path),
            answer_of(resource),
        ),
        asked=(
            Asked(("object", "api_version"), say("API version"), default="v1"),
            Asked(("object", "kind"), say("Kind")),
            Asked(("object", "name"), say("Name")),
            Asked(
                ("object", "json_path"),
                say("JSONPath"),
                example="{.status.loadBalancer.ingress[0].ip}",
            ),
        ),
    ),
)
_BY_MODEL: Final = {kind.model: kind for kind in KINDS}


def kind_of(output: Output) -> OutputKind[Any]:
    """Return what there is to say about an output."""
    return _BY_MODEL[type(output)]


def output_label(output: Output) -> Label:
    """Return what the plan's output is, for the console."""
    return kind_of(output).label(output)


def lookup_of(output: Output, resource: str) -> Lookup | None:
    """Return how the data source `resource` answers `output`, None where it cannot."""
    lookup = kind_of(output).lookup
    return lookup(output, resource) if lookup else None
