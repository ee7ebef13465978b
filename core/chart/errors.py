"""What can go wrong while a chart is fetched, unpacked, read and rendered."""

from __future__ import annotations

from typing import Final

from core.errors import ChartNestError, Sentence, say

FETCH_DEPENDENCIES: Final = say(
    "Add --dependencies to have them fetched.",
    in_window="Have them fetched: press the button at the chart.",
)


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


class PartOfChart(ChartNestError):
    """A file of a chart folder was named instead of the folder."""

    code = "part-of-chart"
    what = "{path} is one of the files of a chart."
    remedy = "Name the chart's folder: {folder}"


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


class LinkLeavesFolder(UnsafeFolder):
    """A link in the chart folder leads to somewhere else on this computer."""

    code = "link-leaves-folder"
    what = "{path} is a link that leads out of the folder, to {target}."
    remedy = (
        "If the chart is yours, add --follow-links: Helm packs what its links lead to. "
        "Otherwise name the link in .helmignore."
    )
    in_window = (
        "If the chart is yours, have its links followed: Helm packs what they lead to. "
        "Otherwise name the link in .helmignore."
    )


class ChartHidden(ChartNestError):
    """The folder's own .helmignore leaves its Chart.yaml out."""

    code = "chart-hidden"
    what = "{folder} holds a Chart.yaml, but the line {line} of its .helmignore leaves it out."
    remedy = (
        "Change that line: the first rule that matches decides, and one with ! leaves out all "
        "that it does not match."
    )


class BadHelmignore(NotAChart):
    """A line of .helmignore that Helm refuses."""

    code = "bad-helmignore"
    what = "Helm cannot read the line {line} of .helmignore."
    remedy = "Write it without **; a [ needs its ], and \\ something after it."


class BadProxy(ChartNestError):
    """The environment names a proxy that is none."""

    code = "bad-proxy"
    what = "The environment's {variable} is no address of a proxy."
    remedy = (
        "Write it like http://proxy.example.com:3128, or unset it; NO_PROXY names hosts that go "
        "without one."
    )


class SocksNotInstalled(ChartNestError):
    """The environment names a SOCKS proxy, and the package for it is missing."""

    code = "socks-not-installed"
    what = "The environment's {variable} is a SOCKS proxy, which takes a package to talk to."
    remedy = (
        "Install the Python package socksio, name an http proxy instead, or name the host in "
        "NO_PROXY."
    )


class BadCertificates(ChartNestError):
    """The environment's settings for TLS cannot be used."""

    code = "bad-certificates"
    what = "The environment's {variable} cannot be used: {reason}."
    remedy = "Let it name a file that is there and can be read, or unset it."


class BadAuthority(ChartNestError):
    """The private authority given for a chart's source is no certificate."""

    code = "bad-ca-certificate"
    what = "The certificate of the private CA cannot be read: {reason}."
    remedy = "Give it in PEM: it begins with -----BEGIN CERTIFICATE-----."


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


class LoginElsewhere(ChartNestError):
    """A registry sends on to another host, and that one asks for a login."""

    code = "login-elsewhere"
    what = "{place} sends on to {host}, which asks for a login; it was given none."
    remedy = "Ask who runs the registry: a login goes to the registry itself only."


class TagMoved(ChartNestError):
    """A reference has a tag and a digest, and the tag is another manifest's."""

    code = "tag-moved"
    what = "The tag {tag} of {place} is no longer that of {digest}."
    remedy = "Find out why it was moved; then name the tag or the digest, not both."


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


class CannotComplete(ChartNestError):
    """What a chart depends on and lacks is not to be had; the chart itself is as it was."""


class LockOutOfSync(CannotComplete):
    """The lock file was made for other dependencies than the chart names now."""

    code = "lock-out-of-sync"
    what = "The lock file ({lock}) is out of sync with {file}."
    remedy = "Write it anew with Helm, or delete it to take the newest versions {file} allows."


class NoRepository(CannotComplete):
    """A dependency lies nowhere: not in the charts folder, and no repository is named."""

    code = "dependency-without-repository"
    what = "The chart depends on {name}, which is not in its charts folder and has no repository."
    remedy = "Put it into the charts folder, or name its repository in {file}."


class NamedRepository(CannotComplete):
    """A dependency's repository is a name that only a Helm it was added to can look up."""

    code = "dependency-of-named-repository"
    what = "The dependency {name} is in {repository}, a name that Helm alone knows."
    remedy = "Write the repository's own address (https://… or oci://…) into {file}."


class UnknownRepository(CannotComplete):
    """A dependency's repository is of a kind that takes a plugin of Helm's."""

    code = "dependency-of-unknown-repository"
    what = "The dependency {name} is in {repository}, which cannot be fetched from."
    remedy = "Write an address that begins with https://, oci:// or file:// into {file}."


class NoVersionWanted(CannotComplete):
    """A dependency's version is left open, which Helm refuses."""

    code = "dependency-without-version"
    what = "The dependency {name} has no version."
    remedy = "Write a version such as 1.2.3, or a range such as ^1.2, into {file}."


class DependencyInTheWay(CannotComplete):
    """The charts folder has an unpacked chart of the name, in another version."""

    code = "dependency-in-the-way"
    what = "{folder} holds version {found} of {name}, but {wanted} is asked for."
    remedy = "Delete this folder to have it fetched, or change the version asked for."


class FolderNeeded(ChartNestError):
    """A packed chart depends on what lies beside its folder."""

    code = "dependency-beside-folder"
    what = "The dependency {name} lies beside the chart's own folder ({repository})."
    remedy = "Name the chart's folder instead of its archive."


class OtherName(ChartNestError):
    """What lies where a dependency should be is another chart."""

    code = "dependency-of-other-name"
    what = "{place} holds the chart {found}, not {name}."
    remedy = "Correct the name or the repository in {file}."


class DependencyCircle(ChartNestError):
    """A chart depends on itself, by way of others."""

    code = "dependency-circle"
    what = "{place} depends on itself."
    remedy = "Take one of the dependencies in this circle out of its Chart.yaml."


class DependencyNotFetched(CannotComplete):
    """A dependency could not be had; `cause` says why, and mostly also what to do."""

    code = "dependency-not-fetched"
    what = "The dependency {name} of {chart} cannot be fetched. {reason}"
    remedy = "Check what the chart says of it."

    def __init__(self, *, name: str, chart: str, cause: ChartNestError) -> None:
        super().__init__(name=name, chart=chart, reason=cause.sentence)
        self.cause = cause

    @property
    def advice(self) -> Sentence:
        """What to do next: as its cause says, unless that speaks of the chart itself."""
        if isinstance(self.cause, VersionNotFound):
            return say("Ask for one of these in Chart.yaml; if there is a lock file, make it anew.")
        return self.cause.advice


class DependencyLoginRefused(DependencyNotFetched):
    """A dependency's repository wants a login, or another one; `host` is whose."""

    code = "dependency-login-refused"
    remedy = "Add --dependency-login {host}=USER=@FILE."
    in_window = "Sign in to {host}."

    def __init__(self, *, name: str, chart: str, cause: ChartNestError, host: str) -> None:
        super().__init__(name=name, chart=chart, cause=cause)
        self.host = host

    @property
    def advice(self) -> Sentence:
        """What to do next."""
        return Sentence(self.remedy, {"host": self.host}, self.in_window)
