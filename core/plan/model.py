"""The plan and its parts: immutable, typed, and without a secret in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from core.plan.duration import seconds

API_VERSION: Final = "chartnest/v1"


class PlanPart(BaseModel):
    """A part of the plan; its fields are spelled in camelCase in the file."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Account(PlanPart):
    """Whose cloud the stack is created in; ignored when rehearsing."""

    profile: str = Field("default", description="Name of a profile kept with `chartnest account`.")
    region: str = Field("cn-hangzhou", description="Region of the stack and the cluster.")


class ExistingCluster(PlanPart):
    """An ACK cluster that is already there."""

    id: str = Field(description="ACK cluster id, e.g. c0123456789abcdef0123456789abcdef.")


class ClusterParameter(PlanPart):
    """The cluster is chosen by whoever launches the template."""

    parameter: Literal[True]


class CreatedCluster(PlanPart):
    """A cluster that the template creates."""

    create: Literal[True]


Cluster = ExistingCluster | ClusterParameter | CreatedCluster


class PathChart(PlanPart):
    """A chart on this computer: a folder or a .tgz; it travels inside the hook chart."""

    path: str
    dependencies: bool = Field(
        False, description="Fetch what its Chart.yaml names and its charts folder lacks."
    )


class UrlChart(PlanPart):
    """A chart archive at an http(s) address."""

    url: str
    username: str | None = None
    sha256: str | None = None


class RepositoryChart(PlanPart):
    """A chart in a Helm repository; `version` may be a range such as `^1.2`."""

    repo: str
    name: str
    version: str | None = None
    username: str | None = None
    sha256: str | None = None


class OciChart(PlanPart):
    """A chart in an OCI registry, `oci://host/path/name`, with its tag in `version`."""

    oci: str
    version: str | None = None
    username: str | None = None
    sha256: str | None = None


class PlaceholderChart(PlanPart):
    """A chart that Compute Nest names at launch; `preview` is a local copy to look at it by."""

    placeholder: str = Field(description="e.g. {{ computenest::helmchart::shop }}")
    preview: str


ChartSource = PathChart | UrlChart | RepositoryChart | OciChart | PlaceholderChart


class ValueType(StrEnum):
    """How a secret value reaches Helm."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    JSON = "json"


class SecretValue(PlanPart):
    """The path of a value that is asked for at launch and never stored in the plan."""

    path: str = Field(description="Dotted path as for `helm --set`, e.g. auth.password.")
    type: ValueType = ValueType.STRING
    description: str = ""


def _timeout(untrusted: object) -> object:
    if not isinstance(untrusted, str):
        return untrusted
    duration = seconds(untrusted)
    if duration is None:
        raise PydanticCustomError("duration", "not a duration")
    return duration


class Release(PlanPart):
    """The release of the chart in the cluster."""

    name: str
    namespace: str = "default"
    timeout: Annotated[
        int,
        Field(ge=30, le=39_600),
        BeforeValidator(_timeout),
        WithJsonSchema({"type": ["integer", "string"], "pattern": r"^(\d+h)?(\d+m)?(\d+s?)?$"}),
    ] = Field(
        600,
        description="How long the install may take, image pulls of the chart included: "
        "seconds, or a duration like 10m or 1h30m.",
    )
    wait: bool = Field(True, description="Wait until the chart's workloads are ready.")
    wait_for_jobs: bool = Field(False, description="Wait until the chart's Jobs are complete.")


class DeliveryMethod(StrEnum):
    """How ROS gets the chart into the cluster."""

    HOOK = "hook"
    DIRECT = "direct"
    JOB = "job"


class InstallAs(StrEnum):
    """What the install Job is to the outer Helm; `auto` decides by the time budget."""

    AUTO = "auto"
    HOOK = "hook"
    OBJECT = "object"


class NotesOutput(PlanPart):
    """The chart's rendered NOTES.txt."""

    notes: Literal[True] = True


class CommandOutput(PlanPart):
    """What a shell command prints, run in the Job after the install."""

    command: str


