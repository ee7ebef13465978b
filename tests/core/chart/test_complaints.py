from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.complaints import complaints
from core.chart.review import Review, review_values
from core.chart.surroundings import Surroundings
from core.errors import Problem, Severity, say, warning
from core.plan.model import Release
from tests.support import tools
from tests.support.charts import Files, chart_files, opened, packed, with_hook, with_schema, written

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = Release(name="blue", namespace="shops")
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
LATIN_1 = b"# caf\xe9\n"


def with_charts(*within: Files, metadata: str = "", **files: bytes) -> Files:
    """Return a chart that holds others, each in a folder of its name."""
    outer = chart_files(metadata=metadata, extra=files)
    for inner in within:
        name = inner["Chart.yaml"].decode().split("name: ")[1].split("\n")[0]
        outer |= {f"charts/{name}/{path}": content for path, content in inner.items()}
    return outer


def child(name: str, schema: Any = None, values: str = "color: red\n") -> Files:
    extra = {} if schema is None else {"values.schema.json": json.dumps(schema)}
    return chart_files(name, "0.1.0", values=values, templates={}, extra=extra)


def errors_of(files: Files, values: str = "") -> list[Problem]:
    """Return the errors of a refused chart; what is good has a rendering."""
    found = review_values(opened(files), values, RELEASE)
    errors = [each for each in found.problems if each.severity is Severity.ERROR]
    assert bool(errors) is found.refused
    assert found.rendering or errors
    return errors


HELMS = (None, "3.12.1", "3.17.3", "4.3.1")


def refused_by_helm(folder: Path, files: Files, version: str) -> str:
    """Return why the real `helm template` refuses a chart, or nothing."""
    command = [tools.helm(version), "template", "blue", written(folder, files)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    ).stderr.partition("Error: ")[2]


WRONG_SCHEMAS: dict[str, Any] = {
    "type": {"properties": {"color": {"type": "str"}}},
    "type in draft 7": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "properties": {"color": {"type": "str"}},
    },
    "several": {"properties": {"a": {"type": "str"}, "b": {"minimum": "x"}}, "required": 5},
    "dangling reference": {"properties": {"color": {"$ref": "#/definitions/no"}}},
    "pattern": {"properties": {"color": {"pattern": "(?<x"}}},
    "required": {"required": "color"},
}


@pytest.mark.parametrize("name", WRONG_SCHEMAS)
@pytest.mark.usefixtures("renderer")
def test_a_schema_that_is_itself_wrong_is_named_with_all_that_helm_says(name: str) -> None:
    schema = json.dumps(WRONG_SCHEMAS[name])
    (problem,) = errors_of(with_schema(schema))
    assert problem.place == "values.schema.json"
    assert "The schema cannot be used" in str(problem.what)
    assert str(problem.remedy) == "Mend the schema."
    inner = child("gate", WRONG_SCHEMAS[name])
    (problem,) = errors_of(with_charts(inner))
    assert problem.place == "charts/gate/values.schema.json"


@pytest.mark.parametrize("helm", HELMS)
@pytest.mark.parametrize("name", WRONG_SCHEMAS)
def test_a_wrong_schema_is_refused_for_each_helm(name: str, helm: str | None) -> None:
    schema = json.dumps(WRONG_SCHEMAS[name])
    charts = {
        "": with_schema(schema),
        "charts/gate/": with_charts(child("gate", WRONG_SCHEMAS[name])),
    }
    for folder, files in charts.items():
        found = review_values(opened(files), "", RELEASE, Surroundings(helm=helm))
        errors = [each.place for each in found.problems if each.severity is Severity.ERROR]
        assert errors == [f"{folder}values.schema.json"]


@pytest.mark.parametrize("helm", HELMS)
def test_a_subchart_is_named_for_each_helm(helm: str | None) -> None:
    files = with_charts(child("gate", {"additionalProperties": False}))
    found = review_values(opened(files), "gate: {b: 1}", RELEASE, Surroundings(helm=helm))
    for problem in found.problems:
        assert problem.place.startswith("values.gate")
        assert "charts/gate/values.schema.json" in str(problem.remedy)
    assert any("'global'" in str(problem.what) for problem in found.problems)


