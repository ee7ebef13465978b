"""The archive that Helm renders in place of a chart's own.

No schema in it leads outside, and `.Capabilities.APIVersions` holds what the cluster serves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.chart.archive import is_packed_subchart, pack, unpack, with_subcharts
from core.chart.schema_references import outside_reference
from core.chart.subcharts import CHART_FOLDER
from core.kubernetes.versions import told_minor

if TYPE_CHECKING:
    from collections.abc import Mapping

# A schema that nothing satisfies: Helm names what is missing, should it come to this schema.
_REFUSAL: Final = re.compile(r"chartnest: outside <(?P<address>[^>]*)>")
_TEMPLATE: Final = re.compile(r"(?:charts/[^/]+/)*templates/.+")
_NO_TEMPLATE_TEXT: Final = re.compile(r".*\.(?:md|png|svg)|(?:.*/)?(?:crds/.*|LICENSE|Chart\.yaml)")
_SETTER: Final = "chartnest~capabilities.yaml"
_FIELDS: Final = rb"(?:APIVersions|KubeVersion|HelmVersion)\b"
# Anything but `.Capabilities.FIELD`: an alias, or a mapping made to be passed on.
_PASSED_ON: Final = re.compile(rb"\.Capabilities\b(?!\." + _FIELDS + rb")|[\"'`]Capabilities[\"'`]")
_ASKED: Final = re.compile(rb"\.Has\s+[\"`]([\w.-]+(?:/[\w.-]+)*)[\"`]")
# A text for `tpl` that calls a template again, as a value or as a literal of a template.
_CALL: Final = rb"\{\{[^{}]{0,2000}\b(?:tpl|include|template)\b"
_NESTED_TPL: Final = re.compile(_CALL)
_NESTED_LITERAL: Final = re.compile(rb"[\"`][^\"`\n{]{0,2000}" + _CALL)
_TPL: Final = re.compile(rb"\btpl\b")
_WHOLE_VERSION: Final = re.compile(rb"\.KubeVersion\b(?!\.\w)")
# Equally long, so that lines and columns in Helm's complaints stay true.
_FIELD, _KEY = ".Capabilities.APIVersions", ".Capabilities_APIVersions"
# `slice` keeps the type, and with it the method `Has`; Helm puts the names it is given last.
_NAMES: Final = "(slice .Capabilities.APIVersions (sub (len .Capabilities.APIVersions) COUNT))"
_SET_KEY: Final = f'{{{{ $_ := set . "{_KEY[1:]}" {_NAMES} }}}}'
_SET_ALL: Final = (
    f"{{{{ $names := {_NAMES} }}}}{{{{ $version := dict"
    ' "Version" .Capabilities.KubeVersion.Version "GitVersion" .Capabilities.KubeVersion.GitVersion'
    ' "Major" .Capabilities.KubeVersion.Major "Minor" MINOR'
    ' "String" .Capabilities.KubeVersion.String }}'
    '{{ $_ := set . "Capabilities" (dict "APIVersions" $names "KubeVersion" $version'
    ' "HelmVersion" .Capabilities.HelmVersion) }}'
)


@dataclass(frozen=True)
class Prepared:
    """What Helm is given in place of a chart.

    `uncertain` when a template might see that `.Capabilities` is not the one of a cluster.
    """

    archive: bytes
    uncertain: bool = False

    def restored(self, text: str) -> str:
        """Return what Helm wrote, in the chart's own words."""
        return text.replace(_KEY[1:], _FIELD[1:])


def asks_for_capabilities(archive: bytes, values_text: str, kubernetes_version: str) -> bool:
    """Tell whether a chart may look at what Helm alone does not know of the cluster."""
    contents = _contents(archive)
    vendors_minor = contents.minor and bool(_vendors_minor(kubernetes_version))
    return contents.asks or vendors_minor or "APIVersions" in values_text


def may_never_end(archive: bytes, values_text: str) -> bool:
    """Tell whether `tpl` might call itself: Go ends its whole process when a stack is full."""
    contents = _contents(archive)
    nested = contents.nested_tpl or bool(_NESTED_TPL.search(values_text.encode()))
    return contents.uses_tpl and nested


def asked_api_versions(archive: bytes) -> frozenset[str]:
    """Return the API versions that a chart's templates ask for by name."""
    return _contents(archive).asked


def prepared(
    name: str, archive: bytes, values_text: str, kubernetes_version: str, names: int
) -> Prepared:
    """Return what stands in for the chart `name` in `archive`.

    Of the API versions the last `names` are offered; with 0 the chart does not ask for them.
    Schemas that refer to what lies outside of them allow nothing, and say why.
    """
    minor = _vendors_minor(kubernetes_version)
    return _prepared(name, archive, "APIVersions" in values_text, minor, names)


