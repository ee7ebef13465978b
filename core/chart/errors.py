"""What can go wrong while a chart is fetched, unpacked, read and rendered."""

from __future__ import annotations

from core.errors import ChartNestError


class ChartNotFound(ChartNestError):
    """There is nothing at the place the chart was said to be."""

    code = "chart-not-found"
    what = "No chart at {place}: {reason}."
    remedy = "Check the path or address of the chart."


class NotAChart(ChartNestError):
    """Something is there, but it is no Helm chart."""

    code = "not-a-chart"
    what = "{place} is not a Helm chart: {reason}."
    remedy = "Point to a chart folder, or to a .tgz made by `helm package`."


class HtmlInsteadOfChart(ChartNestError):
    """A web server answered with a page for people."""

    code = "html-instead-of-chart"
    what = "{place} answers with an HTML page{title} instead of a {wanted}."
    remedy = "Use the download address of the file itself, and sign in if the server asks for it."


class UnsafeArchive(ChartNestError):
    """The archive could harm whoever unpacks it."""

    code = "unsafe-archive"
    what = "The chart archive is refused: {reason}."
    remedy = "Get the chart from its publisher again, or pack it anew with `helm package`."


class UnsafeFolder(ChartNestError):
    """The chart folder holds something that must not be packed."""

    code = "unsafe-folder"
    what = "The chart folder cannot be packed: {reason}."
    remedy = "Take it out of the folder, or name it in .helmignore."


class DownloadFailed(ChartNestError):
    """The server could not be reached or did not deliver."""

    code = "download-failed"
    what = "Could not fetch {place}: {reason}."
    remedy = "Check the address and the network, then try again."


class LoginRefused(ChartNestError):
    """The server wants a login, or another one."""

    code = "chart-login-refused"
    what = "{place} refuses access ({status})."
    remedy = "Give the user name in the plan and its password when asked, and check both."


class ChecksumDiffers(ChartNestError):
    """The bytes are not those the plan, the index or the registry promised."""

    code = "checksum-differs"
    what = "{place} has SHA-256 {found}, but {expected} was expected."
    remedy = "Find out who changed the chart before you use it."


class VersionNotFound(ChartNestError):
    """No published version satisfies what was asked for."""

    code = "chart-version-not-found"
    what = "{place} has no version that satisfies {wanted}; there are {available}."
    remedy = "Choose one of the published versions."


class BadVersionRange(ChartNestError):
    """The version asked for cannot be read."""

    code = "bad-version-range"
    what = "{wanted} is neither a version nor a range of versions."
    remedy = "Write a version such as 1.2.3, or a range such as ^1.2 or >=1.2, <2."


class BadRepository(ChartNestError):
    """The index of a Helm repository, or an answer of an OCI registry, makes no sense."""

    code = "bad-repository"
    what = "{place} does not answer like a chart repository: {reason}."
    remedy = "Check the repository's address."


class BadReference(ChartNestError):
    """The text a person typed names no chart."""

    code = "bad-chart-reference"
    what = "{reference} names no chart: {reason}."
    remedy = (
        "Write a folder or .tgz, an http(s) address, oci://HOST/PATH/NAME:VERSION, "
        "or REPOSITORY-ADDRESS NAME VERSION."
    )


class NoHelmEngine(ChartNestError):
    """Neither the built-in Helm engine nor a `helm` command is there."""

    code = "no-helm-engine"
    what = "This computer has no Helm engine that ChartNest can use."
    remedy = "Install Helm 3.8 or newer so that `helm` is on the PATH."


class BadKubernetesVersion(ChartNestError):
    """A Kubernetes version that cannot be read."""

    code = "bad-kubernetes-version"
    what = "{version} is no Kubernetes version."
    remedy = "Write it like 1.30 or v1.30.1-aliyun.1."
