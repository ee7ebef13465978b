"""Kubeconfigs of every make: tokens, passwords, and what cannot be used."""

from __future__ import annotations

import pytest
import yaml

from core.cloud.kubeconfig import KubeconfigUnusable, cluster_access


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
        kubeconfig({}, server="https://x", **{"certificate-authority-data": "bm90IGEgY2VydA=="}),
        kubeconfig(
            {"client-certificate-data": "eA==", "client-key-data": "eA=="}, server="https://x"
        ),
    ],
)
def test_what_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(KubeconfigUnusable):
        cluster_access(text)