def test_the_place_in_a_wrong_schema_is_told_for_an_old_helm() -> None:
    files = with_schema(json.dumps(WRONG_SCHEMAS["type"]))
    found = review_values(opened(files), "", RELEASE, Surroundings(helm="3.17.3"))
    assert "str is no type, at /properties/color" in str(found.problems[0].what)


def test_what_is_wrong_in_a_schema_is_named_with_its_place() -> None:
    (problem,) = errors_of(with_schema(json.dumps(WRONG_SCHEMAS["several"])))
    for part in ("/properties/a/type", "'boolean'", "/properties/b/minimum", "/required"):
        assert part in str(problem.what)
    assert "\n" in str(problem.what)


@pytest.mark.usefixtures("renderer")
def test_a_complaint_keeps_the_chart_it_belongs_to() -> None:
    closed = {"additionalProperties": False, "properties": {"color": {"type": "string"}}}
    found = errors_of(with_charts(child("gate", closed)), "gate: {enabled: true}")
    assert {problem.place for problem in found} == {"values.gate"}
    assert all("subchart gate" in str(problem.what) for problem in found)
    # Nobody can change what Helm adds.
    (added,) = (problem for problem in found if "global" in str(problem.what))
    assert "charts/gate/values.schema.json" in str(added.remedy)
    assert "Change the value" not in str(added.remedy)


@pytest.mark.usefixtures("renderer")
def test_several_complaints_of_several_charts_are_as_many_problems() -> None:
    number = {"properties": {"color": {"type": "integer"}}}
    deep = child("deep", number)
    gate = child("gate", {**number, "required": ["z"]})
    gate |= {f"charts/deep/{path}": content for path, content in deep.items()}
    found = errors_of(with_charts(gate))
    places = {problem.place: str(problem.what) for problem in found}
    assert set(places) == {"values.gate", "values.gate.color", "values.gate.deep.color"}
    assert "subchart deep" in places["values.gate.deep.color"]


@pytest.mark.parametrize("packed_inside", [False, True], ids=["folder", "packed"])
def test_a_subchart_is_found_by_its_alias(*, packed_inside: bool) -> None:
    entry = "{name: gate, version: 0.1.0, repository: '', alias: door}"
    gate = child("gate", {"properties": {"color": {"type": "integer"}}})
    files = chart_files(metadata=f"dependencies: [{entry}]\n")
    if packed_inside:
        files["charts/gate-0.1.0.tgz"] = packed(gate)
    else:
        files |= {f"charts/gate/{path}": content for path, content in gate.items()}
    (problem,) = errors_of(files)
    assert problem.place == "values.door.color"
    assert "charts/gate" in str(problem.remedy)


def test_alternatives_stay_with_the_complaint_they_belong_to() -> None:
    one_of = {"oneOf": [{"type": "integer"}, {"anyOf": [{"enum": ["blue"]}, {"type": "null"}]}]}
    (problem,) = errors_of(with_charts(child("gate", {"properties": {"color": one_of}})))
    assert problem.place == "values.gate.color"
    assert len(str(problem.what).splitlines()) > 3
    assert "'blue'" in str(problem.what)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "something new",
        "something new\nof two lines",
        "values don't meet the specifications of the schema(s) in the following chart(s):",
        "values don't meet the specifications of the schema(s) in the following chart(s):\nshop:\n",
        "values don't meet the specifications of the schema(s) in the following chart(s):\nodd",
        "cannot load : converting YAML",
    ],
)
def test_what_nobody_knows_is_one_error_with_all_its_lines(text: str) -> None:
    (problem,) = complaints(opened(chart_files()), text)
    assert problem.severity is Severity.ERROR
    assert problem.remedy
    if "new" in text:
        assert text in str(problem.what)


