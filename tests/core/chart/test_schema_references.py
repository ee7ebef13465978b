from __future__ import annotations

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.engine import render
from core.chart.review import review_values
from core.chart.schema_references import outside_reference
from core.chart.surroundings import Surroundings
from core.errors import ProblemsFound
from core.plan.model import Release
from tests.support.charts import Files, chart_files, opened, packed, with_subchart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.errors import Problem

RELEASE = Release(name="blue", namespace="shops")
DRAFT_4, DRAFT_7 = (f"http://json-schema.org/draft-0{number}/schema#" for number in (4, 7))
DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema"
# `U` stands for an address of a server.
OUTSIDE: dict[str, Any] = {
    "http": {"properties": {"a": {"$ref": "U/tone.json"}}},
    "capitals": {"properties": {"a": {"$ref": "HTTP://U/tone.json"}}},
    "file": {"properties": {"a": {"$ref": "file:///etc/hostname"}}},
    "own file": {"properties": {"a": {"$ref": "file:///values.schema.json#/x"}}},
    "without scheme": {"$ref": "//U/tone.json"},
    "relative": {"properties": {"a": {"$ref": "./other.json"}}},
    "relative to an $id": {"$id": "U/base/", "properties": {"a": {"$ref": "other.json"}}},
    "percent": {"$id": "U/base/", "properties": {"a": {"$ref": "%2e%2e/other.json#/x"}}},
    "query": {"$id": "U/base/", "properties": {"a": {"$ref": "?q"}}},
    "in $defs": {
        "$defs": {"a": {"$ref": "U/tone.json"}}, "properties": {"b": {"$ref": "#/$defs/a"}},
    },
    "in a list": {"allOf": [{"anyOf": [{"not": {"$ref": "U/tone.json"}}]}]},
    "$dynamicRef": {"$dynamicRef": "U/tone.json"},
    "$recursiveRef": {"$schema": DRAFT_2019, "$recursiveRef": "U/tone.json"},
    "$schema": {"$schema": "U/meta.json"},
    "$schema within": {"properties": {"a": {"$schema": "U/meta.json"}}},
    "draft 3": {"$schema": "http://json-schema.org/draft-03/schema#"},
    "of an unknown word": {"x": {"$ref": "U/tone.json"}, "properties": {"a": {"$ref": "#/x"}}},
    "of a default": {
        "properties": {"a": {"$ref": "#/properties/b/default"},
                       "b": {"default": {"$ref": "U/tone.json"}}},
    },
    "a property called default": {"properties": {"default": {"$ref": "U/tone.json"}}},
    "id of another draft": {"id": "U/me.json", "$ref": "U/me.json#/definitions/x"},
    "id beside a reference": {
        "$schema": DRAFT_7, "$id": "U/me.json", "$ref": "U/me.json#/definitions/x",
    },
    "address that is not looked for": {
        "$schema": DRAFT_7, "$id": "U/me.json", "$ref": "x.json", "$defs": {"x": {"$id": "x.json"}},
    },
    "relative below an $id": {
        "properties": {"a": {"$id": "U/in/", "properties": {"b": {"$ref": "x.json"}}}},
    },
}  # fmt: skip
INSIDE: dict[str, Any] = {
    "fragment": {"definitions": {"x": {}}, "properties": {"a": {"$ref": "#/definitions/x"}}},
    "anchor": {"$defs": {"x": {"$anchor": "x"}}, "properties": {"a": {"$ref": "#x"}}},
    "draft 4": {"$schema": DRAFT_4},
    "draft 7": {"$schema": DRAFT_7},
    "draft 2019-09": {"$schema": DRAFT_2019},
    "draft 2020-12": {"$schema": "https://json-schema.org/draft/2020-12/schema"},
    "a metaschema": {"properties": {"a": {"$ref": DRAFT_7}}},
    "own $id": {
        "$id": "U/me.json", "definitions": {"x": {}},
        "properties": {"a": {"$ref": "U/me.json#/definitions/x"},
                       "b": {"$ref": "me.json#/definitions/x"}},
    },
    "own id of draft 4": {
        "$schema": DRAFT_4, "id": "U/me.json", "definitions": {"x": {}},
        "properties": {"a": {"$ref": "me.json#/definitions/x"}},
    },
    "bundled": {
        "$schema": DRAFT_2019, "$id": "U/me.json", "$defs": {"x": {"$id": "x.json"}},
        "properties": {"a": {"$ref": "x.json"}},
    },
    "mere values": {
        "properties": {"a": {"default": {"$ref": "U/x"}, "enum": [{"$ref": "U/y"}],
                             "const": {"$ref": "U/z"}, "examples": [{"$schema": "U/w"}]}},
    },
    "property called $ref": {"properties": {"$ref": {"type": "string"}}},
}  # fmt: skip


