"""The launch: intent on disk first, then the archive where the cluster finds it, then the stack."""

from __future__ import annotations

import getpass
import hashlib
import json
import secrets
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.cloud.errors import (
    CloudUnreachable,
    LaunchPending,
    ServiceBroken,
    StackExists,
    Throttled,
)
from core.cloud.ros import RosClient
from core.cloud.stacks import NewStack, Stack
from core.delivery.budget import budget
from core.delivery.model import CHART_URL, CLUSTER_ID, Bundle
from core.deployment.errors import HostMissing, ReleaseTaken
from core.deployment.history import History, Intent
from core.deployment.model import DELETED, REFUSED, Deployment, Target, ended, succeeded
from core.deployment.outputs import secret_outputs
from core.deployment.recovery import TAG, look_for
from core.deployment.states import Action, possible, way_out
from core.errors import ChartNestError, Problem, ProblemsFound, say
from core.plan.file import plan_text
from core.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.delivery.model import Parameter

# After these it is not known whether the stack was made: only a later look can tell.
UNCERTAIN: Final = (CloudUnreachable, ServiceBroken, Throttled, LaunchPending)
_NAME_LETTERS: Final = "bcdfghjkmnpqrstvwxz23456789"  # none to mistake, no words
_PENDING_LOOKS: Final = 5
_PENDING_PAUSE: Final = 1.0  # seconds


@dataclass(frozen=True)
class Order:
    """A bundle, where it goes, and the answers that only a launch or an update has.

    `secrets` are keyed as in `Parameter.secret`, `answers` by parameter name. `rollback` undoes a
    failed creation at once instead of leaving it to be looked at. `custom_resources` names the
    chart's CRDs, to be listed after a deletion; `plan_file` is where the plan was read from.
    """

    bundle: Bundle
    target: Target
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: Mapping[str, str] = field(default_factory=dict)
    rollback: bool = False
    custom_resources: tuple[str, ...] = ()
    plan_file: Path | None = None


@dataclass(frozen=True)
class Launched:
    """A deployment that has its stack; `adopted` when the stack was there before."""

    deployment: Deployment
    adopted: bool


def launch(order: Order, history: History, *, progress: Progress = silent) -> Launched:
    """Create the stack of a bundle, exactly once.

    The same launch said again adopts the stack of the first, or finishes what was cut off, unless
    the first was watched to a bad end. Raises `ProblemsFound` when an answer is missing,
    `ReleaseTaken`, and what the cloud refuses; then no stack exists.
    """
    known = known_parameters(order)
    check_host(order)
    ros = RosClient(order.target.connection)
    deployment, stack = _intended(order, known, ros, history)
    if stack is not None:
        return Launched(history.found(deployment.id, stack.id, stack.status), adopted=True)
    try:
        _check_release_free(deployment, ros, history)
        stack_id = _create(order, deployment, ros, progress)
    except (StackExists, LaunchPending) as refusal:
        return _adopt_late(deployment, ros, history, refusal)
    except UNCERTAIN:
        raise
    except ChartNestError as refusal:
        history.refuse(deployment.id, str(refusal))
        raise
    return Launched(history.found(deployment.id, stack_id, "CREATE_IN_PROGRESS"), adopted=False)


def known_parameters(order: Order) -> dict[str, str]:
    """Return the parameters that are no secret, without the hosted chart's address.

    Raises `ProblemsFound` with every answer and every secret that is missing.
    """
    known, problems = {}, []
    for parameter in order.bundle.parameters:
        value = order.answers.get(parameter.name, parameter.value)
        if parameter.secret is not None:
            problems += _missing_secret(parameter, order)
        elif value is not None:
            known[parameter.name] = value
        elif not (parameter.name == CHART_URL and order.bundle.hosted):
            what = say("The launch needs a value for {name}.", name=parameter.name)
            problems.append(Problem(parameter.name, what, say("Give it with the launch.")))
    if problems:
        raise ProblemsFound(order.bundle.plan.name, problems)
    return known


def all_parameters(order: Order, known: Mapping[str, str], progress: Progress) -> dict[str, str]:
    """Return every parameter: the secrets too, and the address the archive is placed at."""
    parameters = dict(known)
    for parameter in order.bundle.parameters:
        if parameter.secret is not None and parameter.secret in order.secrets:
            parameters[parameter.name] = order.secrets[parameter.secret]
    if order.bundle.hosted is not None and order.target.host is not None:
        parameters[CHART_URL] = order.target.host.place(order.bundle.hosted, progress)
    return parameters


def check_host(order: Order) -> None:
    """Raise `HostMissing` when something needs hosting and nothing hosts."""
    if order.bundle.hosted is not None and order.target.host is None:
        raise HostMissing(filename=order.bundle.hosted.filename)


