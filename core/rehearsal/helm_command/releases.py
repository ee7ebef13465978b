"""Releases: installed, upgraded, rolled back, uninstalled, and looked at."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from core.rehearsal.helm_command import engine as library
from core.rehearsal.helm_command.sources import registry, source_of
from core.rehearsal.helm_command.values import gathered, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helm_python import Config, HelmContext

    from core.rehearsal.helm_command.arguments import Command
    from core.rehearsal.helm_command.values import ValuePath

Release = dict[str, Any]


def namespace_of(command: Command) -> str:
    """Return the namespace of a command: its flag, HELM_NAMESPACE, or the kubeconfig's."""
    named = command.namespace or os.environ.get("HELM_NAMESPACE")
    return str(named) if named else _namespace_of_context()


def install(command: Command) -> Release:
    """Install a release."""
    return _deploy(command, "install", create_namespace=command.create_namespace)


def upgrade(command: Command) -> Release:
    """Upgrade a release; with `--install` install it where there is none."""
    import helm_python as helm

    if command.install:
        try:
            with engine(command) as config:
                config.history(command.name, max_revisions=1)
        except helm.HelmNotFoundError:
            return install(command)
    return _deploy(
        command,
        "upgrade",
        max_history=command.history_max,
        reset_values=command.reset_values,
        reuse_values=command.reuse_values,
        cleanup_on_fail=command.cleanup_on_fail,
    )


def _deploy(command: Command, verb: str, **more: object) -> Release:
    import helm_python as helm

    source = source_of(command)
    values = gathered(command)
    with ExitStack() as closing:
        folder = closing.enter_context(TemporaryDirectory(prefix="chartnest-"))
        reference = _with_numbers(source.reference, whole_numbers(command, values), Path(folder))
        words = (reference, command.name, values)
        config = closing.enter_context(engine(command))
        context = closing.enter_context(helm.HelmContext())
        if source.reference.startswith("oci://"):
            config.set_registry_client(closing.enter_context(registry(command)))
        return _ended_by_signals(
            context,
            lambda: library.deploy(
                config,
                context,
                verb,
                words,
                **_waiting(command),
                rollback_on_failure=command.atomic,
                description=command.description,
                chart_repo_url=source.repository,
                chart_version=command.version,
                plain_http=command.plain_http,
                **more,
            ),
        )


def _with_numbers(reference: str, numbers: Mapping[ValuePath, int], folder: Path) -> str:
    """Return a chart in which whole numbers are what `--set` makes of them, if it is an archive."""
    if not numbers or not Path(reference).is_file():
        return reference
    from core.chart.archive import pack, unpack  # noqa: PLC0415 - most calls set no number
    from core.chart.whole_numbers import whole_numbers_template  # noqa: PLC0415 - as above

    files = unpack(Path(reference).read_bytes())
    name = str(yaml.safe_load(files["Chart.yaml"])["name"])
    archive = folder / Path(reference).name
    archive.write_bytes(pack(name, {**files, **whole_numbers_template(numbers)}))
    return str(archive)


def uninstall(command: Command) -> None:
    """Remove a release; say what Helm keeps of it."""
    options = _waiting(command) | {
        "dry_run": command.dry_run,
        "keep_history": command.keep_history,
        "ignore_not_found": command.ignore_not_found,
        "description": command.description,
        "deletion_propagation": command.cascade,
        "wait_for_jobs": None,
    }
    with engine(command) as config:
        answer = library.uninstall(config, command.name, **options)
    if answer["info"]:
        sys.stdout.write(f"{answer['info']}\n")
    sys.stdout.write(f'release "{command.name}" uninstalled\n')


def roll_back(command: Command) -> None:
    """Bring back an earlier revision, the one before by default."""
    with engine(command) as config:
        library.roll_back(config, command.name, version=command.revision, **_waiting(command))
    sys.stdout.write("Rollback was a success! Happy Helming!\n")