class Listener(HTTPServer):
    """Answers every GET with a schema, and remembers who asked for what."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        yield listener
        listener.shutdown()
        thread.join()


def written(schema: Any, url: str) -> bytes:
    text = json.dumps(schema).replace("HTTP://U", url.upper()).replace("//U/", f"{url[5:]}/")
    return text.replace('"U/', f'"{url}/').encode()


def problems_of(files: Files) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        render(opened(files), "", RELEASE)
    return found.value.problems


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.usefixtures("renderer")
def test_what_a_schema_names_outside_of_itself_is_refused_and_not_fetched(
    listener: Listener, name: str
) -> None:
    schema = written(OUTSIDE[name], listener.url)
    (problem,) = problems_of({**chart_files(), "values.schema.json": schema})
    assert problem.place == "values.schema.json"
    assert "The schema refers to" in str(problem.what)
    assert listener.asked == []


@pytest.mark.parametrize("helm", ["3.12.1", "3.17.3", "4.3.1"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_is_fetched_whichever_helm_will_install(
    listener: Listener, name: str, helm: str
) -> None:
    files = {**chart_files(), "values.schema.json": written(OUTSIDE[name], listener.url)}
    files |= {f"charts/gate/{path}": content for path, content in files.items()}
    files["charts/gate/Chart.yaml"] = files["Chart.yaml"].replace(b"shop", b"gate")
    review_values(opened(files), "", RELEASE, Surroundings(helm=helm))
    assert listener.asked == []


@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.usefixtures("renderer")
def test_what_a_schema_names_within_itself_is_fine(listener: Listener, name: str) -> None:
    schema = written(INSIDE[name], listener.url)
    assert outside_reference(schema) is None
    files = {**chart_files(), "values.schema.json": schema}
    # Helm before 3.18 knows neither the drafts after 7 nor relative addresses.
    with suppress(ProblemsFound):
        render(opened(files), "", RELEASE)
    assert listener.asked == []


@pytest.mark.parametrize("packed_inside", [False, True], ids=["folder", "packed"])
@pytest.mark.parametrize("deep", [False, True], ids=["subchart", "subchart of a subchart"])
def test_subcharts_fetch_nothing_either_and_count_while_they_are_on(
    listener: Listener, *, packed_inside: bool, deep: bool
) -> None:
    schema = {"values.schema.json": written(OUTSIDE["http"], listener.url)}
    child = chart_files("stock", "0.1.0", values="level: 7\n", templates={})
    inner = chart_files("deep", "0.1.0", values="", templates={}) | schema
    if deep:
        child |= {"charts/deep-0.1.0.tgz": packed(inner)}
    else:
        child |= schema
    files = {path: text for path, text in with_subchart().items() if not path.startswith("charts/")}
    if packed_inside:
        files["charts/stock-0.1.0.tgz"] = packed(child)
    else:
        files |= {f"charts/stock/{path}": content for path, content in child.items()}
    (problem,) = problems_of(files)
    assert problem.place.startswith("charts/stock")
    assert problem.place.endswith("values.schema.json")
    assert listener.url in str(problem.what)
    assert render(opened(files), "stock: {enabled: false}", RELEASE).objects
    assert listener.asked == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"$ref": "a.json"} and more', "a.json"),
        (b'{"$ref": "a.json", "x": %s}' % (b"1" * 5000), "a.json"),
        (b'{"\xff": 1, "$ref": "a.json"}', "a.json"),
        (b'{"a":' * 100_000, "?"),
        (b'{"$ref": ', None),
        (b"true", None),
        (b"", None),
    ],
    ids=["more after it", "long number", "no UTF-8", "deep", "cut", "true", "empty"],
)
def test_a_schema_is_read_as_tolerantly_as_by_any_helm(text: bytes, found: str | None) -> None:
    assert outside_reference(text) == found


# Helm before 3.11.1 looks names up whatever it is told (CVE-2023-25165).
@pytest.mark.parametrize("renderer", ["engine", "4.3.1"], indirect=True)
@pytest.mark.usefixtures("renderer")
def test_templates_look_nothing_up() -> None:
    name = "{{ getHostByName `localhost` }}{{ lookup `v1` `Pod` `` `` | toJson }}"
    template = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{a: '{name}'}}"
    (found,) = render(opened(chart_files(templates={"a.yaml": template})), "", RELEASE).objects
    assert found.body["data"] == {"a": "{}"}


@pytest.mark.parametrize(
    "schema",
    [
        b'\xef\xbb\xbf{"$ref": "http://127.0.0.1:9/s.json"}',
        '{"properties": {"a": {"$ref": "http://a℀b/x"}, "b": {"$ref": "file:///etc/passwd"}}}'.encode(),
    ],
    ids=["behind a BOM", "beside what is no address"],
)
def test_no_way_of_writing_hides_an_address(schema: bytes) -> None:
    assert outside_reference(schema) is not None
