"""The plan and its parts: immutable, typed, and without a secret in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from core.plan import names
from core.plan.duration import seconds
from core.plan.methods import DeliveryMethod

API_VERSION: Final = "chartnest/v2"


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
    """A cluster that the template creates, from resources of its own or by a module."""

    create: Literal["ack", "acs"]
    by: Literal["resources", "module"] = "resources"


class ChosenCluster(PlanPart):
    """A cluster of one of these kinds, as the customer chooses."""

    choose: tuple[Literal["existing", "ack", "acs"], ...]
    by: Literal["resources", "module"] = "resources"


Cluster = ExistingCluster | ClusterParameter | CreatedCluster | ChosenCluster


class SourceLogin(PlanPart):
    """Who logs in to a chart's source; the password is asked for, or lies in a Secret.

    `existing_secret` names a Secret in the release's namespace, which the Job logs in with.
    """

    username: str | None = None
    existing_secret: str | None = None


class Tls(PlanPart):
    """How a chart's source is talked to: `ca` is the PEM of a private CA."""

    ca: str | None = None
    plain_http: bool = Field(False, description="Talk http to the OCI registry.")


def _lower_scheme(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    return f"{scheme.lower()}{separator}{rest}" if separator else address


# Schemes have no case; Helm knows them in lower case only.
Address = Annotated[str, AfterValidator(_lower_scheme)]


class PathChart(PlanPart):
    """A chart on this computer: a folder or a .tgz; it travels inside the hook chart."""

    path: str
    dependencies: bool = Field(
        False, description="Fetch what its Chart.yaml names and its charts folder lacks."
    )
    tls: Tls = Field(Tls(), description="How the sources of its dependencies are talked to.")
    follow_links: bool = Field(
        False, description="Pack what links lead to outside the folder, as Helm does."
    )


class UrlChart(PlanPart):
    """A chart archive at an http(s) address."""

    url: Address
    sha256: str | None = None
    login: SourceLogin = SourceLogin()
    tls: Tls = Tls()


class RepositoryChart(PlanPart):
    """A chart in a Helm repository; `version` may be a range such as `^1.2`."""

    repo: Address
    name: str
    version: str | None = None
    sha256: str | None = None
    login: SourceLogin = SourceLogin()
    tls: Tls = Tls()


class OciChart(PlanPart):
    """A chart in an OCI registry, `oci://host/path/name`, with its tag in `version`."""

    oci: Address
    version: str | None = None
    sha256: str | None = None
    login: SourceLogin = SourceLogin()
    tls: Tls = Tls()


class PlaceholderChart(PlanPart):
    """A chart that Compute Nest names at launch; `preview` is a local copy to look at it by."""

    placeholder: str = Field(description="e.g. {{ computenest::helmchart::shop }}")
    preview: str
    follow_links: bool = Field(False, description="Read what links of the copy lead to.")


ChartSource = PathChart | UrlChart | RepositoryChart | OciChart | PlaceholderChart


class ValueType(StrEnum):
    """How a value that is asked for reaches Helm."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    JSON = "json"


class AskedValue(PlanPart):
    """A value that is asked for at launch; a secret one is never stored in the plan."""

    path: str = Field(description="Dotted path as for `helm --set`, e.g. auth.password.")
    type: ValueType = ValueType.STRING
    secret: Literal[True] = Field(description="So far, only secrets can be asked for.")
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


class InstallAs(StrEnum):
    """What the install Job is to the outer Helm; `auto` decides by the time budget."""

    AUTO = "auto"
    HOOK = "hook"
    OBJECT = "object"


class NamedOutput(PlanPart):
    """What every output has: a name of its own."""

    name: Annotated[str, names.OUTPUT_NAME] = Field(
        "output", description="Names the output: a letter, then letters and digits."
    )


class NotesOutput(NamedOutput):
    """The chart's rendered NOTES.txt."""

    notes: Literal[True]


class CommandOutput(NamedOutput):
    """What a shell command prints, run in the Job after the install."""

    command: Annotated[str, names.COMMAND]


class ServiceOutput(NamedOutput):
    """The address of a Service of type LoadBalancer, waited for."""

    service: Annotated[str, names.OBJECT_NAME]


class SecretKey(PlanPart):
    """One key of a Secret."""

    name: Annotated[str, names.OBJECT_NAME]
    key: Annotated[str, names.SECRET_KEY]


class SecretOutput(NamedOutput):
    """The decoded value of a Secret's key."""

    secret: SecretKey


class ObjectPath(PlanPart):
    """A JSONPath into one object of the release's namespace."""

    api_version: Annotated[str, names.API_VERSION] = "v1"
    kind: Annotated[str, names.KIND]
    name: Annotated[str, names.OBJECT_NAME]
    json_path: Annotated[str, names.JSON_PATH]


class ObjectOutput(NamedOutput):
    """A field of any object."""

    object: ObjectPath


Output = NotesOutput | CommandOutput | ServiceOutput | SecretOutput | ObjectOutput
NOTES: Final = NotesOutput(notes=True)
"""What a stack shows when the plan names no output."""


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


UNKNOWN_HELM: Final = "unknown"


class JobImage(PlanPart):
    """The image the Job runs in; of one of our own, the Helm in it is known already."""

    reference: str
    helm: str | None = Field(
        None, description="Version of the Helm in the image, e.g. 3.17.3; or unknown."
    )


class Delivery(PlanPart):
    """How the chart is delivered."""

    method: DeliveryMethod = DeliveryMethod.HOOK
    install_as: InstallAs = InstallAs.AUTO
    image: JobImage | None = Field(
        None, description="Image with helm, sh and curl; by default one the region can pull."
    )
    output_limit: Annotated[int, Field(ge=64, le=4096)] = Field(4096, description="Bytes.")
    readiness_command: str | None = Field(
        None, description="Shell command repeated until it exits 0 or the time is up."
    )
    rbac: Rbac = Rbac()
    hosting: Hosting | None = Field(None, description="Needed on Alibaba Cloud, not to rehearse.")
    pod: Pod = Pod()
    on_delete_failure: OnDeleteFailure = OnDeleteFailure.FAIL
    delete_namespace: bool = Field(False, description="Delete the namespace with the stack.")


class Plan(PlanPart):
    """What a person wants deployed, where and how."""

    api_version: Literal["chartnest/v2"] = API_VERSION
    name: str = Field(description="Names the stack: letters, digits, - and _.")
    account: Account = Account()
    cluster: Cluster
    chart: ChartSource
    values: str = Field("", description="The values document, verbatim.")
    parameters: tuple[AskedValue, ...] = Field((), description="Values asked for at launch.")
    release: Release
    delivery: Delivery = Delivery()
    outputs: tuple[Output, ...] = Field((), description="What the stack shows when it is done.")

    @property
    def secret_values(self) -> tuple[AskedValue, ...]:
        """Return the values that are asked for and kept nowhere."""
        return tuple(each for each in self.parameters if each.secret)

    @property
    def output(self) -> Output:
        """Return the output the stack shows: so far, a template has one."""
        return self.outputs[0] if self.outputs else NOTES


def login_of(source: ChartSource) -> SourceLogin:
    """Return who logs in to a chart's source; nobody, where it is on this computer."""
    return getattr(source, "login", SourceLogin())


def tls_of(source: ChartSource) -> Tls:
    """Return how a chart's source is talked to."""
    return getattr(source, "tls", Tls())
