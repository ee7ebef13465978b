"""A Pod's volumes, command and environment as they are on this computer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from core.rehearsal.cluster.jobs.errors import SourceMissing, VolumeNotRehearsed
from core.rehearsal.cluster.jobs.pod_files import PodFiles
from core.rehearsal.cluster.state.objects import Objects, Stored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeFiles = Callable[..., PodFiles]


@pytest.fixture
def objects() -> Objects:
    objects = Objects()
    secret = {"data": {"password": base64.b64encode(b"s3\xff").decode(), "plain": "cGxhaW4="}}
    for version, (resource, body) in enumerate(
        [("secrets", secret), ("configmaps", {"data": {"run.sh": "echo hi\n"}})], 1
    ):
        metadata = {"name": "shop", "namespace": "default", "uid": str(version)}
        stored = {"metadata": metadata | {"resourceVersion": str(version)}, **body}
        objects.put(Stored.of(resource, stored, trusted=True))
    return objects


@pytest.fixture
def make_files(objects: Objects, tmp_path: Path) -> MakeFiles:
    def make(volumes: list[Any], mounts: list[Any], **container: Any) -> PodFiles:
        spec = {"volumes": volumes, "containers": [{"volumeMounts": mounts, **container}]}
        metadata = {"name": "shop-1", "namespace": "default"}
        return PodFiles(tmp_path / "pod", objects, {"metadata": metadata, "spec": spec})

    return make


SECRET = {"name": "settings", "secret": {"secretName": "shop"}}


def test_a_mounted_secret_is_a_folder_of_its_exact_bytes(make_files: MakeFiles) -> None:
    files = make_files(
        [SECRET], [{"name": "settings", "mountPath": "/etc/shop"}], command=["/etc/shop/password"]
    )
    files.prepare("")
    (path,) = files.command()
    with open(path, "rb") as file:  # noqa: PTH123  the path is text as the container has it
        assert file.read() == b"s3\xff"


def test_nobody_else_may_read_what_is_mounted(make_files: MakeFiles) -> None:
    files = make_files([SECRET], [])
    files.prepare("")
    password = files.root / "volumes" / "settings" / "password"
    assert password.stat().st_mode & 0o777 == 0o600


def test_items_choose_and_rename(make_files: MakeFiles) -> None:
    items = [{"key": "plain", "path": "sub/name", "mode": 0o500}]
    volume = {"name": "settings", "secret": {"secretName": "shop", "items": items}}
    files = make_files([volume], [])
    files.prepare("")
    folder = files.root / "volumes" / "settings"
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*")] == [
        "sub",
        "sub/name",
    ]
    assert (folder / "sub/name").stat().st_mode & 0o777 == 0o700


def test_an_item_cannot_climb_out_of_its_folder(make_files: MakeFiles) -> None:
    items = [{"key": "plain", "path": "../../escaped"}]
    volume = {"name": "settings", "secret": {"secretName": "shop", "items": items}}
    with pytest.raises(VolumeNotRehearsed):
        make_files([volume], []).prepare("")


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("/work", "volumes/work"),
        ("/work/chart/shop.tgz", "volumes/work/chart/shop.tgz"),
        ("/work/deep/file", "volumes/deep/inner/file"),
        ("/workshop", None),
        ("to /work", None),
    ],
)
def test_a_path_below_a_mount_becomes_a_path_on_this_computer(
    make_files: MakeFiles, value: str, where: str | None
) -> None:
    mounts = [
        {"name": "work", "mountPath": "/work"},
        {"name": "deep", "mountPath": "/work/deep/", "subPath": "inner"},
    ]
    environment = [{"name": "PLACE", "value": value}]
    files = make_files([], mounts, args=[value], env=environment)
    expected = (files.root / where).as_posix() if where else value
    assert files.command() == [expected]
    assert files.environment("/bin", "http://api")["PLACE"] == expected


def test_variables_come_from_fields_secrets_and_config_maps(make_files: MakeFiles) -> None:
    sources = {
        "POD": {"fieldRef": {"fieldPath": "metadata.name"}},
        "WORD": {"secretKeyRef": {"name": "shop", "key": "plain"}},
        "SCRIPT": {"configMapKeyRef": {"name": "shop", "key": "run.sh"}},
        "NONE": {"secretKeyRef": {"name": "other", "key": "x", "optional": True}},
    }
    env = [{"name": name, "valueFrom": source} for name, source in sources.items()]
    environment = make_files([], [], env=env).environment("/bin", "http://api")
    found = {name: environment[name] for name in sources}
    assert found == {"POD": "shop-1", "WORD": "plain", "SCRIPT": "echo hi\n", "NONE": ""}


def test_the_container_cannot_put_another_helm_first(make_files: MakeFiles) -> None:
    files = make_files([], [], env=[{"name": "PATH", "value": "/evil"}])
    assert files.environment("/bin", "http://api")["PATH"] == "/bin"


def test_nothing_of_this_computers_environment_gets_in(
    make_files: MakeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "planted")
    environment = make_files([], []).environment("/bin", "http://api")
    assert "planted" not in environment.values()


@pytest.mark.parametrize(
    "volume",
    [
        {"name": "a", "secret": {"secretName": "absent"}},
        {"name": "a", "configMap": {"name": "shop", "items": [{"key": "no", "path": "no"}]}},
    ],
)
def test_what_is_not_there_yet_is_told_as_missing(make_files: MakeFiles, volume: Any) -> None:
    with pytest.raises(SourceMissing):
        make_files([volume], []).prepare("")


def test_other_volumes_are_refused_by_name(make_files: MakeFiles) -> None:
    with pytest.raises(VolumeNotRehearsed, match="disk"):
        make_files([{"name": "disk", "hostPath": {"path": "/"}}], []).prepare("")
