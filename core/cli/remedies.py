"""Remedies in the words of the command line: the core names what to do, here is how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.chart.errors import FETCH_DEPENDENCIES, DependencyLoginRefused
from core.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPELLED: Final[Mapping[str, str]] = {
    FETCH_DEPENDENCIES.template: "Add --dependencies to have them fetched.",
    DependencyLoginRefused.remedy: "Add --dependency-login {host}=USER=@FILE.",
}


def spelled(remedy: Sentence) -> Sentence:
    """Return a remedy with the option that follows it."""
    return Sentence(_SPELLED.get(remedy.template, remedy.template), remedy.arguments)
