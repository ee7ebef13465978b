"""What in a chart's templates the Helm 3.0 inside ClusterHelmApplication cannot parse.

No Helm 3.0 can be run here, so the templates are scanned the way its parser (Go 1.13) reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.chart.archive import is_packed_subchart, with_subcharts
from core.errors import Problem, say

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

_GO_1_13: Final = """
    and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
"""
_SPRIG_3_0_2: Final = """
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
"""
# Helm takes sprig's env and expandenv away and adds these.
_HELM_3_0_3: Final = "fromJson fromYaml include required toJson toToml toYaml tpl"

FUNCTIONS: Final = frozenset(f"{_GO_1_13} {_SPRIG_3_0_2} {_HELM_3_0_3}".split())

_KEYWORDS: Final = frozenset(
    ("block", "define", "else", "end", "false", "if", "nil", "range", "template", "true", "with")
)

_COMMENT: Final = re.compile(r"\{\{(?:-[ \t\r\n]+)?/\*.*?\*/(?:[ \t\r\n]-)?\}\}", re.DOTALL)
_OPEN: Final = re.compile(r"\{\{(?:-[ \t\r\n])?")
_TOKEN: Final = re.compile(
    r"""
      (?P<close> [ \t\r\n] -\}\} | \}\} )
    | (?P<newline> \r?\n )
    | (?P<text> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `[^`]*` )
    | (?P<field> [.$]\w* )
    | (?P<number> \d[\w.]* )
    | (?P<word> \w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class _Finding:
    """Something Helm 3.0 stumbles over: Helm's name of the file, the line, Go's words for it."""

    file: str
    path: str
    line: int
    complaint: str

    @property
    def error_text(self) -> str:
        return f"parse error at ({self.file}:{self.line}): {self.complaint}"


def unknown_functions(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return each place in the chart's templates, subcharts included, that Helm 3.0 refuses.

    `files` are a chart's by path. Nothing found means that the templates parse; what only fails
    while rendering, such as `and` evaluating its second argument, is not seen.
    """
    return tuple(
        Problem(
            place=finding.path,
            what=say("Helm 3.0 cannot read it: {complaint}.", complaint=finding.complaint),
            remedy=say("Deliver it by the method hook or job, which bring a current Helm."),
            line=finding.line,
        )
        for finding in _findings(files)
    )


def parse_error(files: Mapping[str, bytes]) -> str | None:
    """Return what Helm 3.0 says when it is given the chart, None when it can parse it all.

    Helm stops at the first place: the deepest folders first, and there from Z to A.
    """
    findings = _findings(files)
    if not findings:
        return None
    first = max(
        findings, key=lambda finding: (finding.file.count("/"), finding.file, -finding.line)
    )
    return first.error_text


def _findings(files: Mapping[str, bytes]) -> list[_Finding]:
    if any(is_packed_subchart(path) for path in files):
        files = with_subcharts(files)
    findings = []
    for path, content in files.items():
        if path.startswith("templates/") or "/templates/" in path:
            text = content.decode("utf-8-sig", errors="replace")
            findings += [
                _Finding(_helm_name(path, files), path, line, complaint)
                for line, complaint in _stumbles(text)
            ]
    return findings


def _stumbles(text: str) -> Iterator[tuple[int, str]]:
    position = text.find("{{")
    while position >= 0:
        comment = _COMMENT.match(text, position)
        if comment:
            end = comment.end()
        else:
            end = yield from _action_stumbles(text, position)
        position = text.find("{{", end)


def _action_stumbles(text: str, start: int) -> Generator[tuple[int, str], None, int]:
    """Yield what is wrong in the action at `start`; return where it ends."""
    opening = _OPEN.match(text, start)
    position = opening.end() if opening else start
    before = ""
    while token := _TOKEN.match(text, position):
        position = token.end()
        word = token["word"]
        if token["close"]:
            break
        if token["newline"]:
            # Only Go 1.16, in Helm 3.6, reads on.
            yield _line(text, token.start()), "unclosed action"
            position = _end_of_action(text, position)
            break
        if word == "with" and before == "else":
            yield _line(text, token.start()), "unexpected <with> in else"
        elif word and word not in FUNCTIONS and word not in _KEYWORDS:
            yield _line(text, token.start()), f'function "{word}" not defined'
        before = word or before
    return position


def _end_of_action(text: str, position: int) -> int:
    while token := _TOKEN.match(text, position):
        position = token.end()
        if token["close"]:
            break
    return position


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


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
