from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.cluster.state.refusals import Refusal
from core.rehearsal.cluster.wire.protobuf import read_protobuf


def number(field: int, value: int) -> bytes:
    return bytes([field << 3]) + _varint(value)


def chunk(field: int, *content: bytes | str) -> bytes:
    body = b"".join(part.encode() if isinstance(part, str) else part for part in content)
    return bytes([field << 3 | 2]) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def entry(field: int, key: str, value: bytes | str) -> bytes:
    return chunk(field, chunk(1, key), chunk(2, value))


def envelope(api_version: str, kind: str, raw: bytes) -> bytes:
    unknown = chunk(1, chunk(1, api_version), chunk(2, kind)) + chunk(2, raw)
    return b"k8s\0" + unknown + chunk(3, "") + chunk(4, "")


def test_a_secret_reads_as_its_json() -> None:
    owner = chunk(13, chunk(1, "Job"), chunk(3, "job"), chunk(4, "u-1"), number(6, 1))
    metadata = chunk(
        1,
        chunk(1, "sh.helm.release.v1.shop.v1"),
        chunk(2, ""),
        chunk(3, "default"),
        chunk(8, number(1, 1767225600)),
        entry(11, "owner", "helm"),
        entry(12, "note", "x" * 300),
        owner,
        chunk(14, "a.b/c"),
    )
    secret = metadata + entry(2, "release", b"\x00\xff") + chunk(3, "helm.sh/release.v1")
    assert read_protobuf(envelope("v1", "Secret", secret)) == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": "sh.helm.release.v1.shop.v1",
            "namespace": "default",
            "creationTimestamp": "2026-01-01T00:00:00Z",
            "labels": {"owner": "helm"},
            "annotations": {"note": "x" * 300},
            "ownerReferences": [{"kind": "Job", "name": "job", "uid": "u-1", "controller": True}],
            "finalizers": ["a.b/c"],
        },
        "data": {"release": "AP8="},
        "type": "helm.sh/release.v1",
    }


def test_an_empty_value_of_a_map_is_kept() -> None:
    config_map = chunk(1, chunk(1, "settings")) + entry(2, "empty", "") + number(4, 1)
    body = read_protobuf(envelope("v1", "ConfigMap", config_map))
    assert body["data"] == {"empty": ""}
    assert body["immutable"] is True


def test_delete_options_read_as_their_json() -> None:
    options = number(1, 0) + chunk(2, chunk(1, "u-1")) + chunk(4, "Foreground") + chunk(5, "All")
    assert read_protobuf(envelope("v1", "DeleteOptions", options)) == {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "gracePeriodSeconds": 0,
        "preconditions": {"uid": "u-1"},
        "propagationPolicy": "Foreground",
        "dryRun": ["All"],
    }


def test_fields_of_a_newer_kubernetes_are_passed_over() -> None:
    newer = chunk(1, chunk(1, "settings")) + chunk(15, "new") + bytes([13 << 3 | 5]) + b"\0" * 4
    assert read_protobuf(envelope("v1", "ConfigMap", newer))["metadata"] == {"name": "settings"}


def test_a_kind_with_many_fields_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="Deployment: a rehearsal takes it as JSON or YAML"):
        read_protobuf(envelope("apps/v1", "Deployment", b""))


@given(st.binary())
def test_noise_is_refused(noise: bytes) -> None:
    for body in (noise, b"k8s\0" + noise, envelope("v1", "Secret", noise)):
        with contextlib.suppress(Refusal):
            read_protobuf(body)
