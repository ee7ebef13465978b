"""Versions and ranges of versions as Helm understands them (Masterminds/semver)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import total_ordering
from typing import TYPE_CHECKING, Final, Self

from core.chart.errors import BadVersionRange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PRERELEASE: Final = r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
_BUILD: Final = r"(?:\+(?P<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
_VERSION: Final = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?" + _PRERELEASE + _BUILD)
_EXACT: Final = re.compile(r"\d+\.\d+\.\d+" + _PRERELEASE + _BUILD)
_MAX_LENGTH: Final = 256
_MAX_NUMBER: Final = 2**64 - 1
_LEADING_ZERO: Final = re.compile(r"\.0\d+(?:\.|$)")
_PARTIAL: Final = (
    r"v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*]))?(?:\.(?:\d+|[xX*]))?"
    r"(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
_OPERATOR: Final = r"!=|>=|=>|<=|=<|~>|>|<|=|~|\^|"
_HYPHEN_RANGE: Final = re.compile(rf"({_PARTIAL})\s+-\s+({_PARTIAL})")
_COMPARISON: Final = re.compile(rf"({_OPERATOR})\s*({_PARTIAL})")
_COMPARISONS: Final = re.compile(
    rf"\s*(?:{_OPERATOR})\s*{_PARTIAL}\s*(?:(?:\s+|,\s*)(?:{_OPERATOR})\s*{_PARTIAL}\s*)*"
)
# What Masterminds/semver took before 3.2: ">=1.20<1.30" without anything between.
_CROWDED: Final = re.compile(rf"(?:\s*(?:{_OPERATOR})\s*{_PARTIAL}\s*,?)+")
_WILDCARD: Final = ("x", "X", "*")
# Masterminds takes a bare wildcard after these for 0.0.0 or 0.0, not for "any".
_BARE_WILDCARD: Final = {"!=": 3, ">": 3, "^": 3, "<=": 2, "=<": 2}


@total_ordering
@dataclass(frozen=True, eq=False)
class Version:
    """A version; missing parts are 0, build metadata does not count when comparing."""

    major: int
    minor: int
    patch: int
    prerelease: str = ""
    original: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the version `text` spells, None when it spells none."""
        match = _VERSION.fullmatch(text) if len(text) <= _MAX_LENGTH else None
        if match is None or _LEADING_ZERO.search(f".{match['pre']}"):
            return None
        major, minor, patch = (int(part or 0) for part in match.groups()[:3])
        if max(major, minor, patch) > _MAX_NUMBER:
            return None
        return cls(major, minor, patch, match["pre"] or "", text)

    @classmethod
    def parse_whole(cls, text: str) -> Self | None:
        """Return the version, if `text` spells all three parts of it and no v before them."""
        match = _EXACT.fullmatch(text)
        whole = match and not any(
            part.startswith("0") and part != "0" for part in re.split(r"[-+]", text)[0].split(".")
        )
        return cls.parse(text) if whole else None

    def __str__(self) -> str:
        numbers = f"{self.major}.{self.minor}.{self.patch}"
        return f"{numbers}-{self.prerelease}" if self.prerelease else numbers

    @property
    def without_suffix(self) -> Version:
        """The version without its pre-release part."""
        return Version(self.major, self.minor, self.patch)

    @property
    def _precedence(self) -> tuple[object, ...]:
        identifiers = self.prerelease.split(".") if self.prerelease else []
        ranked = tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part) for part in identifiers
        )
        return (self.major, self.minor, self.patch, not ranked, ranked)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._precedence == other._precedence

    def __lt__(self, other: Version) -> bool:
        return self._precedence < other._precedence

    def __hash__(self) -> int:
        return hash(self._precedence)


@dataclass(frozen=True)
class _Comparison:
    """One operator and one version; `given` is how many of its three parts were spelled out."""

    operator: str
    version: Version
    given: int

    def holds(self, version: Version) -> bool:
        return _HOLDS[self.operator](self, version)

    def is_unequal(self, version: Version) -> bool:
        if self.given == 2 and self._same_parts(version):
            return version.prerelease != self.version.prerelease
        return not self._same_parts(version) and version != self.version

    def is_below(self, version: Version) -> bool:
        return version < self.version

    def is_at_least(self, version: Version) -> bool:
        return version >= self.version

    def is_at_most(self, version: Version) -> bool:
        return version <= self.version or self._same_parts(version)

    def is_compatible(self, version: Version) -> bool:
        """^1.2.3 holds the major part, ^0.2.3 the minor as well, ^0.0.3 all three."""
        parts = _parts(self.version)
        leading_zeros = next((i for i, part in enumerate(parts) if part), 3)
        held = min(leading_zeros + 1, self.given)
        return version >= self.version and _parts(version)[:held] == parts[:held]

    def equals(self, version: Version) -> bool:
        return version == self.version if self.given == 3 else self.is_near(version)

    def is_above(self, version: Version) -> bool:
        # ">1.2" wants 1.3, not 1.2.1.
        return version > self.version and (self.given == 3 or not self._same_parts(version))

    def is_near(self, version: Version) -> bool:
        """~1 allows 1.x, ~1.2 and ~1.2.3 allow 1.2.x; ~0.0.0 and ~* allow all."""
        if version < self.version:
            return False
        if self.given == 0 or (self.given == 3 and _parts(self.version) == (0, 0, 0)):
            return True
        compared = min(self.given, 2)
        return _parts(version)[:compared] == _parts(self.version)[:compared]

    def _same_parts(self, version: Version) -> bool:
        given = self.given
        return given < 3 and _parts(version)[:given] == _parts(self.version)[:given]


