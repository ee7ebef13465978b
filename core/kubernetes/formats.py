"""What names, labels, addresses and the like must look like: each says what is wrong with a text.

From k8s.io/apimachinery/pkg/util/validation; patterns are compiled at their first use.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Format = Callable[[str], Iterator[str]]

_LABEL: Final = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN: Final = rf"{_LABEL}(\.{_LABEL})*"
_SUBDOMAIN_UNDERSCORE: Final = r"[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*"
_DNS_1035: Final = "[a-z]([-a-z0-9]*[a-z0-9])?"
_LABEL_VALUE: Final = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?"
_QUALIFIED: Final = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_CONFIG_KEY: Final = "[-._a-zA-Z0-9]+"
_ENV_NAME: Final = "[-._a-zA-Z][-._a-zA-Z0-9]*"
_HEADER: Final = "[-A-Za-z0-9]+"
_PERCENT: Final = "[0-9]+%"

_SUBDOMAIN_RULE: Final = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
    " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
    f" validation is '{_SUBDOMAIN}')"
)


def dns_label(text: str) -> Iterator[str]:
    """RFC 1123 label: names of containers, volumes, namespaces."""
    yield from _length(text, 63)
    if not re.fullmatch(_LABEL, text):
        yield (
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
            " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
            f" '123-abc', regex used for validation is '{_LABEL}')"
        )


def namespace_name(text: str) -> Iterator[str]:
    """RFC 1123 label, said as it is of namespaces, where dots are common."""
    if "." in text:
        yield "must not contain dots"
    else:
        yield from dns_label(text)


def dns_subdomain(text: str) -> Iterator[str]:
    """RFC 1123 subdomain: the names of most objects."""
    yield from _length(text, 253)
    if not re.fullmatch(_SUBDOMAIN, text):
        yield _SUBDOMAIN_RULE


def dns_subdomain_with_underscore(text: str) -> Iterator[str]:
    """RFC 1123 subdomain that may hold underscores, as search domains do."""
    yield from _length(text, 253)
    if not re.fullmatch(_SUBDOMAIN_UNDERSCORE, text):
        yield (
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
            " '-', '_' or '.', and must start and end with an alphanumeric character (e.g."
            f" 'example.com', regex used for validation is '{_SUBDOMAIN_UNDERSCORE}')"
        )


def wildcard_subdomain(text: str) -> Iterator[str]:
    """RFC 1123 subdomain after `*.`: hosts of an Ingress."""
    yield from _length(text, 253)
    if not re.fullmatch(rf"\*\.{_SUBDOMAIN}", text):
        yield (
            "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS"
            " subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and"
            " end with an alphanumeric character (e.g. '*.example.com', regex used for validation"
            f" is '\\*\\.{_SUBDOMAIN}')"
        )


def dns_1035(text: str) -> Iterator[str]:
    """RFC 1035 label: names of Services before 1.36, parts of a definition's names."""
    yield from _length(text, 63)
    if not re.fullmatch(_DNS_1035, text):
        yield (
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
            " with an alphabetic character, and end with an alphanumeric character (e.g."
            f" 'my-name',  or 'abc-123', regex used for validation is '{_DNS_1035}')"
        )


def label_value(text: str) -> Iterator[str]:
    """Value of a label."""
    if len(text.encode()) > 63:
        yield "must be no more than 63 bytes"
    if not re.fullmatch(_LABEL_VALUE, text):
        yield (
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
            " or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            f" 'my_value',  or '12345', regex used for validation is '{_LABEL_VALUE}')"
        )


def qualified_name(text: str) -> Iterator[str]:
    """Key of a label or annotation: `app`, `example.com/app`."""
    prefix, slash, name = text.rpartition("/")
    if "/" in prefix:
        yield (
            "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must"
            " start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
            f" '123-abc', regex used for validation is '{_QUALIFIED}') with an optional DNS"
            " subdomain prefix and '/' (e.g. 'example.com/MyName')"
        )
        return
    if slash and not prefix:
        yield "prefix part must be non-empty"
    elif slash:
        yield from (f"prefix part {why}" for why in dns_subdomain(prefix))
    if not name:
        yield "name part must be non-empty"
    elif len(name.encode()) > 63:
        yield "name part must be no more than 63 bytes"
    if not re.fullmatch(_QUALIFIED, name):
        yield (
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
            " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
            f" '123-abc', regex used for validation is '{_QUALIFIED}')"
        )


