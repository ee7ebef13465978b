from __future__ import annotations

import pytest

from core.plan.file import parse_plan


def _told(text: str) -> dict[str, str]:
    plan, problems = parse_plan(text)
    assert plan is None
    return {problem.place: f"{problem.what} {problem.remedy}" for problem in problems}


def test_every_problem_of_a_file_is_told_at_once() -> None:
    told = _told("""\
apiVersion: chartnest/v1
name: 5
nmae: x
namespace: store
account: {region: cn-hangzou}
cluster: {id: a, parameter: true}
chart: {rep: x}
release: {name: Shop_, namespace: "-h", timeout: ten, wait: yes}
values: {replicaCount: 2}
parameters: x
delivery: {method: hok, outputLimit: 5, rbac: {password: x}}
outputs: [{command: a, notes: true}]
""")
    assert "chartnest/v2" in told["apiVersion"]
    assert 'quotes: "5"' in told["name"]
    assert "Did you mean name?" in told["nmae"]
    assert "release.namespace" in told["namespace"]
    assert "Did you mean cn-hangzhou?" in told["account.region"]
    assert "id and parameter exclude each other" in told["cluster"]
    assert "Did you mean repo instead of rep?" in told["chart"]
    assert "Shop_" in told["release.name"]
    assert "“-h”" in told["release.namespace"]
    assert "10m" in told["release.timeout"]
    assert "true or false" in told["release.wait"]
    assert "values: |" in told["values"]
    assert "a list" in told["parameters"]
    assert "hook, direct or job" in told["delivery.method"]
    assert "notes and command" in told["outputs[0]"]
    assert "64 or more" in told["delivery.outputLimit"]
    assert "asked for at launch" in told["delivery.rbac.password"]


def test_a_secret_has_no_place_for_itself_in_a_plan(good_text: str) -> None:
    told = _told(f"{good_text}parameters:\n  - {{path: auth.word, secret: true, value: hunter2}}\n")
    assert "A plan holds no secrets" in told["parameters[0].value"]
    assert "hunter2" not in str(told)


def test_problems_stand_at_their_line_and_column(good_text: str) -> None:
    _, problems = parse_plan(good_text.replace("  timeout: 10m", "  timeoot: 10m"))
    (problem,) = problems
    assert (problem.line, problem.column) == (14, 3)
    _, problems = parse_plan(good_text.replace("10m", "soon"))
    assert [(problem.line, problem.column) for problem in problems] == [(14, 12)]


@pytest.mark.parametrize("missing", ["name", "cluster", "chart", "release"])
def test_a_missing_field_says_how_to_add_it(good_text: str, missing: str) -> None:
    text = good_text.replace(f"\n{missing}:", "\nx:", 1)
    assert "Add" in _told(text)[missing]


@pytest.mark.parametrize(
    ("chart", "place", "words"),
    [
        ("{}", "chart", "none of: path, url, repo, oci, placeholder"),
        ("x", "chart", "none of"),
        ("{repo: 'https://example.com'}", "chart.name", "missing"),
        ("{path: a, url: b}", "chart", "path and url exclude each other"),
        ("{path: a, version: '1'}", "chart.version", "no field version"),
        ("{oci: 'oci://h/p/n', version: 1.10}", "chart.version", '"1.10"'),
    ],
)
def test_a_choice_is_explained_by_what_was_chosen(
    good_text: str, chart: str, place: str, words: str
) -> None:
    start, end = good_text.index("chart:\n"), good_text.index("release:")
    assert words in _told(f"{good_text[:start]}chart: {chart}\n{good_text[end:]}")[place]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "plain words", "null"])
def test_what_is_no_mapping_leads_to_plan_new(text: str) -> None:
    assert "plan new" in _told(text)["plan"]


@pytest.mark.parametrize(
    ("written", "seconds"), [("600", 600), ("10m", 600), ("1h30m", 5400), ('"45s"', 45)]
)
def test_a_timeout_is_seconds_or_a_duration(good_text: str, written: str, seconds: int) -> None:
    plan, problems = parse_plan(good_text.replace("10m", written))
    assert problems == ()
    assert plan is not None
    assert plan.release.timeout == seconds


@pytest.mark.parametrize("written", ["12h", "5", "1d", "-10", "m", '""', "true", "600.5"])
def test_other_timeouts_are_refused(good_text: str, written: str) -> None:
    assert "release.timeout" in _told(good_text.replace("10m", written))


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("secretValues: []", "parameters, with `secret: true`"),
        ("delivery: {output: {notes: true}}", "outputs, as one item of its list"),
        ("delivery: {existingSecret: x}", "chart.login.existingSecret"),
        ("delivery: {caCertificate: x}", "chart.tls.ca"),
        ("delivery: {plainHttp: true}", "chart.tls.plainHttp"),
        ("chart: {oci: 'oci://host.test/shop', username: x}", "chart.login.username"),
    ],
)
def test_what_version_1_spelled_otherwise_is_named(old: str, place: str) -> None:
    whole = "name: a\ncluster: {parameter: true}\nrelease: {name: a}\n"
    chart = "" if old.startswith("chart") else "chart: {path: a}\n"
    told = _told(f"apiVersion: chartnest/v1\n{whole}{chart}{old}\n")
    assert any(f"It stands in {place} now." in each for each in told.values())
    assert "chartnest/v2" in told["apiVersion"]


@pytest.mark.parametrize("cluster", ["{create: ack, by: module}", "{choose: [existing, ack]}"])
def test_a_cluster_to_come_is_refused_where_it_stands(good_text: str, cluster: str) -> None:
    existing = "\n  id: c0123456789abcdef0123456789abcdef"
    _, (problem,) = parse_plan(good_text.replace(existing, f" {cluster}"))
    assert problem.place == "cluster"
    assert "clusters that exist" in str(problem.what)


@pytest.mark.parametrize(
    ("later", "place"),
    [
        ("publishing: {profile: isv}", "publishing"),
        ("parameters: [{path: a, secret: true, label: {en: A}}]", "parameters[0].label"),
        ("parameters: [{path: a, secret: false}]", "parameters[0].secret"),
        ("outputs: [{name: a, notes: true, link: true}]", "outputs[0].link"),
        ("release: {name: {stack: true}}", "release.name"),
    ],
)
def test_what_no_version_takes_yet_is_refused_by_name(later: str, place: str) -> None:
    name, _, _ = later.partition(":")
    whole = {"cluster": "{parameter: true}", "release": "{name: a}", "chart": "{path: a}"}
    rest = "".join(f"{key}: {value}\n" for key, value in whole.items() if key != name)
    told = _told(f"apiVersion: chartnest/v2\nname: a\n{rest}{later}\n")
    assert list(told) == [place]
