"""What a review calls good, a real Helm of that version installs, and installs what was shown.

For each Helm every chart of `matrix_charts` is reviewed and installed into the built-in cluster;
the two verdicts make a confusion matrix, which the summary of the run shows.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.errors import NotAChart
from core.chart.review import review
from core.chart.surroundings import Surroundings
from core.errors import ChartNestError
from core.plan.model import Release
from core.yaml import go as go_yaml
from tests.support.built_in_cluster import RunningCluster
from tests.support.charts import opened, written
from tests.support.matrix_charts import Case, all_cases
from tests.support.plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HELMS = ("3.8.1", "3.12.1", "3.17.3", "4.1.4", "4.3.1")
KUBERNETES = "v1.30.1-aliyun.1"
CASES = list(all_cases())
SLICE = [
    each
    for each in CASES
    if each.name
    in (
        *("function mustToYaml", "tpl newer", "null parent", "null own", "schema format-7"),
        *("schema prefix-2020", "range >=1.20.0-0 <1.32.0", "dependency newer-off"),
        *("dependency alias", "cluster crd", "cluster hook", "expression and"),
    )
]
_NUMBERS = itertools.count()
# What is refused although that Helm installs it, and why.
REFUSED_ALL_THE_SAME = {
    # The Helm inside ChartNest, 4.2.3, does not know them: there is nothing to show.
    "4.3.1 function duration",
    "4.3.1 function mustToDuration",
    # Of two objects of one name Helm 4 keeps one, without a word.
    "4.1.4 cluster twice",
    "4.3.1 cluster twice",
}
# What the wheels' Helm 3.8.1, built without a version, refuses and a released one does not.
UNVERSIONED = "3.8.1 expression version"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    with RunningCluster(tmp_path_factory.mktemp("cluster"), version=KUBERNETES) as cluster:
        yield cluster


class Trial:
    """One chart, one Helm: what the review says, and what an install does."""

    def __init__(self, case: Case, helm: str, cluster: RunningCluster, folder: Path) -> None:
        self._case = case
        self._helm = helm
        self._cluster = cluster
        self._folder = folder
        self._release = Release(name="shop", namespace=f"trial-{next(_NUMBERS)}")

    def reviewed(self) -> tuple[list[Any] | None, str]:
        """Return the objects shown, None if refused, and all that was said."""
        plan = plan_of(values=self._case.values, release=self._release)
        try:
            found = review(
                plan, opened(dict(self._case.files)), Surroundings(KUBERNETES, helm=self._helm)
            )
        except (NotAChart, ChartNestError) as refused:
            return None, str(refused)
        said = "; ".join(map(str, found.problems))
        if found.refused or found.rendering is None:
            return None, said
        bodies = [each.body for each in found.rendering.objects if not _is_crd_file(each.source)]
        return bodies, said

    def installed(self) -> tuple[list[Any] | None, str]:
        """Return the objects of the release, None if Helm refused, and what it said."""
        self._folder.mkdir()
        values = self._folder / "values.yaml"
        values.write_text(self._case.values)
        chart = written(self._folder / "chart", dict(self._case.files))
        done = self._run("install", "shop", chart, "--create-namespace", "--values", values)
        if done.returncode:
            return None, done.stderr.strip()
        texts = [self._run("get", what, "shop").stdout for what in ("manifest", "hooks")]
        return [body for text in texts for body in _bodies(text)], done.stderr.strip()

    def _run(self, *words: object) -> Any:
        return self._cluster.helm(self._helm, *words, "--namespace", self._release.namespace)


def _is_crd_file(source: str) -> bool:
    return "crds/" in source and "templates/" not in source


def _bodies(text: str) -> list[Any]:
    documents = f"\n{text}".split("\n---\n")
    return [body for each in documents if (body := go_yaml.load(each)) is not None]


def _sorted(bodies: list[Any]) -> list[Any]:
    return sorted(bodies, key=lambda body: (body["kind"], str(body["metadata"]["name"]), str(body)))


def _verdict(case: Case, helm: str, cluster: RunningCluster, folder: Path) -> tuple[str, str]:
    trial = Trial(case, helm, cluster, folder)
    shown, said = trial.reviewed()
    really, answer = trial.installed()
    told = f"{helm} {case.name}: ours: {said[:300] or 'good'} | Helm: {answer[-300:] or 'good'}"
    if shown is None or really is None:
        verdict = {
            (True, True): "refused",
            (False, True): "false good",
            (True, False): "false refused",
        }[shown is None, really is None]
        return verdict, told
    if _sorted(shown) == _sorted(really):
        return "good", told
    if "Helm" in said:
        return "good, with a warning that the preview differs", told
    return "good, but shown otherwise", f"{told} | {shown} | {really}"


@pytest.fixture
def tried(
    cluster: RunningCluster, tmp_path: Path, record_property: Callable[[str, object], None]
) -> Callable[[str, list[Case]], dict[str, list[str]]]:
    """Return what tries charts with one Helm and sorts them by verdict."""

    def tries(helm: str, cases: list[Case]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        counts: Counter[str] = Counter()
        for number, case in enumerate(cases):
            verdict, told = _verdict(case, helm, cluster, tmp_path / str(number))
            found.setdefault(verdict, []).append(told)
            counts[verdict] += 1
        line = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
        record_property("helm matrix", f"Helm {helm}, {len(cases)} charts: {line}")
        return found

    return tries


def _wrong(found: dict[str, list[str]]) -> list[str]:
    right = {
        "false good": (UNVERSIONED,),
        "false refused": tuple(REFUSED_ALL_THE_SAME),
        "good, but shown otherwise": (),
    }
    return [
        f"{verdict}: {each}"
        for verdict, known in right.items()
        for each in found.get(verdict, ())
        if not each.startswith(known)
    ]


@pytest.mark.parametrize("helm", ["3.12.1", "4.1.4"])
def test_what_is_called_good_is_what_that_helm_installs(helm: str, tried: Any) -> None:
    wrong = _wrong(tried(helm, SLICE))
    assert not wrong, "\n".join(wrong)


@pytest.mark.matrix
@pytest.mark.timeout(600)
@pytest.mark.parametrize("helm", HELMS)
def test_the_whole_family_is_called_good_exactly_when_that_helm_installs_it(
    helm: str, tried: Any
) -> None:
    wrong = _wrong(tried(helm, CASES))
    assert not wrong, "\n".join(wrong)
