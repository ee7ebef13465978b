"""The kinds the cluster serves: the built-in ones of its version, and those that CRDs add."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.kinds.kind import Kind
from core.rehearsal.cluster.state.refusals import no_such_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.rehearsal.cluster.state.objects import Body

# By apiVersion: kind, plural, N(amespaced) or C(luster), short names, subresources.
_BUILT_IN: Final = """
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
batch/v1:
  CronJob cronjobs N cj status
  Job jobs N - status
certificates.k8s.io/v1:
  CertificateSigningRequest certificatesigningrequests C csr status
coordination.k8s.io/v1:
  Lease leases N - -
discovery.k8s.io/v1:
  EndpointSlice endpointslices N - -
flowcontrol.apiserver.k8s.io/v1:
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
"""


def built_in_kinds() -> Iterator[Kind]:
    """Yield every kind the table above knows."""
    group = version = ""
    for line in _BUILT_IN.strip().splitlines():
        if line.endswith(":"):
            group, _, version = line.removesuffix(":").rpartition("/")
            continue
        name, plural, scope, short_names, subresources = line.split()
        yield Kind(
            group,
            version,
            name,
            plural,
            namespaced=scope == "N",
            short_names=_listed(short_names),
            subresources=_listed(subresources),
        )


def _listed(column: str) -> tuple[str, ...]:
    return () if column == "-" else tuple(column.split(","))


def kinds_of_definition(definition: Body) -> Iterator[Kind]:
    """Yield the kinds a CustomResourceDefinition serves, one for each served version."""
    spec = definition["spec"]
    names = spec["names"]
    for version in spec["versions"]:
        if version.get("served"):
            yield Kind(
                spec["group"],
                version["name"],
                names["kind"],
                names["plural"],
                namespaced=spec["scope"] == "Namespaced",
                short_names=tuple(names.get("shortNames") or ()),
                # Scaling one would need its paths to the numbers.
                subresources=tuple(s for s in version.get("subresources") or () if s == "status"),
                custom=True,
            )


class Kinds:
    """The kinds served at this moment, found by path or by apiVersion and kind."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds: dict[tuple[str, str, str], Kind] = {}
        self._versions: Counter[str] = Counter()
        self.add(kinds)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def add(self, kinds: Iterable[Kind]) -> None:
        """Serve `kinds` from now on."""
        for kind in kinds:
            self._kinds[kind.group, kind.version, kind.plural] = kind
        self._versions = Counter(kind.resource for kind in self)

    def replace(self, resource: str, kinds: Iterable[Kind] = ()) -> None:
        """Serve `kinds` in place of every version of `resource`."""
        for key in [key for key, kind in self._kinds.items() if kind.resource == resource]:
            del self._kinds[key]
        self.add(kinds)

    def at(self, group: str, version: str, plural: str) -> Kind:
        """Return the kind served under that path; refuse when there is none."""
        kind = self._kinds.get((group, version, plural))
        if kind is None:
            raise no_such_path()
        return kind

    def named(self, api_version: str, name: str) -> Kind | None:
        """Return the kind an object's apiVersion and kind mean, if it is served."""
        return next((k for k in self if k.api_version == api_version and k.name == name), None)

    def has_versions(self, resource: str) -> bool:
        """Tell whether a resource is served at more than one version."""
        return self._versions[resource] > 1

    def of_group(self, group: str, version: str | None = None) -> list[Kind]:
        """Return the kinds of a group, of one version if given; refuse when there are none."""
        found = [k for k in self if k.group == group and version in (None, k.version)]
        if not found:
            raise no_such_path()
        return found
