"""Chart.yaml and what stands beside it: read by Helm's rules, refused as early as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from core.chart.archive import pack
from core.chart.engine import render
from core.chart.errors import NotAChart
from core.chart.sources import open_chart
from core.errors import ChartNestError
from core.plan.model import PathChart, Release
from tests.support.real_helm import EACH, rendered_by

if TYPE_CHECKING:
    from pathlib import Path

    from core.chart.model import Chart

HEAD: Final = "apiVersion: v2\nname: shop\nversion: 0.1.0\n"
DB: Final = b"apiVersion: v2\nname: db\nversion: 0.1.0\n"
MAP: Final = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n"
Fields = dict[str, str | bytes]


def chart(version: str = "0.1.0", name: str = "shop", more: str = "", api: str = "v2") -> Fields:
    return {"Chart.yaml": f"apiVersion: {api}\nname: {name}\nversion: {version}\n{more}"}


def depending(entry: str, *, there: bool = True) -> Fields:
    present = {"charts/db/Chart.yaml": DB} if there else {}
    return chart(more=f"dependencies: [{entry}]\n") | present


# By its name: the files beside a template, and the chart's name and version.
TAKEN: Final[dict[str, tuple[Fields, str]]] = {
    "a short version": (chart("1.2"), "shop 1.2"),
    "a version with a v": (chart("v1.2.3"), "shop v1.2.3"),
    "zeros before its numbers": (chart("01.02.3"), "shop 01.02.3"),
    "a pre-release": (chart("1.2.3-rc.1+b.5"), "shop 1.2.3-rc.1+b.5"),
    "a version that is a number": (chart("1.10"), "shop 1.1"),
    "no apiVersion": ({"Chart.yaml": "name: shop\nversion: 0.1.0\n"}, "shop 0.1.0"),
    "a blank in the name": (chart(name="my shop"), "my shop 0.1.0"),
    "a Chinese name": (chart(name="店"), "店 0.1.0"),
    "an unseen letter in the name": (chart(name='"sh\\u200bop"'), "shop 0.1.0"),
    "a name that is a number": (chart(name="1.0"), "1 0.1.0"),
    "a key twice": (chart(more="version: 0.2.0\n"), "shop 0.2.0"),
    "fields in other case": ({"Chart.yaml": "NAME: shop\nVersion: 0.1.0\n"}, "shop 0.1.0"),
    "a byte order mark": ({"Chart.yaml": b"\xef\xbb\xbf" + HEAD.encode()}, "shop 0.1.0"),
    "UTF-16": ({"Chart.yaml": HEAD.encode("utf-16")}, "shop 0.1.0"),
    "Windows line ends": ({"Chart.yaml": HEAD.replace("\n", "\r\n")}, "shop 0.1.0"),
    "a second document": (chart(more="---\nname: other\n"), "shop 0.1.0"),
    "JSON": ({"Chart.yaml": '{"name": "shop", "version": "0.1.0"}'}, "shop 0.1.0"),
    "unknown fields": (chart(more="engine: gotpl\nfoo: [1]\n"), "shop 0.1.0"),
    "numbers for text": (chart(more="keywords: [1, true]\nannotations: {a: 1}\n"), "shop 0.1.0"),
    "a YAML yes": (chart(more="deprecated: yes\n"), "shop 0.1.0"),
    "an alias": (depending("{name: db, alias: a-b}"), "shop 0.1.0"),
    "two aliases": (depending("{name: db, alias: a}, {name: db, alias: b}"), "shop 0.1.0"),
    "requirements.yaml in v2": (
        {"requirements.yaml": "dependencies: [{name: db}]\n", "charts/db/Chart.yaml": DB},
        "shop 0.1.0",
    ),
    "requirements.yaml over Chart.yaml": (
        depending("{name: gone, version: ^2}")
        | {"requirements.yaml": "dependencies: [{name: db}]"},
        "shop 0.1.0",
    ),
    "requirements.yaml that says null": (
        depending("{name: gone}", there=False) | {"requirements.yaml": "dependencies: null"},
        "shop 0.1.0",
    ),
    "requirements.yaml that renames": ({"requirements.yaml": "name: other"}, "other 0.1.0"),
    "an empty requirements.yaml": ({"requirements.yaml": ""}, "shop 0.1.0"),
    "the schema true": ({"values.schema.json": "true"}, "shop 0.1.0"),
    "a schema with a byte order mark": ({"values.schema.json": b"\xef\xbb\xbf{}"}, "shop 0.1.0"),
    "a schema not in UTF-8": ({"values.schema.json": b'{"title": "\xe9"}'}, "shop 0.1.0"),
    "an empty values.yaml": ({"values.yaml": ""}, "shop 0.1.0"),
    "a values.yaml of null": ({"values.yaml": "null\n"}, "shop 0.1.0"),
    "a key of values.yaml twice": ({"values.yaml": "a: 1\na: 2\n"}, "shop 0.1.0"),
    "two documents in values.yaml": ({"values.yaml": "a: 1\n---\nb: 2\n"}, "shop 0.1.0"),
}
# What opening itself refuses, and what it says.
REFUSED: Final[dict[str, tuple[Fields, str]]] = {
    "a zero before a pre-release": (chart("1.2.3-01"), "no version like 1.2.3"),
    "four numbers": (chart("1.2.3.4"), "no version like 1.2.3"),
    "a word for a version": (chart("latest"), "no version like 1.2.3"),
    "no version": (chart("null"), "no version like 1.2.3"),
    "a version in capitals": (chart("V1.2.3"), "no version like 1.2.3"),
    "an underscore in a version": (chart("1.2.3-rc_1"), "no version like 1.2.3"),
    "a version beyond counting": (chart("99999999999999999999.0.0"), "no version like 1.2.3"),
    "no name": (chart(name="''"), "no usable name"),
    "another type": (chart(more="type: other\n"), "another type than application or library"),
    "a list for text": (chart(more="description: [a]\n"), "description is no text"),
    "text for a list": (chart(more="keywords: foo\n"), "keywords is no list"),
    "text for true": (chart(more="deprecated: 'true'\n"), "deprecated is neither true nor false"),
    "a mapping for an annotation": (chart(more="annotations: {a: {}}\n"), "annotations.a is no"),
    "an empty maintainer": (chart(more="maintainers: [null]\n"), "empty entry among its maint"),
    "an empty dependency": (chart(more="dependencies: [null]\n"), "empty entry among its depend"),
    "a dependency without a name": (depending("{version: 1.0.0}"), "dependency without a name"),
    "an alias with a dot": (depending("{name: db, alias: a.b}"), "gives db the alias a.b"),
    "text for tags": (depending("{name: db, tags: x}"), r"dependencies\[0\]\.tags is no list"),
    "requirements.yaml with a bad version": (
        {"requirements.yaml": "version: new"},
        "no version like 1.2.3",
    ),
    "requirements.yaml that is a list": ({"requirements.yaml": "- a"}, "requirements.yaml is no m"),
    "requirements.yaml that is no YAML": (
        {"requirements.yaml": "a: ["},
        "requirements.yaml is no Y",
    ),
    "Latin-1": ({"Chart.yaml": HEAD.encode() + b"icon: \xe9\n"}, "Chart.yaml is no YAML"),
    "an empty file": ({"Chart.yaml": ""}, "no usable name"),
    "the schema false": ({"values.schema.json": "false"}, "allows no values at all"),
    "a list for a schema": ({"values.schema.json": "[]"}, "no JSON object"),
    "no number in a schema": ({"values.schema.json": '{"title": NaN}'}, "no JSON"),
    "a schema with a comment": ({"values.schema.json": "// x\n{}"}, "no JSON"),
}
# Opened, so that what is wrong is said at its place; no preview, and no launch.
REFUSED_LATER: Final[dict[str, Fields]] = {
    "a library": chart(more="type: library\n"),
    "a dependency that is missing": depending("{name: db, version: 0.1.0}", there=False),
    "requirements.yaml in v2": {"requirements.yaml": "dependencies: [{name: db}]\n"},
    "requirements.yaml in v1": chart(api="v1") | {"requirements.yaml": "dependencies: [{name: d}]"},
    "a folder called as the chart is not": depending("{name: database}"),
    "no range for Kubernetes": chart(more="kubeVersion: foo\n"),
    "values.yaml that is a list": {"values.yaml": "- a\n"},
    "values.yaml that is no YAML": {"values.yaml": "a: ["},
    "a lock that is no YAML": {"Chart.lock": "a: ["},
    "a subchart without Chart.yaml": {"charts/db/values.yaml": "a: b"},
    "a file in charts": {"charts/README.md": "x"},
    "a damaged subchart": {"charts/db.tgz": "x"},
}


def placed(folder: Path, files: Fields) -> Path:
    contents = {"Chart.yaml": HEAD, "templates/map.yaml": MAP, **files}
    encoded = {p: text.encode() if isinstance(text, str) else text for p, text in contents.items()}
    path = folder / "chart.tgz"
    path.write_bytes(pack("shop", encoded))
    return path


def opened(folder: Path, files: Fields) -> Chart:
    return open_chart(PathChart(path=str(placed(folder, files))), base=folder)


@pytest.mark.parametrize(("files", "named"), TAKEN.values(), ids=TAKEN)
def test_what_helm_takes_opens_and_renders(tmp_path: Path, files: Fields, named: str) -> None:
    chart = opened(tmp_path, files)
    assert f"{chart.metadata.name} {chart.metadata.version}" == named
    assert render(chart, "", Release(name="shop")).objects


@pytest.mark.parametrize(("files", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_why(tmp_path: Path, files: Fields, reason: str) -> None:
    with pytest.raises(NotAChart, match=reason):
        opened(tmp_path, files)


@pytest.mark.parametrize("files", REFUSED_LATER.values(), ids=REFUSED_LATER)
def test_what_only_rendering_refuses_opens(tmp_path: Path, files: Fields) -> None:
    with pytest.raises(ChartNestError):
        render(opened(tmp_path, files), "", Release(name="shop"))


@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize(
    ("files", "taken"),
    [
        *((files, True) for files, _ in TAKEN.values()),
        *((files, False) for files, _ in REFUSED.values()),
        *((files, False) for files in REFUSED_LATER.values()),
    ],
    ids=[*TAKEN, *(f"not {each}" for each in REFUSED), *(f"not later {e}" for e in REFUSED_LATER)],
)
def test_helm_says_the_same(tmp_path: Path, version: str, files: Fields, taken: bool) -> None:
    rendered = rendered_by(version, placed(tmp_path, files), tmp_path)
    assert (rendered is not None) is taken
