"""What a plain Kubernetes serves, version by version: for templates and for the rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.chart.manifests import is_hook
from core.chart.subcharts import CRD_FILE
from core.errors import Problem, Severity, say
from core.kubernetes.schemas import is_built_in_group, schema_of
from core.kubernetes.versions import is_older

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import RenderedObject
    from core.chart.surroundings import Surroundings

# By apiVersion: kind, plural, N(amespaced) or C(luster), short names, subresources. After a beta
# apiVersion stands the last version that serves it unasked: since 1.24 new ones are off
# (KEP-3136; legacyBetaEnabledByDefaultResources in kubernetes/pkg/controlplane/instance.go).
_SERVED: Final = """
v1:
  ConfigMap configmaps N cm -
  Endpoints endpoints N ep -
  Event events N ev -
  LimitRange limitranges N limits -
  Namespace namespaces C ns status
  Node nodes C no status
  PersistentVolume persistentvolumes C pv status
  PersistentVolumeClaim persistentvolumeclaims N pvc status
  Pod pods N po status,log
  PodTemplate podtemplates N - -
  ReplicationController replicationcontrollers N rc status,scale
  ResourceQuota resourcequotas N quota status
  Secret secrets N - -
  Service services N svc status
  ServiceAccount serviceaccounts N sa token
admissionregistration.k8s.io/v1:
  MutatingAdmissionPolicy mutatingadmissionpolicies C - -
  MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings C - -
  MutatingWebhookConfiguration mutatingwebhookconfigurations C - -
  ValidatingAdmissionPolicy validatingadmissionpolicies C - status
  ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings C - -
  ValidatingWebhookConfiguration validatingwebhookconfigurations C - -
apiextensions.k8s.io/v1:
  CustomResourceDefinition customresourcedefinitions C crd,crds status
apiregistration.k8s.io/v1:
  APIService apiservices C - status
apps/v1:
  ControllerRevision controllerrevisions N - -
  DaemonSet daemonsets N ds status
  Deployment deployments N deploy status,scale
  ReplicaSet replicasets N rs status,scale
  StatefulSet statefulsets N sts status,scale
authentication.k8s.io/v1:
  SelfSubjectReview selfsubjectreviews C - -
  TokenReview tokenreviews C - -
authorization.k8s.io/v1:
  LocalSubjectAccessReview localsubjectaccessreviews N - -
  SelfSubjectAccessReview selfsubjectaccessreviews C - -
  SelfSubjectRulesReview selfsubjectrulesreviews C - -
  SubjectAccessReview subjectaccessreviews C - -
autoscaling/v2:
  HorizontalPodAutoscaler horizontalpodautoscalers N hpa status
autoscaling/v1:
  HorizontalPodAutoscaler horizontalpodautoscalers N hpa status
autoscaling/v2beta2 1.25:
  HorizontalPodAutoscaler horizontalpodautoscalers N hpa status
batch/v1:
  CronJob cronjobs N cj status
  Job jobs N - status
certificates.k8s.io/v1:
  CertificateSigningRequest certificatesigningrequests C csr status
  ClusterTrustBundle clustertrustbundles C - -
  PodCertificateRequest podcertificaterequests N - status
coordination.k8s.io/v1:
  Lease leases N - -
discovery.k8s.io/v1:
  EndpointSlice endpointslices N - -
events.k8s.io/v1:
  Event events N - -
flowcontrol.apiserver.k8s.io/v1:
  FlowSchema flowschemas C - status
  PriorityLevelConfiguration prioritylevelconfigurations C - status
flowcontrol.apiserver.k8s.io/v1beta3 1.31:
  FlowSchema flowschemas C - status
  PriorityLevelConfiguration prioritylevelconfigurations C - status
flowcontrol.apiserver.k8s.io/v1beta2 1.28:
  FlowSchema flowschemas C - status
  PriorityLevelConfiguration prioritylevelconfigurations C - status
flowcontrol.apiserver.k8s.io/v1beta1 1.25:
  FlowSchema flowschemas C - status
  PriorityLevelConfiguration prioritylevelconfigurations C - status
networking.k8s.io/v1:
  IPAddress ipaddresses C ip -
  Ingress ingresses N ing status
  IngressClass ingressclasses C - -
  NetworkPolicy networkpolicies N netpol -
  ServiceCIDR servicecidrs C - status
node.k8s.io/v1:
  RuntimeClass runtimeclasses C - -
policy/v1:
  PodDisruptionBudget poddisruptionbudgets N pdb status
