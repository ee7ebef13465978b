from __future__ import annotations

import pytest

from core.chart.errors import LockOutOfSync
from core.chart.lock import Lock, read_lock

# Written by `helm dependency update` of 3.17.3, for what `DECLARED` says.
WRITTEN_BY_HELM = b"""\
dependencies:
- name: db
  repository: http://127.0.0.1:37521/charts
  version: 1.2.0
- name: mq
  repository: oci://127.0.0.1:37521/charts
  version: 0.3.0
- name: common
  repository: file://../common
  version: 0.1.0
digest: sha256:4aeec0b3f98d5844be00b7b75b5202b8cebe4df4534f73951a01a5c2adcbe1d6
generated: "2026-11-29T23:26:30.573158461Z"
"""
DECLARED = (
    {
        "name": "db",
        "version": ">=1.0 <2",
        "repository": "http://127.0.0.1:37521/charts",
        "condition": "db.enabled",
        "tags": ["x"],
        "import-values": ["data", {"parent": "a", "child": "b"}],
        "alias": "store",
    },
    {"name": "mq", "version": "^0.3", "repository": "oci://127.0.0.1:37521/charts"},
    {"name": "common", "version": "*", "repository": "file://../common"},
)
# By the same, for `@foo`, a name that Helm knew an address for.
OF_A_NAMED_REPOSITORY = b"""\
dependencies:
- name: db
  repository: http://127.0.0.1:37521/charts
  version: 1.2.0
digest: sha256:2afa64cadb0b6a92f3553bec9c229e4cda335d800a53167d367f45f23697ed42
"""


def lock(content: bytes, path: str = "Chart.lock") -> Lock:
    found = read_lock({path: content})
    assert found
    return found


def test_a_lock_that_helm_wrote_agrees_with_what_it_was_written_for() -> None:
    lock(WRITTEN_BY_HELM).check(DECLARED, old_format=False)


@pytest.mark.parametrize(
    "changed",
    [
        (*DECLARED[:2], {**DECLARED[2], "version": ">=0"}),
        DECLARED[:2],
        DECLARED[::-1],
        ({**DECLARED[0], "condition": "db.on"}, *DECLARED[1:]),
        ({**DECLARED[0], "alias": "other"}, *DECLARED[1:]),
    ],
    ids=["version", "one-less", "order", "condition", "alias"],
)
def test_a_lock_is_out_of_sync_once_a_dependency_has_changed(changed: tuple[dict, ...]) -> None:
    with pytest.raises(LockOutOfSync, match=r"Chart\.lock.* out of sync with Chart\.yaml"):
        lock(WRITTEN_BY_HELM).check(changed, old_format=False)


@pytest.mark.parametrize("name", ["@foo", "alias:foo"])
def test_a_lock_knows_the_address_of_a_repository_that_is_only_named(name: str) -> None:
    declared = [{"name": "db", "version": "1.x", "repository": name}]
    lock(OF_A_NAMED_REPOSITORY).check(declared, old_format=False)
    assert lock(OF_A_NAMED_REPOSITORY).entries[0]["repository"] == "http://127.0.0.1:37521/charts"


def test_a_lock_of_helm_2_is_taken_for_a_chart_of_its_time_only() -> None:
    declared = [{"name": "db", "version": "1.x", "repository": "@foo"}]
    # The SHA-256 of {"dependencies":[{"name":"db","version":"1.x","repository":"@foo"}]}
    digest = "1bf6879e1476e73c3798d9cddd3b1e103f0b4c9d8950ac51e3858e8c970ab880"
    written = lock(f"digest: sha256:{digest}\n".encode(), "requirements.lock")
    written.check(declared, old_format=True)
    with pytest.raises(LockOutOfSync):
        written.check(declared, old_format=False)


def test_the_older_name_of_the_lock_counts_when_there_are_both() -> None:
    found = read_lock({"Chart.lock": WRITTEN_BY_HELM, "requirements.lock": b"digest: x\n"})
    assert found
    assert (found.path, found.digest, found.entries) == ("requirements.lock", "x", ())


def test_numbers_are_the_texts_that_helm_makes_of_them() -> None:
    text = "dependencies: [{name: db, version: 12.1, repository: '', alias: 7}]\n"
    entry = {"name": "db", "version": "12.1", "repository": "", "alias": "7"}
    assert lock(text.encode()).entries == (entry,)


@pytest.mark.parametrize(
    "value", ["[x]", "{a: b}", "!!binary aGk=", "!!timestamp 2001-01-01", "!!set {a}", "null"]
)
def test_what_is_no_text_is_out_of_sync(value: str) -> None:
    for name in ("name", "version", "tags", "import-values", "digest"):
        text = f"dependencies: [{{name: db, {name}: {value}}}]\n{name}: {value}\n"
        with pytest.raises(LockOutOfSync):
            lock(text.encode()).check(lock(text.encode()).entries, old_format=True)


def test_a_chart_without_a_lock_has_none() -> None:
    assert read_lock({"Chart.yaml": b""}) is None
