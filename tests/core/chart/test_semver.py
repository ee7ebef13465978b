from __future__ import annotations

import itertools
import json

import pytest

from core.chart.errors import BadVersionRange
from core.chart.semver import Version, VersionRange, is_exact
from tests.support.charts import chart_files, packed

VERSIONS = """\
0.0.0 0.0.1 0.0.3 0.1.0 0.2.3 0.2.9 0.3.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 1.2.3-alpha 1.2.3-alpha.1
1.2.3-beta.2 1.2.3-beta.11 2.0.0 2.0.0-rc.1 2.1.0+b 11.0.0 11.1.0 v1.5.0 1.2 3
"""
PARTS = """\
0 1 2 1.2 0.2 0.0 1.2.3 0.2.3 0.0.3 0.0.0 1.x 1.2.x * x 1.2.* 11.1 1.2.3-alpha 1.2.3-beta.2
1.20.0-0 v1.2.3 1.2-beta 1-0 *.1
"""
OPERATORS = ("", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^", "> ")
COMBINED = """\
>=1.2, <2
>=1.2 <2
^0.2 || ~1.2
>= 1.2.3, < 2 || 3.x
!=1.2.3, ^1
>=1.0.0-0 <3
foo
1.2.3.4
>>1
||
1 ||
^1,
1.2 -
a||1
"""


def ranges() -> list[str]:
    parts = PARTS.split()
    compared = [operator + part for operator in OPERATORS for part in parts]
    between = [f"{low} - {high}" for low, high in itertools.product(parts[3:9], parts[5:12])]
    return [*compared, *between, *COMBINED.splitlines()]


TEMPLATE = """\
{{ range .Values.versions }}{{ semverCompare $.Values.range . | ternary 1 0 }}{{ end }}
"""


def test_ranges_hold_as_in_the_library_that_helm_uses() -> None:
    """Ask Helm's own template function, which is Masterminds/semver."""
    engine = pytest.importorskip("helm_python")
    archive = packed(chart_files(templates={"answer.txt": TEMPLATE}))

    def helm_says(wanted: str) -> str:
        with engine.Chart.load_archive(archive) as chart:
            try:
                rendered = chart.render({"range": wanted, "versions": VERSIONS.split()})
            except engine.HelmRenderError:
                return "refused"
        return str(rendered["shop/templates/answer.txt"]).strip()

    def we_say(wanted: str) -> str:
        try:
            allowed = VersionRange.parse(wanted)
        except BadVersionRange:
            return "refused"
        versions = [Version.parse(version) for version in VERSIONS.split()]
        return "".join("01"[allowed.allows(version)] for version in versions if version)

    helm, ours = ({wanted: say(wanted) for wanted in ranges()} for say in (helm_says, we_say))
    assert json.dumps(ours, indent=0) == json.dumps(helm, indent=0)


def test_versions_sort_by_precedence_with_prereleases_first() -> None:
    spelled = "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1"
    versions = [Version.parse(each) for each in spelled.split()]
    assert sorted(filter(None, reversed(versions))) == versions


def test_an_empty_range_means_any_release() -> None:
    anything = VersionRange.parse("")
    assert anything.allows(Version(1, 2, 3))
    assert not anything.allows(Version(1, 2, 3, "rc.1"))


@pytest.mark.parametrize(
    ("text", "exact"), [("1.2.3", True), ("1.2.3-rc.1+b.2", True), ("1.2", False), ("^1", False)]
)
def test_only_a_whole_version_is_exact(text: str, exact: bool) -> None:
    assert is_exact(text) is exact
