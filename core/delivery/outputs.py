"""What the output of a template is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.delivery.parameters import Label
from core.plan.model import CommandOutput, NotesOutput, ObjectOutput, SecretOutput, ServiceOutput

if TYPE_CHECKING:
    from core.plan.model import Output


def output_label(output: Output) -> Label:
    """Return what the plan's output is, for the console."""
    match output:
        case NotesOutput():
            return Label("The notes of the chart.", "Chart 的说明。")
        case CommandOutput():
            return Label("What the output command printed.", "输出命令的结果。")
        case ServiceOutput():
            name = output.service
            return Label(f"The address of the Service {name}.", f"服务 {name} 的地址。")
        case SecretOutput():
            name = f"{output.secret.name}/{output.secret.key}"
            return Label(f"The Secret's value {name}.", f"保密字典的值 {name}。")
        case ObjectOutput():
            name = f"{output.object.kind}/{output.object.name}"
            return Label(f"{output.object.json_path} of {name}.", f"{name} 的字段。")
