"""Drafts survive whatever happens between two keystrokes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.plan.model import AskedValue, OciChart
from core.wizard.draft import Draft
from core.wizard.drafts import RECENT, DraftInWriting, Drafts
from core.wizard.flow import Flow
from core.wizard.steps import Step

if TYPE_CHECKING:
    from pathlib import Path

FLOW = Flow(
    Draft(
        name="shop",
        chart=OciChart(oci="oci://host/shop", version="1.0.0"),
        values="greeting: 你好 😀\n\tnot: yaml",
        parameters=(AskedValue(secret=True, path="auth.password"),),
    ),
    Step.VALUES,
).restored((Step.ACCOUNT, Step.CLUSTER, Step.CHART))


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.save("one", FLOW)
    (found,) = drafts.all()
    assert found.identity == "one"
    assert found.flow == FLOW


def test_a_draft_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("good", FLOW)
    (tmp_path / "bad.draft.json").write_text('{"draft": ', "utf-8")
    (tmp_path / "half.draft.part").write_text("{", "utf-8")
    assert [draft.identity for draft in drafts.all()] == ["good"]


def test_a_draft_of_a_newer_version_with_more_fields_is_read(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("one", FLOW)
    file = tmp_path / "one.draft.json"
    document = json.loads(file.read_text("utf-8"))
    document["draft"]["invented"] = 1
    file.write_text(json.dumps(document), "utf-8")
    assert drafts.all()[0].flow == FLOW


def test_a_forgotten_draft_is_gone_and_forgetting_it_twice_is_no_error(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("one", FLOW)
    drafts.remove("one")
    drafts.remove("one")
    assert drafts.all() == ()


def test_recent_plans_are_newest_first_and_those_gone_are_left_out(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    plans = [tmp_path / f"{number}.yaml" for number in range(RECENT + 2)]
    for plan in plans:
        plan.touch()
        drafts.remember(plan)
    drafts.remember(plans[5])
    plans[6].unlink()
    recent = drafts.recent()
    assert recent[0] == plans[5]
    assert plans[6] not in recent
    assert len(recent) == RECENT - 1


def test_a_slow_older_write_never_ends_up_over_a_newer_one(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    draft = DraftInWriting(drafts, "one")
    older, newer = draft.write(Flow(Draft(name="older"))), draft.write(Flow(Draft(name="newer")))
    newer()
    older()
    assert [found.flow.draft.name for found in drafts.all()] == ["newer"]
    late, remove = draft.write(Flow(Draft(name="late"))), draft.remove()
    remove()
    late()
    assert drafts.all() == ()
