"""What in a chart's templates a version of Helm cannot parse: functions and syntax it lacks.

The table follows Helm's own functions and the Go and sprig each version is built with; the tests
try every name of it with real Helms. No Helm 3.0 can be run here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.chart.archive import is_packed_subchart, unpack, with_subcharts
from core.chart.helm.scanning import ELSE_WITH, NEWLINE, uses
from core.chart.helm.versions import BEHIND_ROS, release
from core.errors import Problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.chart.helm.scanning import Use

# Helm 3.0.3: Go 1.13, sprig 3.0.2 without env and expandenv, and Helm's own.
_FIRST: Final = """
    and call eq ge gt html index js le len lt ne not or print printf println slice urlquery

    abbrev abbrevboth add add1 adler32sum ago append atoi b32dec b32enc b64dec b64enc base biggest
    buildCustomCert camelcase cat ceil clean coalesce compact concat contains date dateInZone
    dateModify date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict
    dir div durationRound empty encryptAES ext fail first float64 floor genCA genPrivateKey
    genSelfSignedCert genSignedCert get getHostByName has hasKey hasPrefix hasSuffix hello htmlDate
    htmlDateInZone indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last
    list lower max merge mergeOverwrite min mod mul mustAppend mustCompact mustDateModify
    mustDeepCopy mustFirst mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend
    mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll
    mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson
    mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now omit
    pick pluck plural prepend push quote randAlpha randAlphaNum randAscii randNumeric regexFind
    regexFindAll regexMatch regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest
    reverse round semver semverCompare set sha1sum sha256sum shuffle slice snakecase sortAlpha
    split splitList splitn squote sub substr swapcase ternary title toDate toDecimal toJson
    toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc
    tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin
    urlParse uuidv4 values without wrap wrapWith

    fromJson fromYaml include required toJson toToml toYaml tpl