class ServiceOutput(PlanPart):
    """The address of a Service of type LoadBalancer, waited for."""

    service: str


class SecretKey(PlanPart):
    """One key of a Secret."""

    name: str
    key: str


class SecretOutput(PlanPart):
    """The decoded value of a Secret's key."""

    secret: SecretKey


class ObjectPath(PlanPart):
    """A JSONPath into one object of the release's namespace."""

    api_version: str = "v1"
    kind: str
    name: str
    json_path: str


class ObjectOutput(PlanPart):
    """A field of any object."""

    object: ObjectPath


Output = NotesOutput | CommandOutput | ServiceOutput | SecretOutput | ObjectOutput


class RbacScope(StrEnum):
    """What the Job's ServiceAccount may do."""

    CLUSTER = "cluster"
    NAMESPACE = "namespace"
    RULES = "rules"
    EXISTING = "existing"


class Rbac(PlanPart):
    """Rights of the Job: by scope, by own rules, or an existing ServiceAccount's."""

    scope: RbacScope = RbacScope.CLUSTER
    rules: tuple[dict[str, list[str]], ...] = Field(
        (), description="Kubernetes PolicyRules of a ClusterRole, for scope `rules`."
    )
    service_account: str | None = Field(None, description="Its name, for scope `existing`.")


class Bucket(PlanPart):
    """An OSS bucket the hook chart is uploaded to."""

    bucket: str
    prefix: str = "chartnest/"


class HostedAt(PlanPart):
    """An http(s) address the person has put the hook chart at."""

    url: str


Hosting = Bucket | HostedAt


class Pod(PlanPart):
    """Where and with what the Job's pod runs; every field as in a Kubernetes pod spec."""

    image_pull_secrets: tuple[str, ...] = ()
    node_selector: dict[str, str] = Field(default_factory=dict)
    tolerations: tuple[dict[str, str | int], ...] = ()
    affinity: dict[str, object] = Field(default_factory=dict)
    priority_class_name: str | None = None
    resources: dict[str, dict[str, str]] = Field(default_factory=dict)
    http_proxy: str | None = None
    https_proxy: str | None = None
    no_proxy: str | None = None


class OnDeleteFailure(StrEnum):
    """What a failing uninstall does to the deletion of the stack."""

    FAIL = "fail"
    IGNORE = "ignore"


class Delivery(PlanPart):
    """How the chart is delivered."""

    method: DeliveryMethod = DeliveryMethod.HOOK
    install_as: InstallAs = InstallAs.AUTO
    image: str | None = Field(
        None, description="Image with helm, sh and curl; by default one the region can pull."
    )
    output: Output = NotesOutput()
    output_limit: Annotated[int, Field(ge=64, le=4096)] = Field(4096, description="Bytes.")
    readiness_command: str | None = Field(
        None, description="Shell command repeated until it exits 0 or the time is up."
    )
    rbac: Rbac = Rbac()
    hosting: Hosting | None = Field(None, description="Needed on Alibaba Cloud, not to rehearse.")
    pod: Pod = Pod()
    on_delete_failure: OnDeleteFailure = OnDeleteFailure.FAIL
    delete_namespace: bool = Field(False, description="Delete the namespace with the stack.")
    existing_secret: str | None = Field(
        None, description="Secret in the namespace with the chart source's login."
    )
    ca_certificate: str | None = Field(None, description="PEM of a private CA of the source.")
    plain_http: bool = Field(False, description="Talk http to the OCI registry.")


class Plan(PlanPart):
    """What a person wants deployed, where and how."""

    api_version: Literal["chartnest/v1"] = API_VERSION
    name: str = Field(description="Names the stack: letters, digits, - and _.")
    account: Account = Account()
    cluster: Cluster
    chart: ChartSource
    values: str = Field("", description="The values document, verbatim.")
    secret_values: tuple[SecretValue, ...] = ()
    release: Release
    delivery: Delivery = Delivery()
