"""What a kubeconfig offers, and what it says about reaching a cluster over plain HTTP."""

from __future__ import annotations

import base64
import ssl
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from core.errors import ChartNestError, say, why_unreadable
from core.yaml import safe as safe_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx


class KubeconfigUnusable(ChartNestError):
    """The kubeconfig cannot be used here."""

    code = "kubeconfig-unusable"
    what = "The kubeconfig cannot be used: {reason}."
    remedy = "Give one with a certificate, a token or a password in it."


@dataclass(frozen=True)
class ClusterAccess:
    """Where the API server is, and what an HTTP client needs to be let in."""

    server: str
    namespace: str
    headers: Mapping[str, str] = field(repr=False)
    auth: httpx.Auth | None = field(repr=False)
    verify: ssl.SSLContext | bool = field(repr=False)

    @property
    def client_options(self) -> dict[str, Any]:
        """Return what an httpx client is made with; no proxy stands before a cluster."""
        return {
            "base_url": self.server,
            "headers": self.headers,
            "auth": self.auth,
            "verify": self.verify,
            "trust_env": False,
        }


@dataclass(frozen=True)
class KubeconfigCluster:
    """A cluster of a kubeconfig file; an empty `context` means the file's current one."""

    file: Path
    context: str = ""

    def __str__(self) -> str:
        return f"{self.file}, context {self.context}" if self.context else str(self.file)

    def absolute(self) -> KubeconfigCluster:
        """Return the same wherever one stands."""
        return replace(self, file=self.file.absolute())

    def kubeconfig(self) -> str:
        """Return the file's text, set to the context; raises `KubeconfigUnusable`."""
        text = _read(self.file)
        if self.context:
            text = yaml.safe_dump({**_document(text), "current-context": self.context})
        cluster_access(text)
        return text


def given_cluster(file: Path | None, context: str) -> KubeconfigCluster | None:
    """Return the cluster a person named, or None for a rehearsal's built-in one."""
    return KubeconfigCluster(file, context) if file else None


@dataclass(frozen=True)
class Contexts:
    """The contexts that a kubeconfig file offers, and the one it is set to."""

    names: tuple[str, ...]
    current: str


def contexts_of(file: Path) -> Contexts:
    """Return what a kubeconfig file offers; raises `KubeconfigUnusable`."""
    document = _document(_read(file))
    try:
        names = tuple(str(each["name"]) for each in document.get("contexts") or ())
    except (KeyError, TypeError, AttributeError) as error:
        raise _incomplete(error) from None
    if not names:
        raise KubeconfigUnusable(reason=say("it has no contexts"))
    current = str(document.get("current-context") or "")
    return Contexts(names, current if current in names else names[0])


def _incomplete(error: Exception) -> KubeconfigUnusable:
    return KubeconfigUnusable(reason=say("it is incomplete ({error})", error=type(error).__name__))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KubeconfigUnusable(
            reason=say("{file}: {reason}", file=file, reason=why_unreadable(error))
        ) from None


def _document(untrusted_text: str) -> dict[str, Any]:
    try:
        document = safe_yaml.load(untrusted_text)
    except (yaml.YAMLError, LookupError, AttributeError, TypeError, ValueError):
        document = None  # the latter come of tags, and of dates that are none
    if not isinstance(document, dict):
        raise KubeconfigUnusable(reason=say("it is not a YAML mapping"))
    return document


def cluster_access(kubeconfig: str) -> ClusterAccess:
    """Return the access of the current context; raises `KubeconfigUnusable`."""
    try:
        config = _document(kubeconfig)
        context = _named(config, "contexts", config["current-context"])["context"]
        cluster = _named(config, "clusters", context["cluster"])["cluster"]
        user = _named(config, "users", context["user"]).get("user") or {}
        server = cluster["server"].rstrip("/")
        headers, auth = _credentials(user)
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        raise _incomplete(error) from None
    namespace = context.get("namespace") or "default"
    try:
        verify = _tls(cluster, user)
    except (OSError, TypeError, ValueError) as error:
        reason = say("a certificate in it is broken ({error})", error=type(error).__name__)
        raise KubeconfigUnusable(reason=reason) from None
    return ClusterAccess(server, namespace, headers, auth, verify)


def _named(config: Mapping[str, Any], section: str, name: str) -> dict[str, Any]:
    return next(entry for entry in config[section] if entry["name"] == name)


def _credentials(user: Mapping[str, Any]) -> tuple[dict[str, str], httpx.Auth | None]:
    if not isinstance(user, dict):
        raise TypeError(user)
    if "exec" in user or "auth-provider" in user:
        raise KubeconfigUnusable(reason=say("its user is made by a plugin"))
    token = str(user.get("token") or "")
    if "tokenFile" in user:
        token = _read(Path(user["tokenFile"])).strip()
    if not token.isascii() or not token.isprintable():
        raise KubeconfigUnusable(reason=say("its token is no plain text"))
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    password = user.get("password")
    if not password:
        return headers, None
    import httpx

    return headers, httpx.BasicAuth(str(user["username"]), str(password))


def _tls(cluster: Mapping[str, Any], user: Mapping[str, Any]) -> ssl.SSLContext | bool:
    if not cluster["server"].startswith("https:"):
        return True
    authority = _bytes(cluster, "certificate-authority")
    context = ssl.create_default_context(cadata=authority.decode() if authority else None)
    if cluster.get("insecure-skip-tls-verify"):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    certificate, key = _bytes(user, "client-certificate"), _bytes(user, "client-key")
    if certificate and key:
        _load_client_certificate(context, certificate, key)
    return context


def _load_client_certificate(context: ssl.SSLContext, certificate: bytes, key: bytes) -> None:
    """Give the key to OpenSSL, which takes files only: for that moment, in a private folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "client.pem"
        path.touch(mode=0o600)
        path.write_bytes(certificate + b"\n" + key)
        context.load_cert_chain(path)


def _bytes(section: Mapping[str, Any], name: str) -> bytes | None:
    if f"{name}-data" in section:
        return base64.b64decode(section[f"{name}-data"])
    return Path(section[name]).read_bytes() if name in section else None