rbac.authorization.k8s.io/v1:
  ClusterRole clusterroles C - -
  ClusterRoleBinding clusterrolebindings C - -
  Role roles N - -
  RoleBinding rolebindings N - -
resource.k8s.io/v1:
  DeviceClass deviceclasses C - -
  DeviceTaintRule devicetaintrules C - status
  ResourceClaim resourceclaims N - status
  ResourceClaimTemplate resourceclaimtemplates N - -
  ResourceSlice resourceslices C - -
scheduling.k8s.io/v1:
  PriorityClass priorityclasses C pc -
storage.k8s.io/v1:
  CSIDriver csidrivers C - -
  CSINode csinodes C - -
  CSIStorageCapacity csistoragecapacities N - -
  StorageClass storageclasses C sc -
  VolumeAttachment volumeattachments C - status
  VolumeAttributesClass volumeattributesclasses C vac -
storage.k8s.io/v1beta1 1.26:
  CSIStorageCapacity csistoragecapacities N - -
storagemigration.k8s.io/v1:
  StorageVersionMigration storageversionmigrations C - status
"""


@dataclass(frozen=True)
class ServedKind:
    """A kind at one version of its group; `group` is empty for the core group."""

    group: str
    version: str
    name: str
    plural: str
    namespaced: bool
    short_names: tuple[str, ...]
    subresources: tuple[str, ...]

    @property
    def api_version(self) -> str:
        """Return `apps/v1`, or `v1` for the core group."""
        return f"{self.group}/{self.version}" if self.group else self.version


@lru_cache(maxsize=3)
def served_kinds(kubernetes_version: str) -> tuple[ServedKind, ...]:
    """Return every kind that this version serves where nothing was switched on or off."""
    return tuple(
        kind
        for kind, last in _table()
        if schema_of(kind.api_version, kind.name, kubernetes_version)
        and not (last and is_older(last, kubernetes_version))
    )


@lru_cache(maxsize=3)
def served_api_versions(kubernetes_version: str) -> frozenset[str]:
    """Return what `.Capabilities.APIVersions` holds there: `apps/v1` and `apps/v1/Deployment`."""
    kinds = served_kinds(kubernetes_version)
    return frozenset(
        name for kind in kinds for name in (kind.api_version, f"{kind.api_version}/{kind.name}")
    )


def defined_api_versions(definition: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a CustomResourceDefinition adds to `.Capabilities.APIVersions`."""
    match definition:
        case {
            "kind": "CustomResourceDefinition",
            "spec": {"group": group, "names": {"kind": kind}, "versions": [*versions]},
        }:
            for version in versions:
                if isinstance(version, dict) and version.get("served"):
                    yield f"{group}/{version.get('name')}"
                    yield f"{group}/{version.get('name')}/{kind}"


def unserved(objects: Iterable[RenderedObject], surroundings: Surroundings) -> Iterator[Problem]:
    """Yield each kind in `objects` that neither Kubernetes itself nor a CRD in `crds/` brings.

    An error where the cluster's discovery says so, else a warning: the cluster may have the CRD.
    Hooks may come after a CRD of the release itself.
    """
    known = surroundings.api_versions or frozenset()
    served = set(known or served_api_versions(surroundings.kubernetes_version))
    missing: dict[str, RenderedObject] = {}
    for each in objects:
        if CRD_FILE.fullmatch(each.source):
            served.update(defined_api_versions(each.body))
        elif not is_hook(each.body) and not is_built_in_group(
            each.api_version, surroundings.kubernetes_version
        ):
            missing.setdefault(f"{each.api_version}/{each.kind}", each)
    for name, each in missing.items():
        if name not in served and each.api_version and each.kind:
            what = say(
                "Only a CRD makes {kind} of {api} known, and the chart brings none.",
                kind=each.kind,
                api=each.api_version,
            )
            remedy = say("Install what brings that CRD first.")
            place = f"{each.source} {each.kind}/{each.name}"
            yield Problem(
                place, what, remedy, severity=Severity.ERROR if known else Severity.WARNING
            )


def _table() -> Iterator[tuple[ServedKind, str]]:
    group = version = last = ""
    for line in _SERVED.strip().splitlines():
        if line.endswith(":"):
            api_version, _, last = line.removesuffix(":").partition(" ")
            group, _, version = api_version.rpartition("/")
            continue
        name, plural, scope, short_names, subresources = line.split()
        namespaced = scope == "N"
        columns = (_listed(short_names), _listed(subresources))
        yield ServedKind(group, version, name, plural, namespaced, *columns), last


def _listed(column: str) -> tuple[str, ...]:
    return () if column == "-" else tuple(column.split(","))