def intent_of(order: Order, known: Mapping[str, str], name: str) -> Intent:
    """Return what is recorded before the first call; the address and the secrets are not in it."""
    plan, target = order.bundle.plan, order.target
    return Intent(
        id=name,
        fingerprint=_fingerprint(order, known),
        client_token=uuid.uuid4().hex,
        plan_name=plan.name,
        plan_text=plan_text(plan),
        account=target.account,
        region=target.connection.region,
        endpoints=target.connection.endpoints,
        namespace=plan.release.namespace,
        release=plan.release.name,
        template=order.bundle.template_text,
        parameters=known,
        custom_resources=order.custom_resources,
        plan_file=str(order.plan_file.absolute()) if order.plan_file else None,
        author=_author(),
        method=plan.delivery.method,
        secret_outputs=tuple(secret_outputs(plan)),
        deletes_namespace=plan.delivery.delete_namespace,
    )


def _author() -> str:
    """Return the user of this computer, empty where it has no name for it."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _intended(
    order: Order, known: Mapping[str, str], ros: RosClient, history: History
) -> tuple[Deployment, Stack | None]:
    """Record the launch, or find it recorded; with the stack it made already, if that counts."""
    suffix = "".join(secrets.choice(_NAME_LETTERS) for _ in range(5))
    intent = intent_of(order, known, f"{order.bundle.plan.name[:200]}-{suffix}")
    deployment, before = history.intend(intent)
    if not before:
        return deployment, None
    stack = look_for(ros, deployment)
    if stack is not None and _adoptable(deployment, stack):
        return deployment, stack
    if stack is not None or deployment.settled or deployment.stack_id is not None:
        deployment, _ = history.intend(intent, adopt=False)
    return deployment, None


def _check_release_free(deployment: Deployment, ros: RosClient, history: History) -> None:
    """Raise `ReleaseTaken` when another stack of ours has the release, or is about to.

    Two stacks of the method `job` would share one release, and each deletion would take it away.
    A stack whose creation failed counts as well: what it made stands in the way of another.
    """
    for other in history.deployments():
        if other.id == deployment.id or _release_of(other) != _release_of(deployment):
            continue
        stack = None if other.status in (REFUSED, DELETED) else look_for(ros, other)
        if stack is not None and Action.LAUNCH_AGAIN not in possible(stack.status):
            raise ReleaseTaken(
                release=f"{other.namespace}/{other.release}",
                other=other.id,
                status=stack.status,
                way=way_out(other.id, stack.status),
            )


def _release_of(deployment: Deployment) -> tuple[str | None, ...]:
    """Return what two deployments share when they mean the same release of the same cluster."""
    cluster = deployment.revision.parameters.get(CLUSTER_ID)
    place = (deployment.account, deployment.region, cluster)
    return *place, deployment.namespace, deployment.release


def _create(order: Order, deployment: Deployment, ros: RosClient, progress: Progress) -> str:
    revision = deployment.revision
    return ros.create_stack(
        NewStack(
            name=deployment.id,
            template=revision.template,
            client_token=revision.client_token,
            parameters=all_parameters(order, revision.parameters, progress),
            tags={TAG: deployment.id},
            disable_rollback=not order.rollback,
            timeout_minutes=budget(order.bundle.plan).stack_minutes,
        )
    )


def _adopt_late(
    deployment: Deployment, ros: RosClient, history: History, refusal: ChartNestError
) -> Launched:
    """Adopt the stack that another process made of this same launch between our look and call."""
    for _ in range(_PENDING_LOOKS):
        stack = look_for(ros, deployment)
        if stack is not None:
            return Launched(history.found(deployment.id, stack.id, stack.status), adopted=True)
        if isinstance(refusal, StackExists):  # it is somebody else's
            history.refuse(deployment.id, str(refusal))
            break
        time.sleep(_PENDING_PAUSE)
    raise refusal


def _adoptable(deployment: Deployment, stack: Stack) -> bool:
    """Tell whether a stack is what the same launch said again means."""
    if stack.status.startswith("DELETE_"):
        return False
    return not deployment.settled or not ended(stack.status) or succeeded(stack.status)


def _fingerprint(order: Order, known: Mapping[str, str]) -> str:
    """Return a hash that two launches share when they mean the same stack."""
    hosted = order.bundle.hosted
    meant = [
        order.target.account,
        order.target.connection.region,
        order.bundle.template_text,
        sorted(known.items()),
        hashlib.sha256(hosted.archive).hexdigest() if hosted else "",
    ]
    return hashlib.sha256(json.dumps(meant).encode()).hexdigest()


def _missing_secret(parameter: Parameter, order: Order) -> list[Problem]:
    if parameter.secret in order.secrets:
        return []
    what = say("The launch needs the secret {secret}.", secret=parameter.secret)
    remedy = say(
        "Give it with `--secret {secret}=@FILE` or `env:NAME`.",
        in_window="Type it in.",
        secret=parameter.secret,
    )
    return [Problem(str(parameter.secret), what, remedy)]
