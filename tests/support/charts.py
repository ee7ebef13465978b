"""Sample charts for tests, made in memory: files by path, packed, written out or opened."""

from __future__ import annotations

import gzip
import io
import tarfile
from typing import TYPE_CHECKING

from core.chart.archive import pack
from core.chart.reading import read_chart
from core.plan.model import PathChart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.chart.model import Chart

Files = dict[str, bytes]

_CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
  namespace: {{ .Release.Namespace }}
data:
  greeting: {{ .Values.greeting | quote }}
"""
_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    app.kubernetes.io/instance: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .Release.Name }}
  template:
    metadata:
      labels:
        app.kubernetes.io/instance: {{ .Release.Name }}
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
          ports:
            - containerPort: 8080
"""
_SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector:
    app.kubernetes.io/instance: {{ .Release.Name }}
  ports:
    - port: 80
      targetPort: 8080
"""
_HOOK_JOB = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: post-install,post-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: {{ .Values.image }}
"""
_CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: carts.shop.example.com
spec:
  group: shop.example.com
  names: {kind: Cart, plural: carts, singular: cart, listKind: CartList}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
"""
_CART = """\
apiVersion: shop.example.com/v1
kind: Cart
metadata:
  name: {{ .Release.Name }}
spec:
  wheels: 4
"""


def chart_files(
    name: str = "shop",
    version: str = "1.2.3",
    *,
    metadata: str = "",
    values: str | None = "greeting: hello\nreplicas: 1\nimage: nginx:1.27\n",
    templates: Mapping[str, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> Files:
    """Return a chart of a ConfigMap, a Deployment and a Service with notes, or of `templates`.

    `metadata` is YAML added to the Chart.yaml; `extra` are further files by path.
    """
    if templates is None:
        templates = {
            "settings.yaml": _CONFIG_MAP,
            "deployment.yaml": _DEPLOYMENT,
            "service.yaml": _SERVICE,
            "NOTES.txt": "{{ .Release.Name }} says {{ .Values.greeting }}.\n",
        }
    files: dict[str, str | bytes] = {
        "Chart.yaml": f"apiVersion: v2\nname: {name}\nversion: {version}\n{metadata}",
        **({} if values is None else {"values.yaml": values}),
        **{f"templates/{path}": text for path, text in templates.items()},
        **(extra or {}),
    }
    return {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}


def with_hook(name: str = "shop", version: str = "1.2.3") -> Files:
    """Return the plain chart with a post-install hook Job."""
    return chart_files(name, version) | {"templates/migrate.yaml": _HOOK_JOB.encode()}


def with_crd(name: str = "shop", version: str = "1.2.3") -> Files:
    """Return the plain chart with a CRD and an object of its kind."""
    more = {"crds/carts.yaml": _CRD.encode(), "templates/cart.yaml": _CART.encode()}
    return chart_files(name, version) | more


def with_schema(schema: str, name: str = "shop", version: str = "1.2.3") -> Files:
    """Return the plain chart with `schema` as its values.schema.json."""
    return chart_files(name, version, extra={"values.schema.json": schema})


def with_subchart(name: str = "shop", *, packed_inside: bool = False) -> Files:
    """Return the plain chart with a subchart `stock`, switched by the value `stock.enabled`."""
    dependency = "{name: stock, version: 0.1.0, repository: '', condition: stock.enabled}"
    parent = chart_files(name, metadata=f"dependencies:\n- {dependency}\n")
    parent["values.yaml"] += b"stock:\n  enabled: true\n"
    child = chart_files("stock", "0.1.0", values="level: 7\n", templates={"level.yaml": _LEVEL})
    if packed_inside:
        return parent | {"charts/stock-0.1.0.tgz": packed(child)}
    return parent | {f"charts/stock/{path}": content for path, content in child.items()}


_LEVEL = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-stock
data:
  level: {{ .Values.level | quote }}
"""


def packed(files: Files) -> bytes:
    """Return `files` as a .tgz, its folder named as in the Chart.yaml."""
    return pack(_name(files), files)


def written(folder: Path, files: Files) -> Path:
    """Write `files` below `folder` and return the chart's folder."""
    chart = folder / _name(files)
    for path, content in files.items():
        target = chart / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return chart


def opened(files: Files) -> Chart:
    """Return `files` as an opened chart from this computer."""
    archive = packed(files)
    return read_chart(PathChart(path="shop.tgz"), "shop.tgz", files, archive)


def raw_archive(*members: tuple[tarfile.TarInfo | str, bytes]) -> bytes:
    """Return a .tgz of exactly these members, however wicked."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for member, content in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = info.size or len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(tar.getvalue(), mtime=0)


def _name(files: Files) -> str:
    (line,) = [each for each in files["Chart.yaml"].decode().splitlines() if each[:5] == "name:"]
    return line[5:].strip()
