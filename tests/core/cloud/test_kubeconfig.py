"""Kubeconfigs of every make: tokens, passwords, and what cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from core.cloud.kubeconfig import (
    Contexts,
    KubeconfigCluster,
    KubeconfigUnusable,
    cluster_access,
    contexts_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def kubeconfig(user: dict[str, object], **cluster: object) -> str:
    return yaml.safe_dump(
        {
            "current-context": "here",
            "contexts": [{"name": "here", "context": {"cluster": "c", "user": "u"}}],
            "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:1/", **cluster}}],
            "users": [{"name": "u", "user": user}],
        }
    )


def test_a_token_is_sent_and_not_shown() -> None:
    access = cluster_access(kubeconfig({"token": "planted"}))
    assert access.server == "http://127.0.0.1:1"
    assert access.namespace == "default"
    assert access.headers == {"Authorization": "Bearer planted"}
    assert "planted" not in repr(access)


def test_a_name_and_a_password_are_used() -> None:
    assert cluster_access(kubeconfig({"username": "u", "password": "p"})).auth is not None


def test_a_token_and_a_password_may_look_like_numbers() -> None:
    assert cluster_access(kubeconfig({"token": 7})).headers == {"Authorization": "Bearer 7"}
    assert cluster_access(kubeconfig({"username": 1, "password": 2})).auth is not None


def test_a_cluster_may_say_not_to_check_its_certificate() -> None:
    text = kubeconfig({}, server="https://127.0.0.1:1", **{"insecure-skip-tls-verify": True})
    verify = cluster_access(text).verify
    assert not isinstance(verify, bool)
    assert not verify.check_hostname


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "current-context: nowhere",
        "\tno yaml",
        kubeconfig({"exec": {"command": "aws"}}),
        "when: 2001-99-99",
        "a: !!bool maybe",
        kubeconfig({"password": "p"}),
        kubeconfig({"tokenFile": "/nowhere/token"}),
        kubeconfig({"tokenFile": 5}),
        kubeconfig({"token": "caf\u00e9"}),
        kubeconfig({"token": "two\nlines"}),
        kubeconfig("text"),  # type: ignore[arg-type]
        kubeconfig(["list"]),  # type: ignore[arg-type]
        kubeconfig({}, server="https://x", **{"certificate-authority-data": 5}),
        kubeconfig({}, server="https://x", **{"certificate-authority": "/nowhere/ca"}),
        kubeconfig({}, server="https://x", **{"certificate-authority-data": "bm90IGEgY2VydA=="}),
        kubeconfig(
            {"client-certificate-data": "eA==", "client-key-data": "eA=="}, server="https://x"
        ),
    ],
)
def test_what_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(KubeconfigUnusable):
        cluster_access(text)


def two_contexts(tmp_path: Path) -> Path:
    """Return a kubeconfig set to `here` that has `there`, too."""
    document = yaml.safe_load(kubeconfig({"token": "planted"}))
    document["contexts"].append({"name": "there", "context": {"cluster": "d", "user": "u"}})
    document["clusters"].append({"name": "d", "cluster": {"server": "http://127.0.0.1:2"}})
    file = tmp_path / "kubeconfig"
    file.write_text(yaml.safe_dump(document))
    return file


def test_a_file_offers_its_contexts(tmp_path: Path) -> None:
    assert contexts_of(two_contexts(tmp_path)) == Contexts(("here", "there"), "here")


def test_another_context_than_the_current_one_is_used_when_named(tmp_path: Path) -> None:
    file = two_contexts(tmp_path)
    servers = [
        cluster_access(KubeconfigCluster(file, context).kubeconfig()).server
        for context in ("", "here", "there")
    ]
    assert servers == ["http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:2"]
    with pytest.raises(KubeconfigUnusable):
        KubeconfigCluster(file, "nowhere").kubeconfig()


@pytest.mark.parametrize("text", ["", "[]", "contexts: 7", "contexts: [{}]", "contexts: []"])
def test_a_file_without_contexts_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "kubeconfig"
    file.write_text(text)
    with pytest.raises(KubeconfigUnusable):
        contexts_of(file)