_HOLDS: Final[Mapping[str, Callable[[_Comparison, Version], bool]]] = {
    "": _Comparison.equals,
    "=": _Comparison.equals,
    "!=": _Comparison.is_unequal,
    ">": _Comparison.is_above,
    ">=": _Comparison.is_at_least,
    "=>": _Comparison.is_at_least,
    "<": _Comparison.is_below,
    "<=": _Comparison.is_at_most,
    "=<": _Comparison.is_at_most,
    "^": _Comparison.is_compatible,
    "~": _Comparison.is_near,
    "~>": _Comparison.is_near,
}


@dataclass(frozen=True)
class VersionRange:
    """What Helm accepts as `--version`: alternatives (`||`) of comparisons that all must hold."""

    alternatives: tuple[tuple[_Comparison, ...], ...]

    @classmethod
    def parse(cls, text: str, *, spaced: bool = True) -> Self:
        """Return the range `text` spells; empty means any release. Raises `BadVersionRange`.

        Unless they must be `spaced`, comparisons may stand side by side, as before Helm 3.11.
        """
        grammar = _COMPARISONS if spaced else _CROWDED
        spelled = _HYPHEN_RANGE.sub(r">= \1, <= \2 ", text) if text.strip() else "*"
        alternatives = []
        for alternative in spelled.split("||"):
            if not grammar.fullmatch(alternative):
                raise BadVersionRange(wanted=text)
            found = _COMPARISON.findall(alternative)
            alternatives.append(tuple(_comparison(*each) for each in found))
        return cls(tuple(alternatives))

    def allows(self, version: Version, *, together: bool = True) -> bool:
        """Tell whether `version` is in the range.

        A pre-release is only in a range that names one itself: `together` in any one of its
        comparisons, or, before Helm 3.19, in each that is not a whole `!=`.
        """
        return any(
            all(comparison.holds(version) for comparison in alternative)
            and (not version.prerelease or _names_prereleases(alternative, together=together))
            for alternative in self.alternatives
        )


def _names_prereleases(comparisons: tuple[_Comparison, ...], *, together: bool) -> bool:
    if together:
        return any(each.version.prerelease for each in comparisons)
    return all(
        each.version.prerelease or (each.operator == "!=" and each.given == 3)
        for each in comparisons
    )


def is_exact(text: str) -> bool:
    """Tell whether `text` is one whole version, not a range: 1.2.3 is, 1.2 and v1.2.3 are not."""
    return _EXACT.fullmatch(text) is not None


def comparisons(text: str) -> list[str]:
    """Return the comparisons in one alternative of a range, for Helm to make each by itself.

    A whole `!=` allowed pre-releases before Helm 3.19; now it has to name one to do so.
    """
    spelled = _HYPHEN_RANGE.sub(r">= \1, <= \2 ", text)
    if not _COMPARISONS.fullmatch(spelled):
        return []
    found = [
        (match[0].strip(), _comparison(*match.groups())) for match in _COMPARISON.finditer(spelled)
    ]
    return [
        f"{each}-0" if parsed.operator == "!=" and parsed.given == 3 and "-" not in each else each
        for each, parsed in found
    ]


def _comparison(operator: str, partial: str) -> _Comparison:
    numbers, _, _ = partial.lstrip("v").partition("+")
    numbers, _, prerelease = numbers.partition("-")
    parts = numbers.split(".")
    given = next((i for i, part in enumerate(parts) if part in _WILDCARD), len(parts))
    major, minor, patch = [*map(int, parts[:given]), 0, 0, 0][:3]
    given = given or _BARE_WILDCARD.get(operator, 0)
    return _Comparison(operator, Version(major, minor, patch, prerelease), given)


def _parts(version: Version) -> tuple[int, int, int]:
    return version.major, version.minor, version.patch
