"""Charts that versions of Helm take differently, or might: what the matrix of Helms tries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.chart.helm.functions import FIRST_IN
from core.chart.helm.scanning import ELSE_WITH, NEWLINE
from tests.support.charts import chart_files, packed, with_crd, with_hook, with_subchart
from tests.support.odd_values import OddValues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata:\n"
_LIMITS = "limits: {cpu: 200m, memory: 20Mi}\n"
_SYNTAX = {
    NEWLINE: '{{ $x := dict "a" 1\n  "b" 2 }}',
    ELSE_WITH: "{{ with .Values.none }}{{ else with .Values.greeting }}{{ end }}",
    "break": "{{ range (list 1 2) }}{{ break }}{{ end }}",
    "continue": "{{ range (list 1 2) }}{{ continue }}{{ end }}",
}


@dataclass(frozen=True)
class Case:
    """A chart to install, and the values given."""

    name: str
    files: Mapping[str, bytes]
    values: str = field(default="")

    @property
    def kind(self) -> str:
        """What it is about."""
        return self.name.partition(" ")[0]


def shows(expression: str) -> str:
    """Return a template whose object shows what an expression comes to."""
    return f"{_MAP}  all: {{{{ {expression} | toJson | quote }}}}\n"


def all_cases() -> Iterator[Case]:
    """Yield every chart of the matrix."""
    yield from _functions()
    yield from _run_time()
    yield from _nulls()
    yield from _schemas()
    yield from _ranges()
    yield from _dependencies()
    yield from _cluster()


def _one(name: str, template: str, values: str = "", **files: Any) -> Case:
    default = files.pop("default", "greeting: hello\n")
    chart = chart_files(values=default, templates={"a.yaml": template}, **files)
    return Case(name, chart, values)


def _functions() -> Iterator[Case]:
    for name, first in FIRST_IN.items():
        if first != "3.0":
            text = _SYNTAX.get(name) or f"{{{{ if false }}}}{{{{ {name} }}}}{{{{ end }}}}"
            shown = name if name.isprintable() else "newline"
            yield _one(f"function {shown}", f"{text}\n{shows('1')}")
    for name, expression in {
        "and": "and .Values.none .Values.none.deep",
        "or": "or .Values.greeting .Values.none.deep",
        "nested": "and (or .Values.greeting (and .Values.none .Values.none.a)) (eq 1 1)",
        "piped": ".Values.greeting | and true | or false",
        "version": 'semverCompare ">=3.9.0-0" .Capabilities.HelmVersion.Version',
        "toYaml": 'toYaml (dict "y" "n" "on" 0.1 "long" (repeat 60 "word "))',
        "toToml": 'toToml (dict "a" 1 "b" (dict "c" true))',
        "kubeVersion": "list .Capabilities.KubeVersion.Version .Capabilities.KubeVersion.Minor",
        "compare": 'semverCompare ">=1.20.0" .Capabilities.KubeVersion.Version',
        "compare-pre": 'semverCompare ">=1.20.0-0 <1.99.0" .Capabilities.KubeVersion.Version',
        "required": 'required "none is needed" .Values.none',
        "fail": 'fail "not today"',
        "unknown": "nobodyKnows 1",
    }.items():
        yield _one(f"expression {name}", shows(expression))
    yield _one("expression range-int", f"{{{{ range 3 }}}}{{{{ end }}}}\n{shows('1')}")
    yield _one("expression nil-map", shows(".Values.none.deep"))


def _run_time() -> Iterator[Case]:
    newer, plain = "{{ mustToYaml 1 }}", "{{ .Release.Name }}"
    for name, text in {"newer": newer, "plain": plain, "broken": "{{ if }}"}.items():
        yield _one(f"tpl {name}", shows("tpl .Values.text ."), json.dumps({"text": text}))
        yield _one(f"tpl {name}-unused", shows("1"), json.dumps({"text": text}))
    yield _one("tpl file", shows('tpl (.Files.Get "a.txt") .'), extra={"a.txt": newer})


def _below(child: str, parent: str = "", about: str = "", template: str = "") -> dict[str, bytes]:
    """Return a chart with the subchart `gate`; both show their values."""
    template = template or shows(".Values").replace(".Release.Name }}", ".Chart.Name }}-gate")
    gate = chart_files("gate", "0.1.0", values=child, templates={"a.yaml": template})
    own = shows(".Values").replace(".Release.Name }}", ".Chart.Name }}-own")
    files = chart_files(values=parent, templates={"a.yaml": own}, metadata=about)
    return files | {f"charts/gate/{path}": content for path, content in gate.items()}


def _nulls() -> Iterator[Case]:
    yield Case("null parent", _below(_LIMITS, "gate: {limits: {cpu: null}}\n"))
    yield Case("null given", _below(_LIMITS), "gate: {limits: {cpu: null}}")
    yield Case("null given-whole", _below(_LIMITS), "gate: {limits: null}")
    yield Case("null both", _below(_LIMITS, "gate: {limits: {cpu: null}}\n"), "gate: {limits: {}}")
    yield Case("null own", _below("limits: null\n", "list: [null]\nnested: {a: null}\n"))
    yield Case("null unknown", _below(_LIMITS), "gate: {other: null}\nmine: null")
    yield Case("null global", _below("global: {a: 1}\n", "global: {a: null, b: 2}\n"))
    yield Case("null subchart", _below(_LIMITS), "gate: null")
    yield Case("null subchart-default", _below(_LIMITS, "gate: null\n"))
    yield Case("null text", _below(_LIMITS), "gate: text")
    for seed in range(24):
        odd = OddValues(seed)
        yield Case(f"null odd-{seed}", odd.files, json.dumps(odd.values))


def _schemas() -> Iterator[Case]:
    ref = {"definitions": {"x": {"type": "integer"}}}
    for name, schema, value in [
        ("format", {"format": "ipv4"}, "none"),
        ("format-date", {"format": "date-time"}, "2020"),
        ("prefix", {"prefixItems": [{"type": "string"}]}, [1]),
        ("prefix-items", {"prefixItems": [{"type": "string"}], "items": False}, ["x"]),
        ("dependent", {"dependentRequired": {"b": ["c"]}}, {"b": 1}),
        ("unevaluated", {"unevaluatedProperties": False}, {"b": 1}),
        ("exclusive", {"minimum": 1, "exclusiveMinimum": True}, 2),
        ("siblings", {"$ref": "#/definitions/x", "minimum": 5}, 1),
        ("dangling", {"$ref": "#/definitions/none"}, 1),
        ("anchor", {"$ref": "#here"}, 1),
        ("type", {"type": "integer"}, "many"),
        ("right", {"type": "integer"}, 7),
        ("unknown-type", {"type": "text"}, "x"),
        ("lookahead", {"pattern": "^(?!x)"}, "a"),
        ("title", {"title": 1}, 1),
        ("examples", {"examples": 1}, 1),
        ("true", True, 1),
        ("false", False, 1),
        ("null", {"type": "string"}, None),
    ]:
        whole = {"properties": {"a": schema}, **ref}
        for draft, url in _DRAFTS.items():
            text = json.dumps(whole | ({"$schema": url} if url else {}))
            values = json.dumps({"a": value})
            yield _one(
                f"schema {name}-{draft}", shows("1"), values, extra={"values.schema.json": text}
            )
        below = _below("a: 1\n") | {"charts/gate/values.schema.json": json.dumps(whole).encode()}
        yield Case(f"schema {name}-below", below, json.dumps({"gate": {"a": value}}))
    for text in ("true", "false", "[]", "{", "7"):
        yield _one(f"schema is-{text}", shows("1"), extra={"values.schema.json": text})
    schema = json.dumps({"properties": {"gate": {"required": ["size"]}}})
    files = _below("size: 1\n") | {"values.schema.json": schema.encode()}
    yield Case("schema of-defaults-below", files)


_DRAFTS = {
    "none": "",
    "4": "http://json-schema.org/draft-04/schema#",
    "7": "http://json-schema.org/draft-07/schema#",
    "2020": "https://json-schema.org/draft/2020-12/schema",
}


def _ranges() -> Iterator[Case]:
    for text in [
        *(
            ">=1.20.0",
            ">=1.20.0-0",
            ">=1.20",
            "^1.20.0-0",
            "~1.30.0-0",
            "1.30.x",
            "1.30.1-aliyun.1",
        ),
        *(
            ">=1.20.0-0 <1.32.0",
            ">=1.20.0-0 <1.32.0-0",
            "!=1.20.0",
            "!=1.20",
            ">=1.20.0-0<1.40.0-0",
        ),
        *(">=1.20.0-0, <1.40.0-0", "<1.20 || >=1.30.0-0", "1.20.0-0 - 1.40.0-0", "*", "*-0"),
        *("", "no range", ">= 1.20.0-0", ">=v1.20.0-0", ">1.99.0-0", "=>1.20.0-0"),
    ]:
        yield _one(f"range {text}", shows("1"), metadata=f"kubeVersion: {json.dumps(text)}\n")


def _dependencies() -> Iterator[Case]:
    for name, entry, values in [
        ("plain", "version: 0.1.0", ""),
        ("range", "version: '^0.1'", ""),
        ("other-version", "version: '>=1'", ""),
        ("no-range", "version: latest", ""),
        ("off", "version: 0.1.0, condition: gate.enabled", "gate: {enabled: false}"),
        ("off-elsewhere", "version: 0.1.0, condition: 'a.b,gate.enabled'", "a: {b: false}"),
        ("no-boolean", "version: 0.1.0, condition: gate.enabled", "gate: {enabled: 'false'}"),
        ("tag", "version: 0.1.0, tags: [extra]", "tags: {extra: false}"),
        ("alias", "version: 0.1.0, alias: door", "door: {limits: {cpu: 1}}"),
        ("import", "version: 0.1.0, import-values: [{child: limits, parent: taken}]", ""),
        ("export", "version: 0.1.0, import-values: [data]", ""),
    ]:
        about = f"dependencies: [{{name: gate, repository: '', {entry}}}]\n"
        child = f"{_LIMITS}exports: {{data: {{color: red}}}}\n"
        yield Case(f"dependency {name}", _below(child, "color: blue\n", about), values)
    lacking = "dependencies: [{name: lock, version: 0.1.0, repository: ''}]\n"
    yield Case("dependency lacking", _below(_LIMITS, "", lacking))
    newer = f"{{{{ if false }}}}{{{{ mustToYaml 1 }}}}{{{{ end }}}}{shows('1')}"
    about = "dependencies: [{name: gate, version: 0.1.0, condition: gate.enabled}]\n"
    newer_below = _below("", "", about, newer)
    yield Case("dependency newer-on", newer_below)
    yield Case("dependency newer-off", newer_below, "gate: {enabled: false}")
    yield Case("dependency packed", with_subchart(packed_inside=True))
    first = chart_files(templates={"a.yaml": shows("1")})
    first["Chart.yaml"] = b"apiVersion: v1\nname: shop\nversion: 1.2.3\n"
    first["requirements.yaml"] = b"dependencies: [{name: gate, version: 0.1.0, repository: ''}]\n"
    gate = packed(chart_files("gate", "0.1.0", values="", templates={}))
    yield Case("dependency requirements", first | {"charts/gate-0.1.0.tgz": gate})


def _cluster() -> Iterator[Case]:
    yield Case("cluster hook", with_hook())
    yield Case("cluster crd", with_crd())
    yield Case("cluster library", chart_files(metadata="type: library\n"))
    yield Case("cluster popular", chart_files())
    for version in ("policy/v1", "policy/v1beta1", "batch/v1/CronJob", "apps/v1beta2", "v1"):
        has = shows(f'.Capabilities.APIVersions.Has "{version}"')
        yield _one(f"cluster has-{version}", has)
    retired = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n"
    yield _one("cluster retired", retired)
    for label in ("fine", "1.0.0+build", "a" * 64, "-x", "1"):
        labelled = f"{_MAP}  a: b\n".replace("}}}", f"}}}}, labels: {{a: '{label}'}}}}")
        yield _one(f"cluster label-{label[:8]}", labelled)
    yield _one("cluster name", f"{_MAP}  a: b\n".replace("{{ .Release.Name }}", "A_b"))
    yield _one("cluster no-yaml", "a: b: c\n")
    yield _one("cluster nothing", "")
    yield _one("cluster twice", f"{shows('1')}---\n{shows('2')}")
    yield _one("cluster wrong-type", f"{_MAP}  a: 1\n")
    yield _one(
        "cluster test", f"{_MAP}  a: b\n".replace("}}}", "}}, annotations: {helm.sh/hook: test}}")
    )
