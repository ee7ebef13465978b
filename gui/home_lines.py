"""What the home screen lists: drafts, recent plans, deployments; read in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gui.stack_words import status_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from core.deployment.model import Deployment
    from gui.services import Services
    from gui.theme import Tone


@dataclass(frozen=True)
class DraftLine:
    """A draft as home shows it; `saved_at` in seconds since the epoch."""

    identity: str
    name: str
    saved_at: float


@dataclass(frozen=True)
class DeploymentLine:
    """A deployment as home shows it."""

    identity: str
    name: str
    status: str
    tone: Tone
    icon: str
    where: str
    started_at: float


@dataclass(frozen=True)
class HomeLines:
    """All of it, as it was last seen."""

    drafts: list[DraftLine]
    recent: list[Path]
    deployments: list[DeploymentLine]


def home_lines(services: Services) -> HomeLines:
    """Return what is on disk; no cloud is asked."""
    drafts = services.drafts
    return HomeLines(
        [DraftLine(d.identity, d.flow.draft.name, d.saved_at) for d in drafts.all()],
        list(drafts.recent()),
        _lines(services.history.deployments()),
    )


def live_lines(services: Services) -> list[DeploymentLine]:
    """Return the deployments with the status they have now, where their cloud answers."""
    from core.deployment.recovery import reopen
    from core.places import connection_if_any

    return _lines(reopen(services.history, connection_if_any))


def _lines(deployments: Iterable[Deployment]) -> list[DeploymentLine]:
    return [_line(each) for each in deployments]


def _line(deployment: Deployment) -> DeploymentLine:
    status = status_words(deployment.status)
    return DeploymentLine(
        identity=deployment.id,
        name=deployment.id,
        status=status.text,
        tone=status.tone,
        icon=status.icon,
        where=f"{deployment.account} · {deployment.region}",
        started_at=datetime.fromisoformat(deployment.created).timestamp(),
    )
