"""Deployments for tests: launched by the window's own launch, in the rehearsal of this home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.deployment.watch import watch
from core.plan.model import CommandOutput, Delivery, PathChart
from core.preparation import prepare
from core.progress import silent
from core.wizard.draft import Draft
from core.wizard.launching import Launch
from gui.status.watching import target_of
from tests.support.charts import chart_files, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.deployment.model import Snapshot
    from core.preparation import Preparation
    from gui.services import Services

ANSWER = """echo '{"url": "http://shop.example", "teas": ["Longjing", "Tieguanyin"]}'"""
NEEDY = {"needy.yaml": '{{ fail "database.host is needed" }}\n'}
"""Templates of a chart that Helm refuses to install."""


def draft_for(name: str, command: str = "", **fields: Any) -> Draft:
    """Return the answers for the plain chart, under a name of its own."""
    if command:
        fields["outputs"] = (CommandOutput(command=command),)
    delivery = Delivery.model_validate(fields.pop("delivery", {}))
    names = {"name": name, "namespace": name, "release_name": name, "timeout": 60}
    return Draft(chart=PathChart(path="shop.tgz"), delivery=delivery, **{**names, **fields})


def launched(
    services: Services,
    draft: Draft,
    files: Mapping[str, bytes] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> str:
    """Launch `draft` and return the deployment's id; the stack goes on by itself."""
    return Launch(draft, prepared(draft, files), secrets or {}).run(services, silent)


def prepared(draft: Draft, files: Mapping[str, bytes] | None = None) -> Preparation:
    """Return what a draft comes to with the sample chart, or one of these files."""
    plan = draft.plan()
    assert plan
    return prepare(plan, opened(dict(files or chart_files())), draft.surroundings)


def finished(services: Services, identity: str) -> Snapshot:
    """Watch a deployment to the end of what is going on with it; return the last look."""
    deployment = services.history.deployment(identity)
    *_, last = watch(deployment, target_of(deployment, services), services.history)
    return last
