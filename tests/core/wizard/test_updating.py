"""From the open plan to an update: the secrets it needs, and the revision it makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.deployment.errors import DeployedElsewhere
from core.errors import ProblemsFound
from core.places import place_of
from core.plan.model import AskedValue, CommandOutput
from core.progress import silent
from core.wizard.launching import Update
from gui.services import Services
from tests.support.charts import chart_files, opened
from tests.support.launches import draft_for, finished, launched

if TYPE_CHECKING:
    from core.wizard.draft import Draft
    from tests.support.statuses import Deployed

SECRET = "planted-secret"


def update_of(identity: str, draft: Draft) -> Update:
    plan = draft.plan()
    assert plan
    return Update(identity, plan, opened(chart_files()))


def test_the_secrets_it_needs_come_from_the_keyring_as_far_as_it_knows_them(
    services: Services, deployed: Deployed
) -> None:
    secrets = (AskedValue(secret=True, path="greeting"), AskedValue(secret=True, path="image"))
    asked = update_of(deployed.good, draft_for("good", parameters=secrets))
    services.accounts.remember("good", "image", SECRET)
    assert asked.secrets(services) == {"greeting": "", "image": SECRET}


def test_without_secrets_nothing_is_asked(services: Services, deployed: Deployed) -> None:
    assert update_of(deployed.good, draft_for("good")).secrets(services) == {}


def test_a_missing_secret_stops_it_before_the_cloud_is_asked(
    services: Services, deployed: Deployed
) -> None:
    draft = draft_for("good", parameters=(AskedValue(secret=True, path="greeting"),))
    with pytest.raises(ProblemsFound):
        update_of(deployed.good, draft).run(services, {}, silent)
    assert services.history.deployment(deployed.good).revision.number == 1


def test_it_becomes_the_next_revision_of_the_same_stack(services: Services) -> None:
    identity = launched(services, draft_for("revised"))
    finished(services, identity)
    before = services.history.deployment(identity)
    draft = draft_for("revised", "echo second")
    update_of(identity, draft).run(services, {}, silent)
    (output,) = finished(services, identity).outputs
    after = services.history.deployment(identity)
    assert output.text.strip() == "second"
    assert (before.revision.number, after.revision.number) == (1, 2)
    assert before.stack_id == after.stack_id
    assert isinstance(draft.outputs[0], CommandOutput)


def test_a_plan_for_another_cluster_is_no_update(deployed: Deployed) -> None:
    there = Services(deployed.home).history.deployment(deployed.good)
    in_the_cloud = replace(there, account="mine", region="cn-hangzhou")
    plan = draft_for("good", rehearse=False, cluster_id="c" + "1" * 32).plan()
    with pytest.raises(DeployedElsewhere, match="c1111"):
        place_of(in_the_cloud, plan)
