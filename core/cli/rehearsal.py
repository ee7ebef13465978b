"""`chartnest rehearsal`: ROS and Kubernetes on this computer, for us and for other programs."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from core.cloud.kubeconfig import given_cluster
from core.errors import ExitCode
from core.kubernetes.schemas import VERSIONS
from core.rehearsal.options import Options, default_state
from core.rehearsal.process import find, serve_found

if TYPE_CHECKING:
    import argparse

    from core.cli.terminal import Terminal
    from core.rehearsal.rehearsal import Rehearsal


def configure(_name: str, parser: argparse.ArgumentParser) -> None:
    """Add `serve` and `stop`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    served = actions.add_parser("serve", help="serve until Ctrl-C; `launch --rehearse` finds it")
    served.add_argument("--port", type=int, default=0, metavar="P", help="of ROS, CS, STS and OSS")
    add_cluster_options(served)
    served.add_argument(
        "--state", type=Path, metavar="FILE", help="what outlives it (in the data directory)"
    )
    served.set_defaults(run=_serve)
    stopped = actions.add_parser("stop", help="end the one that runs; its stacks are kept")
    stopped.set_defaults(run=_stop)


def add_cluster_options(parser: argparse._ActionsContainer) -> None:
    """Add what names a real cluster to rehearse on, for `serve` and for `launch`."""
    parser.add_argument(
        "--kubeconfig", type=Path, metavar="FILE", help="a real cluster instead of the built-in one"
    )
    parser.add_argument(
        "--context", default="", metavar="NAME", help="of that file, instead of its current one"
    )
    parser.add_argument(
        "--callback-host", metavar="ADDRESS", help="where the pods of that cluster reach us"
    )
    parser.add_argument(
        "--kubernetes-version",
        metavar="VERSION",
        choices=VERSIONS,
        help=f"of the built-in cluster ({DEFAULT_KUBERNETES_VERSION})",
    )
    parser.add_argument(
        "--helm", type=Path, metavar="PATH", help="what runs the Jobs in the built-in cluster"
    )


def _serve(arguments: argparse.Namespace, terminal: Terminal) -> int:
    options = Options(
        port=arguments.port,
        state=arguments.state or default_state(),
        given_cluster=given_cluster(arguments.kubeconfig, arguments.context),
        callback_host=arguments.callback_host,
        kubernetes_version=arguments.kubernetes_version or DEFAULT_KUBERNETES_VERSION,
        helm=arguments.helm,
    )

    def announce(rehearsal: Rehearsal) -> None:
        terminal.answer(_document(rehearsal), _text(rehearsal))

    asyncio.run(serve_found(options, announce))
    return ExitCode.DONE


def _document(rehearsal: Rehearsal) -> dict[str, object]:
    from core.rehearsal.limitations import LIMITATIONS

    return {
        "pid": rehearsal.pid,
        "endpoint": rehearsal.endpoint,
        "accessKeyId": rehearsal.credentials.access_key_id,
        "accessKeySecret": rehearsal.credentials.access_key_secret,
        "clusterId": rehearsal.cluster_id,
        "kubeconfig": str(rehearsal.kubeconfig),
        "kubernetesVersion": rehearsal.kubernetes_version,
        "helmVersion": rehearsal.helm_version,
        "limitations": LIMITATIONS,
    }


def _text(rehearsal: Rehearsal) -> str:
    from core.rehearsal.limitations import LIMITATIONS

    facts = {
        "endpoint": rehearsal.endpoint,
        "access key": rehearsal.credentials.access_key_id,
        "secret": rehearsal.credentials.access_key_secret,
        "cluster": f"{rehearsal.cluster_id} (Kubernetes {rehearsal.kubernetes_version})",
        "kubeconfig": str(rehearsal.kubeconfig),
        "helm": rehearsal.helm_version or "that of the Job's image",
    }
    lines = [f"{name:12}{fact}" for name, fact in facts.items()]
    limits = [f"- {limitation}" for limitation in LIMITATIONS]
    return "\n".join([*lines, "", "A stand-in for trying things, never for serving:", *limits])


def _stop(_arguments: argparse.Namespace, terminal: Terminal) -> int:
    running = find()
    if running is None:
        terminal.answer({"stopped": None}, "No rehearsal is running.")
        return ExitCode.DONE
    os.kill(running.pid, signal.SIGTERM)
    terminal.answer({"stopped": running.pid}, "The rehearsal ends; its stacks are kept.")
    return ExitCode.DONE