def _waiting(command: Command) -> dict[str, object]:
    waits = command.wait or command.wait_for_jobs or getattr(command, "atomic", False)
    return {
        "timeout_seconds": command.timeout,
        "wait": "watcher" if waits else None,
        "wait_for_jobs": command.wait_for_jobs,
        "disable_hooks": command.no_hooks,
        "dry_run": "server" if command.dry_run else None,
    }


def history(command: Command) -> list[Release]:
    """Return the revisions of a release, oldest first, as `helm history` shows them."""
    with engine(command) as config:
        revisions = config.history(command.name, max_revisions=command.max)
        return [
            {
                "revision": each["revision"],
                "updated": each["deployed_at"],
                "status": each["status"],
                "chart": f"{each['chart_name']}-{each['chart_version']}",
                "app_version": each.get("app_version", ""),
                "description": _description(config, command.name, each["revision"]),
            }
            for each in revisions
        ]


def listed(command: Command) -> list[Release]:
    """Return the releases as `helm list` shows them."""
    with engine(command) as config:
        found = config.list(
            all_states=command.all,
            all_namespaces=command.all_namespaces,
            name_filter=command.filter,
        )
    return [
        {
            "name": each["name"],
            "namespace": each["namespace"],
            "revision": str(each["revision"]),
            "updated": each["deployed_at"],
            "status": each["status"],
            "chart": f"{each['chart_name']}-{each['chart_version']}",
            "app_version": each.get("app_version", ""),
        }
        for each in found
    ]


def status(command: Command) -> Release:
    """Return a release with its manifest and notes."""
    with engine(command) as config:
        return config.status(command.name, revision=command.revision)


def whole(command: Command) -> Release:
    """Return a release as `helm status -o json` does."""
    with engine(command) as config:
        found = config.get_all(command.name, revision=command.revision)
    return {
        "name": found["summary"]["name"],
        "info": found["info"],
        "config": found.get("config"),
        "manifest": found["summary"]["manifest"],
        "version": found["summary"]["revision"],
        "namespace": found["summary"]["namespace"],
    }


def values(command: Command) -> dict[str, Any]:
    """Return a release's values: those given, or with `--all` those computed."""
    with engine(command) as config:
        return config.get_values(command.name, all_values=command.all, revision=command.revision)


def rendered(command: Command) -> str:
    """Return the manifests of a chart that lies on this computer."""
    import helm_python as helm

    with helm.Chart.load(source_of(command).reference) as chart:
        manifests = chart.render(
            gathered(command), name=command.name, namespace=namespace_of(command)
        )
    return "".join(
        f"---\n# Source: {path}\n{text.strip()}\n"
        for path, text in manifests.items()
        if text.strip() and not path.endswith("NOTES.txt")
    )


def engine(command: Command) -> Config:
    """Return the connection to the cluster that KUBECONFIG names."""
    import helm_python as helm

    path = os.environ.get("KUBECONFIG")
    return helm.Config(kubeconfig_path=path, namespace=namespace_of(command))


def _namespace_of_context() -> str:
    path = Path(os.environ.get("KUBECONFIG") or Path.home() / ".kube" / "config")
    with suppress(OSError, KeyError, TypeError, StopIteration, yaml.YAMLError):
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        current = config["current-context"]
        context = next(c["context"] for c in config["contexts"] if c["name"] == current)
        return str(context["namespace"])
    return "default"


def _description(config: Config, name: str, revision: int) -> str:
    return str(config.get_all(name, revision=revision)["info"].get("description", ""))


def _ended_by_signals(context: HelmContext, action: Callable[[], Release]) -> Release:
    """Run `action` so that TERM and Ctrl-C make Helm leave its release as failed."""
    future: Future[Release] = Future()

    def act() -> None:
        try:
            future.set_result(action())
        except Exception as error:  # noqa: BLE001 - handed to the caller as it is
            future.set_exception(error)

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, lambda *_: context.cancel())
    thread = threading.Thread(target=act)
    thread.start()
    while thread.is_alive():
        # With a limit, so that signals are seen on every system.
        thread.join(0.5)
    return future.result()
