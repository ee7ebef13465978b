"""Names that mean something to Helm are no unknown values; misspelt ones still are."""

from __future__ import annotations

import pytest

from core.chart.values import check_values
from tests.support.charts import chart_files, opened, packed

DATABASE = chart_files(
    "db", "0.1.0", values="users: []\nport: 5432\nauth: {username: x}\nexports: {data: {size: 1}}\n"
)
DEPENDENCIES = """\
dependencies:
- {name: db, version: 0.1.0, alias: primary, condition: "primary.enabled,switches.primary"}
- {name: db, version: 0.1.0, alias: replica, condition: replica.enabled, tags: [extra]}
- name: cache
  version: 0.1.0
  condition: cacheEnabled
  import-values: [data, {child: auth, parent: store.login}]
"""


def shop(*, dependencies: str = DEPENDENCIES, pack: bool = False) -> dict[str, bytes]:
    """A chart whose own values have `color` and, for the subchart primary, `user`."""
    files = chart_files(metadata=dependencies, values="color: red\nprimary: {user: me}\n")
    for name in ("db", "cache"):
        child = {**DATABASE, "Chart.yaml": DATABASE["Chart.yaml"].replace(b"db", name.encode())}
        if pack:
            files[f"charts/{name}-0.1.0.tgz"] = packed(child)
        else:
            files |= {f"charts/{name}/{path}": content for path, content in child.items()}
    return files


def warned(files: dict[str, bytes], text: str) -> list[str]:
    return [
        f"{each.place}: {each.what} {each.remedy}" for each in check_values(opened(files), text)
    ]


@pytest.mark.parametrize("pack", [False, True], ids=["folder", "archive"])
@pytest.mark.parametrize(
    "text",
    [
        "primary: {enabled: true, port: 1}\nreplica: {enabled: false}",
        "tags: {extra: true}",
        "tags: {another: true}",
        "global: {anything: 1}",
        "switches: {primary: true}",
        "cacheEnabled: true",
        "cache: {users: [me]}",
        "size: 2",
        "store: {login: {username: me}}",
        "primary: {users: [me]}",  # db's own, though it looks like the parent's `user`
        "primary: {global: {a: 1}, user: you}",
    ],
)
def test_names_that_chart_yaml_or_a_subchart_gives_are_known(text: str, pack: bool) -> None:
    assert warned(shop(pack=pack), text) == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("colour: red", "no values.colour. Did you mean color?"),
        ("primry: {}", "no values.primry. Did you mean primary?"),
        ("db: {port: 1}", "no values.db."),  # both bear another name
        ("primary: {prt: 1}", "no values.primary.prt. Did you mean port?"),
        ("replica: 3", "is a mapping, not a single value"),
        ("tags: {extr: true}", "Did you mean extra?"),
    ],
)
def test_what_nobody_gives_a_meaning_is_still_warned_of(text: str, warning: str) -> None:
    (said,) = warned(shop(), text)
    assert warning in said


def test_a_chart_of_the_first_format_names_its_dependencies_in_requirements_yaml() -> None:
    files = shop(dependencies="")
    files["Chart.yaml"] = files["Chart.yaml"].replace(b"apiVersion: v2", b"apiVersion: v1")
    files["requirements.yaml"] = DEPENDENCIES.encode()
    assert warned(files, "replica: {enabled: false}\ntags: {extra: true}") == []


def test_a_subchart_that_no_dependency_names_is_known_by_its_own_name() -> None:
    files = shop(dependencies="")
    moved = {path.replace("charts/db/", "charts/folder/"): files[path] for path in files}
    assert warned(moved, "db: {port: 1}\ncache: {}") == []
    assert warned(moved, "folder: {}") != []


def test_dependencies_that_are_not_there_are_known_all_the_same() -> None:
    files = {path: text for path, text in shop().items() if not path.startswith("charts/")}
    assert warned(files, "primary: {anything: 1}\ncache: {other: 2}") == []