def refused_address(untrusted_text: str) -> str | None:
    """Return the address outside of a schema for which Helm has refused, if it was that."""
    match = _REFUSAL.search(untrusted_text)
    return match["address"] if match else None


def is_prepared(path: str) -> bool:
    """Tell whether a rendered template is not the chart's own."""
    return path.endswith(f"/{_SETTER}")


@dataclass(frozen=True)
class _Contents:
    """What matters of a chart's files: schemas, who asks for API versions, in which words."""

    has_schema: bool
    asks: bool
    asked: frozenset[str]
    minor: bool
    uses_tpl: bool
    nested_tpl: bool
    passed_on: bool
    whole_version: bool


@lru_cache(maxsize=4)
def _contents(archive: bytes) -> _Contents:
    files = with_subcharts(unpack(archive))
    texts = {p: text for p, text in files.items() if not _NO_TEMPLATE_TEXT.fullmatch(p)}
    outside_templates = [text for path, text in texts.items() if not _TEMPLATE.fullmatch(path)]
    return _Contents(
        has_schema=any(path.endswith("values.schema.json") for path in files),
        asks=any(b"APIVersions" in text for text in texts.values()),
        asked=frozenset(name.decode() for text in texts.values() for name in _ASKED.findall(text)),
        uses_tpl=any(_TPL.search(text) for text in texts.values()),
        nested_tpl=any(_NESTED_TPL.search(text) for text in outside_templates)
        or any(_NESTED_LITERAL.search(text) for text in texts.values()),
        minor=any(b".Minor" in text for text in texts.values()),
        passed_on=any(b"APIVersions" in text for text in outside_templates)
        or any(_PASSED_ON.search(text) for text in texts.values()),
        whole_version=any(_WHOLE_VERSION.search(text) for text in texts.values()),
    )


@lru_cache(maxsize=4)
def _prepared(name: str, archive: bytes, asked_by_values: bool, minor: str, names: int) -> Prepared:
    contents = _contents(archive)
    passed_on = contents.passed_on or asked_by_values or bool(contents.minor and minor)
    if not names and not contents.has_schema:
        return Prepared(archive)
    setter = _setter(names, minor, passed_on=passed_on) if names else ""
    files = unpack(archive)
    changed = _changed(files, setter)
    return Prepared(
        archive if changed == files else pack(name, changed),
        uncertain=bool(names) and passed_on and contents.whole_version,
    )


def _setter(names: int, minor: str, *, passed_on: bool) -> str:
    told = f'"{minor}"' if minor else ".Capabilities.KubeVersion.Minor"
    setter = _SET_ALL if passed_on else _SET_KEY
    return setter.replace("COUNT", str(names)).replace("MINOR", told)


def _vendors_minor(kubernetes_version: str) -> str:
    """Return the minor version as a cluster tells it whose version has a suffix, else nothing.

    `v1.30.1-aliyun.1` is 1 and 30+ (hack/lib/version.sh of Kubernetes); Helm by itself says 30.
    """
    minor = told_minor(kubernetes_version)
    return minor if minor.endswith("+") else ""


def _changed(files: Mapping[str, bytes], setter: str) -> dict[str, bytes]:
    changed: dict[str, bytes] = {}
    for path, content in files.items():
        changed[path] = content
        if is_packed_subchart(path):
            inner = unpack(content)
            changed_inner = _changed(inner, setter)
            if changed_inner != inner:
                changed[path] = pack("chart", changed_inner)
        elif path.endswith("values.schema.json"):
            changed[path] = _without_outside(content)
        elif _KEY[1:] in setter and _TEMPLATE.fullmatch(path):
            changed[path] = content.replace(_FIELD.encode(), _KEY.encode())
    if setter:
        changed |= {_first_template(files, each): setter.encode() for each in _folders(files)}
    return changed


def _folders(files: Mapping[str, bytes]) -> list[str]:
    return [match["folder"] for path in files if (match := CHART_FOLDER.fullmatch(path))]


def _first_template(files: Mapping[str, bytes], folder: str) -> str:
    """Return a path that Helm renders before all templates of a chart: it goes by depth."""
    templates = f"{folder}templates/"
    depth = max((path.count("/") for path in files if path.startswith(templates)), default=0)
    return f"{templates}{'0/' * (depth + 1)}{_SETTER}"


def _without_outside(schema: bytes) -> bytes:
    address = outside_reference(schema)
    if address is None:
        return schema
    shown = re.sub(r"[^!-;=?-~]", "_", address)[:300]
    return b'{"type": "object", "required": ["chartnest: outside <%s>"]}' % (
        shown.replace("\\", "_").replace('"', "_").encode()
    )