"""
_NAMES: Final[Mapping[str, str]] = {
    "3.0": _FIRST,
    "3.1": "lookup",
    # sprig 3.1
    "3.2": "duration fromJsonArray fromYamlArray htpasswd seq",
    # sprig 3.2
    "3.5": """
        add1f addf all any bcrypt chunk dig divf genCAWithKey genSelfSignedCertWithKey
        genSignedCertWithKey maxf minf mulf mustChunk mustFromJson osBase osClean osDir osExt
        osIsAbs randBytes randInt regexQuoteMeta subf
    """,
    # Go 1.18
    "3.10": "break continue",
    # sprig 3.3
    "3.16": "sha512sum",
    "3.17": "fromToml toYamlPretty",
    "4.0": "mustToYaml",
    "4.2": "mustToToml",
    "4.3": """
        durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes
        durationNanoseconds durationRoundTo durationSeconds durationTruncateTo durationWeeks
        mustToDuration
    """,
}
FIRST_IN: Final[Mapping[str, str]] = {
    **{name: first for first, names in _NAMES.items() for name in names.split()},
    # Go 1.16, and Go 1.23
    NEWLINE: "3.6",
    ELSE_WITH: "3.17",
}
"""The Helm that first knows a function, or a piece of syntax."""

_IN_CHART: Final = re.compile(r"(?:charts/[^/]+/)*")
_KEYWORDS: Final = frozenset(
    ("block", "define", "else", "end", "false", "if", "nil", "range", "template", "true", "with")
)
_SYNTAX: Final = {NEWLINE: "unclosed action", ELSE_WITH: "unexpected <with> in else"}


@dataclass(frozen=True)
class Finding:
    """Something a Helm stumbles over: Helm's name of the file, the line, Go's words for it.

    `first` is the Helm that first knows it, None where no Helm does.
    """

    file: str
    path: str
    line: int
    complaint: str
    first: str | None

    @property
    def folder(self) -> str:
        """Where the chart that the template belongs to lies in the outermost one."""
        return _folder(self.path)

    @property
    def error_text(self) -> str:
        """What that Helm writes."""
        return f"parse error at ({self.file}:{self.line}): {self.complaint}"


def unknown_functions(files: Mapping[str, bytes], helm: str = BEHIND_ROS) -> tuple[Problem, ...]:
    """Return each place in the chart's templates, subcharts included, that Helm 3.0 refuses.

    `files` are a chart's by path. Nothing found means that the templates parse; what only fails
    while rendering, such as `and` evaluating its second argument, is not seen.
    """
    return tuple(
        Problem(
            place=finding.path,
            what=say(
                "Helm {helm} cannot read it: {complaint}.", helm=helm, complaint=finding.complaint
            ),
            remedy=say("Deliver it by the method hook or job, which bring a current Helm."),
            line=finding.line,
        )
        for finding in findings(files, helm)
    )


def parse_error(files: Mapping[str, bytes], helm: str = BEHIND_ROS) -> str | None:
    """Return what that Helm says when it is given the chart, None when it can parse it all.

    Helm stops at the first place: the deepest folders first, and there from Z to A.
    """
    found = findings(files, helm)
    if not found:
        return None
    first = max(found, key=lambda finding: (finding.file.count("/"), finding.file, -finding.line))
    return first.error_text


def findings(files: Mapping[str, bytes], helm: str) -> tuple[Finding, ...]:
    """Return all in the templates of a chart and its subcharts that `helm` cannot parse."""
    if any(is_packed_subchart(path) for path in files):
        files = with_subcharts(files)
    return tuple(
        finding
        for path, content in files.items()
        if is_template(path)
        for finding in _stumbles(path, content, files, release(helm))
    )


def is_template(path: str) -> bool:
    """Tell whether Helm takes the file at a path, in an unfolded chart, for a template."""
    return path.startswith("templates/") or "/templates/" in path


@lru_cache(maxsize=32)
def findings_in(archive: bytes, helm: str) -> tuple[Finding, ...]:
    """Return what `findings` does for a packed chart, from memory when asked again."""
    return findings(unpack(archive), helm)


def missing(words: Iterable[Use], helm: tuple[int, int, int]) -> Iterable[tuple[Use, str | None]]:
    """Yield the words that a Helm stumbles over, each with the Helm that first knows it."""
    given_up = -1
    for use in words:
        first = FIRST_IN.get(use.word)
        if use.word in _KEYWORDS or use.action == given_up:
            continue
        if first is None or release(first) > helm:
            yield use, first
            if use.word == NEWLINE:
                given_up = use.action


def complaint_of(word: str) -> str:
    """Return what Helm says of a word that it does not know."""
    return _SYNTAX.get(word) or f'function "{word}" not defined'


def _folder(path: str) -> str:
    match = _IN_CHART.match(path)
    return match[0] if match else ""


def _stumbles(
    path: str, content: bytes, files: Mapping[str, bytes], helm: tuple[int, int, int]
) -> Iterable[Finding]:
    for use, first in missing(uses(content), helm):
        yield Finding(_helm_name(path, files), path, use.line, complaint_of(use.word), first)


def _helm_name(path: str, files: Mapping[str, bytes]) -> str:
    """Return the path as Helm spells it: with the charts' names in place of their folders."""
    folder, slash, rest = path.rpartition("charts/")
    if not slash:
        return f"{_chart_name(files, '')}/{path}"
    child, _, inside = rest.partition("/")
    parent = _helm_name(folder, files).rstrip("/") if folder else _chart_name(files, "")
    return f"{parent}/charts/{_chart_name(files, f'{folder}charts/{child}/') or child}/{inside}"


def _chart_name(files: Mapping[str, bytes], folder: str) -> str:
    content = files.get(f"{folder}Chart.yaml", b"").decode("utf-8-sig", errors="replace")
    name = re.search(r"^name:\s*[\"']?([\w.-]+)", content, re.MULTILINE)
    return name[1] if name else ""
