"""What names and addresses must look like, for ROS, Helm, Kubernetes, OSS and a shell's sake.

A rule answers with the remedy when a text breaks it and None when it keeps it, so that the plan's
checks and a field that is being typed in say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit

from core.errors import Sentence, say
from core.plan.regions import REGIONS

_HOST: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_COMPONENT: Final = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DNS_LABEL: Final = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_LABEL_NAME: Final = r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"

_CONSTRAINT: Final = r"(\^|~>?|[<>]=?|!=|=)? ?v?[0-9*xX][0-9A-Za-z.*+_-]*"
_PROXY_EXCEPTION: Final = r"(\*|(\*?\.)?[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?(/\d+)?|[0-9a-f:]+(/\d+)?)"


@dataclass(frozen=True)
class Rule:
    """What a text is to be: a `noun`, the pattern all of it matches, its greatest length."""

    noun: Sentence
    pattern: str
    remedy: Sentence
    length: int = 4096

    def broken_by(self, untrusted: str) -> Sentence | None:
        """Return the remedy when `untrusted` breaks the rule."""
        kept = len(untrusted) <= self.length and re.fullmatch(self.pattern, untrusted, re.ASCII)
        return None if kept else self.remedy


STACK_NAME: Final = Rule(
    say("a stack name ROS takes"),
    r"[A-Za-z][A-Za-z0-9_-]{0,254}",
    say("Begin with a letter; then letters, digits, - and _; at most 255 characters."),
    255,
)
# https://github.com/helm/helm/blob/main/pkg/chart/common/util/validate_name.go: 53 leaves room
# for suffixes within 63.
RELEASE_NAME: Final = Rule(
    say("a release name Helm takes"),
    r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
    say("Use a-z, 0-9, - and ., beginning and ending with a letter or digit; at most 53."),
    53,
)
NAMESPACE: Final = Rule(
    say("a namespace Kubernetes takes"),
    _DNS_LABEL,
    say("Use a-z, 0-9 and -, beginning and ending with a letter or digit; at most 63."),
    63,
)
OBJECT_NAME: Final = Rule(
    say("an object name Kubernetes takes"),
    rf"{_DNS_LABEL}(\.{_DNS_LABEL})*",
    say("Use a-z, 0-9, - and ., beginning and ending with a letter or digit; at most 253."),
    253,
)
LABEL_KEY: Final = Rule(
    say("a label's name"),
    rf"({_DNS_LABEL}(\.{_DNS_LABEL})*/)?{_LABEL_NAME}",
    say("Use a label's name, e.g. disktype."),
)
LABEL_VALUE: Final = Rule(
    say("a label's value"),
    rf"({_LABEL_NAME})?",
    say("Use letters, digits, -, _ and .; at most 63."),
)
CLUSTER_ID: Final = Rule(
    say("a cluster id"),
    r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}",
    say("Copy the id from the ACK console: c and 32 digits."),
)
PROFILE: Final = Rule(
    say("a profile name"),
    r"[A-Za-z][A-Za-z0-9._-]{0,63}",
    say("Begin with a letter; then letters, digits, ., _ and -; at most 64."),
)
ROLE_ARN: Final = Rule(
    say("a role's ARN"),
    r"acs:ram::\d{1,20}:role/[A-Za-z0-9._/-]{1,128}",
    say("Copy the ARN from the RAM console: acs:ram::ACCOUNT:role/NAME."),
)
BUCKET: Final = Rule(
    say("a bucket name OSS takes"),
    r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
    say("Use 3 to 63 of a-z, 0-9 and -, as OSS names buckets."),
)
BUCKET_PREFIX: Final = Rule(
    say("a prefix for objects in a bucket"),
    r"(?!.*\.\.)([A-Za-z0-9_-][A-Za-z0-9._/-]*)?",
    say("Use letters, digits, ., _, - and /, without a leading / and without .."),
    512,
)
VERSION: Final = Rule(
    say("a version"),
    rf"(?!.*\.\.){_CONSTRAINT}(( *(\|\||,) *| - | ){_CONSTRAINT})*",
    say("Write a version such as 1.4.2 or a range such as ^1.4."),
    128,
)
CHART_NAME: Final = Rule(
    say("a chart name"),
    r"[A-Za-z0-9][A-Za-z0-9._-]{0,249}",
    say("Write the chart's name as the repository lists it."),
)
OCI: Final = Rule(
    say("an OCI reference"),
    rf"oci://(?:{_HOST}|\[[0-9A-Fa-f:]+\](?::[0-9]{{1,5}})?)(/{_COMPONENT})+(@sha256:[0-9a-f]{{64}})?",
    say("Write oci://HOST/PATH/NAME in lower case, and the tag in the field version."),
)
PLACEHOLDER: Final = Rule(
    say("a placeholder of Compute Nest"),
    r"\{\{ computenest::(helmchart|helmpull)::[A-Za-z0-9_.-]{1,64} \}\}",
    say("Write {{{{ computenest::helmchart::NAME }}}}, with these spaces."),
)
IMAGE: Final = Rule(
    say("an image reference"),
    rf"((localhost|(?=[^/]*[.:]){_HOST})/)?{_COMPONENT}(/{_COMPONENT})*(:[A-Za-z0-9_][A-Za-z0-9._-]{{0,127}})?"
    r"(@sha256:[0-9a-f]{64})?",
    say("Write HOST/NAME:TAG or HOST/NAME@sha256:DIGEST."),
)
SHA256: Final = Rule(
    say("a SHA-256 sum"),
    r"[0-9a-f]{64}",
    say("Write the 64 hexadecimal digits of the archive's sum."),
)
USERNAME: Final = Rule(
    say("a login name"),
    r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.@$+/=|-]{0,255}",
    say("Write the login name alone, on one line."),
)
VALUE_PATH: Final = Rule(
    say("the path of a value"),
    r"([^.\[\]\\=,{}\s-]|\\[.\\,=])([^.\[\]\\=,{}\s]|\\[.\\,=])*"
    r"((\[\d{1,4}\])*\.([^.\[\]\\=,{}\s]|\\[.\\,=])+)*(\[\d{1,4}\])*",
    say(
        "Write the path as for `helm --set`, e.g. auth.password or env[0].value.",
        in_window="Write the path with dots, e.g. auth.password or env[0].value.",
    ),
)
JSON_PATH: Final = Rule(
    say("a JSONPath"),
    r"\{?\$?\.?[A-Za-z0-9_.\[\]*'\"@?()=\\/:-]+\}?",
    say("Write a JSONPath such as .status.loadBalancer.ingress[0].ip."),
)
KIND: Final = Rule(
    say("a kind of object"),
    r"[A-Z][A-Za-z0-9]{0,62}",
    say("Write the kind as in a manifest, e.g. Service."),
)
API_VERSION: Final = Rule(
    say("an API version"),
    r"([a-z0-9.-]{1,253}/)?v[a-z0-9]{1,62}",
    say("Write the version as in a manifest, e.g. apps/v1."),
)
SECRET_KEY: Final = Rule(
    say("a Secret's key"),
    r"[-._A-Za-z0-9]{1,253}",
    say("Write the key as it stands in the Secret's data."),
)
OUTPUT_NAME: Final = Rule(
    say("an output's name"),
    r"[A-Za-z][A-Za-z0-9]{0,63}",
    say("Begin with a letter; then letters and digits; at most 64."),
    64,
)
HELM_VERSION: Final = Rule(
    say("a version of Helm"),
    r"v?[34]\.[0-9]{1,3}(\.[0-9]{1,3})?",
    say("Write the version that `helm version` in the image tells, such as 3.17.3, or unknown."),
    16,
)
COMMAND: Final = Rule(
    say("a command"),
    r"[^\0]*[^\s\0][^\0]*",
    say("Write a POSIX shell command."),
    1024 * 1024,
)
NO_PROXY: Final = Rule(
    say("a list of hosts"),
    rf"{_PROXY_EXCEPTION}(,{_PROXY_EXCEPTION})*",
    say("Write hosts with commas between them, e.g. 10.0.0.0/8,.svc."),
)

_AUTHORITY: Final = re.compile(rf"{_HOST}|\[[0-9A-Fa-f:]+\](:[0-9]{{1,5}})?", re.ASCII)
_URL: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!*&+,=%]+", re.ASCII)


def broken_address(untrusted: str) -> Sentence | None:
    """Return the remedy when `untrusted` is not an http(s) address fit to be written anywhere."""
    try:
        address = urlsplit(untrusted)
        host, _ = address.hostname, address.port
    except ValueError:
        return say("Write an address such as https://example.com/charts.")
    faults = (
        (
            address.scheme not in ("https", "http") or not host,
            say("Write an address that begins with https://."),
        ),
        (
            "@" in address.netloc,
            say("Remove the login; write username, and the password is asked for at launch."),
        ),
        (".." in address.path.split("/"), say("Remove the .. from the path.")),
        (
            not _URL.fullmatch(untrusted),
            say("Percent-encode spaces, quotes, brackets, ; and $."),
        ),
        (not _AUTHORITY.fullmatch(address.netloc), say("Mend the host's name.")),
    )
    return next((remedy for broken, remedy in faults if broken), None)


def unknown_region(untrusted: str) -> Sentence | None:
    """Return the remedy when Alibaba Cloud has no region of this id."""
    if untrusted in REGIONS:
        return None
    close = get_close_matches(untrusted, REGIONS, 1, 0.6)
    if close:
        return say("Did you mean {close}?", close=close[0])
    return say("Write a region's id, such as cn-hangzhou or ap-southeast-1.")
