"""What a person types to name a chart: a path, an address, or a repository and a name."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.chart.errors import BadReference
from core.errors import say
from core.plan.model import ChartSource, OciChart, PathChart, RepositoryChart, UrlChart


def parse_reference(text: str) -> ChartSource:
    """Return the chart `text` names; nothing is fetched or looked at.

    `./shop`, `shop.tgz` · `https://host/shop-1.2.3.tgz` · `https://host/charts shop [VERSION]` ·
    `oci://host/path/shop[:VERSION][@sha256:…]`. A scheme may be in capitals. Raises
    `BadReference`.
    """
    reference = text.strip()
    if not reference or not reference.isprintable():
        raise BadReference(reference=repr(text), reason=say("there is nothing to read"))
    if reference.startswith("{{"):
        reason = say("a placeholder needs a local copy to preview it by; write both into the plan")
        raise BadReference(reference=reference, reason=reason)
    scheme, separator, rest = reference.partition("://")
    scheme = scheme.lower() if separator else ""
    match scheme:
        case "":
            return PathChart(path=reference)
        case "oci":
            return _parse_oci(f"oci://{rest}")
        case "http" | "https":
            return _parse_web(f"{scheme}://{rest}")
        case _:
            raise BadReference(
                reference=reference, reason=say("only http, https and oci are known")
            )


def _parse_web(reference: str) -> ChartSource:
    url, *rest = reference.split(maxsplit=2)
    _refuse_login(url)
    if not rest:
        return UrlChart(url=url)
    # A range may hold spaces: ">=1.2, <2".
    return RepositoryChart(repo=url, name=rest[0], version=rest[1] if len(rest) > 1 else None)


def _parse_oci(reference: str) -> OciChart:
    address, *version = reference.split(maxsplit=1)
    untagged, tag = split_tag(address)
    _refuse_login(untagged.partition("@sha")[0])
    if version and tag not in (None, version[0]):
        reason = say("its tag {tag} is not {version}", tag=tag, version=version[0])
        raise BadReference(reference=reference, reason=reason)
    return OciChart(oci=untagged, version=tag or (version[0] if version else None))


def split_tag(address: str) -> tuple[str, str | None]:
    """Return an OCI address without its tag, and the tag; a digest stays with the address.

    A colon before the last slash is a port's, one after an @ a digest's.
    """
    _, _, rest = address.partition("://")
    rest, at, digest = rest.rstrip("/").partition("@sha")
    folder, slash, name = rest.rpartition("/")
    name, colon, tag = name.partition(":")
    return f"oci://{folder}{slash}{name}{at}{digest}", tag if colon else None


def _refuse_login(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, login = parts.hostname, parts.username
    except ValueError:
        host, login = None, None
    if not host:
        raise BadReference(reference=url, reason=say("it has no host"))
    if login is not None:
        shown = url.replace(parts.netloc, host)
        reason = say("it holds a login; give the user name apart, the password is asked for")
        raise BadReference(reference=shown, reason=reason)
