"""Where charts come from: paths, addresses, OCI, and the repositories added by name."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from helm_python import RegistryClient

    from core.rehearsal.helm_command.arguments import Command


@dataclass(frozen=True)
class Source:
    """A chart as the engine takes it."""

    reference: str
    repository: str | None = None
    username: str | None = None
    password: str | None = None


def source_of(command: Command) -> Source:
    """Return what the chart named in a command means."""
    reference = command.chart
    if command.repo:
        return Source(reference, command.repo, command.username, command.password)
    name, slash, chart = reference.partition("/")
    if "://" in reference or Path(reference).exists() or not slash:
        return Source(reference, None, command.username, command.password)
    for repository in _repositories():
        if repository["name"] == name:
            login = repository.get("username"), repository.get("password")
            return Source(chart, repository["url"], *login)
    return Source(reference)


def registry(command: Command) -> RegistryClient:
    """Return a client that knows the logins of HELM_REGISTRY_CONFIG."""
    import helm_python as helm

    logins = os.environ.get("HELM_REGISTRY_CONFIG") or _config_home() / "registry" / "config.json"
    return helm.RegistryClient(plain_http=command.plain_http, credentials_file=logins)


def pull(command: Command) -> None:
    """Fetch a chart into a folder."""
    import helm_python as helm

    source = source_of(command)
    with registry(command) as client:
        helm.pull(
            source.reference,
            client=client if source.reference.startswith("oci://") else None,
            destination=command.destination,
            version=command.version,
            repo_url=source.repository,
            untar=command.untar,
            plain_http=command.plain_http,
            insecure_skip_tls_verify=command.insecure_skip_tls_verify,
            username=source.username,
            password=source.password,
        )


def show(command: Command, part: str) -> None:
    """Print a chart's Chart.yaml or its default values."""
    import helm_python as helm

    source = source_of(command)
    with registry(command) as client:
        text = helm.show(
            source.reference,
            client=client if source.reference.startswith("oci://") else None,
            output_format=part,
            version=command.version,
            repo_url=source.repository,
            plain_http=command.plain_http,
        )
    sys.stdout.write(text)


def add_repository(command: Command) -> None:
    """Remember a repository by name once its index was read."""
    import helm_python as helm

    password = sys.stdin.readline().rstrip("\r\n") if command.password_stdin else command.password
    try:
        helm.repo_index(
            command.url,
            username=command.username,
            password=password,
            insecure_skip_tls_verify=command.insecure_skip_tls_verify,
        )
    except helm.HelmError as error:
        message = f'looks like "{command.url}" is not a valid chart repository or cannot be reached'
        raise OSError(f"{message}: {error}") from None
    added = {"name": command.name, "url": command.url}
    if command.username:
        added |= {"username": command.username, "password": password}
    others = [each for each in _repositories() if each["name"] != command.name]
    path = _repositories_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    content = {"apiVersion": "", "repositories": [*others, added]}
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    sys.stdout.write(f'"{command.name}" has been added to your repositories\n')


def list_repositories() -> list[dict[str, Any]]:
    """Return the name and address of each repository."""
    return [{"name": each["name"], "url": each["url"]} for each in _repositories()]


def update_repositories() -> None:
    """Read the index of every repository again."""
    import helm_python as helm

    for each in _repositories():
        helm.repo_index(each["url"], username=each.get("username"), password=each.get("password"))
        sys.stdout.write(
            f'...Successfully got an update from the "{each["name"]}" chart repository\n'
        )
    sys.stdout.write("Update Complete. ⎈Happy Helming!⎈\n")


def log_in(command: Command) -> None:
    """Remember a login at an OCI registry."""
    password = sys.stdin.readline().rstrip("\r\n") if command.password_stdin else command.password
    with registry(command) as client:
        client.login(
            command.host,
            command.username,
            password or "",
            insecure=command.insecure,
            plain_http=command.plain_http,
        )
    sys.stdout.write("Login Succeeded\n")


def log_out(command: Command) -> None:
    """Forget a login."""
    command.plain_http = False
    with registry(command) as client:
        client.logout(command.host)
    sys.stdout.write(f"Removing login credentials for {command.host}\n")


def _repositories() -> list[dict[str, str]]:
    path = _repositories_file()
    if not path.exists():
        return []
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    repositories: list[dict[str, str]] = content.get("repositories") or []
    return repositories


def _repositories_file() -> Path:
    named = os.environ.get("HELM_REPOSITORY_CONFIG")
    return Path(named) if named else _config_home() / "repositories.yaml"


def _config_home() -> Path:
    named = os.environ.get("HELM_CONFIG_HOME")
    return Path(named) if named else Path.home() / ".config" / "helm"
