"""A bundle as files: a folder or a .zip with the template, its parameters and the hosted chart."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Final

from core.delivery.hook_chart import NAME as HOOK_CHART_NAME
from core.errors import ChartNestError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from core.delivery.model import Bundle

_TEMPLATE: Final = "template.yaml"
_PARAMETERS: Final = "parameters.json"
_HOOK_CHART_FOLDER: Final = "hook-chart"
# The oldest time a .zip can hold: the same bundle is the same bytes.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


class FolderNotOurs(ChartNestError):
    """The folder holds something that an export must not overwrite."""

    code = "folder-not-ours"
    what = "{path} holds other things already."
    remedy = "Choose a new folder, or one written by an earlier export."


class FolderNotWritable(ChartNestError):
    """The operating system does not take the files."""

    code = "folder-not-writable"
    what = "{path} cannot be written: {reason}."
    remedy = "Check the folder, its rights and the space left."


def bundle_files(bundle: Bundle) -> dict[str, bytes]:
    """Return the files of a bundle by POSIX path: `template.yaml`, `hook-chart/…` and so on.

    `parameters.json` is as CreateStack takes it; what only the launch knows is null.
    """
    parameters = [
        {"ParameterKey": each.name, "ParameterValue": each.value} for each in bundle.parameters
    ]
    files = {
        _TEMPLATE: bundle.template_text.encode(),
        _PARAMETERS: (json.dumps(parameters, indent=2) + "\n").encode(),
    }
    if bundle.hosted:
        folder = bundle.hosted.name
        if folder == HOOK_CHART_NAME:
            folder = _HOOK_CHART_FOLDER
        files[f"{folder}-{bundle.hosted.version}.tgz"] = bundle.hosted.archive
        files |= {f"{folder}/{path}": content for path, content in bundle.hosted.files.items()}
    return files


def write_bundle(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """Write the files into a new folder, or over an earlier export; return their paths.

    Raises `FolderNotOurs` and `FolderNotWritable`.
    """
    files = bundle_files(bundle)
    try:
        _clear(folder, files)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise FolderNotWritable(path=folder, reason=error.strerror or error) from None
    return tuple(folder / name for name in files)


def zipped_bundle(bundle: Bundle) -> bytes:
    """Return the same files as one .zip; equal bundles give equal bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in sorted(bundle_files(bundle).items()):
            zipped.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _clear(folder: Path, files: Iterable[str]) -> None:
    """Remove what an earlier export left where this one writes."""
    if not folder.exists():
        return
    present = {path.name for path in folder.iterdir()}
    if present and not {_TEMPLATE, _PARAMETERS} <= present:
        raise FolderNotOurs(path=folder)
    for chart in {name.partition("/")[0] for name in files if "/" in name}:
        if (folder / chart).is_dir():
            shutil.rmtree(folder / chart)
        for archive in folder.glob(f"{chart}-*.tgz"):
            archive.unlink()
