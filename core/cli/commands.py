"""The commands: what each does, and the module it lives in, imported when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import argparse


class Command(Protocol):
    """A module of commands."""

    def configure(self, name: str, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments, and set `run` to its function."""


def _account() -> Command:
    from core.cli import account

    return account


def _plan() -> Command:
    from core.cli import plan

    return plan


def _chart() -> Command:
    from core.cli import chart

    return chart


def _render() -> Command:
    from core.cli import render

    return render


def _launch() -> Command:
    from core.cli import launch

    return launch


def _looking() -> Command:
    from core.cli import looking

    return looking


def _changing() -> Command:
    from core.cli import changing

    return changing


def _rehearsal() -> Command:
    from core.cli import rehearsal

    return rehearsal


COMMANDS: Final = {
    "account": ("keep accounts of Alibaba Cloud in the keyring", _account),
    "plan": ("start a plan, check one, or print the JSON Schema of plans", _plan),
    "chart": ("look into a chart, or render it", _chart),
    "render": ("write a plan's hook chart, template and parameters to a folder", _render),
    "launch": ("deploy a plan, on Alibaba Cloud or rehearsed on this computer", _launch),
    "list": ("list deployments", _looking),
    "status": ("show how a deployment stands, and follow it", _looking),
    "events": ("show what happened to a deployment", _looking),
    "outputs": ("show a deployment's outputs, decoded", _looking),
    "logs": ("show what a deployment's Jobs said", _looking),
    "revisions": ("list what a deployment was launched and updated to", _looking),
    "continue": ("go on with a creation that failed", _changing),
    "update": ("bring a deployment to a changed plan", _changing),
    "cancel": ("stop what a deployment is doing", _changing),
    "delete": ("delete a deployment and say what remains", _changing),
    "forget": ("drop a deployment from the list; its stack is left alone", _changing),
    "rehearsal": ("serve a rehearsal of ROS and Kubernetes on this computer", _rehearsal),
}