def test_a_message_of_the_charts_own_is_not_taken_for_helms() -> None:
    text = "\nError: values don't meet the specifications of the schema(s)\nat x/y.yaml:3"
    files = chart_files(templates={"a.yaml": f"{{{{ fail {json.dumps(text)} }}}}"})
    (problem,) = errors_of(files)
    assert problem.place == "templates/a.yaml"
    assert str(problem.what).rstrip(".") == text.strip()


REFUSED: dict[str, Files] = {
    "fail": chart_files(templates={"a.yaml": "{{ fail `no` }}"}),
    "required": chart_files(templates={"a.yaml": "{{ required `no` .Values.x }}"}),
    "nil": chart_files(templates={"a.yaml": "{{ .Values.a.b.c }}"}),
    "tpl": chart_files(templates={"a.yaml": "{{ tpl `{{ .Values.a.b.c }}` . }}"}),
    "tpl that is no template": chart_files(templates={"a.yaml": "{{ tpl `{{ if }}` . }}"}),
    "including itself": chart_files(
        templates={"a.yaml": "{{ define `a` }}{{ include `a` . }}{{ end }}{{ include `a` . }}"}
    ),
    "a template within itself": chart_files(
        templates={"a.yaml": "{{ define `a` }}{{ template `a` }}{{ end }}{{ template `a` }}"}
    ),
    "no such template": chart_files(templates={"a.yaml": "{{ include `no` . }}"}),
    "notes": chart_files(templates={"a.yaml": CONFIG, "NOTES.txt": "{{ fail `no` }}"}),
    "notes of a subchart": with_charts(
        chart_files("gate", templates={"NOTES.txt": "{{ fail `no` }}"})
    ),
    "no YAML": chart_files(templates={"a.yaml": "a: b: c"}),
    "tabs": chart_files(templates={"a.yaml": f"{CONFIG}data:\n\ta: b\n"}),
    "binary": chart_files(extra={"templates/a.yaml": b"\x00\x01\xff\xfe"}),
    "Latin-1": chart_files(extra={"templates/a.yaml": CONFIG.encode() + LATIN_1}),
    "Latin-1 of a helper": chart_files(
        templates={"a.yaml": CONFIG + "{{ include `a` . }}"},
        extra={"templates/_a.tpl": b"{{ define `a` }}" + LATIN_1 + b"{{ end }}"},
    ),
    "Latin-1 of a file": chart_files(
        templates={"a.yaml": CONFIG + "data: {a: {{ .Files.Get `a.txt` }}}"},
        extra={"a.txt": b"caf\xe9"},
    ),
    "Latin-1 in a subchart": with_charts(
        chart_files("gate", extra={"templates/a.yaml": CONFIG.encode() + LATIN_1})
    ),
    "Latin-1 in a subchart's values": with_charts(chart_files("gate") | {"values.yaml": LATIN_1}),
    "schema that is no JSON": with_charts(chart_files("gate") | {"values.schema.json": b"{"}),
    "a list": chart_files(templates={"a.yaml": "- a"}),
    "a text": chart_files(templates={"a.yaml": "hello"}),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("helm", HELMS)
def test_what_every_helm_refuses_is_refused_for_each(name: str, helm: str | None) -> None:
    found = review_values(opened(REFUSED[name]), "", RELEASE, Surroundings(helm=helm))
    assert found.refused


@pytest.mark.parametrize("name", REFUSED)
def test_what_every_helm_refuses_is_an_error_with_a_place(tmp_path: Path, name: str) -> None:
    (problem, *_) = errors_of(REFUSED[name])
    assert str(problem.what)
    assert str(problem.remedy)
    assert problem.place.partition("/")[0] in ("templates", "charts")
    for version in ("3.17.3", "4.3.1"):
        assert refused_by_helm(tmp_path / version, REFUSED[name], version)


def test_a_text_that_renders_itself_ends_no_process_but_its_own() -> None:
    endless = "text: '{{ tpl .Values.text . }}'"
    files = chart_files(
        values="text: a", templates={"a.yaml": CONFIG + "# {{ tpl .Values.text . }}"}
    )
    assert errors_of(files) == []
    (problem,) = errors_of(files, endless)
    assert "itself without end" in str(problem.what)
    # One that comes to an end is rendered there as well.
    assert errors_of(files, "text: '{{ tpl `a` . }}'") == []


# `helm template` shows these, and `helm install` refuses them.
NOT_INSTALLED: dict[str, Files] = {
    "no kind": chart_files(templates={"a.yaml": "apiVersion: v1\nmetadata: {name: a}"}),
    "no apiVersion": chart_files(templates={"a.yaml": "kind: ConfigMap\nmetadata: {name: a}"}),
    "no metadata": chart_files(templates={"a.yaml": "apiVersion: v1\nkind: ConfigMap"}),
    "no name": chart_files(templates={"a.yaml": CONFIG.replace("name: a", "")}),
    "a name to be made": chart_files(
        templates={"a.yaml": CONFIG.replace("name: a", "generateName: a-")}
    ),
    "no name in a list": chart_files(
        templates={"a.yaml": "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod}]"}
    ),
    "empty mapping": chart_files(templates={"a.yaml": "{}"}),
    "no CRD": chart_files(extra={"crds/a.yaml": "# to come\n"}),
    "CRD in Latin-1": chart_files(extra={"crds/a.yaml": CONFIG.encode() + b"data: {a: caf\xe9}\n"}),
}


@pytest.mark.parametrize("name", NOT_INSTALLED)
def test_what_helm_would_not_install_is_an_error(name: str) -> None:
    assert errors_of(NOT_INSTALLED[name])


GOOD: dict[str, tuple[Files, int]] = {
    "nothing at all": (chart_files(templates={}), 0),
    "only comments": (chart_files(templates={"a.yaml": "# nothing\n---\n"}), 0),
    "only notes": (chart_files(templates={"NOTES.txt": "hello"}), 0),
    "only hooks": (
        {p: c for p, c in with_hook().items()
         if not p.startswith("templates/") or p.endswith("migrate.yaml")}, 1,
    ),
    "Latin-1 in a template's comment": (
        chart_files(extra={"templates/a.yaml": CONFIG.encode() + b"{{/* caf\xe9 */}}"},
                    templates={}), 1,
    ),
    "Latin-1 in a README": (
        chart_files(templates={"a.yaml": CONFIG}, extra={"README.md": LATIN_1}), 1,
    ),
    "Latin-1 in the notes": (
        chart_files(templates={"a.yaml": CONFIG}, extra={"templates/NOTES.txt": LATIN_1}), 1,
    ),
    "a replaced letter": (chart_files(templates={"a.yaml": CONFIG + "# caf\ufffd \\ufffd"}), 1),
    "a binary file in base64": (
        chart_files(templates={"a.yaml": CONFIG + "binaryData: {a: {{ .Files.Get `a` | b64enc }}}"},
                    extra={"a": b"\xff\xfe"}), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.usefixtures("renderer")
def test_what_every_helm_takes_is_good(name: str) -> None:
    files, objects = GOOD[name]
    found = review_values(opened(files), "", RELEASE)
    assert found.problems == ()
    assert found.rendering is not None
    assert len(found.rendering.objects) == objects


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (b"\xe9\n", "incomplete UTF-8 octet sequence"),
        (b"\xe9 and more\n", "invalid trailing UTF-8 octet"),
        (b"\xff\n", "invalid leading UTF-8 octet"),
    ],
)
@pytest.mark.usefixtures("renderer")
def test_bytes_of_another_code_are_told_in_helms_words(end: bytes, reason: str) -> None:
    (problem,) = errors_of(
        chart_files(extra={"templates/a.yaml": CONFIG.encode() + b"# caf" + end})
    )
    assert problem.place == "templates/a.yaml"
    assert reason in str(problem.what)


def test_a_review_is_a_result_or_an_error() -> None:
    hint = warning("values", say("Odd."), say("Look."))
    with pytest.raises(ValueError, match="at least one error"):
        Review((hint,), (hint,))
    with pytest.raises(ValueError, match="at least one error"):
        Review(())
    assert Review((Problem("values", say("Wrong."), say("Mend it.")),)).refused
