from __future__ import annotations

import pytest

from core.plan.file import parse_plan


def _told(text: str) -> dict[str, str]:
    plan, problems = parse_plan(text)
    assert plan is None
    return {problem.place: f"{problem.what} {problem.remedy}" for problem in problems}


def test_every_problem_of_a_file_is_told_at_once() -> None:
    told = _told("""\
apiVersion: chartnest/v2
name: 5
nmae: x
namespace: store
account: {region: cn-hangzou}
cluster: {id: a, parameter: true}
chart: {rep: x}
release: {name: Shop_, namespace: "-h", timeout: ten, wait: yes}
values: {replicaCount: 2}
secretValues: x
delivery: {method: hok, output: {command: a, notes: true}, outputLimit: 5, rbac: {password: x}}
""")
    assert "chartnest/v1" in told["apiVersion"]
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
    assert "a list" in told["secretValues"]
    assert "hook, direct or job" in told["delivery.method"]
    assert "notes and command" in told["delivery.output"]
    assert "64 or more" in told["delivery.outputLimit"]
    assert "asked for at launch" in told["delivery.rbac.password"]


def test_a_secret_has_no_place_for_itself_in_a_plan(good_text: str) -> None:
    told = _told(f"{good_text}secretValues:\n  - {{path: auth.word, value: hunter2}}\n")
    assert "A plan holds no secrets" in told["secretValues[0].value"]
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