def config_key(text: str) -> Iterator[str]:
    """Key of a ConfigMap or Secret: the name of a file."""
    yield from _length(text, 253)
    if not re.fullmatch(_CONFIG_KEY, text):
        yield (
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
            " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
            f" '{_CONFIG_KEY}')"
        )
    yield from _no_steps(text)


def env_name(text: str) -> Iterator[str]:
    """Name of an environment variable, before 1.32."""
    if not re.fullmatch(_ENV_NAME, text):
        yield (
            "a valid environment variable name must consist of alphabetic characters, digits,"
            " '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or"
            f" 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '{_ENV_NAME}')"
        )
    yield from _no_steps(text)


def relaxed_env_name(text: str) -> Iterator[str]:
    """Name of an environment variable since 1.32: anything printable in ASCII but `=`."""
    if not re.fullmatch("[ -<>-~]+", text):
        yield (
            "a valid environment variable name must consist only of printable ASCII characters"
            " other than '='"
        )


def port_name(text: str) -> Iterator[str]:
    """IANA service name: the name of a container's port."""
    if len(text) > 15:
        yield "must be no more than 15 characters"
    if not re.fullmatch("[-a-z0-9]+", text):
        yield "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"
    if not re.search("[a-z]", text):
        yield "must contain at least one letter (a-z)"
    if "--" in text:
        yield "must not contain consecutive hyphens"
    if text.startswith("-") or text.endswith("-"):
        yield "must not begin or end with a hyphen"


def path_segment(text: str) -> Iterator[str]:
    """Part of an API's path: the names of roles and bindings."""
    if text in (".", ".."):
        yield f"may not be '{text}'"
    else:
        yield from (f"may not contain '{each}'" for each in "/%" if each in text)


def header_name(text: str) -> Iterator[str]:
    """Name of an HTTP header."""
    if not re.fullmatch(_HEADER, text):
        yield (
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g."
            f" 'X-Header-Name', regex used for validation is '{_HEADER}')"
        )


def percent(text: str) -> Iterator[str]:
    """Part of a whole: `25%`."""
    if not re.fullmatch(_PERCENT, text):
        yield (
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',"
            f"  or '93%', regex used for validation is '{_PERCENT}')"
        )


def domain_prefixed_path(text: str) -> Iterator[str]:
    """Name of a controller: `example.com/ingress`."""
    host, slash, path = text.partition("/")
    if not (host and slash and path):
        yield 'must be a domain-prefixed path (such as "acme.io/foo")'
        return
    yield from dns_subdomain(host)
    if not re.fullmatch(r"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+", path):
        yield "Invalid path"


def address(text: str) -> Iterator[str]:
    """IP address."""
    if not is_address(text):
        yield "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"


def cidr(text: str) -> Iterator[str]:
    """Block of IP addresses."""
    if network(text) is None:
        yield "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"


def is_address(text: str) -> bool:
    """Tell whether Go's lenient parser takes `text`: leading zeros are decimal."""
    try:
        ipaddress.ip_address(_without_zeros(text))
    except ValueError:
        return False
    return "%" not in text


def network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """Return the block of addresses `text` means, None if it means none."""
    host, slash, length = text.partition("/")
    if not (slash and length.isascii() and length.isdigit() and is_address(host)):
        return None
    try:
        return ipaddress.ip_network(f"{_without_zeros(host)}/{int(length)}", strict=False)
    except ValueError:
        return None


def _without_zeros(text: str) -> str:
    if ":" in text or not re.fullmatch(r"[0-9.]+", text):
        return text
    return ".".join(part.lstrip("0") or part[:1] for part in text.split("."))


def _length(text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"must be no more than {most} characters"


def _no_steps(text: str) -> Iterator[str]:
    if text in (".", ".."):
        yield f"must not be '{text}'"
    elif text.startswith(".."):
        yield "must not start with '..'"
