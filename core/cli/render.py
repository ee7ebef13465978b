"""`chartnest render`: everything a plan comes to, as files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from core.cli.checking import open_plan_chart, read
from core.cli.secrets import add_secret_option, given_secrets
from core.delivery.bundle import make_bundle
from core.delivery.hook_chart import NAME as HOOK_CHART
from core.errors import ChartNestError, ExitCode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from core.cli.terminal import Terminal
    from core.delivery.model import Bundle


class FolderNotEmpty(ChartNestError):
    """The folder holds something that is not ours to overwrite."""

    code = "folder-not-empty"
    what = "{path} holds other things already."
    remedy = "Choose a new folder."


class FolderNotWritable(ChartNestError):
    """The operating system does not take the files."""

    code = "folder-not-writable"
    what = "{path} cannot be written: {reason}."
    remedy = "Check the folder and its rights."


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add the plan and the folder."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True)
    add_secret_option(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    file = read(arguments.plan, terminal)
    chart = open_plan_chart(file, given_secrets(arguments.secret, file.plan), terminal)
    bundle = make_bundle(file.plan, chart)
    terminal.warn(str(file.path), bundle.warnings)
    written = _write(arguments.out, _contents(bundle))
    terminal.answer(
        {"out": str(arguments.out), "files": written},
        "\n".join(str(arguments.out / name) for name in written),
    )
    return ExitCode.DONE


def _contents(bundle: Bundle) -> dict[PurePosixPath, bytes]:
    """Return what is written: the hook chart as files and packed, template and parameters."""
    parameters = [
        {"ParameterKey": parameter.name, "ParameterValue": parameter.value}
        for parameter in bundle.parameters
    ]
    contents = {
        PurePosixPath("template.yaml"): bundle.template_text.encode(),
        PurePosixPath("parameters.json"): json.dumps(parameters, indent=2).encode() + b"\n",
    }
    if bundle.hosted:
        name = bundle.hosted.name.replace(HOOK_CHART, "hook-chart")
        archive = PurePosixPath(f"{name}-{bundle.hosted.version}.tgz")
        contents[archive] = bundle.hosted.archive
        for path, content in bundle.hosted.files.items():
            contents[PurePosixPath(name, path)] = content
    return contents


def _write(folder: Path, contents: Mapping[PurePosixPath, bytes]) -> list[str]:
    """Write into a new folder, or over what an earlier render wrote; return the files' names."""
    try:
        names = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if names and not names >= {"template.yaml", "parameters.json"}:
            raise FolderNotEmpty(path=folder)
        shutil.rmtree(folder / "hook-chart", ignore_errors=True)
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise FolderNotWritable(path=folder, reason=error.strerror or error) from None
    return [str(name) for name in sorted(contents)]
