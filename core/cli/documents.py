"""What `--json` answers with, one function a shape; README.md beside this lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import ProblemsFound

if TYPE_CHECKING:
    from core.chart.model import RenderedObject
    from core.cloud.stacks import Event, Resource
    from core.deployment.model import Deployment, Revision, Snapshot
    from core.deployment.outputs import DecodedOutput
    from core.errors import ChartNestError, Problem


def problem_document(problem: Problem) -> dict[str, object]:
    """Return a problem for JSON; line and column are 0 where the input has no lines."""
    return {
        "severity": problem.severity.value,
        "place": problem.place,
        "line": problem.line,
        "column": problem.column,
        "message": str(problem.what),
        "remedy": str(problem.remedy),
    }


def error_document(error: ChartNestError) -> dict[str, object]:
    """Return an error for JSON."""
    problems = error.problems if isinstance(error, ProblemsFound) else ()
    return {
        "code": error.code,
        "message": str(error.sentence),
        "remedy": str(error.advice),
        "problems": [problem_document(problem) for problem in problems],
    }


def object_document(found: RenderedObject) -> dict[str, object]:
    """Return which object it is, for JSON."""
    return {
        "apiVersion": found.api_version,
        "kind": found.kind,
        "namespace": found.namespace,
        "name": found.name,
        "source": found.source,
    }


def deployment_document(deployment: Deployment) -> dict[str, object]:
    """Return a deployment for JSON."""
    return {
        "id": deployment.id,
        "plan": deployment.plan_name,
        "planFile": deployment.plan_file,
        "account": deployment.account,
        "region": deployment.region,
        "namespace": deployment.namespace,
        "release": deployment.release,
        "stackId": deployment.stack_id,
        "revision": deployment.revision.number,
        "status": deployment.status,
        "reason": deployment.reason,
        "created": deployment.created,
        "updated": deployment.updated,
    }


def revision_document(revision: Revision) -> dict[str, object]:
    """Return a revision for JSON; `origin` is the revision that a rollback brought back."""
    return {
        "number": revision.number,
        "action": revision.action.value,
        "origin": revision.origin,
        "recorded": revision.recorded,
        "author": revision.author,
        "method": revision.method,
        "plan": revision.plan_text,
        "template": revision.template,
        "parameters": dict(revision.parameters),
    }


def failure_document(snapshot: Snapshot) -> dict[str, str] | None:
    """Return why it failed for JSON, null if it did not."""
    if snapshot.reason is None:
        return None
    reason = snapshot.reason
    return {
        "cause": reason.cause,
        "source": reason.source,
        "remedy": str(reason.remedy),
        "full": reason.full,
    }


def event_document(event: Event) -> dict[str, object]:
    """Return an event for JSON."""
    return {
        "id": event.id,
        "time": event.time,
        "resource": event.logical_id,
        "physicalId": event.physical_id,
        "type": event.type,
        "status": event.status,
        "reason": event.reason,
    }


def resource_document(resource: Resource) -> dict[str, str]:
    """Return a resource of the stack for JSON."""
    return {
        "name": resource.logical_id,
        "physicalId": resource.physical_id,
        "type": resource.type,
        "status": resource.status,
        "reason": resource.reason,
    }


def output_document(output: DecodedOutput) -> dict[str, object]:
    """Return an output for JSON, decoded and as ROS gave it."""
    return {
        "name": output.name,
        "text": output.text,
        "form": output.form.value,
        "raw": output.raw,
        "description": output.description,
        "cut": output.cut,
        "whole": output.whole,
    }
